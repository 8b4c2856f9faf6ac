"""The script that makes documents makes the same ones again, good and bad, of every kind."""

import sys
from collections import Counter
from pathlib import Path

from tracker.ingestion import ingest
from tracker.store import Store

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

from make_documents import WRITERS, make


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        make(tmp_path / name, 120, seed)
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")
    assert _bytes(tmp_path / "a") != _bytes(tmp_path / "c")


def test_every_kind_is_read(tmp_path: Path) -> None:
    page = ("Corridor news", ["Exports of Georgia reached 40 tonnes in 2023."])
    for kind, write in WRITERS.items():
        (tmp_path / f"good.{kind}").write_bytes(write(page))
    with Store.create(tmp_path.with_suffix(".db")) as store:
        done = list(ingest([tmp_path], store))
    assert Counter(each.outcome.value for each in done if each.error) == {}
    assert len(done) == len(WRITERS) + 2  # there are three in the archive
