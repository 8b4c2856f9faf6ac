"""Claims: what several sources state of one thing at one time, with what it comes to."""

from collections.abc import Sequence
from typing import Any, Protocol

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import fact_href, foreign, page_link, visible
from dashboard.components.page_words import page_of, say_page
from dashboard.components.statement import stated
from dashboard.wording import Wording
from tracker import ClaimMember, ClaimReport

MAX_MEMBERS = 8
CONTRADICTED = ("conflict", "far_apart", "internal")


class Dimensions(Protocol):
    """What a claim, a target and an implied figure are of."""

    @property
    def subject(self) -> str | None: ...
    @property
    def partner(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def indicator(self) -> str: ...
    @property
    def commodity(self) -> str | None: ...


def thing(one: Dimensions, speak: Wording, page: str | None = None) -> str:
    """`Freight volume, Port of Aktau – Iran, oil`: what figures speak of.

    Args:
        one: Of what.
        speak: The language.
        page: An entity whose page this stands on: it need not be named again.
    """
    names = [speak.name(each) for each in (one.subject, one.partner) if each]
    alone = one.subject == page and one.partner is None
    parts = [speak.name(one.indicator), "" if alone else " – ".join(names)]
    parts += [speak.name(each) for each in (one.place, one.commodity)]
    return ", ".join(part for part in parts if part)


def claim_subject(claim: ClaimReport, speak: Wording, page: str | None = None) -> str:
    """What the statements speak of, with kind of number and status where they matter."""
    parts = [thing(claim, speak, page)]
    if claim.measure != "level":
        parts.append(speak.word(claim.measure))
    if claim.status != "actual":
        parts.append(speak.word(claim.status))
    return ", ".join(parts)


def claim_span(claim: ClaimReport, speak: Wording) -> str:
    """Between which values the statements lie; nothing where none are compared."""
    if claim.lowest is None or claim.highest is None:
        return ""
    high = claim.highest if claim.highest != claim.lowest else None
    return speak.numbers.amount(claim.lowest, claim.base_unit, high=high)


def outcome_badge(outcome: str, speak: Wording) -> Component:
    """What the statements come to, as a word on a ground that says whether it is a problem."""
    kind = "badge-doubt" if outcome in CONTRADICTED else "badge-confirmed"
    return html.Span(
        speak.word(outcome), className=f"badge {kind if outcome != 'single' else ''}".strip()
    )


def claim_item(
    claim: ClaimReport, speak: Wording, current: str | None = None, page: str | None = None
) -> Component:
    """One claim with its statements, the drawn one first.

    Args:
        claim: The claim.
        speak: The language.
        current: Key of the figure whose page this stands on.
        page: Id of the entity whose page this stands on.
    """
    when = speak.numbers.period(claim.period) or speak.say("no period stated")
    head = [
        html.Span(
            [visible(claim_subject(claim, speak, page)), html.Span(f" · {when}")],
            className="claim-subject",
        ),
        html.Span(claim_span(claim, speak), className="claim-span"),
        outcome_badge(claim.outcome, speak),
    ]
    return html.Li([html.P(head, className="claim-head"), member_list(claim, speak, current)])


def member_list(claim: ClaimReport, speak: Wording, current: str | None = None) -> Component:
    """The statements of a claim: figure, standing, who says so."""
    shown: Sequence[ClaimMember] = claim.members[:MAX_MEMBERS]
    rows: list[Any] = [_member(member, speak, current) for member in shown]
    left = len(claim.members) - len(shown)
    if left > 0:
        rows.append(html.Li(speak.say("and %(n)s more", n=left), className="quiet"))
    return html.Ul(rows, className="members")


def _member(member: ClaimMember, speak: Wording, current: str | None) -> Component:
    stored = member.fact
    who: list[Any] = [foreign(stored.source or stored.author or speak.say("source not named"))]
    if stored.fact.published:
        who.append(f", {speak.numbers.day(stored.fact.published)}")
    if page := say_page(page_of(stored), speak):
        who.append(f", {page}")
    own = stored.key == current
    figure: Any = stated(stored, speak)
    return html.Li(
        [
            html.Strong(figure, className="member-value")
            if own
            else page_link(figure, fact_href(speak, stored.key), "link member-value"),
            html.Span(
                speak.word(member.standing),
                className=f"standing standing-{member.standing.value}",
            ),
            html.Span(who, className="statement-who"),
        ],
        className="member member-own" if own else "member",
    )
