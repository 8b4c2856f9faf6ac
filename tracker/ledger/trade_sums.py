"""Trade sums: turnover and balance of two partners, from exports and imports stated anywhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from tracker.ledger.figure import Figure
from tracker.ledger.implied import said
from tracker.model.derived import Implied, Input, Role, Rule
from tracker.model.fact import Measure

FLOWS = {"exports": Role.EXPORTS, "imports": Role.IMPORTS}
SUMS = {"trade_turnover": Rule.TURNOVER, "trade_balance": Rule.BALANCE}


def implied_by_flows(figures: Iterable[Figure]) -> list[Implied]:
    """Turnovers and balances that follow from the drawn figures of exports and imports.

    What A sells to B is A's exports or B's imports. Both directions make the turnover, whoever
    stated them; a balance is of the exports and imports that the same side states, since two
    countries seldom count alike.

    Args:
        figures: Exports and imports of two partners, one figure for each claim.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        thing = figure.thing
        flow = thing.indicator in FLOWS and figure.measure is Measure.LEVEL
        if flow and thing.subject and thing.partner and figure.period:
            pair = tuple(sorted((thing.subject, thing.partner)))
            same = (thing.place, thing.commodity, thing.counted, figure.status, figure.per)
            groups[(pair, *same, figure.period, figure.unit)].append(figure)
    found = [implied for group in groups.values() for implied in _sums(group)]
    return sorted(found, key=lambda implied: (implied.rule, implied.inputs))


def _sums(figures: Sequence[Figure]) -> Iterator[Implied]:
    directions: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.key):
        directions[_sender(figure)].append(figure)
    if len(directions) < 2:
        return
    for out, back in product(*(directions[sender] for sender in sorted(directions))):
        yield _sum(Rule.TURNOVER, out, back)
        if out.thing.subject == back.thing.subject:
            exports = out if out.thing.indicator == "exports" else back
            yield _sum(Rule.BALANCE, exports, back if exports is out else out)


def _sender(figure: Figure) -> str:
    thing = figure.thing
    return str(thing.subject if thing.indicator == "exports" else thing.partner)


def _sum(rule: Rule, one: Figure, other: Figure) -> Implied:
    subject, partner = one.thing.subject, one.thing.partner
    if rule is Rule.TURNOVER:
        indicator, sign = "trade_turnover", "+"
        value, interval = one.value + other.value, one.interval + other.interval
        # As facts keep it: trade between equals has the two sides in the order of the alphabet.
        subject, partner = sorted((str(subject), str(partner)))
    else:
        indicator, sign = "trade_balance", "-"
        value, interval = one.value - other.value, one.interval - other.interval
    inputs = sorted(
        Input(key=figure.key, role=FLOWS[figure.thing.indicator]) for figure in (one, other)
    )
    return Implied(
        rule=rule,
        inputs=tuple(inputs),
        formula=f"{said(one)} {sign} {said(other)}",
        subject=subject,
        partner=partner,
        place=one.thing.place,
        indicator=indicator,
        commodity=one.thing.commodity,
        measure=Measure.LEVEL,
        status=one.status,
        counted=one.thing.counted,
        per=one.per,
        period=one.period,
        base_value=value,
        base_low=interval.low,
        base_high=interval.high,
        base_unit=one.unit,
    )
