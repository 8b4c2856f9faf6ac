"""What the statements of one claim come to, and which one a line follows."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.claims import interval
from tracker.ledger.judging import Judgement, judge
from tracker.ledger.mention import Mention
from tracker.ledger.slips import NO_YEARS, Years, years_near
from tracker.ledger.statements import are_apart, are_far_apart, group
from tracker.model.claim import Outcome, Standing
from tracker.model.fact import Bound, Span, Transition

S = Standing


def said(value: float, text: str = "A", at: int = 0, **more: Any) -> Mention:
    """A figure in thousands of tonnes, in the text of the publisher of the same name."""
    bound = more.get("bound", Bound.EXACT)
    surface = f"{value:g} kt"
    low, top = interval(value, None, surface, bound)
    digit_low, digit_top = interval(value, None, surface)
    assert digit_low is not None
    assert digit_top is not None
    number = 1000 * ord(text[0]) + at
    fields: dict[str, Any] = {
        "fact_id": number, "key": (text, at, at + 1, text, "", number), "origin": text,
        "speaker": text, "name": text, "official": False, "value": value, "high": None,
        "low": low, "top": top, "digit_low": digit_low, "digit_top": digit_top, "bound": bound,
        "published": "2025-01-01", "confidence": 1.0, "preferred": False, "deprecated": False,
        "confirmed": False, "transition": None, "span": Span(at, at + 1), "movement": (),
        "sentence": f"{text} {at}",
    }  # fmt: skip
    return Mention(**fields | more)


def judged(mentions: Sequence[Mention], years: Years = NO_YEARS, **more: bool) -> Judgement:
    kinds = {"is_dated": True, "is_compared": True, **more}
    return judge(group(mentions), "tonne", years=years, **kinds)


def standings(mentions: Sequence[Mention], **more: Any) -> list[Standing]:
    found = judged(mentions, **more).standings
    return [found[mention.fact_id][1] for mention in mentions]


SENTENCE = "The port handled 7.5 kt in 2024."
CASES: dict[str, tuple[list[Mention], Outcome, list[Standing]]] = {
    "one voice": ([said(3)], Outcome.SINGLE, [S.DRAWN]),
    "two agree": ([said(4.484), said(4.5, "B")], Outcome.AGREE, [S.DRAWN, S.AGREES]),
    "digits that touch agree": ([said(17), said(18, "B")], Outcome.AGREE, [S.DRAWN, S.AGREES]),
    "two conflict": ([said(4.484), said(3.3, "B")], Outcome.CONFLICT, [S.DRAWN, S.CONFLICTS]),
    "headline and body": (
        [said(7.5, at=0), said(7.5, at=90)], Outcome.SINGLE, [S.DRAWN, S.REPEATS],
    ),
    "a copy elsewhere": (
        [said(7.5), said(7.5, "B", origin="A")], Outcome.SINGLE, [S.DRAWN, S.REPEATS],
    ),
    "a release in two papers": (
        [said(7.5, sentence=SENTENCE), said(7.5, "B", sentence=SENTENCE)],
        Outcome.SINGLE, [S.DRAWN, S.REPEATS],
    ),
    "a few words alike are chance": (
        [said(7.5, sentence="7.5 kt"), said(7.5, "B", sentence="7.5 kt")],
        Outcome.AGREE, [S.DRAWN, S.AGREES],
    ),
    "another sum in the same sentence": (
        [said(7.5, sentence=SENTENCE), said(9, "B", sentence=SENTENCE)],
        Outcome.CONFLICT, [S.DRAWN, S.CONFLICTS],
    ),
    "a release and what its printer adds": (
        [said(7.5, sentence=SENTENCE), said(7.5, "B", sentence=SENTENCE), said(9, "B", at=50)],
        Outcome.INTERNAL, [S.DRAWN, S.REPEATS, S.BESIDE],
    ),
    "far apart through an open end": (
        [said(3.2, bound=Bound.OVER, published="2024"), said(7, "B")],
        Outcome.FAR_APART, [S.FAR_APART, S.DRAWN],
    ),
    "open, but near": (
        [said(10, bound=Bound.OVER), said(11, "B")], Outcome.AGREE, [S.AGREES, S.DRAWN],
    ),
    "open the wrong way": (
        [said(5.3, bound=Bound.OVER), said(4.1, "B")],
        Outcome.CONFLICT, [S.CONFLICTS, S.DRAWN],
    ),
    "a revision": (
        [said(3.2, published="2024-01"), said(3.4, at=9, origin="A2", published="2025-02")],
        Outcome.REVISION, [S.REVISED, S.DRAWN],
    ),
    "the same figure said again is none": (
        [said(3.4, published="2024-01"), said(3.41, at=9, origin="A2", published="2025-02")],
        Outcome.SINGLE, [S.AGREES, S.DRAWN],
    ),
    "two figures of one speaker on one day": (
        [said(3.2), said(3.4, at=9, origin="A2")],
        Outcome.CONFLICT, [S.DRAWN, S.CONFLICTS],
    ),
    "dates too vague for an order": (
        [said(3.2, published="2025"), said(3.4, at=9, origin="A2", published="2025-02")],
        Outcome.CONFLICT, [S.CONFLICTS, S.DRAWN],
    ),
    "what was revised disputes nothing": (
        [said(3.2, published="2024"), said(3.4, at=9, origin="A2"), said(3.4, "B")],
        Outcome.REVISION, [S.REVISED, S.DRAWN, S.AGREES],
    ),
    "two figures in one text": (
        [said(4.1, at=0), said(3.3, at=9)], Outcome.INTERNAL, [S.DRAWN, S.BESIDE],
    ),
    "from and to of one movement": (
        [said(1, transition=Transition.FROM, movement=(Span(9, 10),)),
         said(3, at=9, transition=Transition.TO)],
        Outcome.SINGLE, [S.BESIDE, S.DRAWN],
    ),
    "a doubtful reading": (
        [said(4, confidence=0.4), said(9, "B")], Outcome.SINGLE, [S.DOUBTFUL, S.DRAWN],
    ),
    "a doubtful reading that a person confirmed": (
        [said(4, confidence=0.4, confirmed=True), said(4.1, "B")],
        Outcome.AGREE, [S.AGREES, S.DRAWN],
    ),
    "only a doubtful one, though preferred": (
        [said(4, confidence=0.4, preferred=True)], Outcome.SINGLE, [S.DOUBTFUL],
    ),
    "a deprecated one": (
        [said(4, deprecated=True), said(9, "B")], Outcome.SINGLE, [S.DEPRECATED, S.DRAWN],
    ),
    "rivals ten times apart": (
        [said(56.5), said(565, "B")], Outcome.CONFLICT, [S.SLIP, S.SLIP],
    ),
    "one of them preferred": (
        [said(56.5, preferred=True), said(565, "B")], Outcome.CONFLICT, [S.DRAWN, S.SLIP],
    ),
    "a slip does not revise": (
        [said(56.5, confirmed=True), said(565, at=9, origin="A2", published="2025-11")],
        Outcome.CONFLICT, [S.DRAWN, S.SLIP],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_outcome_and_standing(case: str) -> None:
    mentions, outcome, expected = CASES[case]
    found = judged(mentions)
    assert (found.outcome, standings(mentions)) == (outcome, expected), found.reason
    assert found.reason.endswith(".")


ORDER = [
    said(1, "G", preferred=True, published="2019", bound=Bound.ABOUT),
    said(1, "F", official=True, published="2020"),
    said(1, "E", published="2025-03"),
    said(1, "D", published="2024-12-31"),
    said(1, "C", published="2024-12-31", bound=Bound.ABOUT),
    said(1, "B", published="2024-12-31", bound=Bound.ABOUT, confidence=0.8),
    said(1, "A", published=None),
]


@pytest.mark.parametrize(("first", "second"), list(combinations(ORDER, 2)))
def test_the_line_follows_the_stated_order(first: Mention, second: Mention) -> None:
    assert judged([second, first]).drawn == first.fact_id


def test_figures_that_depend_on_end_points_are_a_spread() -> None:
    days = [said(13), said(20, "B"), said(31, "C", published="2025-06")]
    found = judged(days, is_compared=False)
    assert found.outcome is Outcome.SPREAD
    assert standings(days, is_compared=False) == [S.SPREAD, S.SPREAD, S.DRAWN]
    assert (found.lowest, found.highest) == (13, 31)


def test_figures_without_a_time_contradict_nothing() -> None:
    undated = [said(3), said(50, "B")]
    found = judged(undated, is_dated=False)
    assert (found.outcome, found.agree, found.differ) == (Outcome.SINGLE, 0, 0)
    assert standings(undated, is_dated=False) == [S.DRAWN, S.SPREAD]


def test_a_figure_far_from_both_years_beside_it_is_a_slip() -> None:
    years = years_near(2024, {2023: 20.5, 2025: 77.0})
    assert standings([said(565)], years=years) == [S.SLIP]
    assert standings([said(565, confirmed=True)], years=years) == [S.DRAWN]
    assert standings([said(90)], years=years) == [S.DRAWN]
    assert standings([said(565)], years=years_near(2024, {2023: 20.5})) == [S.DRAWN]


def test_a_known_year_nearby_tells_which_of_two_rivals_slipped() -> None:
    rivals = [said(565), said(56.5, "B")]
    assert standings(rivals, years=years_near(2024, {2022: 33.0})) == [S.SLIP, S.DRAWN]
    assert standings(rivals, years=years_near(2024, {2020: 33.0})) == [S.SLIP, S.SLIP]


def test_reasons_name_the_figures_and_who_says_them() -> None:
    rivals = [said(4.484e6, "Report.az"), said(3.3e6, "Trend")]
    assert judged(rivals).reason == (
        "Trend says 3.3 Mt, Report.az 4.484 Mt: more apart than their digits allow."
    )
    assert "Off the line" in judged([said(56.5), said(565, "B")]).reason


@st.composite
def mention(draw: st.DrawFn, number: int) -> Mention:
    value = draw(st.sampled_from([1, 2, 2.4, 2.5, 3.1, 9, 40, 45]))
    text = draw(st.sampled_from("ABCD"))
    made = said(
        value, text, number,
        bound=draw(st.sampled_from([Bound.EXACT, Bound.ABOUT, Bound.OVER, Bound.UP_TO])),
        published=draw(st.sampled_from([None, "2024", "2024-05", "2025-01-02"])),
        speaker=draw(st.sampled_from([text, "bank", None])),
        confidence=draw(st.sampled_from([0.4, 0.9])),
        deprecated=draw(st.sampled_from([False, False, True])),
        preferred=draw(st.sampled_from([False, False, True])),
        official=draw(st.booleans()),
        sentence=draw(st.sampled_from([SENTENCE, "short", "Another one that is long enough."])),
    )  # fmt: skip
    return replace(made, fact_id=number, key=(text, number, number + 1, "", "", number))


def mentions() -> st.SearchStrategy[list[Mention]]:
    return st.integers(1, 7).flatmap(lambda size: st.tuples(*map(mention, range(size)))).map(list)


@given(mentions(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_came_decides_nothing(said_of_it: list[Mention], mix: Any) -> None:
    shuffled = list(said_of_it)
    mix.shuffle(shuffled)
    assert judged(shuffled) == judged(said_of_it)


@given(mentions())
def test_pairs_are_found_as_if_all_had_been_compared(said_of_it: list[Mention]) -> None:
    found = judged(said_of_it)
    rivals = [
        each for each in group(said_of_it)
        if each.is_compared and found.standings[each.voice.fact_id][1] is not S.REVISED
    ]  # fmt: skip
    pairs = [(a, b) for a, b in combinations(rivals, 2) if a.origin != b.origin]
    if any(are_apart(a, b) for a, b in pairs):
        assert found.outcome is Outcome.CONFLICT
    elif any(are_far_apart(a, b) for a, b in pairs):
        assert found.outcome is Outcome.FAR_APART
    elif any(are_apart(a, b) for a, b in combinations(rivals, 2)):
        assert found.outcome is Outcome.INTERNAL
    else:
        assert found.outcome in (Outcome.REVISION, Outcome.AGREE, Outcome.SINGLE)
    drawn = [number for number, (_, standing) in found.standings.items() if standing is S.DRAWN]
    assert drawn == ([] if found.drawn is None else [found.drawn])
    assert set(found.standings) == {each.fact_id for each in said_of_it}
