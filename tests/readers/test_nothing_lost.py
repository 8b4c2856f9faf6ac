"""What a document holds and its reading does not is said (promise 22)."""

import re
import zipfile
from pathlib import Path

import pytest

from tracker import read

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
PACKED = sorted(
    path for kind in ("docx", "odt", "xlsx") for path in (DOCUMENTS / kind).glob(f"*.{kind}")
)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _numbers(path: Path) -> set[str]:
    """The numbers in the text of a packed document, whatever becomes of them."""
    found: set[str] = set()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"content\.xml|word/(?:document|footnotes)\.xml|xl/sharedStrings\.xml",
                            name):  # fmt: skip
                found |= set(_NUMBER.findall(_TAG.sub(" ", archive.read(name).decode())))
    return found


@pytest.mark.parametrize("path", PACKED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_numbers_that_are_not_read_are_told_of(path: Path) -> None:
    document = read(path)
    held = set(_NUMBER.findall(document.text))
    missed = {number for number in _numbers(path) - held if number not in document.text}
    assert not missed or document.note, missed


def test_every_number_of_a_plain_table_is_read() -> None:
    for path in sorted((DOCUMENTS / "csv").glob("*.csv")):
        data = path.read_bytes()
        text = data.decode("cp1252" if path.stem == "typical" else "utf-8-sig")
        assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", read(path).text)), path.name
