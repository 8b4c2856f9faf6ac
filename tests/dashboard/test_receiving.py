"""Reading a text that a person hands over: seen whole, stored only as it was looked at."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create_app
from dashboard.correcting import pack_fact, texts_of, unpack_fact
from dashboard.pages import read as page
from dashboard.receiving import (
    Received,
    decode_upload,
    digest_of,
    pack_received,
    place_of,
    receive,
    store_received,
)
from dashboard.wording import Wording
from tests.dashboard.facts import make_store
from tracker import FactFilter, Preview, Store, load_lexicon

TEXT = (
    "🚂 Der Hafen Aktau schlug im Vorjahr 🚂🚂 4,5 Mio. t um.\r\n\r\n"
    "Der Handel zwischen Japan und Aserbaidschan stieg 2023 auf 452 Millionen US-Dollar. 🚢 "
    "Bis 2030 sollen es 10 Mio. t sein."
)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "facts.db", ()) as made, create_app(made).server.app_context():
        yield made


def hand_over(store: Store, speak: Wording, text: str = TEXT, **origin: object) -> Received:
    return receive(text.encode(), "pasted.txt", origin, store, speak)


def found_in(store: Store, speak: Wording, **origin: object) -> Preview:
    read = hand_over(store, speak, **origin).read
    assert read is not None
    return read


def test_every_mark_is_the_stored_surface_behind_emoji_too(own: Store, german: Wording) -> None:
    received = hand_over(own, german, published="2025-06-27")
    packed = pack_received(received, german, load_lexicon())
    assert received.read is not None
    document = received.read.document
    assert "".join(piece[0] for piece in packed["nodes"]) == document.text
    marked = {key: text for text, key, _ in packed["nodes"] if key}
    assert marked == {place_of(one): one.surface for one in received.read.facts}
    assert list(marked.values()) == ["4,5 Mio. t", "452 Millionen US-Dollar", "10 Mio. t"]
    assert [one["place"] for one in packed["figures"]] == list(marked)
    assert packed["language"] == "de"
    assert own.count() == 0


def test_the_date_of_publication_settles_last_year(own: Store, german: Wording) -> None:
    assert found_in(own, german).facts[0].period is None
    assert found_in(own, german, published="27. Juni 2025").facts[0].period == "2024"
    wrong = hand_over(own, german, published="bald", url="ftp://x")
    assert set(wrong.errors) == {"published", "url"}
    assert wrong.read is not None
    assert wrong.read.document.url is None


def test_nothing_is_stored_before_and_everything_after(own: Store, german: Wording) -> None:
    read = found_in(own, german, published="2025-06-27", source="Zeitung")
    assert own.documents() == []
    done = store_received(read, [], {}, {}, "Ada", own, german)
    assert (done["outcome"], done["kept"], done["rejected"]) == ("stored", 3, 0)
    assert [one.fact for one in own.facts(order=(("start", "asc"),))] == list(read.facts)
    [document] = own.documents()
    assert document.document.source == "Zeitung"
    assert done["href"] == f"/document/{document.id}?lang=de"


def test_what_is_unticked_is_rejected_and_what_is_changed_corrected(
    own: Store, german: Wording
) -> None:
    read = found_in(own, german)
    first, second, third = map(place_of, read.facts)
    done = store_received(
        read, [second], {third: {"value": 12e6}}, {third: "Druckfehler"}, "Ada", own, german
    )
    assert (done["kept"], done["rejected"], done["corrected"], done["failed"]) == (2, 1, 1, [])
    reviews = ("unreviewed", "corrected", "rejected")
    now = {place_of(one.fact): one for one in own.facts(FactFilter(review=reviews))}
    assert {place: one.review for place, one in now.items()} == {
        first: "unreviewed", second: "rejected", third: "corrected",
    }  # fmt: skip
    assert now[third].fact.value == 12e6
    [event] = own.decisions.history(now[third].id)
    assert (event.who, event.note) == ("Ada", "Druckfehler")
    # A later reading of the same text brings nothing back.
    again = store_received(found_in(own, german), [], {}, {}, "Ada", own, german)
    assert (again["outcome"], again["kept"]) == ("unchanged", 2)


def test_a_text_that_is_stored_already_is_told(own: Store, german: Wording) -> None:
    store_received(found_in(own, german), [], {}, {}, "Ada", own, german)
    packed = pack_received(hand_over(own, german), german, load_lexicon())
    assert packed["known"][1].startswith("/document/")
    other = hand_over(own, german, text="Ein anderer Text über 5 Mio. t.")
    assert pack_received(other, german, load_lexicon())["known"] is None


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\x89PNG", "report.png", ".odt, .eml, .xlsx, .csv, .tsv and .pdf files are read here"),
        (b"x" * 5_000_001, "long.txt", "5 MB"),
        (b"x" * 20_000_001, "long.pdf", "20 MB"),
        (b"\x00\x01\x02\x03\xff\xfe" * 50, "picture.txt", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    own: Store, english: Wording, data: bytes, name: str, words: str
) -> None:
    received = receive(data, name, {}, own, english)
    assert received.read is None
    assert received.problem
    assert words in received.problem
    assert pack_received(received, english, load_lexicon())["nodes"] == []


@pytest.mark.parametrize("raw", [None, 7, [], {}, "x\x00", "\ud800", "y" * 5000])
def test_crafted_fields_of_the_origin_do_no_harm(own: Store, english: Wording, raw: object) -> None:
    origin = dict.fromkeys(("published", "language", "source", "title", "url"), raw)
    received = hand_over(own, english, **origin)
    assert received.read is not None
    assert received.read.facts


@pytest.mark.parametrize("contents", [None, 7, "x", "data:,%%%", "data:text/plain;base64,é"])
def test_a_crafted_upload_is_no_file(contents: object) -> None:
    found = decode_upload(contents, "a.txt")
    assert found is None or found == (b"", "a.txt")
    good = "data:text/plain;base64," + base64.b64encode("ä".encode()).decode()
    assert decode_upload(good, "a.txt") == ("ä".encode(), "a.txt")


def test_a_packed_figure_comes_back_as_it_was(own: Store, german: Wording) -> None:
    for fact in found_in(own, german).facts:
        back = unpack_fact(pack_fact(fact))
        assert texts_of(back, german) == texts_of(fact, german)
    for wrong in (None, {}, {"value": "x"}, {"value": 1, "bound": "?"}, {"value": 1, "unit": []}):
        with pytest.raises(ValueError, match=r"no packed|not a valid"):
            unpack_fact(wrong)


def save(store: Store, speak: Wording, author: object = "Ada", **asked: Any) -> dict[str, Any]:
    read = found_in(store, speak)
    return page.save_reading({"digest": digest_of(read), **asked}, author, read, speak)


def test_saving_believes_the_browser_only_as_far_as_the_editor_would(
    own: Store, german: Wording
) -> None:
    place = place_of(found_in(own, german).facts[2])
    assert "wer entscheidet" in save(own, german, author=" ")["problem"]
    assert "geändert" in save(own, german, digest="another")["problem"]
    assert own.count() == 0
    done = save(
        own, german, leftOut=[7, "nonsense"], notes=[],
        fields={place: {"value": "viel"}, "9-9": {"value": "3"}, "x": 5},
    )  # fmt: skip
    assert (done["kept"], done["corrected"], done["rejected"]) == (3, 0, 0)


def test_a_dashboard_that_only_shows_reads_nothing(own: Store) -> None:
    with create_app(own, read_only=True).server.app_context():
        shown = str(page.layout(lang="en").to_plotly_json())
    assert "only shows" in shown
    assert "read-store" not in shown


def test_a_text_that_is_nearly_stored_already_is_told(own: Store, german: Wording) -> None:
    words = " ".join(f"Der Hafen Nummer {n} schlug viele Tonnen Getreide um." for n in range(9))
    store_received(found_in_text(own, german, words), [], {}, {}, "Ada", own, german)
    same = pack_received(
        hand_over(own, german, text=f"Meldung.\n\n{words}"), german, load_lexicon()
    )
    assert same["known"] is None
    assert same["near"][1].startswith("/document/1")
    assert same["near"][2].endswith("%")
    other = pack_received(hand_over(own, german, text="Ganz anders. " * 40), german, load_lexicon())
    assert other["near"] is None


def found_in_text(store: Store, speak: Wording, text: str) -> Preview:
    read = hand_over(store, speak, text=text).read
    assert read is not None
    return read
