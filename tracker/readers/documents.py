"""Documents: puts together what a reader took out of a file and what is known of its origin."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from tracker.model.document import Document, FieldOrigin, How
from tracker.model.errors import ReadError
from tracker.readers.origins import FILE_NAME, Origin
from tracker.readers.reading import Reading
from tracker.readers.titles import find_title, title_from_name
from tracker.readers.whitespace import put_in_order

FIELDS = ("title", "source", "published", "language", "url")
FIRST_LINE, FILES_NAME = "its first line", "the file's name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a file from outside it; what a person says goes before the listing.

    Attributes:
        given: What the person who handed it over says.
        listed: What a `documents.toml` says.
        languages: Codes of the languages that can be read; None: those that come with the package.
    """

    given: Origin = field(default_factory=Origin)
    listed: Origin = field(default_factory=Origin)
    languages: Collection[str] | None = None

    @property
    def encoding(self) -> str | None:
        """The encoding somebody named, or None."""
        return self.given.encoding or self.listed.encoding

    def of_part(self) -> "Known":
        """What holds for each of several documents in the file too: not its title and address."""
        given, listed = (replace(each, title=None, url=None) for each in (self.given, self.listed))
        return replace(self, given=given, listed=listed)


def make_document(reading: Reading, name: str, known: Known) -> Document:
    """The document that a reading gives.

    Args:
        reading: What the reader took out; its `parts` are not looked at.
        name: The file's name.
        known: What is known of the file.

    Raises:
        ReadError: As `put_in_order` does.
    """
    text = put_in_order(reading.text, name)
    values, found = _origins(text, reading, name, known)
    remarks = [known.given.note or known.listed.note, reading.note]
    return Document(
        text=text,
        source=values.get("source"),
        title=values["title"],
        url=values.get("url"),
        published=values.get("published"),
        language=values.get("language"),
        note=" ".join(remark for remark in remarks if remark) or None,
        found=found,
        # Readers give ordered text; were it not, the offsets would be those of another text.
        pages=reading.pages if text == reading.text else (),
    )


def make_documents(reading: Reading, name: str, known: Known) -> tuple[Document, ...]:
    """The documents that a reading gives: its parts, or itself where it has none.

    What is remarked of the whole file is remarked of each, and so is how many parts have no text.

    Raises:
        ReadError: `no_text` if no part has any; else as `put_in_order` does.
    """
    if not reading.parts:
        return (make_document(reading, name, known),)
    parts = [part for part in reading.parts if part.text.strip()]
    if not parts:
        raise ReadError(name, "no_text", "none of the documents in it has a text.")
    left = len(reading.parts) - len(parts)
    remark = (
        f"Of the {len(reading.parts)} documents in its file {left} had no text." if left else ""
    )
    inner = known.of_part()
    documents = []
    for part in parts:
        remarks = [said for said in (reading.note, remark, part.note) if said]
        documents.append(make_document(replace(part, note=" ".join(remarks)), name, inner))
    return tuple(documents)


def _origins(
    text: str, reading: Reading, name: str, known: Known
) -> tuple[dict[str, str], tuple[FieldOrigin, ...]]:
    """Value and origin of each field that is known; a title is always found."""
    values: dict[str, str] = {}
    found: list[FieldOrigin] = []
    says: tuple[tuple[How, Origin, Mapping[str, str]], ...] = (
        (How.GIVEN, known.given, {}),
        (How.LISTED, known.listed, dict.fromkeys(FIELDS, FILE_NAME)),
        (How.STATED, _readable(reading.origin, known.languages), reading.places),
    )
    for key in FIELDS:
        for how, origin, places in says:
            value: str | None = getattr(origin, key)
            if value:
                values[key] = value
                where = places.get(key)
                found.append(FieldOrigin(field=key, how=how, where=where))
                break
    if "title" not in values:
        line = find_title(text)
        values["title"] = line or title_from_name(PurePath(name).stem)
        where = FIRST_LINE if line else FILES_NAME
        found.insert(0, FieldOrigin(field="title", how=How.GUESSED, where=where))
    return values, tuple(found)


def _readable(said: Origin, languages: Collection[str] | None) -> Origin:
    """What a document says of itself; a language that no pack reads is as good as none."""
    if said.language is None:
        return said
    if languages is None:
        from tracker.lexicon.lexicon import load_lexicon  # only when asked for: it is not light

        languages = load_lexicon().languages
    return said if said.language in languages else replace(said, language=None)
