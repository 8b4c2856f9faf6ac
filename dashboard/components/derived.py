"""Derived: targets with what became of them, and figures that follow from stated ones."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.claims import thing
from dashboard.components.links import fact_href, foreign, page_link, visible
from dashboard.wording import Wording
from tracker import FollowedTarget, ImpliedFigure

_LABELS = {
    "from": "from",
    "to": "to",
    "by": "by",
    "part": "part",
    "share": "share",
    "amount": "amount",
    "equivalent": "the same in another unit",
    "exports": "exports",
    "imports": "imports",
}


def target_list(
    targets: Sequence[FollowedTarget], speak: Wording, page: str | None = None
) -> Component:
    """Promises by what they are of, those of one history one below the other, the newest last.

    Args:
        targets: As the store orders them.
        speak: The language.
        page: Id of the entity whose page this stands on.
    """
    items: list[Any] = []
    for (name, _), history in groupby(
        targets, key=lambda each: (thing(each, speak, page), each.base_unit)
    ):
        rows = [_target(each, speak) for each in history]
        items.append(
            html.Li(
                [
                    html.P(visible(name), className="claim-head claim-subject"),
                    html.Ul(rows, className="members"),
                ]
            )
        )
    return html.Ul(items, className="claims")


def _target(target: FollowedTarget, speak: Wording) -> Component:
    say, numbers = speak.say, speak.numbers
    value = numbers.stated(
        target.value, target.unit, target.bound, high=target.value_high, per=target.per
    )
    when = say("by %(when)s", when=numbers.period(target.period)) if target.period else ""
    state = html.Span(speak.word(target.state), className=f"badge state-{target.state}")
    later = "" if target.is_current else say("said otherwise later")
    who: list[Any] = [foreign(speak.name(target.promised_by) or target.source or "–")]
    if target.published:
        who.append(f", {numbers.day(target.published)}")
    growth = _growth(target, speak)
    return html.Li(
        [
            page_link(value, fact_href(speak, target.fact_key), "link member-value"),
            html.Span([f"{when} " if when else "", state], className="target-state"),
            html.Span(
                [*who, *(f" · {part}" for part in (later, growth) if part)],
                className="statement-who",
            ),
        ],
        className="member" if target.is_current else "member member-past",
    )


def _growth(target: FollowedTarget, speak: Wording) -> str:
    """Growth that the promise needs beside what was achieved, both by the year."""
    needed, achieved = target.growth_needed, target.growth_achieved
    if needed is None or target.state not in ("open", "overdue"):
        return ""
    text = speak.say("needs %(rate)s a year", rate=_percent(needed, speak))
    if achieved is not None:
        text += ", " + speak.say("achieved %(rate)s", rate=_percent(achieved, speak))
    return text


def _percent(rate: float, speak: Wording) -> str:
    return speak.numbers.amount(round(rate, 1), "percent")


def implied_list(
    figures: Sequence[ImpliedFigure], speak: Wording, page: str | None = None
) -> Component:
    """Figures that follow from stated ones: value, formula, what they follow from, comparison."""
    return html.Ul([_implied(each, speak, page) for each in figures], className="implied-list")


def _implied(figure: ImpliedFigure, speak: Wording, page: str | None) -> Component:
    numbers = speak.numbers
    what = [thing(figure, speak, page)]
    if figure.measure != "level":
        what.append(speak.word(figure.measure))
    what.append(numbers.period(figure.period))
    value = f"({implied_value(figure, speak)})"
    parts: list[Any] = [
        html.Span(value, className="implied-value"),
        html.Span(visible(" · ".join(part for part in what if part))),
        html.Span(
            [html.Code(figure.formula), *_inputs(figure, speak)],
            className="statement-who",
        ),
    ]
    if figure.comparison != "unstated" and figure.stated_fact_key:
        said = speak.say("agrees") if figure.comparison == "agrees" else speak.say("differs")
        stated = figure.stated_surface or ""
        parts.append(
            html.Span(
                [
                    html.Span(
                        said,
                        className="badge "
                        + ("badge-confirmed" if figure.comparison == "agrees" else "badge-doubt"),
                    ),
                    " ",
                    page_link(foreign(stated), fact_href(speak, figure.stated_fact_key)),
                    f" ({visible(figure.stated_source)})" if figure.stated_source else "",
                ],
                className="statement-who",
            )
        )
    return html.Li(parts, className="implied-item")


def implied_value(figure: ImpliedFigure, speak: Wording) -> str:
    """The computed amount; the rate of two currencies as it is."""
    unit = figure.base_unit
    if "/" in unit:
        return f"{speak.numbers.plain(figure.base_value, 4)} {unit}"
    return speak.numbers.stated(_rounded(figure.base_value), unit, "about", per=figure.per)


def _rounded(value: float) -> float:
    """Three digits: what follows from rounded figures is no surer than they are."""
    return float(f"{value:.3g}")


def _inputs(figure: ImpliedFigure, speak: Wording) -> list[Any]:
    """The stated figures behind it, each leading to its page."""
    parts: list[Any] = []
    surfaces = figure.inputs.split("; ")
    keys = figure.input_keys.split("; ")
    if len(surfaces) != len(keys):  # a surface that holds the separator
        surfaces = [key.partition(" ")[0] for key in keys]
    for surface, named in zip(surfaces, keys, strict=True):
        role, _, key = named.partition(" ")
        text = surface.removeprefix(f"{role} ")
        label = speak.say(_LABELS.get(role, role))
        parts += [", " if parts else " · ", label, " "]
        parts.append(page_link(foreign(text), fact_href(speak, key)))
    return parts
