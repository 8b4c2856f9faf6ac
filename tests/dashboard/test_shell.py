"""The shell and the small things that pages share: menu, shortcuts, help words, citations, days."""

import re
from dataclasses import replace

import pytest

from dashboard import shell
from dashboard.citing import HERE, cite
from dashboard.components.as_of import as_of_control
from dashboard.components.cite import cite_button
from dashboard.components.help import KEYS, explain, term
from dashboard.page import Page
from dashboard.pages import PAGES, not_found
from dashboard.routes import find_page
from dashboard.wording import Wording
from tests.dashboard.test_pages import text_of
from tracker import FactFilter, Store

pytestmark = pytest.mark.usefixtures("inside")


def made_page(name: str, *, more: bool = False, writes: bool = False) -> Page:
    return Page(
        name=name, path=f"/{name}", title=name, description="", layout=not_found.layout,
        more=more, writes=writes,
    )  # fmt: skip


MADE = (
    made_page("overview"),
    made_page("query", more=True),
    made_page("review", writes=True),
    made_page("add", writes=True),
    made_page("read", writes=True),
    replace(made_page("hidden"), in_menu=False),
)


def test_the_menu_holds_pages_then_more_then_what_one_may_do(
    monkeypatch: pytest.MonkeyPatch, english: Wording
) -> None:
    monkeypatch.setattr(shell, "PAGES", MADE)
    overview, review, more, actions = shell.build_menu(english, read_only=False)
    assert (overview.href, review.href) == ("/overview", "/review")
    assert re.findall(r'"href": "(/\w+)"', text_of(more)) == ["/query"]
    assert re.findall(r'"href": "(/\w+)"', text_of(actions)) == ["/add", "/read"]
    assert '"aria-expanded": "false"' in text_of(more)


def test_an_app_that_only_shows_offers_nothing_to_enter(
    monkeypatch: pytest.MonkeyPatch, english: Wording
) -> None:
    monkeypatch.setattr(shell, "PAGES", MADE)
    menu = text_of(shell.build_menu(english, read_only=True))
    assert re.findall(r'"href": "(/\w+)"', menu) == ["/overview", "/query"]


def test_every_letter_leads_to_one_page(german: Wording) -> None:
    texts = shell.shell_texts(german)
    keys = [page["key"] for page in texts["pages"]]
    assert len(keys) == len(set(keys))
    assert {"/", "/corridors", "/trade", "/facts", "/documents"} <= {
        page["path"] for page in texts["pages"]
    }
    assert texts["texts"]["Light or dark"] == "Hell oder dunkel"
    named = {page.name for page in PAGES if page.in_menu}
    assert named <= set(shell._LETTERS), "a page of the menu has no letter"


def test_an_address_finds_its_page_and_variables() -> None:
    found = find_page(PAGES, "/fact/0123456789ab:1-2")
    assert found is not None
    assert (found[0].name, found[1]) == ("fact", {"identifier": "0123456789ab:1-2"})
    assert find_page(PAGES, "/fact") is None
    assert find_page(PAGES, "/documents/")[0].name == "documents"  # type: ignore[index]


@pytest.mark.parametrize("key", KEYS)
def test_every_help_word_is_explained_in_both_languages(
    key: str, english: Wording, german: Wording
) -> None:
    assert len(explain(english, key)) > 30
    assert explain(german, key) != explain(english, key)
    word = term(english, key, "said so here")
    assert word.children == "said so here"
    assert word.to_plotly_json()["props"]["data-help"] == explain(english, key)


def test_a_question_mark_is_named_for_those_who_do_not_see_it(german: Wording) -> None:
    sign = text_of(term(german, "as_known_on", sign=True))
    assert "Was heißt „Stand vom“?" in sign


def test_a_citation_says_words_value_source_date_and_address(
    store: Store, english: Wording, german: Wording
) -> None:
    stored = next(one for one in store.facts(FactFilter()) if one.fact.surface == "1.485 million")
    text = cite(stored, english, f"/fact/{stored.key}")
    for part in (
        "Middle Corridor, Freight volume, 2022: 1.48 Mt.".replace(" Mt", "\u00a0Mt"),
        "“The route carried 759,000 tonnes in 2019",
        "Report.az, Seven years of the Middle Corridor, 10 Mar 2026.",
        f"https://example.org/report ({HERE}/fact/{stored.key})",
    ):
        assert part in text
    spoken = cite(stored, german, "https://tracker.example/fact/1")
    assert "„The route carried" in spoken
    assert "10.03.2026" in spoken
    assert spoken.endswith("(https://tracker.example/fact/1)")
    button = cite_button(german, spoken).to_plotly_json()["props"]
    assert (button["children"], button["data-copy"]) == ("Zitat kopieren", spoken)


def test_a_day_stands_in_its_control_and_nonsense_does_not(english: Wording) -> None:
    assert '"value": "2024-05-31"' in text_of(as_of_control(english, "corridors", "2024-05-31"))
    assert '"value": ""' in text_of(as_of_control(english, "corridors", "soon"))
    assert '"type": "query", "page": "corridors", "name": "as_of"' in text_of(
        as_of_control(english, "corridors", None)
    )
