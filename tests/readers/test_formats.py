"""Every format has a reader, a limit of its size, and its place in help and documents."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.readers.faulty import whole_answer
from tracker.model.errors import ReadError
from tracker.readers import READERS, read, read_upload, size_limit

ROOT = Path(__file__).resolve().parents[2]
HERE = "tests.readers.faulty"


@pytest.mark.parametrize("place", sorted(set(READERS.values())))
def test_every_reader_of_the_registry_is_there(place: str) -> None:
    module, _, name = place.partition(":")
    assert callable(getattr(import_module(module), name))


def test_files_and_uploads_are_read_by_the_reader_of_their_suffix(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tracker.readers.READERS", {".pdf": f"{HERE}:say"})
    path = tmp_path / "a.PDF"
    path.write_bytes(b"Trade\r\ngrew.")
    for document in (read(path), read_upload(b"Trade\r\ngrew.", str(path))):
        assert document.text == "Trade\ngrew."
        assert document.source == " ".join(str(path).split())
        assert (document.published, document.language) == ("2024-07", "de")


def test_a_language_that_no_pack_reads_is_not_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.readers.READERS", {".pdf": f"{HERE}:answer"})
    origin = {**dict.fromkeys(("title", "source", "published", "url")), "language": "fr"}
    assert read_upload(whole_answer(origin=origin), "a.pdf").language is None


def test_each_format_has_a_limit_of_its_own(tmp_path: Path) -> None:
    assert {suffix: size_limit(suffix.upper()) for suffix in READERS} == {
        **dict.fromkeys((".txt", ".md", ".html", ".htm", ".xhtml", ".csv", ".tsv"), 5_000_000),
        **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), 5_000_000),
        **dict.fromkeys((".docx", ".odt", ".eml", ".xlsx", ".pdf"), 20_000_000),
    }
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x" * 20_300_000)
    with pytest.raises(ReadError, match=r"it has 20.3 MB, and documents of up to 20 MB") as caught:
        read(path)
    assert caught.value.reason == "too_large"
    with pytest.raises(ReadError, match=r"it has 7.3 MB, and documents of up to 5 MB"):
        read_upload(b"x" * 7_300_000, "a.html")


def test_help_and_documents_name_every_format() -> None:
    for name in ("README.md", "docs/commands.md", "tracker/cli/reading.py"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [suffix for suffix in READERS if suffix not in text] == [], name
