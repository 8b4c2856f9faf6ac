"""Where sentences end, what a headline is, and which language a text is written in."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction.detection import detect_language
from tracker.extraction.sentences import find_sentences, unwrap
from tracker.lexicon.lexicon import load_lexicon


def cut(language: str, text: str) -> list[str]:
    found = find_sentences(text, load_lexicon().languages[language])
    return [text[sentence.start : sentence.end] for sentence in found]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("de", "Es waren 4,5 Mio. Tonnen.", "Das ist viel."),
        ("de", "Es waren 5 Mio.", "Die Fracht stieg."),
        ("de", "Am 20. Januar kam er.", "Es waren 5."),
        ("de", "Das sind z.B. 5 t, d.h. viel.", "Dr. Meier kam."),
        ("de", "Der Bau beginnt 2030.", "Er kostet viel."),
        ("de", "Es stieg auf 36.", "Danach fiel es."),
        ("de", "Er sagte: „Wir kommen.“", "Dann ging er."),
        ("de", "Kam er?", "Im 3. Quartal stieg es."),
        ("en", "Trade was $4.5 bn.", "It rose."),
        ("en", "The U.S. exports fell.", "Mr. Smith left."),
        ("en", "It fell in Jan. 2024.", "It rose again."),
        ("en", "No. 5 came.", "It is approx. 5 t."),
        ("en", "It was 3.5.", "The rest went."),
        ("en", "“We come.”", "He left."),
    ],
)
def test_a_sentence_ends_at_its_own_stop_only(language: str, first: str, second: str) -> None:
    assert cut(language, f"{first} {second}") == [first, second]


def test_a_line_break_ends_a_sentence_and_opens_a_paragraph() -> None:
    text = "Eine Zeile\n\nNoch eine."
    found = find_sentences(text, load_lexicon().languages["de"])
    assert [(text[s.start : s.end], s.paragraph) for s in found] == [
        ("Eine Zeile", 0),
        ("Noch eine.", 2),
    ]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Trade grows\nIt rose by 5 percent.", [True, False]),
        ("Trade grows.\nIt rose by 5 percent.", [False, False]),
        ("x" * 161 + "\nIt rose by 5 percent.", [False, False]),
        ("One line only", [False]),
    ],
)
def test_a_short_first_line_without_a_stop_is_a_headline(text: str, heads: list[bool]) -> None:
    found = find_sentences(text, load_lexicon().languages["en"])
    assert [sentence.head for sentence in found] == heads


LONG = "Diese Zeile ist lang genug, um hart umbrochen zu sein, und sie"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (f"{LONG}\ngeht weiter.", True),
        (f"{LONG}\nGeht nicht weiter.", False),
        (f"{LONG}:\ngeht nicht weiter.", False),
        ("Kurze Zeile\ngeht nicht weiter.", False),
    ],
)
def test_the_lines_of_a_wrapped_paragraph_are_joined_where_they_stand(
    text: str, joined: bool
) -> None:
    flat = unwrap(text)
    assert len(flat) == len(text)
    assert (flat == text.replace("\n", " ")) is joined
    assert (flat == text) is not joined


@given(st.text(alphabet=st.sampled_from(list('aB1. \n!?…"“)„-,ä')), max_size=60))
@settings(max_examples=150, deadline=None)
def test_sentences_are_in_order_and_leave_out_nothing_but_blanks(text: str) -> None:
    found = find_sentences(text, load_lexicon().languages["de"])
    assert all(a.end <= b.start for a, b in pairwise(found))
    inside = {place for s in found for place in range(s.start, s.end)}
    assert all(sign.isspace() for place, sign in enumerate(text) if place not in inside)
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Handel mit der Schweiz wurde im Mai ausgebaut.", "de"),
        ("The trade with Switzerland was expanded in May.", "en"),
        ("Handel 2023: 5 Mio. t und mehr für die Region", "de"),
        ("Trade 2023: 5 million tonnes from the region", "en"),
        ("THE TRADE OF THE REGION", "en"),
        ("DER HANDEL UND DIE REGION", "de"),
    ],
)
def test_the_language_is_the_one_whose_small_words_stand_there(text: str, language: str) -> None:
    assert detect_language(text, load_lexicon().languages.small_words) == language


@pytest.mark.parametrize("text", ["", "12", "?!", "\ud800"])
def test_without_evidence_the_first_language_is_taken(text: str) -> None:
    known = load_lexicon().languages.small_words
    assert detect_language(text, known) == next(iter(known))
