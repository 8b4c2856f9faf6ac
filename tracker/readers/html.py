"""Web pages: the article without what stands around it, and what the page says of itself."""

import codecs
import re

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from tracker.model.errors import ReadError
from tracker.readers.decoding import decode
from tracker.readers.html_blocks import Block, clean, find_blocks
from tracker.readers.html_origin import find_page_origin
from tracker.readers.markup import has_crowded_tag
from tracker.readers.reading import Reading
from tracker.readers.whitespace import put_in_order

MAX_BYTES = 5_000_000
MAX_TAGS = 60_000
MAX_ATTRIBUTES = 500  # of one tag; the parser's time grows with their square
# Telling the article from the page takes time that grows with tags times text.
_MAX_JUDGED_TAGS = 12_000
_MAX_JUDGED_CHARS = 400_000
_MAX_DEPTH = 200  # the judging libraries go down step by step
# More left out than this is said.
_MUCH = 0.6
_FEW_CHARS = 400
_PROSE = 80  # characters; what is shorter and at the page's edge may be a menu
_MENU_SHARE = 0.4
_COUNTER = re.compile(
    r"(?:besucher|visitors|views|hits|aufrufe|zugriffe)\W{0,3}[\d.,\s]{1,12}"
    r"|[\d.,\s]{1,12}(?:besucher|visitors|views|hits|aufrufe|zugriffe)",
    re.IGNORECASE,
)
_NO_TEXT = "the page holds no text; save the page when it is loaded."
_TOO_DEEP = (
    "The page is nested so deeply that its text from there on could not be read; compare it with "
    "the page."
)
_META_CHARSET = re.compile(rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
# https://encoding.spec.whatwg.org/#names-and-labels
_CHARSETS = re.compile(
    r"utf-8|iso8859-\d{1,2}|cp125\d|cp866|koi8-[ru]|gbk|gb2312|gb18030|big5|euc_jp|euc_kr|shift_jis"
    r"|iso2022_jp|mac-roman|mac-cyrillic"
)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Signs of Braille mark the blocks in the copy that is judged: they are neither letters nor blanks,
# so that no rule on words sees them.
_BASE = 0x2801
_MARKS = re.compile("[\u2800-\u28ff]")
_MARKED = re.compile("\u28ff([\u2801-\u28fe])([\u2801-\u28fe])([\u2801-\u28fe])")


def read_html(data: bytes, name: str, encoding: str | None) -> Reading:
    """The article of a web page, with its headings, lists and tables.

    Args:
        data: The page, of at most `MAX_BYTES` with at most `MAX_TAGS` tags.
        name: What to call it in messages.
        encoding: Name of its encoding, which goes before what the page declares, or None.

    Raises:
        ReadError: `too_large` for a page above the limits, `no_text` for one without text, and
            what `decode` raises.
    """
    if len(data) > MAX_BYTES:
        size = f"it has {len(data) / 1e6:.1f} MB, and pages of up to 5 MB are read"
        raise ReadError(name, "too_large", f"{size}; save its text as a .txt file.")
    text, coding_note = _decoded(data, name, encoding)
    _check_counts(text, name)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = _parsed(text, name, parser)
    stated = find_page_origin(root)
    notes = [coding_note, stated.note]
    deep = any("depth" in error.message.lower() for error in parser.error_log)
    notes.append(_TOO_DEEP if deep else None)
    whole = _plain_length(root)
    emptied = clean(root)
    if "hidden" in emptied:
        notes.append("Read without text that the page hides.")
    if "struck" in emptied:
        notes.append("Read without words that are struck out.")
    blocks = find_blocks(root)
    if not blocks:
        raise ReadError(name, "no_text", _TOO_DEEP if deep else _NO_TEXT)
    nested = bool(_deep(root))
    chosen, judged = _chosen(root, blocks)
    if nested and len(chosen) < len(blocks):
        notes.append("The page is nested very deeply, and text from its depth may be missing.")
    notes.append(_left_out(whole, chosen, judged))
    return Reading(
        text=put_in_order(_written(chosen), name),
        note=" ".join(note for note in notes if note) or None,
        origin=stated.origin,
        places=stated.places,
    )


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str | None]:
    if encoding is not None:
        try:
            recoded = data.decode(encoding).encode("utf-8")
        except (LookupError, UnicodeError) as error:
            reason = f"the page cannot be read as {encoding[:40]!r}; name its true encoding."
            raise ReadError(name, "bad_encoding", reason) from error
        return decode(recoded, name)[0], f"Read as {encoding}, as declared."
    declared = _declared(data)
    if declared is not None:
        try:
            data.decode(declared)
        except UnicodeDecodeError:
            # what the page declares is not so: go on as if it declared nothing
            return decode(data, name)
    text, note = decode(data, name, declared)
    if note and declared:
        note = f"Read as {declared}, as the page declares."
    return text, note


def _declared(data: bytes) -> str | None:
    """The encoding a page declares, by Python's name, if it is one of those of the web."""
    match = _META_CHARSET.search(data[:10_000])
    if match is None:
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    found = _AS_BROWSERS_DO.get(found, found)
    return found if _CHARSETS.fullmatch(found) else None


def _check_counts(text: str, name: str) -> None:
    if text.count("<") > MAX_TAGS:
        reason = f"the page has more than {MAX_TAGS} tags; save its text as a .txt file."
        raise ReadError(name, "too_large", reason)
    if has_crowded_tag(text, MAX_ATTRIBUTES):
        reason = f"a tag of the page has more than {MAX_ATTRIBUTES} attributes"
        raise ReadError(name, "too_large", f"{reason}; save its text as a .txt file.")


def _parsed(text: str, name: str, parser: html.HTMLParser) -> HtmlElement:
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise ReadError(name, "no_text", _NO_TEXT) from error


def _chosen(root: HtmlElement, blocks: list[Block]) -> tuple[list[Block], bool]:
    """The blocks of the article, and whether they could be told from the others."""
    length = sum(len(block.text) for block in blocks)
    tags = sum(1 for _ in root.iter())
    if tags > _MAX_JUDGED_TAGS or length > _MAX_JUDGED_CHARS:
        return blocks, False
    _mark(root, blocks)
    _flatten(root)
    found = trafilatura.bare_extraction(
        root, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
    )
    text = (found.text if isinstance(found, trafilatura.settings.Document) else None) or ""
    numbers = {_number(match) for match in _MARKED.finditer(text)}
    kept = {number for number in numbers if number < len(blocks)}
    if not kept:
        return blocks, False
    kept |= _belonging(blocks, kept)
    kept |= _headline(blocks, min(kept))
    return _without_edges([blocks[number] for number in sorted(kept)]), True


def _without_edges(blocks: list[Block]) -> list[Block]:
    """The blocks without menus before and after their prose, and without counters of visits."""
    prose = [
        number
        for number, block in enumerate(blocks)
        if len(block.text) >= _PROSE and block.linked < _MENU_SHARE * len(block.text)
    ]
    first, last = (prose[0], prose[-1]) if prose else (0, len(blocks))
    return [
        block
        for number, block in enumerate(blocks)
        if not _COUNTER.fullmatch(block.text[:60])
        and (
            first <= number <= last
            or block.kind not in {"p", "li"}
            or block.linked < _MENU_SHARE * len(block.text)
        )
    ]


def _mark(root: HtmlElement, blocks: list[Block]) -> None:
    """Write each block's number before its text, so that equal paragraphs stay two."""
    for element in root.iter(etree.Element):
        for which in ("text", "tail"):
            written = getattr(element, which)
            if written and not written.isascii():
                setattr(element, which, _MARKS.sub("", written))
    marked: dict[tuple[HtmlElement, str], str] = {}
    for number, block in enumerate(blocks):
        for place in block.places:
            marked[place] = marked.get(place, "") if block.kind == "p" else ""
            if not marked[place].endswith(_sign(number)):
                marked[place] += _sign(number)
    for (element, which), sign in marked.items():
        setattr(element, which, sign + (getattr(element, which) or ""))


def _sign(number: int) -> str:
    rest, low = divmod(number, 254)
    high, middle = divmod(rest, 254)
    return "\u28ff" + "".join(chr(_BASE + digit) for digit in (high, middle, low))


def _number(match: re.Match[str]) -> int:
    high, middle, low = (ord(match[group]) - _BASE for group in (1, 2, 3))
    return (high * 254 + middle) * 254 + low


def _flatten(root: HtmlElement) -> None:
    for element in reversed(_deep(root)):
        element.drop_tag()


def _deep(root: HtmlElement) -> list[HtmlElement]:
    depth = 0
    deep = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _MAX_DEPTH and isinstance(element.tag, str):
            deep.append(element)
    return deep


def _belonging(blocks: list[Block], kept: set[int]) -> set[int]:
    """Blocks that were passed over although what they stand among was taken."""
    groups = {block.group for number in kept if (block := blocks[number]).group is not None}
    kinds = {(blocks[n].element.getparent(), blocks[n].element.get("class")) for n in kept}
    added = _whole_tables(blocks, groups)
    for number in range(min(kept), max(kept) + 1):
        block = blocks[number]
        if block.group is not None:
            belongs = block.group in groups
        else:
            belongs = (block.element.getparent(), block.element.get("class")) in kinds
        if belongs and 2 * block.linked < len(block.text):
            added.add(number)
    return added


def _whole_tables(blocks: list[Block], groups: set[HtmlElement | None]) -> set[int]:
    """The rows and captions of tables of which a part was taken, unless they are made of links.

    A row may be a link and the rows under it figures: a table is taken whole or as it was taken.
    """
    tables: dict[HtmlElement, list[int]] = {}
    for number, block in enumerate(blocks):
        if block.kind in {"tr", "caption"} and block.group is not None and block.group in groups:
            tables.setdefault(block.group, []).append(number)
    return {
        number
        for numbers in tables.values()
        if 2 * sum(blocks[n].linked for n in numbers) < sum(len(blocks[n].text) for n in numbers)
        for number in numbers
    }


def _headline(blocks: list[Block], first: int) -> set[int]:
    heads = [number for number, block in enumerate(blocks) if block.kind == "h1"]
    return set(heads) if len(heads) == 1 and heads[0] < first else set()


def _plain_length(root: HtmlElement) -> int:
    """Characters of the page that are no program and no style, in words."""
    nodes = root.xpath(
        "//body//text()[not(parent::script or parent::style or parent::noscript or "
        "parent::template)]"
    )
    return sum(len(" ".join(node.split())) for node in nodes)


def _left_out(whole: int, chosen: list[Block], judged: bool) -> str | None:
    if not judged:
        return (
            "The article could not be told from the rest of the page, so the whole page was read; "
            "figures of menus and boxes may be among it."
        )
    out = whole - sum(len(block.text) for block in chosen)
    if out > _MUCH * whole and out > _FEW_CHARS:
        return (
            f"Read without {round(100 * out / whole)} % of the page's text, taken for menus, "
            "comments and links; compare it with the page."
        )
    return None


def _written(blocks: list[Block]) -> str:
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            together = block.group is not None and block.group is before.group
            together = together and "caption" not in {block.kind, before.kind}
            parts.append("\n" if together else "\n\n")
        parts.append(block.text)
        before = block
    return "".join(parts)
