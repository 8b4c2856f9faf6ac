"""Which texts are near-identical copies: agency copy is, the next monthly report is not."""

import random
import time
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.copies import MIN_SLOTS, Wording, share_of

AGENCY = """Freight on the Middle Corridor grew by 62 percent in 2024

ASTANA. Cargo traffic on the Trans-Caspian International Transport Route reached 4.5 million tonnes in
2024, the route's association said on Tuesday. That is 62 percent more than in the year before, when
2.8 million tonnes were carried. Container traffic rose to 56,500 TEU, nearly three times as much as in
2023.

The association expects 5.2 million tonnes for 2025 and aims at 10 million tonnes by 2030. Trains from
China to the Caspian coast now take 18 to 23 days, compared with 53 days three years ago, said its
secretary general. Kazakhstan's railway has begun to lay a second track on a stretch of 836 kilometres
between Dostyk and Moiynty, which should raise the capacity of the line fivefold.

The port of Aktau is building a container terminal for 140,000 TEU a year. A ferry that can take 100
wagons has been ordered from a yard in Baku.

The route runs through Kazakhstan, Azerbaijan and Georgia and links China with Turkey and Europe. It has
drawn shippers away from the northern route since 2022.
"""

MONTHLY = """Port of Alat: cargo in {month}

The port handled {cargo} million tonnes of cargo in {month}, {growth} percent more than in the same month
of the year before. Of these {oil} million tonnes were oil and oil products. In all {ships} ships called
at the port, and {teu} containers were moved.

The international sea trade port of Alat lies 70 kilometres south of Baku. It was opened in 2018 and
covers 117 hectares. Its first stage was built for 15 million tonnes of dry cargo and 100,000 TEU a year.
The port is a part of the Middle Corridor and of the corridor from north to south. It has 12 berths.
"""

EVENT = """Ministers sign declaration on the corridor

The transport ministers of Kazakhstan, Azerbaijan and Georgia met in Tbilisi on Thursday to agree on a
common tariff. "We shall offer one price, one document and one answerable operator for the whole way from
the Chinese border to the Black Sea, and we shall do so before the end of next year," said the Georgian
minister after the talks. Analysts welcomed the step but pointed to ageing ferries on the Caspian. The
tariff is to be published in March. Shippers had complained for years of prices that changed at every
border and of papers that had to be filled in three times.
"""

OTHER_EVENT = """Tbilisi talks end without date for the tariff

Delegations left the Georgian capital with more promises than papers. "We shall offer one price, one
document and one answerable operator for the whole way from the Chinese border to the Black Sea, and we
shall do so before the end of next year," the host told reporters. Which railway is to answer for delays
was left open, as was the question who pays for the new locomotives. A diplomat from Brussels who took
part said that the union would lend money only once such rules exist. Freight forwarders from Istanbul
stayed away altogether, since they were asked too late.
"""

TABLE = """Exports by country, million USD

Country | {first} | {second} | Change
Kazakhstan | 1204.5 | 1377.2 | 14.3
Uzbekistan | 310.4 | 288.1 | -7.2
Georgia | 688.9 | 702.3 | 1.9
Turkey | 3301.7 | 3510.0 | 6.3
China | 2901.1 | 3122.5 | 7.6
Italy | 9011.6 | 8800.4 | -2.3
Germany | 1500.2 | 1610.9 | 7.4
Romania | 402.8 | 417.7 | 3.7
Bulgaria | 355.6 | 390.1 | 9.7
"""


def _share(one: str, other: str) -> float | None:
    found = share_of(Wording.of(one), Wording.of(other))
    assert share_of(Wording.of(other), Wording.of(one)) == found
    return found


def _may_be_found(one: str, other: str) -> bool:
    first, second = Wording.of(one).print, Wording.of(other).print
    return sum(first[slot] == second.get(slot) for slot in first) >= MIN_SLOTS


def _paragraphs(text: str) -> list[str]:
    return text.strip().split("\n\n")


def _words(number: int) -> list[str]:
    """Different words, the same each time."""
    chosen = random.Random(1)
    return ["".join(chosen.choices(ascii_lowercase, k=8)) for _ in range(number)]


def _monthly(month: str, *figures: object) -> str:
    names = ("cargo", "growth", "oil", "ships", "teu")
    return MONTHLY.format(month=month, **dict(zip(names, figures, strict=True)))


HEADLINE = "\n\n".join(["Middle Corridor with record year", *_paragraphs(AGENCY)[1:]])
CUT = "\n\n".join(_paragraphs(HEADLINE)[:-1])
DATELINE = AGENCY.replace("ASTANA. ", "Baku, 21 January 2025, AZERTAC\n\n")
SENTENCE = AGENCY.replace("fivefold.", "fivefold. Work there is to end in 2026, on 50 bridges too.")
HOUSE_STYLE = (
    AGENCY.upper().replace("PERCENT", "PER CENT").replace("56,500", "56.500").replace("\n", " ")
)
SLIP = AGENCY.replace("56,500 TEU", "565,000 TEU")


@pytest.mark.parametrize(
    "copy",
    [HEADLINE, CUT, DATELINE, SENTENCE, HOUSE_STYLE, SLIP],
    ids=["headline", "cut", "dateline", "sentence", "house style", "one figure another"],
)
def test_agency_copy_is_known_by_its_words(copy: str) -> None:
    share = _share(AGENCY, copy)
    assert share is not None
    assert share > 0.75
    assert _may_be_found(AGENCY, copy)


def test_the_very_same_words_are_shared_whole() -> None:
    assert _share(AGENCY, f"  {AGENCY.lower()} !") == 1.0


JANUARY = _monthly("January", 1.21, 14.5, 0.42, 151, 9120)


@pytest.mark.parametrize(
    "other",
    [
        _monthly("February", 1.08, 9.1, 0.37, 139, 8455),
        _monthly("February", 1.08, 9.1, 0.42, 151, 9120),  # two figures are enough
    ],
)
def test_the_next_monthly_report_is_no_copy(other: str) -> None:
    assert _share(JANUARY, other) is None


def test_a_report_with_one_figure_and_its_phrases_is_no_copy_of_the_next() -> None:
    phrases = " ".join(f"{word} of the port" for word in _words(30))
    one, other = (f"The port handled {n} million tonnes of cargo. {phrases}" for n in (1.2, 1.3))
    assert _share(one, other) is None
    assert _share(one, f"{one} More was not said.") is not None


def test_two_articles_that_share_a_quotation_are_no_copies() -> None:
    assert _share(EVENT, OTHER_EVENT) is None


def test_a_table_with_other_numbers_is_no_copy() -> None:
    one = TABLE.format(first=2023, second=2024)
    other = one.translate(str.maketrans("0123456789", "1357908642"))
    assert _share(one, other) is None
    assert _share(one, f"Statistics office\n\n{one}") is not None


def test_a_longer_text_that_says_more_of_its_own_is_no_copy() -> None:
    digest = AGENCY + " ".join(f"Another {n} story follows here." for n in range(60))
    assert _share(AGENCY, digest) is None


def test_a_short_text_is_a_copy_only_word_for_word() -> None:
    short = " ".join(AGENCY.split()[:30])
    assert _share(short, f"{short} more") is None
    assert Wording.of(short).print == {}


def test_what_says_one_thing_over_and_over_is_like_nothing() -> None:
    assert _share("the port " * 100, "the port " * 90) is None
    assert _share("5 7 " * 100, "5 7 " * 90) is None


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    _share(one * 20, other * 20)
    assert all(0 <= number < 2**32 for number in Wording.of(one * 20).print.values())


@pytest.mark.parametrize("shape", ["7", "7.", "a b c d ", "ä", "\u00ad", "7 x ", "\ud800 "])
def test_the_cost_is_linear_in_the_text(shape: str) -> None:
    def cost(length: int) -> float:
        text = shape * (length // len(shape))
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            wording = Wording.of(text)
            assert len(wording.print) <= 12
            share_of(wording, Wording.of(f"{text} x"))
            best = min(best, time.process_time() - start)
        return best

    assert cost(400_000) <= 8 * cost(100_000) + 0.2


def test_a_changed_word_costs_its_four_sequences() -> None:
    words = _words(160)
    changed = [f"x{each}" if at % 16 == 8 else each for at, each in enumerate(words)]
    share = _share(" ".join(words), " ".join(changed))
    assert share == pytest.approx(1 - 40 / 157)
