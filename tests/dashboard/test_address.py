"""Addresses: read without trust, written without defaults."""

import pytest

from dashboard.address import href, read_choice, read_filter, read_ids, read_text, safe_url


def test_a_filter_is_read_from_the_query() -> None:
    where = read_filter({"q": " Aktau oil ", "indicator": ["capacity", "price"], "from": "2022"})
    assert where.text == "Aktau oil"
    assert where.indicator == ("capacity", "price")
    assert (where.year_from, where.year_to) == (2022, None)


@pytest.mark.parametrize(
    "nonsense",
    [{"from": "20x4"}, {"from": ["a", "b"]}, {"q": {"a": 1}}, {"indicator": 7}, {"to": "99999"}],
)
def test_nonsense_does_not_restrict(nonsense: dict[str, object]) -> None:
    assert read_filter(nonsense) == read_filter({})


def test_signs_that_no_database_takes_are_dropped() -> None:
    assert read_text({"q": "a\x00b\ud800c"}, "q") == "abc"


def test_a_word_that_is_not_allowed_gives_the_default() -> None:
    assert read_choice({"kind": "port"}, "kind", ("port", "corridor"), "corridor") == "port"
    assert read_choice({"kind": "<b>"}, "kind", ("port", "corridor"), "corridor") == "corridor"


def test_no_more_than_fifty_values_of_a_parameter_are_read() -> None:
    assert len(read_ids({"entity": [str(n) for n in range(1000)]}, "entity")) == 50


def test_an_address_leaves_out_what_is_empty_or_default() -> None:
    assert href("/facts", "en", "en", q="", indicator=[]) == "/facts"
    assert href("/facts", "de", "en", from_=2022) == "/facts?lang=de&from=2022"
    assert href("/fact/0a1b2c3d4e5f:1-2", "en", "en") == "/fact/0a1b2c3d4e5f:1-2"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "http://",
        "file:///etc/passwd",
        "http://[",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) is None


def test_a_web_address_stays_as_it_is() -> None:
    assert safe_url("https://example.org/a?b=1") == "https://example.org/a?b=1"
