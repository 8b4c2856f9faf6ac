"""The form: what is understood of it, and what is said at which field."""

from typing import Literal

import pytest

from dashboard.entry import Entry, read_entry
from dashboard.pages.add import read_notation
from dashboard.wording import Wording
from tracker import Bound, Status, load_lexicon

GOOD = {
    "figure": "4,5 Mio. t", "language": "de", "indicator": "freight_volume",
    "subject": "middle_corridor", "period": "2024", "status": "actual", "author": "Ada",
}  # fmt: skip


def read(wording: Wording, **changes: object) -> Entry:
    known = {"middle_corridor", "az"}
    return read_entry({**GOOD, **changes}, wording, load_lexicon(), known.__contains__)


def test_a_figure_is_read_as_its_source_writes_it(english: Wording) -> None:
    entry = read(english)
    assert not entry.errors
    assert not entry.missing
    fact = entry.fact
    assert fact is not None
    assert (fact.value, fact.unit, fact.period) == (4_500_000, "tonne", "2024")
    assert (fact.subject, fact.indicator) == ("middle_corridor", "freight_volume")
    assert entry.text[fact.start : fact.end] == fact.surface == "4,5 Mio. t"


def test_a_hedge_belongs_to_the_bound_and_not_to_the_surface(english: Wording) -> None:
    fact = read(english, figure="rund 4,5 Mio. t").fact
    assert fact is not None
    assert (fact.bound, fact.surface) == (Bound.ABOUT, "4,5 Mio. t")


def test_the_figure_is_found_in_its_sentence(english: Wording) -> None:
    quote = "Im Jahr 2024 waren es 🚂 4,5 Mio. t."
    entry = read(english, quote=quote)
    assert entry.fact is not None
    assert quote[entry.fact.start : entry.fact.end] == "4,5 Mio. t"


def test_a_sentence_without_the_figure_is_refused_at_its_field(english: Wording) -> None:
    entry = read(english, quote="Ein anderer Satz.")
    assert set(entry.errors) == {"quote"}
    assert entry.fact is None


def test_armchairs_are_no_freight(english: Wording) -> None:
    entry = read(english, figure="12 Sessel")
    assert set(entry.errors) == {"figure"}
    assert "Sessel" in entry.errors["figure"]
    assert entry.fact is None


def test_a_unit_is_checked_against_what_is_measured(german: Wording) -> None:
    entry = read(german, figure="452 Mio. US-Dollar")
    assert set(entry.errors) == {"figure"}
    assert entry.fact is None


def test_a_number_that_reads_two_ways_is_never_guessed(english: Wording) -> None:
    entry = read(english, figure="1.234 t")
    assert "1\u202f234" in entry.errors["figure"]
    assert "1.234" in entry.errors["figure"]
    assert entry.fact is None


@pytest.mark.parametrize(("notation", "value"), [("de", 1234.0), ("en", 1.234)])
def test_a_chosen_notation_settles_it(
    english: Wording, notation: Literal["de", "en"], value: float
) -> None:
    raw = {**GOOD, "figure": "1.234 t"}
    entry = read_entry(raw, english, load_lexicon(), {"middle_corridor"}.__contains__, notation)
    assert entry.fact is not None
    assert (entry.fact.value, entry.errors) == (value, {})
    assert (entry.readings, entry.unit) == ((1234.0, 1.234), "tonne")


def test_the_choice_holds_for_the_figure_it_was_made_for() -> None:
    chosen = {"figure": "1.234 t", "notation": "de"}
    assert read_notation(chosen, "1.234 t") == "de"
    assert read_notation(chosen, "2.345 t") is None
    assert read_notation({"figure": "1.234 t", "notation": "xx"}, "1.234 t") is None
    assert read_notation(7, "1.234 t") is None


def test_what_is_not_chosen_is_as_it_was_read(english: Wording) -> None:
    fact = read(english, figure="über 4,5 Mio. t", status=None, period="erstes Halbjahr 2024").fact
    assert fact is not None
    assert (fact.bound, fact.status, fact.period) == (Bound.OVER, Status.ACTUAL, "2024-01/2024-06")
    changed = read(english, figure="über 4,5 Mio. t", bound="about").fact
    assert changed is not None
    assert changed.bound == Bound.ABOUT
    assert set(read(english, bound="between").errors) == {"bound"}


def test_two_figures_in_one_field_are_refused(english: Wording) -> None:
    assert "figure" in read(english, figure="4,5 Mio. t und 3 Mio. t").errors


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "atlantis"),
        ("partner", "atlantis"),
        ("indicator", "beauty"),
        ("commodity", "dreams"),
        ("period", "soon"),
        ("published", "2024-01/2024-02"),
        ("url", "javascript:alert(1)"),
        ("author", "A\x00da"),
        ("note", "n" * 1001),
    ],
)
def test_what_is_wrong_is_said_at_its_field(english: Wording, field: str, value: str) -> None:
    assert set(read(english, **{field: value}).errors) == {field}


def test_what_is_missing_is_named(english: Wording) -> None:
    entry = read(english, figure="", subject=None, author="  ")
    assert entry.missing == ("figure", "subject", "author")


@pytest.mark.parametrize("crafted", [None, 7, [], {}, {"a": 1}, float("inf"), True])
def test_crafted_values_count_as_empty(english: Wording, crafted: object) -> None:
    entry = read(english, figure=crafted, subject=crafted, note=crafted, status=crafted)
    assert entry.fact is None
    assert "figure" in entry.missing


def test_what_is_chosen_wins_over_what_was_read(english: Wording) -> None:
    fact = read(english, status="target", period="2030").fact
    assert fact is not None
    assert (fact.status, fact.period) == (Status.TARGET, "2030")


def test_errors_speak_the_language_of_the_page(german: Wording) -> None:
    assert "gemessen" in read(german, figure="12 Sessel").errors["figure"]
