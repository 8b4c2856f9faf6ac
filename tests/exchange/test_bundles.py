"""A bundle is the database again; merged, it takes nothing from anybody."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, text

from tests.store.test_properties import readings
from tracker.exchange.bundles import Bundle
from tracker.exchange.exporting import export
from tracker.exchange.importing import import_bundle
from tracker.model.document import Document, FieldOrigin, How
from tracker.model.errors import ReadError
from tracker.model.fact import Fact, Span
from tracker.model.filter import FactFilter
from tracker.model.intake import Feed
from tracker.model.stored import Entity, RunInfo
from tracker.store import Store
from tracker.store.columns import metadata
from tracker.store.connections import Connections
from tracker.store.parts import PARTS

ANY = FactFilter(review=("unreviewed", "confirmed", "corrected", "rejected"))
TEXT = "Von 1 auf 5 Mt. Es gab 1 Mrd. USD (861 Mio. EUR)."
# Made anew from the parts, or from the program's own files.
MADE_ANEW = {
    *("series", "claim", "claim_member", "unsettled_fact", "unsettled_claim", "target"),
    *("derived", "derived_input", "conversion_rate", "data_dictionary", "setting"),
    "document_text",  # with its document
    "document_print",
}
# Places of one machine: elsewhere it would keep files of these names from being read.
LEFT_BEHIND = {"intake"}


def _write(store: Store, change: Callable[[Connection], object]) -> None:
    connections = Connections(store.location)
    with connections.writing() as connection:
        change(connection)
    connections.close()
    store.settle()


def _run(store: Store, *statements: str) -> None:
    _write(store, lambda connection: [connection.execute(text(each)) for each in statements])


def _facts(**more: Any) -> list[Fact]:
    fields: dict[str, Any] = {"indicator": "capacity", "subject": "btk_railway"} | more
    spans = {Span(4, 5): (1e6, "tonne"), Span(10, 14): (5e6, "tonne"), Span(23, 33): (1e9, "USD")}
    facts = [
        Fact(
            surface=TEXT[span.start : span.end],
            start=span.start,
            end=span.end,
            value=value,
            unit=unit,
            movement=tuple(each for each in list(spans)[:2] if each != span),
            **fields,
        )
        for span, (value, unit) in spans.items()
    ]
    euro = Span(35, 47)
    same = replace(
        facts[2], surface=TEXT[35:47], start=35, end=47, value=8.61e8, unit="EUR", movement=()
    )
    return [*facts, replace(same, equivalent_of=facts[2].span)] if euro else facts


DECISION = (
    "INSERT INTO decision (fact_id, fact_key, action, before, after, author, at, revision) SELECT "
    "f.id, substr(d.sha256, 1, 12) || ':' || f.start || '-' || f.\"end\", '{action}', '{{}}', "
    "'{{}}', '{author}', '2026-01-01T00:00:00.000Z', coalesce((SELECT max(r.id) FROM fact_revision "
    "AS r WHERE r.fact_id = f.id), 0) FROM fact AS f JOIN document AS d ON d.id = f.document_id "
    "WHERE f.surface = '{surface}'"
)


def _decide(store: Store, surface: str, author: str, action: str, change: str) -> None:
    where = f"WHERE surface = '{surface}'"
    _run(
        store,
        f"UPDATE fact SET {change}, updated_by = '{author}' {where}",
        DECISION.format(action=action, author=author, surface=surface),
    )


@pytest.fixture
def full(store: Store) -> Store:
    """A store with rows in every part."""
    store.add_entity(
        Entity(id="my_port", kind="port", label={"en": "My port"}, home="kz"), ["Mine"]
    )
    run = RunInfo(extractor="tracker", version="1", config="abc")
    origin = {"source": "Trend", "published": "2025-01", "language": "de", "title": "=1+1"}
    found = (FieldOrigin(field="title", how=How.STATED, where="its first line"),)
    whole = Document(text=TEXT, found=found, pages=(0, 18), **origin)
    store.add(whole, _facts(place="my_port"), run=run)
    store.feeds.add(Feed(url="https://example.org/feed", title="News", etag="a1"))
    store.add(Document(text=TEXT, source="Copy"), _facts(), run=run)
    store.add(
        Document(text="4 t und 7 t.", url="https://example.org/a"),
        [
            Fact(surface="4 t", start=0, end=3, value=4, unit="tonne", indicator="freight_volume"),
            Fact(surface="7 t", start=8, end=11, value=7, unit="tonne", indicator="freight_volume"),
        ],
    )
    fact = Fact(surface="9 t", start=0, end=3, value=9, unit="tonne", indicator="freight_volume")
    store.add_by_hand(fact, author="Ada", quote="9 t", note="by phone")
    _decide(store, "4 t", "Ada", "confirm", "review = 'confirmed', note = 'seen'")
    _run(
        store,
        "DELETE FROM fact WHERE surface = '7 t'",
        "INSERT INTO rate (currency, period, per_eur, source) VALUES ('KZT', '2024', 508.5, 'NBK')",
        "INSERT INTO section (document_id, start, \"end\", published) SELECT id, 0, 4, '2024' "
        "FROM document WHERE url IS NOT NULL",
    )
    return store


def _other(tmp_path: Path, fresh_file: Path, name: str = "other.db") -> Store:
    (tmp_path / name).write_bytes(fresh_file.read_bytes())
    return Store(tmp_path / name)


def _rows(store: Store, view: str) -> list[str]:
    """The rows of a view, without what is only the time or the number of a computation."""
    passing = {"computed_at", "id"} if view == "implied" else set()
    rows = [{name: row[name] for name in row if name not in passing} for row in store.view(view)]
    return sorted(json.dumps(row) for row in rows)


def _contents(path: Path) -> dict[str, list[dict[str, Any]]]:
    with Bundle(path, tuple(PARTS)) as bundle:
        return {name: list(bundle.rows(name)) for name in PARTS}


def test_every_table_is_a_part_or_made_anew() -> None:
    assert {part.table.name for part in PARTS.values()} | MADE_ANEW | LEFT_BEHIND == set(
        metadata.tables
    )


def test_a_bundle_has_rows_of_every_part(full: Store, tmp_path: Path) -> None:
    assert export(full, tmp_path / "a.zip") == 10
    contents = _contents(tmp_path / "a.zip")
    assert [name for name, rows in contents.items() if not rows] == ["commodities"]


def test_exported_imported_and_exported_again_it_is_the_same_to_the_byte(
    full: Store, tmp_path: Path, fresh_file: Path
) -> None:
    export(full, tmp_path / "a.zip")
    with _other(tmp_path, fresh_file) as other:
        restored = import_bundle(other, tmp_path / "a.zip")
        assert (restored.documents, restored.facts, restored.decisions) == (4, 10, 1)
        export(other, tmp_path / "b.zip")
        assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()
        assert other.check() == []
        for view in full.exchange.views:
            assert _rows(other, view) == _rows(full, view), view
        added = Fact(surface="x", start=0, end=1, value=1, unit="tonne", indicator="other")
        other.add(Document(text="x"), [added])  # numbers go on behind the restored ones
        assert other.check() == []


def test_the_same_bundle_twice_adds_nothing(full: Store, tmp_path: Path) -> None:
    export(full, tmp_path / "a.zip")
    restored = import_bundle(full, tmp_path / "a.zip")
    assert (restored.documents, restored.facts, restored.decisions) == (0, 0, 0)
    assert (restored.known_documents, restored.known_facts) == (4, 10)
    assert restored.conflicts == ()
    export(full, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()


def test_trying_writes_nothing(full: Store, tmp_path: Path, fresh_file: Path) -> None:
    export(full, tmp_path / "a.zip")
    with _other(tmp_path, fresh_file) as other:
        assert import_bundle(other, tmp_path / "a.zip", dry_run=True).facts == 10
        assert other.documents() == []


def test_merged_it_keeps_what_is_here_and_what_people_decided(
    full: Store, tmp_path: Path, fresh_file: Path
) -> None:
    with _other(tmp_path, fresh_file) as other:
        other.add(
            Document(text="4 t und 7 t.", url="https://example.org/a"),
            [
                Fact(
                    surface="4 t", start=0, end=3, value=4, unit="tonne", indicator="freight_volume"
                ),
            ],
        )
        other.add(Document(text=TEXT, source="Trend", published="2025-01"), _facts(place="kz"))
        _decide(other, "1", "Bob", "reject", "review = 'rejected'")
        _decide(other, "5 Mt", "Bob", "confirm", "review = 'confirmed'")
        other.add(Document(text="eins", source="A"), [])
        _decide(full, "5 Mt", "Ada", "reject", "review = 'rejected'")
        export(full, tmp_path / "a.zip")
        before = {each.id: each for each in other.facts(ANY)}
        restored = import_bundle(other, tmp_path / "a.zip")
        assert (restored.documents, restored.known_documents) == (2, 2)
        assert restored.taken_over == 1
        (conflict,) = restored.conflicts
        assert "5 Mt" in conflict
        assert "Ada" in conflict
        after = {each.id: each for each in other.facts(ANY)}
        taken = [each for each in after.values() if each.fact.surface == "4 t"]
        assert [(each.review, each.note) for each in taken] == [("confirmed", "seen")]
        assert [each.actor for each in other.revisions(taken[0].id)] == ["Ada"]
        kept = [each for each in before.values() if each.fact.surface != "4 t"]
        assert all(after[each.id] == each for each in kept)
        assert other.check() == []
        export(other, tmp_path / "b.zip")
        again = import_bundle(other, tmp_path / "a.zip")
        assert (again.documents, again.facts, again.decisions, again.taken_over) == (0, 0, 0, 0)
        export(other, tmp_path / "c.zip")
        assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "c.zip").read_bytes()
        copies = {each.same_as for each in other.documents() if each.document.source == "Copy"}
        assert copies != {None}


def test_a_figure_that_was_read_otherwise_here_is_left_out(
    store: Store, tmp_path: Path, fresh_file: Path
) -> None:
    document = Document(text="rund 4 t Weizen")
    fact = Fact(surface="4 t", start=5, end=8, value=4, unit="tonne", indicator="freight_volume")
    store.add(document, [fact])
    with _other(tmp_path, fresh_file) as other:
        other.add(document, [replace(fact, surface="rund 4 t", start=0)])
        export(other, tmp_path / "a.zip")
        restored = import_bundle(store, tmp_path / "a.zip")
        assert (restored.left_out, restored.facts, restored.conflicts) == (1, 0, ())
        _decide(other, "rund 4 t", "Ada", "confirm", "review = 'confirmed'")
        export(other, tmp_path / "b.zip")
        (conflict,) = import_bundle(store, tmp_path / "b.zip").conflicts
        assert "left out" in conflict
    assert store.count() == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(reading=readings())
def test_any_text_survives_a_bundle(
    fresh_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    reading: tuple[Document, list[Fact]],
) -> None:
    folder = tmp_path_factory.mktemp("bundle")
    document, facts = reading
    with _other(folder, fresh_file, "one.db") as one, _other(folder, fresh_file) as two:
        one.add(replace(document, source=document.text, title=document.text), facts)
        export(one, folder / "a.zip")
        import_bundle(two, folder / "a.zip")
        export(two, folder / "b.zip")
        assert (folder / "a.zip").read_bytes() == (folder / "b.zip").read_bytes()
        assert [each.fact for each in two.facts(ANY)] == [each.fact for each in one.facts(ANY)]
        assert two.check() == []


def _rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """A bundle whose parts were changed, and whose manifest fits them again."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    manifest = json.loads(files["manifest.json"])
    for name, told in manifest["parts"].items():
        data = files.get(f"{name}.jsonl", b"")
        told |= {"rows": data.count(b"\n"), "bytes": len(data)}
        told["sha256"] = hashlib.sha256(data).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def _edit(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], object]:
    def change(files: dict[str, bytes]) -> None:
        data = files[f"{name}.jsonl"]
        assert old.encode() in data
        files[f"{name}.jsonl"] = data.replace(old.encode(), new.encode(), 1)

    return change


@pytest.fixture
def bundle(full: Store, tmp_path: Path) -> Path:
    """A bundle of a full store."""
    export(full, tmp_path / "a.zip")
    return tmp_path / "a.zip"


@pytest.fixture
def empty(tmp_path: Path, fresh_file: Path) -> Iterator[Store]:
    """A store in which nothing may be written."""
    with _other(tmp_path, fresh_file, "empty.db") as store:
        yield store
        assert store.documents() == []
        assert store.check() == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.99])
def test_a_truncated_bundle_is_refused(bundle: Path, empty: Store, share: float) -> None:
    data = bundle.read_bytes()
    bundle.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError, match="refused"):
        import_bundle(empty, bundle)


def test_a_bundle_with_any_damaged_byte_is_refused_or_the_same(
    bundle: Path, tmp_path: Path, fresh_file: Path
) -> None:
    data = bundle.read_bytes()
    whole = _contents(bundle)
    for place in range(0, len(data), len(data) // 40):
        bundle.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        with suppress(ReadError):
            assert _contents(bundle) == whole


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: files.update({"../evil.txt": b"x"}), "others"),
        (lambda files: files.pop("facts.jsonl"), "missing"),
        (_edit("facts", '"value":', '"values":'), "lacks or has too much"),
        (_edit("facts", '"surface":"4 t"', '"surface":"5 t"'), "does not stand"),
        (_edit("facts", '"bound":"exact"', '"bound":"maybe"'), "maybe"),
        (_edit("facts", '"unit":"tonne"', '"unit":"banana"'), "not known"),
        (_edit("facts", '"value":1000000.0', '"value":1e999'), "finite"),
        (_edit("facts", '"value":1000000.0', '"value":NaN'), "no number"),
        (_edit("facts", '"value":1000000.0', '"value":"much"'), "kind"),
        (_edit("facts", '"document_id":1', '"document_id":99'), "no row 99"),
        (_edit("documents", "Von 1 auf", "Von 2 auf"), "another one"),
        (_edit("documents", "https://example", "javascript:"), "web address"),
        (_edit("documents", '"=1+1"', r'"\u0000"'), "cannot be kept"),
        (_edit("documents", '"=1+1"', r'"\ud800"'), "cannot be kept"),
        (_edit("documents", '"=1+1"', '["=1+1"]'), "neither text nor number"),
        (_edit("decisions", '"confirm"', '"believe"'), "cannot be kept"),
        (_edit("rates", "508.5", "-508.5"), "cannot be kept"),
        (_edit("links", "{", "[{"), "damaged"),
        (_edit("revisions", '"fact_id":', '"fact_id":' + "[" * 3000), "damaged"),
    ],
)
def test_a_bundle_that_holds_something_else_is_refused_whole(
    bundle: Path, empty: Store, change: Callable[[dict[str, bytes]], object], said: str
) -> None:
    path = _rewritten(bundle, bundle.with_name("b.zip"), change)
    with pytest.raises(ReadError) as refused:
        import_bundle(empty, path)
    assert said in str(refused.value)
    assert "othing was written" in str(refused.value)
    assert not (bundle.parent.parent / "evil.txt").exists()


def test_a_newer_bundle_says_so(bundle: Path, empty: Store) -> None:
    def newer(files: dict[str, bytes]) -> None:
        files["manifest.json"] = files["manifest.json"].replace(b'"version": 2', b'"version": 3')

    with pytest.raises(ReadError, match="newer version"):
        import_bundle(empty, _rewritten(bundle, bundle.with_name("b.zip"), newer))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(bundle: Path, empty: Store) -> None:
    def swell(files: dict[str, bytes]) -> None:
        files["rates.jsonl"] = b" " * (80 << 20)

    with pytest.raises(ReadError, match="would unpack to"):
        import_bundle(empty, _rewritten(bundle, bundle.with_name("b.zip"), swell))


def test_another_file_is_no_bundle(empty: Store, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as missing:
        import_bundle(empty, tmp_path / "no.zip")
    assert missing.value.reason == "missing"
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(ReadError, match="no manifest"):
        import_bundle(empty, tmp_path / "z.zip")


def test_a_part_of_the_facts_is_no_bundle(full: Store, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="everything"):
        export(full, tmp_path / "a.zip", FactFilter(unit=("USD",)))
    assert list(tmp_path.glob("*.zip")) == []
