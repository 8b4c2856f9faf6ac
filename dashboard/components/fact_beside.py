"""Fact beside: what else speaks of the same thing, what rests on a figure, what was decided."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import data
from dashboard.components.claims import claim_span, member_list, outcome_badge
from dashboard.components.derived import implied_list, target_list
from dashboard.components.help import term
from dashboard.components.links import foreign
from dashboard.components.statement import statement_list
from dashboard.context import current_store, is_read_only
from dashboard.deciding import describe_event
from dashboard.wording import Wording
from tracker import (
    ClaimReport,
    DerivedFilter,
    Event,
    Fact,
    FactFilter,
    FollowedTarget,
    ImpliedFigure,
    NotFoundError,
    StoredFact,
)

_LABELS = {
    ("moves_to", True): "The movement that starts here leads to",
    ("moves_to", False): "The movement that ends here starts at",
    ("changed_by", True): "It moved by",
    ("changed_by", False): "It leads to",
    ("equivalent_of", True): "Says again in another unit",
    ("equivalent_of", False): "Said again in another unit",
    ("stated_with", True): "Stated together with",
    ("stated_with", False): "Stated together with",
    ("same_claim", True): "Says the same",
    ("same_claim", False): "Says the same",
    ("contradicts", True): "Contradicts",
    ("contradicts", False): "Contradicted by",
    ("corrects", True): "Corrects",
    ("corrects", False): "Corrected by",
    ("part_of", True): "Is part of",
    ("part_of", False): "Has as a part",
}
MAX_IMPLIED, MAX_OTHERS = 200, 12


def claim_part(stored: StoredFact, speak: Wording) -> list[Any]:
    """All statements of the same thing and time: what they come to, and which one is drawn."""
    say = speak.say
    claim = current_store().ledger.claim_of(stored.id)
    if claim is None:
        text = (
            say("A rejected figure is compared with nothing.")
            if stored.review == "rejected"
            else say("This figure can be compared with no other: it names no subject or no time.")
        )
        return [html.P(text, className="quiet")]
    head = [outcome_badge(claim.outcome, speak)]
    if claim.lowest != claim.highest:
        head.append(html.Span(claim_span(claim, speak), className="claim-span"))
    return [
        html.P(head, className="claim-head"),
        html.P(_counted(claim, speak), className="card-note"),
        member_list(claim, speak, stored.key),
        html.P(_why_drawn(claim, speak), className="card-note"),
    ]


def _counted(claim: ClaimReport, speak: Wording) -> str:
    statements = speak.say_plural("%(n)s statement", "%(n)s statements", claim.statements)
    texts = speak.say_plural("in %(n)s text", "in %(n)s texts", claim.documents)
    return f"{statements} {texts}"


def _why_drawn(claim: ClaimReport, speak: Wording) -> list[Any]:
    """Which statement the line goes through, and why this one."""
    say = speak.say
    drawn = next((each.fact for each in claim.members if each.fact.id == claim.drawn), None)
    if drawn is None:
        return [say("No line goes through any of them.")]
    if drawn.rank == "preferred":
        chosen = say("The line goes through the one that a person chose:")
        return [chosen, " ", foreign(drawn.rank_reason or "–")]
    if len(claim.members) == 1:
        return []
    return [
        say("The line goes through the one marked ●: official sources before news, later before "
            "earlier, exact before hedged."),
        " ",
        term(speak, "drawn", sign=True),
    ]  # fmt: skip


def links_part(stored: StoredFact, speak: Wording) -> list[Any]:
    """Figures that the text itself ties to this one: a movement's ends, other units."""
    parts: list[Any] = []
    last = ""
    for link in current_store().links(stored.id):
        heading = _LABELS.get((link.kind, link.outgoing), "Stated together with")
        if heading != last:
            parts.append(html.H3(speak.say(heading), className="relation"))
        parts.append(statement_list([link.fact], speak))
        last = heading
    return parts


def implied_of(stored: StoredFact) -> list[ImpliedFigure]:
    """What was computed from a figure, and what was computed that it states as well."""
    where = DerivedFilter(document_id=stored.document_id)
    found = current_store().derived.implied(where, limit=MAX_IMPLIED)
    resting = [each for each in found if stored.key in each.input_keys]
    subject = (stored.fact.subject,) if stored.fact.subject else ()
    if subject:
        alike = DerivedFilter(subject=subject, indicator=(stored.fact.indicator,), year=stored.year)
        resting += [
            each
            for each in current_store().derived.implied(alike, limit=MAX_IMPLIED)
            if each.stated_fact_key == stored.key
        ]
    return list({each.id: each for each in resting}.values())


def targets_of(stored: StoredFact) -> list[FollowedTarget]:
    """The history that a target belongs to; of another figure the targets that it measures."""
    fact = stored.fact
    if fact.subject is None:
        return []
    where = DerivedFilter(subject=(fact.subject,), indicator=(fact.indicator,))
    found = [
        each
        for each in current_store().derived.targets(where, limit=MAX_IMPLIED)
        if (each.partner, each.commodity, each.base_unit)
        == (fact.partner, fact.commodity, stored.base_unit)
    ]
    if any(each.fact_id == stored.id for each in found):
        return found
    return [each for each in found if stored.id in (each.actual_fact_id, each.reached_fact_id)]


def derived_part(stored: StoredFact, speak: Wording) -> list[Any]:
    """Promises it belongs to, and what rests on it."""
    parts: list[Any] = []
    if targets := targets_of(stored):
        own = any(each.fact_id == stored.id for each in targets)
        heading = "All that was promised of it" if own else "Promises that it is measured by"
        parts += [
            html.H3(speak.say(heading), className="relation"),
            target_list(targets, speak),
        ]
    if figures := implied_of(stored):
        parts += [
            html.H3([speak.say("What follows from it"), " ", term(speak, "implied", sign=True)],
                    className="relation"),
            implied_list(figures, speak),
        ]  # fmt: skip
    return parts


def history_part(stored: StoredFact, speak: Wording) -> list[Any]:
    """All that was decided and changed, the newest first; what stands can be undone."""
    try:
        events = current_store().decisions.history(stored.id)
    except NotFoundError:
        events = []
    told = [each for each in events if each.decision_id is not None or each.changes]
    if not told:
        return [html.P(speak.say("Nobody has decided anything about it yet."), className="quiet")]
    undone = {each.undoes for each in told}
    return [html.Ul([_event(each, undone, speak) for each in reversed(told)],
                    className="plain-list history")]  # fmt: skip


def _event(event: Event, undone: set[int | None], speak: Wording) -> Component:
    parts: list[Any] = [html.Span(describe_event(event, speak))]
    if event.note:
        parts.append(html.Span(foreign(event.note), className="statement-who"))
    number = event.decision_id
    if number is not None and number not in undone and not is_read_only():
        parts.append(
            html.Button(
                speak.say("Undo this"), className="link-button", type="button",
                **data(undo=str(number)),
            )
        )  # fmt: skip
    return html.Li(parts)


def find_others(fact: Fact, own_id: int | None) -> list[StoredFact]:
    """What else is stored about the same thing and time: agreement or conflict."""
    if fact.subject is None:
        return []
    where = FactFilter(
        subject=(fact.subject,),
        partner=(fact.partner,) if fact.partner else (),
        indicator=(fact.indicator,),
        measure=(fact.measure,),
        status=(fact.status,),
        commodity=(fact.commodity,) if fact.commodity else (),
    )
    return [
        other
        for other in current_store().facts(where, limit=500)
        if other.id != own_id
        and other.fact.period == fact.period
        and other.fact.commodity == fact.commodity
        and other.fact.partner == fact.partner
        and other.fact.place == fact.place
    ][:MAX_OTHERS]
