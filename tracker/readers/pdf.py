"""Read PDF files: their text in reading order, page by page, without what stands in the margins."""

import logging
import re
import unicodedata
from collections import Counter
from contextvars import ContextVar
from io import BytesIO
from pathlib import PurePath
from typing import Any, NamedTuple

from pypdf import PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import DictionaryObject

from tracker.model.errors import ReadError
from tracker.readers.origins import Origin
from tracker.readers.pdf_layout import Piece, blocks_of, pieces_of
from tracker.readers.pdf_lines import clean
from tracker.readers.pdf_margins import Furniture, without_margins
from tracker.readers.pdf_paragraphs import text_of
from tracker.readers.pdf_runs import MAX_PAGE_BYTES, Budget, PageWords, Word
from tracker.readers.reading import Reading

MAX_PAGES = 2000
# Far below the library's own, which would let one file take gigabytes.
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": MAX_PAGE_BYTES,
    "array_based_stream_maximum_output_length": MAX_PAGE_BYTES,
    "lzw_maximum_output_length": MAX_PAGE_BYTES,
    "run_length_maximum_output_length": MAX_PAGE_BYTES,
    "zlib_maximum_output_length": MAX_PAGE_BYTES,
    "zlib_maximum_recovery_input_length": 200_000,
    "brotli_maximum_output_length": MAX_PAGE_BYTES,
    "stream_decoding_work_maximum_length": 4 * MAX_PAGE_BYTES,
    "stream_parsing_work_maximum_count": 600_000,
    "stream_filters_maximum_length": 4,
    "page_tree_maximum_entries": 2 * MAX_PAGES,
    "page_tree_maximum_depth": 50,
    "page_tree_maximum_page_entries": 100_000,
    "jbig2dec_binary": None,  # no other program is started
}
_MAX_GARBAGE = 0.3
_MAX_TITLE = 200
_SHOWN = 3
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b|(?:untitled|unbenannt|ohne titel|about:blank)\b|"
    r"(?:document|dokument|layout|presentation|präsentation|powerpoint-präsentation|slide|folie)"
    r"[ \d]*$|.*\.(?:docx?|odt|rtf|pdf|indd|qxp|pptx?|xlsx?|html?|tex|dvi|txt|md)$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9]+)*", re.IGNORECASE)

# pypdf tells of damage by logging; it belongs in the note and not on the terminal.
_told: ContextVar[list[str] | None] = ContextVar("_told", default=None)


class _Told(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if (told := _told.get()) is not None and len(told) < 1000:
            told.append(record.name)


_TOLD = _Told()


def _listen() -> None:
    logger = logging.getLogger("pypdf")
    if _TOLD not in logger.handlers:
        logger.addHandler(_TOLD)
        logger.propagate = False


class _Content(NamedTuple):
    """What the library took out of the file."""

    words: list[list[Word]]
    heights: list[tuple[float, float]]
    pictures: list[bool]
    title: str | None
    language: str | None
    beside: int
    damaged: bool


def read_pdf(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The text of a PDF file in reading order, with the offsets at which its pages begin.

    Columns are read one after the other, lines are joined to paragraphs, words broken at the end
    of a line are made whole, rows of tables become lines with " | " between the cells. Running
    headers, footers and page numbers are left out, as the note says. Of what the file's properties
    say only a title that no program made up counts, and the language: their date is that of the
    file, which may be years after the publication.

    Args:
        data: The whole file.
        name: What to call it in messages.
        encoding: Not needed; a PDF states its own.

    Raises:
        ReadError: `wrong_type` when it is no PDF, `encrypted` when it needs a password, `no_text`
            when it is a scan, `too_large` or `too_slow` past the limits of this module, and
            `unreadable` when it is damaged.
    """
    if b"%PDF-" not in data[:1024]:  # where readers look for it (ISO 32000-2, annex I)
        raise ReadError(name, "wrong_type", "the file is no PDF, whatever its name says.")
    budget = Budget(name)
    content = _take_out(data, name, budget)
    pages, sideways = [], 0
    for number, words in enumerate(content.words):
        budget.check()
        words, aside = _upright(words)
        sideways += aside
        pages.append(pieces_of(words))
        if any(word.turned for word in words):  # its edges are no longer those of the sheet
            content.heights[number] = _extent(pages[-1])
    budget.check()
    kept, furniture = without_margins(pages, content.heights)
    blocks = []
    for page in kept:
        budget.check()
        blocks.append(blocks_of(page))
    text, starts = text_of(blocks)
    _check_text(text, content, name)
    if furniture.texts and not any(char.isalnum() for char in text):
        raise ReadError(name, "no_text", "its pages hold nothing but headers and footers.")
    return Reading(
        text=text,
        note=_note(kept, pages, content, furniture, sideways),
        origin=Origin(title=_real_title(content.title, name), language=_code(content.language)),
        places=dict.fromkeys(("title", "language"), "document properties"),
        pages=starts,
    )


def _take_out(data: bytes, name: str, budget: Budget) -> _Content:
    _listen()
    told: list[str] = []
    token = _told.set(told)
    try:
        with apply_configuration(**_LIMITS):
            return _opened(data, name, budget, told)
    except ReadError:
        raise
    except LimitReachedError as error:
        detail = (
            f"a part of it unpacks to more than {MAX_PAGE_BYTES / 1e6:.0f} MB or is nested deeper "
            "than in ordinary documents; print it to a new PDF, or split it."
        )
        raise ReadError(name, "too_large", detail) from error
    except DependencyError as error:
        reason = "encrypted" if "crypt" in str(error).lower() else "unreadable"
        detail = "it is locked or packed in a way that is not read here; print it to a new PDF."
        raise ReadError(name, reason, detail) from error
    # A library that takes hostile bytes apart raises anything: TypeError, KeyError, zlib.error,
    # RecursionError … None of them says more to a person than this.
    except Exception as error:
        detail = "the file is damaged; open it in a PDF viewer and print it to a new PDF."
        raise ReadError(name, "unreadable", detail) from error
    finally:
        _told.reset(token)


def _opened(data: bytes, name: str, budget: Budget, told: list[str]) -> _Content:
    reader = PdfReader(BytesIO(data), strict=False, root_object_recovery_limit=1000)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        detail = "it is locked with a password; save it without one in a PDF viewer."
        raise ReadError(name, "encrypted", detail)
    budget.check()
    count = len(reader.pages)
    if count > MAX_PAGES:
        detail = f"it has {count} pages, and up to {MAX_PAGES} are read; split it."
        raise ReadError(name, "too_large", detail)
    if not count:
        raise ReadError(name, "unreadable", "the file is damaged: it has no pages.")
    content = _Content([], [], [], _title(reader), _language(reader), 0, False)
    words, beside = PageWords(reader, budget), 0
    for page in reader.pages:
        budget.check()
        resources = page.get("/Resources")
        resources = resources.get_object() if resources is not None else None
        box = page.cropbox
        left, right = sorted((float(box.left), float(box.right)))
        lower, upper = sorted((float(box.bottom), float(box.top)))
        drawn = words.read(page, resources)
        shown = [  # what stands beside the sheet is not seen by its readers
            word
            for word in drawn
            if word.turned or (left <= word.x1 and word.x0 <= right and lower <= word.y <= upper)
        ]
        beside += len(drawn) - len(shown)
        content.words.append(shown)
        content.heights.append((lower, upper))
        content.pictures.append(not shown and _has_picture(resources))
    damaged = any(logger == "pypdf._reader" for logger in told)
    return content._replace(beside=beside, damaged=damaged)


def _title(reader: PdfReader) -> str | None:
    metadata = reader.metadata
    title = metadata.title if metadata is not None else None
    return str(title) if title is not None else None


def _language(reader: PdfReader) -> str | None:
    language = reader.root_object.get("/Lang")
    language = language.get_object() if language is not None else None
    return str(language) if isinstance(language, str) else None


def _has_picture(resources: Any) -> bool:
    if not isinstance(resources, DictionaryObject) or "/XObject" not in resources:
        return False
    objects = resources["/XObject"]
    return isinstance(objects, DictionaryObject) and len(objects) > 0


def _upright(words: list[Word]) -> tuple[list[Word], int]:
    """The words that run in the direction of most, and how many others were left out."""
    letters: Counter[int] = Counter()
    for word in words:
        letters[word.turned] += len(word.text)
    if not letters:
        return [], 0
    most = max(letters, key=lambda turned: (letters[turned], -turned))
    kept = [word for word in words if word.turned == most]
    return kept, len(words) - len(kept)


def _extent(page: list[Piece]) -> tuple[float, float]:
    ys = [piece.y for piece in page]
    return (min(ys) - 40, max(ys) + 40) if ys else (0.0, 0.0)


def _check_text(text: str, content: _Content, name: str) -> None:
    if not text.strip():
        pages = len(content.words)
        many = f"its {pages} pages hold" if pages > 1 else "its page holds"
        if any(content.pictures):
            detail = f"it is a scan: {many} pictures and no text; run text recognition (OCR) first."
        else:
            detail = f"{many} no text; if letters are seen, run text recognition (OCR) first."
        raise ReadError(name, "no_text", detail)
    odd = sum(char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn"} for char in text)
    if odd > _MAX_GARBAGE * len(text):
        detail = "its fonts do not say which letters they show; run text recognition (OCR) first."
        raise ReadError(name, "no_text", detail)


def _note(
    kept: list[list[Piece]],
    pages: list[list[Piece]],
    content: _Content,
    furniture: Furniture,
    sideways: int,
) -> str | None:
    notes = []
    if furniture.texts:
        texts = [clean(text)[:60] for text in furniture.texts[:_SHOWN]]
        more = ", …" if len(furniture.texts) > _SHOWN else ""
        quoted = ", ".join(f"“{text}”" for text in texts) + more
        numbers = " and its page numbers" if furniture.numbers else ""
        notes.append(f"Read without its headers and footers ({quoted}){numbers}.")
    elif furniture.numbers:
        notes.append("Read without its page numbers.")
    if sideways:
        many = f"{sideways} words that stand" if sideways > 1 else "one word that stands"
        notes.append(f"Read without {many} aslant or in another direction.")
    if content.beside:
        many = (
            f"{content.beside} words that stand" if content.beside > 1 else "one word that stands"
        )
        notes.append(f"Read without {many} beside the visible sheet.")
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    if empty:
        scanned = all(content.pictures[number - 1] for number in empty)
        why = "they are pictures" if len(empty) > 1 else "it is a picture"
        which = f"Pages {_listed(empty)} have" if len(empty) > 1 else f"Page {empty[0]} has"
        notes.append(f"{which} no text{f'; {why}' if scanned else ''}.")
    if content.damaged:
        notes.append("The file is damaged; what could be recovered was read, so compare it.")
    return " ".join(notes) or None


def _listed(numbers: list[int]) -> str:
    if len(numbers) > 12:
        return ", ".join(map(str, numbers[:12])) + f" and {len(numbers) - 12} more"
    return ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"


def _real_title(title: str | None, name: str) -> str | None:
    """The stated title, unless a program made it up from the file's name or its own."""
    title = " ".join(clean(title or "").split())
    file = PurePath(name)
    if not title or len(title) > _MAX_TITLE or not title.isprintable() or _NO_TITLE.match(title):
        return None
    if title.casefold() in {file.name.casefold(), file.stem.casefold()} or " " not in title:
        return None
    return title if any(char.isalpha() for char in title) else None


def _code(language: str | None) -> str | None:
    match = _LANGUAGE.fullmatch((language or "").strip())
    return match[1].lower() if match and len(match[0]) < 36 else None
