"""What the tests of the readers of office documents and mails share."""

import random
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tracker import extract
from tracker.model.errors import ReadError
from tracker.readers.reading import Reading
from tracker.readers.whitespace import put_in_order

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
REASONS = {"too_large", "unreadable", "encrypted", "no_text", "wrong_type", "bad_encoding"}
Reader = Callable[[bytes, str, str | None], Reading]


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip container of these members."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def check_document(reader: Reader, path: Path) -> Reading:
    """A document of the corpus reads as its `.expected.toml` tells; returns what was read."""
    expected = tomllib.loads(path.with_suffix(".expected.toml").read_text(encoding="utf-8"))
    reading = reader(path.read_bytes(), path.name, None)
    check_text(reading)
    assert reading.text.startswith(expected["first"])
    for key in ("title", "published", "language", "source", "url"):
        assert getattr(reading.origin, key) == expected.get(key), key
    origin = reading.origin
    facts = extract(reading.text, language=origin.language, published=origin.published)
    found = [[fact.surface, fact.value, fact.unit] for fact in facts]
    assert expected["figures"]
    for figure in expected["figures"]:
        assert figure in found
    assert all(reading.text[fact.start : fact.end] == fact.surface for fact in facts)
    return reading


def check_text(reading: Reading) -> None:
    """The text is in order already, and nothing that was read breaks a database."""
    assert put_in_order(reading.text, "it") == reading.text
    assert "\n\n\n" not in reading.text
    assert reading.text == reading.text.strip()
    for text in (reading.note, reading.origin.title, reading.origin.source):
        assert text is None or text.isprintable()


def refusal(reader: Reader, data: bytes) -> ReadError:
    """The error with which a reader refuses these bytes."""
    with pytest.raises(ReadError) as caught:
        reader(data, "it", None)
    assert caught.value.reason in REASONS
    assert caught.value.detail.endswith(".")
    return caught.value


def check_mutations(reader: Reader, mutations: Iterator[bytes]) -> tuple[int, int]:
    """Each of them reads or is refused; returns how many did which."""
    readings: list[Reading] = []
    reasons: list[str] = []
    for data in mutations:
        try:
            readings.append(reader(data, "it", None))
        except ReadError as error:
            reasons.append(error.reason)
    assert set(reasons) <= REASONS
    for reading in readings:
        check_text(reading)
    return len(readings), len(reasons)


def flipped(data: bytes, times: int, seed: int) -> Iterator[bytes]:
    """The bytes with a few of them changed, cut, doubled or moved, by a seed."""
    chance = random.Random(seed)
    for _ in range(times):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(changed) + 1)
            end = min(len(changed), place + chance.randint(1, 12))
            kind = chance.randrange(4)
            if kind == 0:
                changed[place:end] = chance.randbytes(end - place)
            elif kind == 1:
                del changed[place:end]
            elif kind == 2:
                changed[place:place] = changed[place:end] * chance.randint(1, 4)
            else:
                changed[place:place] = chance.choice(
                    [b"\x00", b"\xff", b"<", b">", b"&#0;", b"&#xD800;", b"\r\n", b"=", b'"', b"(("]
                )
        yield bytes(changed)
