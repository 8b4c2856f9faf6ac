"""Before saving: what is stored of the same thing, and entities that are not in the list yet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.components.new_entity import create_entity
from dashboard.pages import add, read, review
from dashboard.rivals import Rivals, find_rivals
from dashboard.wording import Wording
from tests.dashboard.facts import make_store
from tracker import Fact, Store, load_lexicon

NEW = Fact(
    surface="4.5 million tonnes", start=0, end=18, value=4.5e6, unit="tonne",
    indicator="freight_volume", subject="middle_corridor", period="2024",
)  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "facts.db") as made:
        yield made


def rivals(store: Store, fact: Fact = NEW, source: str = "") -> dict[str, list[str]]:
    found = find_rivals(fact, source, store, load_lexicon())
    return {
        name: [one.fact.surface for one in getattr(found, name)]
        for name in Rivals.__slots__
        if getattr(found, name)
    }


def test_statements_of_the_same_claim_agree_or_differ(store: Store) -> None:
    assert rivals(store) == {"agree": ["4.484 million"], "differ": ["3.3 million tonnes"]}
    containers = replace(NEW, commodity="containers")
    assert set(rivals(store, containers)) == {"beside"}
    counted = replace(containers, unit="TEU", value=56500.0, surface="56,500 TEU")
    assert rivals(store, counted) == {"agree": ["56,500 TEU"], "differ": ["565.000 TEU"]}


def test_the_same_figure_of_the_same_source_is_a_duplicate(store: Store) -> None:
    again = replace(NEW, value=4.484e6, surface="4.484 million")
    assert rivals(store, again, "report.AZ")["same"] == ["4.484 million"]
    assert "same" not in rivals(store, again, "Another paper")


@pytest.mark.parametrize(
    "changes", [{"period": "2031"}, {"subject": None}, {"partner": "tr"}, {"place": "az"}]
)
def test_another_thing_or_time_has_no_rivals(store: Store, changes: dict[str, str]) -> None:
    assert rivals(store, replace(NEW, **changes)) == {}


def test_a_part_of_a_year_is_no_rival_of_the_year(store: Store) -> None:
    assert rivals(store, replace(NEW, period="2024-01/2024-11")) == {
        "differ": ["4.1 million tonnes"]
    }


def create(
    store: Store, speak: Wording, **fields: object
) -> tuple[str | None, dict[str, str], str]:
    given = {"english": "Horadiz Dry Port", "german": "", "kind": "port", **fields}
    return create_entity(store, speak, **given)  # type: ignore[arg-type]


def test_an_entity_is_created_with_its_names(own: Store, english: Wording) -> None:
    made, errors, said = create(
        own, english, german="Trockenhafen Horadis", home="az", aliases="Horadiz, Horadis ,"
    )
    assert (made, errors) == ("horadiz_dry_port", {})
    assert "Horadiz Dry Port" in said
    [(entity, aliases)] = own.user_entities()
    assert dict(entity.label) == {"en": "Horadiz Dry Port", "de": "Trockenhafen Horadis"}
    assert (entity.kind, entity.home, set(aliases)) == ("port", "az", {"Horadiz", "Horadis"})


def test_a_name_that_is_known_creates_nothing(own: Store, english: Wording) -> None:
    made, errors, said = create(own, english, english="middle corridor")
    assert (made, errors) == ("middle_corridor", {})
    assert "already" in said
    assert own.user_entities() == []


def test_an_id_that_is_taken_gets_a_number(own: Store, english: Wording) -> None:
    assert create(own, english, english="Aktau-Port")[0] == "aktau_port_2"
    assert create(own, english, english="Ü", german="Ü")[0] == "u_own"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"english": " "}, "en"), ({"english": 7}, "en"), ({"kind": "dream"}, "kind"),
     ({"kind": None}, "kind")],
)  # fmt: skip
def test_what_is_missing_is_said(
    own: Store, english: Wording, fields: dict[str, object], field: str
) -> None:
    made, errors, _ = create(own, english, **fields)
    assert made is None
    assert set(errors) == {field}


def test_pages_that_share_a_list_of_entities_do_not_spoil_it(own: Store) -> None:
    with create_app(own).server.app_context():
        for page in (add, read, review, add, read):
            shown = str(page.layout(lang="de").to_plotly_json())
            assert "'value': 'middle_corridor'" in shown
            assert "'value': 'value'" not in shown
