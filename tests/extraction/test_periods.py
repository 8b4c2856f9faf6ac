"""Time expressions: found in running text, told apart by kind, resolved against the publication."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from tracker.extraction.periods import PeriodMention, find_periods, resolve
from tracker.extraction.resolution import OPERATIONS
from tracker.lexicon.period_pack import PeriodPack, load_period_pack

LANGUAGES = Path(__file__).parents[2] / "tracker" / "data" / "languages"


@cache
def pack(language: str) -> PeriodPack:
    for path in sorted(LANGUAGES.glob(f"{language}*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        if "patterns" in table.get("periods", {}):
            return load_period_pack(table["periods"], path)
    raise AssertionError(f"no periods for {language}")


def only(language: str, text: str) -> PeriodMention:
    mentions = [m for m in find_periods(text, pack(language)) if m.kind != "mask"]
    assert len(mentions) == 1, [m.text for m in mentions]
    return mentions[0]


def found(language: str, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.kind) for m in find_periods(text, pack(language))]


# --- resolved against the day of publication

FACTS = [
    # language, sentence, published, words, period
    ("de", "Im Jahr 2023 stieg der Umschlag.", None, "Im Jahr 2023", "2023"),
    ("de", "Der Umschlag (2022) fiel.", None, "2022", "2022"),
    ("de", "Im vergangenen Jahr stieg er.", "2025-06-27", "Im vergangenen Jahr", "2024"),
    ("de", "Dort sind heuer 5 Tonnen geerntet.", "2018-07-17", "heuer", "2018"),
    ("de", "Im ersten Halbjahr fiel er.", "2025-06-30", "Im ersten Halbjahr", "2025-01/2025-06"),
    ("de", "im ersten Halbjahr", "2025-02-01", "im ersten Halbjahr", "2024-01/2024-06"),
    ("de", "im 3. Quartal 2024", None, "im 3. Quartal 2024", "2024-07/2024-09"),
    ("de", "im dritten Quartal", "2024-10-17", "im dritten Quartal", "2024-07/2024-09"),
    ("de", "von Januar bis Juli", "2025-08-16", "von Januar bis Juli", "2025-01/2025-07"),
    ("de", "von Januar bis Juli", "2025-03-02", "von Januar bis Juli", "2024-01/2024-07"),
    ("de", "von November bis Januar", "2025-03-02", "von November bis Januar", "2024-11/2025-01"),
    ("de", "in den ersten neun Monaten dieses Jahres", "2022-10-13",
     "in den ersten neun Monaten dieses Jahres", "2022-01/2022-09"),
    ("de", "in den ersten zwei Quartalen 2024", None,
     "in den ersten zwei Quartalen 2024", "2024-01/2024-06"),
    ("de", "Im Jänner waren es weniger.", "2024-02-01", "Im Jänner", "2024-01"),
    ("de", "im Mai vergangenen Jahres", "2024-02-01", "im Mai vergangenen Jahres", "2023-05"),
    ("de", "am 5. März 2024", None, "am 5. März 2024", "2024-03-05"),
    ("de", "am 23. Februar", "2024-02-27", "am 23. Februar", "2024-02-23"),
    ("de", "am 05.03.2024", None, "am 05.03.2024", "2024-03-05"),
    ("de", "vom 1. bis 11. Januar 2024", None,
     "vom 1. bis 11. Januar 2024", "2024-01-01/2024-01-11"),
    ("de", "am Mittwoch", "2025-11-19", "am Mittwoch", "2025-11-19"),
    ("de", "am Donnerstag", "2022-10-28", "am Donnerstag", "2022-10-27"),
    ("de", "Seit Jahresbeginn", "2024-07-21", "Seit Jahresbeginn", "2024-01/2024-07"),
    ("de", "seit März", "2022-12-20", "seit März", "2022-03/2022-12"),
    ("de", "Seit 2009", "2022-11-12", "Seit 2009", "2009/2022"),
    ("de", "in den letzten drei Jahren", "2024-12-30", "in den letzten drei Jahren", "2021/2024"),
    ("de", "im Wirtschaftsjahr 2020/21", None, "im Wirtschaftsjahr 2020/21", "2020/2021"),
    ("de", "2019–2025", None, "2019–2025", "2019/2025"),
    ("de", "Von 2018 bis Mitte 2023", None, "Von 2018 bis Mitte 2023", "2018/2023"),
    ("de", "in elf Monaten", "2024-12-18", "in elf Monaten", "2024-01/2024-11"),
    ("de", "in elf Monaten", "2024-06-18", "in elf Monaten", None),
    ("de", "Mitte Mai", "2024-05-27", "Mitte Mai", "2024-05"),
    ("de", "Ende 2025", None, "Ende 2025", "2025"),
    ("de", "im Winter 2023/24", None, "im Winter 2023/24", "2023-12/2024-02"),
    ("de", "in den 1990er Jahren", None, "in den 1990er Jahren", "1990/1999"),
    ("de", "im vergangenen Monat", "2024-01-09", "im vergangenen Monat", "2023-12"),
    ("en", "In 2023 cargo rose.", None, "In 2023", "2023"),
    ("en", "Last year it fell.", "2026-01-19", "Last year", "2025"),
    ("en", "in Q3 2024", None, "in Q3 2024", "2024-07/2024-09"),
    ("en", "in the fourth quarter", "2024-11-05", "in the fourth quarter", "2023-10/2023-12"),
    ("en", "H1 2023", None, "H1 2023", "2023-01/2023-06"),
    ("en", "2H24", None, "2H24", "2024-07/2024-12"),
    ("en", "in the first nine months of this year", "2024-10-23",
     "in the first nine months of this year", "2024-01/2024-09"),
    ("en", "in January-September 2023", None, "in January-September 2023", "2023-01/2023-09"),
    ("en", "from November 2023 to January 2024", None,
     "from November 2023 to January 2024", "2023-11/2024-01"),
    ("en", "9M 2024", None, "9M 2024", "2024-01/2024-09"),
    ("en", "Ten-month output", "2018-11-11", "Ten-month", "2018-01/2018-10"),
    ("en", "in the six months to June", "2023-07-18", "in the six months to June",
     "2023-01/2023-06"),
    ("en", "in the year to March", "2024-08-27", "in the year to March", "2023-04/2024-03"),
    ("en", "in May 12 million tonnes", "2025-06-09", "in May", "2025-05"),
    ("en", "on March 5, 2024", None, "on March 5, 2024", "2024-03-05"),
    ("en", "on 5th March last year", "2024-08-01", "on 5th March last year", "2023-03-05"),
    ("en", "3/25/2024", None, "3/25/2024", "2024-03-25"),
    ("en", "5/3/2024", None, "5/3/2024", None),
    ("en", "2024-03-05", None, "2024-03-05", "2024-03-05"),
    ("en", "From 1 to 11 January", "2024-01-12", "From 1 to 11 January", "2024-01-01/2024-01-11"),
    ("en", "on Monday", "2022-08-15", "on Monday", "2022-08-15"),
    ("en", "last Monday", "2022-08-15", "last Monday", "2022-08-08"),
    ("en", "yesterday", "2024-03-01", "yesterday", "2024-02-29"),
    ("en", "So far this year", "2018-11-26", "So far this year", "2018-01/2018-11"),
    ("en", "since 2005", "2025-06-17", "since 2005", "2005/2025"),
    ("en", "Since the beginning of this year", "2023-06-02", "Since the beginning of this year",
     "2023-01/2023-06"),
    ("en", "over the past seven years", "2026-03-10", "over the past seven years", "2019/2026"),
    ("en", "in the 2024/25 marketing year", None, "in the 2024/25 marketing year", "2024/2025"),
    ("en", "in fiscal 2023", None, "in fiscal 2023", "2023"),
    ("en", "this summer", "2024-08-20", "this summer", "2024-06/2024-08"),
    ("en", "last winter", "2024-11-20", "last winter", "2023-12/2024-02"),
    ("en", "by mid-2025", None, "by mid-2025", "2025"),
    ("en", "in the past year", "2021-05-18", "in the past year", "2020"),
    ("en", "last week", "2024-08-15", "last week", "2024-08-05/2024-08-11"),
    ("en", "in the 1990s", None, "in the 1990s", "1990/1999"),
    ("de", "seit Sonntag sank er", "2024-10-30", "seit Sonntag", "2024-10-27/2024-10-30"),
    ("de", "seit ihrer Inbetriebnahme 2018", "2024-11-19",
     "seit ihrer Inbetriebnahme 2018", "2018/2024"),
    ("de", "seit der Eröffnung der Strecke im Oktober 2017", "2018-03-02",
     "seit der Eröffnung der Strecke im Oktober 2017", "2017-10/2018-03"),
    ("de", "seit den Sechzigerjahren", "2025-05-27", "seit den Sechzigerjahren", "1960/2025"),
    ("de", "über das zurückliegende Jahrzehnt", "2025-02-14",
     "über das zurückliegende Jahrzehnt", "2015/2025"),
    ("de", "von Jahresbeginn bis Ende Mai", "2024-06-15",
     "von Jahresbeginn bis Ende Mai", "2024-01/2024-05"),
    ("de", "seit Jahresbeginn bis August", "2024-11-15",
     "seit Jahresbeginn bis August", "2024-01/2024-08"),
    ("de", "in der ersten Maihälfte", "2024-06-15", "in der ersten Maihälfte", "2024-05"),
    ("de", "zwischen dem 1. und dem 10. Juni", "2024-06-15",
     "zwischen dem 1. und dem 10. Juni", "2024-06-01/2024-06-10"),
    ("de", "im Mai und im Juni 2023", None, "im Mai und im Juni 2023", "2023-05/2023-06"),
    ("de", "in den Jahren 2021 und 2022", None, "in den Jahren 2021 und 2022", "2021/2022"),
    ("de", "im laufenden Wirtschaftsjahr", "2024-11-15",
     "im laufenden Wirtschaftsjahr", "2024/2025"),
    ("de", "in den ersten zehn Tagen des Juni", "2024-06-15",
     "in den ersten zehn Tagen des Juni", "2024-06-01/2024-06-10"),
    ("de", "ab Juli zahlt das Land weniger", "2021-06-24", "ab Juli", "2021-07"),
    ("en", "since its opening in 2018", "2024-11-19", "since its opening in 2018", "2018/2024"),
    ("en", "since the eastern branch was launched in July 2022", "2024-10-01",
     "since the eastern branch was launched in July 2022", "2022-07/2024-10"),
    ("en", "in 2022 and 2023 together", None, "in 2022 and 2023 together", "2022/2023"),
    ("en", "during the first ten days of June", "2024-06-15",
     "during the first ten days of June", "2024-06-01/2024-06-10"),
    ("en", "in the week ended June 7", "2024-06-15",
     "in the week ended June 7", "2024-06-01/2024-06-07"),
    ("en", "in the third quarter of the fiscal year 2023", None,
     "in the third quarter of the fiscal year 2023", "2023-07/2023-09"),
    ("en", "9 months 2024", None, "9 months 2024", "2024-01/2024-09"),
    ("en", "this year after 23 tonnes", "2025-05-27", "this year", "2025"),
    ("en", "from January through October", "2024-11-23",
     "from January through October", "2024-01/2024-10"),
    ("en", "last crop year", "2024-11-15", "last crop year", "2023/2024"),
    ("de", "Q1–Q3 2023", None, "Q1–Q3 2023", "2023-01/2023-09"),
    ("de", "im Juni-Quartal 2023", None, "im Juni-Quartal 2023", "2023-04/2023-06"),
    ("de", "im Quartal bis Ende Juni 2023", None,
     "im Quartal bis Ende Juni 2023", "2023-04/2023-06"),
    ("de", "in der ersten Hälfte des nächsten Jahres", "2024-06-15",
     "in der ersten Hälfte des nächsten Jahres", "2025-01/2025-06"),
    ("de", "im Schlussquartal", "2024-06-15", "im Schlussquartal", "2023-10/2023-12"),
    ("de", "in den ersten 20 Maitagen", "2024-06-15",
     "in den ersten 20 Maitagen", "2024-05-01/2024-05-20"),
    ("de", "1. Hj. 2023", None, "1. Hj. 2023", "2023-01/2023-06"),
    ("en", "in Q1-Q3 2023", None, "in Q1-Q3 2023", "2023-01/2023-09"),
    ("en", "in the September quarter of 2023", None,
     "in the September quarter of 2023", "2023-07/2023-09"),
    ("en", "(05/2023)", None, "05/2023", "2023-05"),
    ("en", "in 2024Q2", None, "in 2024Q2", "2024-04/2024-06"),
    ("en", "in May '23", None, "in May '23", "2023-05"),
    ("en", "in just five years", "2024-06-15", "in just five years", "2019/2024"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "published", "words", "period"), FACTS)
def test_a_fact_lies_behind_its_publication(
    language: str, sentence: str, published: str | None, words: str, period: str | None
) -> None:
    mention = only(language, sentence)
    assert mention.text == words
    assert resolve(mention, published) == period


PLANS = [
    ("de", "bis 2030", None, "deadline", "2030"),
    ("de", "bis zum Ende des Jahrzehnts", "2025-11-27", "deadline", "2030"),
    ("de", "bis Jahresende", "2023-06-28", "deadline", "2023"),
    ("de", "bis Ende nächsten Jahres", "2023-06-28", "deadline", "2024"),
    ("de", "in den nächsten fünf Jahren", "2022-11-18", "deadline", "2027"),
    ("de", "innerhalb von drei Jahren", "2021-10-05", "deadline", "2024"),
    ("de", "in fünf Jahren", "2019-05-07", "span", "2024"),
    ("de", "ab September", "2022-04-14", "span", "2022-09"),
    ("de", "im Januar", "2024-12-30", "span", "2025-01"),
    ("de", "im ersten Quartal", "2023-01-31", "span", "2023-01/2023-03"),
    ("de", "bis Dezember", "2019-05-07", "deadline", "2019-12"),
    ("en", "by the end of 2030", None, "deadline", "2030"),
    ("en", "by the close of 2026", None, "deadline", "2026"),
    ("en", "until year-end", "2025-09-30", "deadline", "2025"),
    ("en", "by the end of the decade", "2025-11-27", "deadline", "2030"),
    ("en", "over the coming two years", "2020-09-15", "deadline", "2022"),
    ("en", "within five years", "2022-09-07", "deadline", "2027"),
    ("en", "in the next ten to fifteen years", "2024-08-15", "deadline", "2039"),
    ("en", "next year", "2022-12-01", "span", "2023"),
    ("en", "from January 1", "2024-12-30", "span", "2025-01-01"),
    ("en", "for the full year", "2024-03-28", "span", "2024"),
    ("en", "next May", "2024-08-15", "span", "2025-05"),
    ("en", "in six months", "2024-08-15", "span", "2025-02"),
    ("de", "übernächstes Jahr", "2024-08-15", "span", "2026"),
    ("de", "im neuen Jahr", "2024-12-15", "span", "2025"),
    ("de", "im neuen Jahr", "2025-01-16", "span", "2025"),
    ("de", "bis Mitte des Jahrhunderts", "2024-08-15", "deadline", "2050"),
    ("de", "in zwei bis drei Jahren", "2024-08-15", "span", "2027"),
    ("en", "by the middle of the century", "2024-08-15", "deadline", "2050"),
    ("en", "in two to three years", "2024-08-15", "span", "2027"),
    ("en", "over the next decade", "2024-08-15", "deadline", "2034"),
    ("en", "for the last quarter of the year", "2023-03-16", "span", "2023-10/2023-12"),
]


@pytest.mark.parametrize(("language", "words", "published", "kind", "period"), PLANS)
def test_a_plan_lies_ahead_of_its_publication(
    language: str, words: str, published: str | None, kind: str, period: str
) -> None:
    mention = only(language, words)
    assert (mention.text, mention.kind) == (words, kind)
    assert resolve(mention, published, planned=True) == period


REFERENCES = [
    # language, words, published, main, period
    ("de", "im Vorjahr", "2025-03-13", None, "2024"),
    ("de", "im Vorjahr", "2024-08-01", "2024-01/2024-06", "2023-01/2023-06"),
    ("de", "ein Jahr zuvor", None, "2024-03", "2023-03"),
    ("de", "vor einem Jahr", "2022-09-23", None, "2021"),
    ("de", "vor zehn Jahren", "2025-04-15", None, "2015"),
    ("de", "im Vorjahresmonat", "2024-02-26", "2024-01", "2023-01"),
    ("de", "gegenüber dem Vormonat", "2024-02-26", "2024-01", "2023-12"),
    ("de", "als 2022", "2024-02-26", "2023", "2022"),
    ("de", "im gleichen Zeitraum 2022", "2024-02-26", "2023-01/2023-10", "2022-01/2022-10"),
    ("de", "im März des Vorjahres", "2024-04-26", "2024-03", "2023-03"),
    ("en", "a year earlier", "2020-01-13", None, "2019"),
    ("en", "a year ago", "2024-01-12", "2024-01-01/2024-01-11", "2023-01-01/2023-01-11"),
    ("en", "the year before", None, "2023/2024", "2022/2023"),
    ("en", "year-on-year", "2024-05-01", "2024-01/2024-03", "2023-01/2023-03"),
    ("en", "compared with 2022", "2024-05-01", "2023", "2022"),
    ("en", "than in the same period last year", "2024-05-01", "2024-01/2024-03",
     "2023-01/2023-03"),
    ("en", "in the same month of 2023", "2024-05-01", "2024-01", "2023-01"),
    ("en", "a month earlier", "2024-05-01", "2024-01", "2023-12"),
    ("en", "than in the previous quarter", "2024-08-01", "2024-04/2024-06", "2024-01/2024-03"),
    ("en", "up 12 percent on 2020", "2022-01-01", "2021", "2020"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "published", "main", "period"), REFERENCES)
def test_a_reference_moves_the_period_that_is_compared_with_it(
    language: str, words: str, published: str | None, main: str | None, period: str
) -> None:
    mention = only(language, words)
    assert mention.kind == "reference"
    assert resolve(mention, published, main=main) == period


# --- never guessed


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "im vergangenen Jahr"), ("de", "im ersten Halbjahr"), ("de", "im März"),
        ("de", "am Mittwoch"), ("de", "seit 2009"), ("de", "im Vorjahr"), ("de", "bis Jahresende"),
        ("en", "last year"), ("en", "in the first nine months of this year"), ("en", "in March"),
        ("en", "so far this year"), ("en", "in the next three years"), ("en", "on 5 March"),
        ("en", "over the last three years"), ("en", "by the end of the decade"),
    ],
)  # fmt: skip
def test_without_a_publication_date_relative_times_stay_open(language: str, words: str) -> None:
    assert resolve(only(language, words), None) is None


@pytest.mark.parametrize(
    ("words", "published", "period"),
    [
        ("last year", "2024", "2023"),
        ("last year", "2024-05", "2023"),
        ("in March", "2024-05", "2024-03"),
        ("in March", "2024", None),  # January would mean 2023, December 2024
        ("in the first half", "2024-08", "2024-01/2024-06"),
        ("in the first half", "2024", None),
        ("on Monday", "2024-05", None),
        ("so far this year", "2024-05", "2024-01/2024-05"),
        ("so far this year", "2024", "2024"),
        ("since 2005", "2024", "2005/2024"),
        ("in the next three years", "2024", "2027"),
        ("last month", "2024-05", "2024-04"),
        ("last month", "2024", None),
    ],
)
def test_a_coarse_publication_date_resolves_only_what_it_can(
    words: str, published: str, period: str | None
) -> None:
    assert resolve(only("en", words), published) == period


def test_this_year_ends_with_the_month_of_publication_where_it_is_past() -> None:
    mention = only("de", "in diesem Jahr")
    assert resolve(mention, "2024-09-17") == "2024"
    assert resolve(mention, "2024-09-17", past=True) == "2024-01/2024-09"
    assert resolve(mention, "2024", past=True) == "2024"


def test_a_deadline_of_a_fact_counts_from_january() -> None:
    mention = only("de", "bis Mai")
    assert resolve(mention, "2023-06-28") == "2023-01/2023-05"
    assert resolve(mention, "2023-03-28", planned=True) == "2023-05"


def test_a_deadline_with_its_year_is_kept_as_stated() -> None:
    assert resolve(only("de", "bis zum 20. Mai 2024"), "2024-06-15") == "2024-05-20"
    assert resolve(only("en", "by the end of April 2024"), "2024-06-15") == "2024-04"


def test_the_same_period_is_the_main_one_unless_compared_with() -> None:
    assert resolve(only("de", "im selben Zeitraum"), "2024-06-15", main="2023") == "2023"
    assert resolve(only("en", "than in the same period"), "2024-06-15", main="2023") == "2022"
    assert resolve(only("en", "in the same period"), "2024-06-15") is None


def test_the_day_that_no_year_has_is_not_resolved() -> None:
    assert resolve(only("en", "on 30 February 2024"), "2024-05-01") is None
    assert resolve(only("en", "on 29 February"), "2025-05-01") == "2024-02-29"


def test_an_unreadable_publication_date_counts_as_none() -> None:
    assert resolve(only("en", "last year"), "yesterday") is None


# --- kinds, words, and what is no time


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("de", "derzeit fahren 10 Züge", [("derzeit", "now")]),
        ("de", "in naher Zukunft 5 Mio. t", [("in naher Zukunft", "vague")]),
        ("de", "Vor dem Krieg waren es 40", [("Vor dem Krieg", "vague")]),
        ("de", "um 14:30 Uhr", [("um 14:30 Uhr", "mask")]),
        ("de", "2019 und 2020", [("2019", "span"), ("2020", "span")]),
        ("de", "rund 2000 Tonnen und 1950 Container", []),
        ("de", "pro Jahr 5 Mio. t, dreimal in der Woche", []),
        ("de", "das neunte Quartier", []),
        ("de", "Paragraph § 2024", []),
        ("en", "it currently moves 5 Mt", [("currently", "now")]),
        ("en", "in recent years", [("in recent years", "vague")]),
        ("en", "at 5 p.m. local time", [("at 5 p.m. local time", "mask")]),
        ("en", "under Vision 2030 the kingdom", [("under Vision 2030", "mask")]),
        ("en", "exports of 2000 tonnes and $2024", []),
        ("en", "5 million tonnes a year, three times a week", []),
        ("en", "it may march on; prices fall", []),
        ("en", "2,023 wagons and 2023.5 km", []),
        ("en", "in 2022 and 2023", [("in 2022", "span"), ("2023", "span")]),
        ("en", "(Jan-Sep 2024)", [("Jan-Sep 2024", "span")]),
        ("en", "as of January 1, 2023,", [("as of January 1, 2023", "span")]),
    ],
)
def test_kinds_are_told_apart(
    language: str, sentence: str, expected: list[tuple[str, str]]
) -> None:
    mentions = found(language, sentence)
    if expected and expected[0][1] == "mask":
        assert [kind for _, kind in mentions] == ["mask"]
    else:
        assert mentions == expected


@pytest.mark.parametrize("language", ["de", "en"])
def test_times_without_a_date_keep_their_words_and_resolve_to_nothing(language: str) -> None:
    words = {"de": ["derzeit", "künftig"], "en": ["at present", "in the near future"]}[language]
    for text in words:
        mention = only(language, text)
        assert mention.text == text
        assert resolve(mention, "2024-05-01") is None


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_operation_of_a_pack_is_known(language: str) -> None:
    ops = {pattern.op for pattern in pack(language).patterns}
    assert ops - set(OPERATIONS) == {"mask", "now", "vague"}
