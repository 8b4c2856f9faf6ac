"""Blocks of a web page: its paragraphs, headings, list items and table rows, in reading order."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from tracker.readers.grids import Cell, lay_out

_BLOCK_NAMES = (
    "address article blockquote body caption center dd details div dl dt figcaption figure h1 h2 "
    "h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_NEVER_TEXT_NAMES = (
    "applet aside audio base basefont bgsound button canvas datalist dialog embed fieldset footer "
    "form frame frameset head iframe input link map marquee math menu meta nav noembed noframes "
    "noscript object optgroup option output picture progress script select style svg template "
    "textarea title track video"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NEVER_TEXT = frozenset(_NEVER_TEXT_NAMES.split())
_STRUCK = frozenset({"del", "s", "strike"})
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Whole words of class and id; trafilatura knows many more, but not the boxes of figures.
_BOXES = re.compile(
    r"(?:^|[\s_-])(?:ticker|exchange-?rates?|currency|currencies|wechselkurse?|devisen|kurse|"
    r"stocks?|boerse|weather|wetter|counters?|views?|hits|aufrufe|likes|shares?|sharing|social|"
    r"comments?|kommentare?|respond|newsletter|breadcrumbs?|cookie-?(?:banner|bar|notice|consent)|"
    r"consent|related|sidebar|most-?read|pagination|sr-only|visually-hidden|screen-reader-text)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_RAISABLE = re.compile(r"[0-9+\-()n]{1,8}")
_MAX_CELL = 400  # characters; a longer cell holds text, and its table only lays out the page
_MAX_SPAN = 500
_MAX_WEIGHED = 20


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item or table row.

    Attributes:
        text: What it says. kind: `p`, `li`, `tr`, `caption` (of a table: a title or note of it
            too) or the heading's tag.
        element: The element that holds it. group: The list or table it belongs to.
        places: The text nodes it begins with, each as element and `text` or `tail`.
        linked: How many of its characters are links.
    """

    text: str
    kind: str
    element: HtmlElement
    group: HtmlElement | None = None
    places: list[tuple[HtmlElement, str]] = field(default_factory=list)
    linked: int = 0
    cells: list[Cell] = field(default_factory=list)


def clean(root: HtmlElement) -> set[str]:
    """Empty everything in the tree that a reader of the page does not see or that is no article.

    Returns:
        What was emptied that a person should hear of: `hidden`, `struck`.
    """
    seen = set()
    whole = _length(root)
    weighed = 0
    waiting = [root]
    while waiting:
        element = waiting.pop()
        frame = element is root or element.tag == "body"
        why = None if frame else _why_empty(element)
        if why == "named":
            # What holds most of the page is its frame, whatever its name. Frames stand in frames,
            # so that few are weighed.
            if weighed == _MAX_WEIGHED or 2 * _length(element) > whole:
                weighed = min(weighed + 1, _MAX_WEIGHED)
                why = None
            else:
                why = "box"
        if why is None:
            waiting.extend(child for child in element if isinstance(child.tag, str))
            continue
        if why != "box" and "".join(element.itertext()).strip():
            seen.add(why)
        block = element.tag not in _STRUCK and element.tag not in {"span", "a", "b", "i", "sup"}
        # Emptied, not removed: joining what follows to what goes before copies it each time.
        element.clear(keep_tail=True)
        element.tag = "div" if block else "span"
    return seen


def _why_empty(element: HtmlElement) -> str | None:
    if element.tag in _NEVER_TEXT:
        return "box"
    if element.tag in _STRUCK:
        return "struck"
    if element.tag == "sup" and element.find(".//a") is not None:
        return "box"  # the mark of a footnote, which would lengthen the number before it
    attributes = element.attrib
    if not attributes:
        return None
    if (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(attributes.get("style", "")[:1000])
    ):
        return "hidden"
    names = f"{attributes.get('class', '')[:500]} {attributes.get('id', '')[:200]}"
    if not _BOXES.search(names) or element.tag in {"article", "main"}:
        return None
    # the frame of an article may be named after a box that it has
    holds_more = element.find(".//h1") is not None or element.find(".//article") is not None
    return None if holds_more else "named"


def _length(element: HtmlElement) -> int:
    return sum(
        len(part.text or "") + len(part.tail or "")
        for part in element.iter(etree.Element)
        if part.tag not in {"script", "style"}
    )


def find_blocks(root: HtmlElement) -> list[Block]:
    """The blocks under an element, in the order of the page."""
    blocks = _Walk(_data_tables(root)).blocks_of(root)
    return _laid_out(blocks) if any(block.cells for block in blocks) else blocks


def _laid_out(blocks: list[Block]) -> list[Block]:
    """The blocks with the rows of each table as the lines of a grid."""
    found: list[Block] = []
    tables: dict[HtmlElement, list[Block]] = {}
    captions: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        if block.kind in {"tr", "caption"} and block.group is not None:
            kept = tables if block.kind == "tr" else captions
            kept.setdefault(block.group, []).append(block)
    known = {*tables, *captions}
    for block in blocks:
        if block.group is None or block.group not in known:
            found.append(block)
        else:  # all at the place of the first; a figure's caption may stand under its table
            found += captions.pop(block.group, [])
            found += _rows_of(tables.pop(block.group, []))
    return found


def _rows_of(rows: list[Block]) -> list[Block]:
    """The lines of a table as blocks; each knows the row it comes from."""
    grid = lay_out([row.cells for row in rows], _marked_heads(rows))
    above = "caption" if grid.rows else "p"  # a table of one column has only paragraphs
    lines = [(text, above) for text in grid.titles]
    lines += [(text, "tr") for text in grid.rows]
    lines += [(text, "caption") for text in grid.notes]
    found = []
    for (text, kind), numbers in zip(lines, grid.origins, strict=True):
        from_rows = [rows[number] for number in numbers]
        row = from_rows[0]
        places = [place for each in from_rows for place in each.places]
        linked = sum(each.linked for each in from_rows)
        group = row.group if grid.rows else None
        found.append(Block(text, kind, row.element, group, places, linked))
    return found


def _marked_heads(rows: list[Block]) -> int:
    """How many rows at the top the page marks as head: in `thead`, or all cells `th`."""
    for number, row in enumerate(rows):
        above = row.element.getparent()
        tags = {cell.tag for cell in row.element.iterchildren("td", "th")}
        if (above is None or above.tag != "thead") and tags != {"th"}:
            return number
    return len(rows)


def _data_tables(root: HtmlElement) -> set[HtmlElement]:
    """The tables whose rows are read as rows; the others only lay out the page."""
    layout: set[HtmlElement] = set()
    tables = list(root.iter("table"))
    for table in tables:
        for above in table.iterancestors("table"):
            if above in layout:
                break
            layout.add(above)
    data = set()
    for table in tables:
        if table in layout:
            continue
        cells = list(table.iter("td", "th"))
        if len(cells) > 1 and all(
            len("".join(cell.itertext()).strip()) <= _MAX_CELL and cell.find(".//h1") is None
            for cell in cells
        ):
            data.add(table)
    return data


def _span(cell: HtmlElement, name: str) -> int:
    """Over how many columns or rows a cell goes: one, if that is not said in digits."""
    span = cell.get(name, "1").strip()[:3]
    return min(max(int(span), 1), _MAX_SPAN) if span.isascii() and span.isdigit() else 1


def _captioned(caption: HtmlElement) -> HtmlElement | None:
    """The table that a caption belongs to: that around it, or the one in its figure."""
    if caption.tag == "caption":
        return next(caption.iterancestors("table"), None)
    figure = next(caption.iterancestors("figure"), None)
    return None if figure is None else figure.find(".//table")


class _Walk:
    def __init__(self, tables: set[HtmlElement]) -> None:
        self.tables = tables
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.places: list[tuple[HtmlElement, str]] = []
        self.linked = 0
        self.links = 0
        self.raised = 0
        self.pre = 0
        self.stack: list[HtmlElement] = []  # open block elements
        self.cells: list[Cell] | None = None  # of the open row of a data table

    def blocks_of(self, root: HtmlElement) -> list[Block]:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                if event == "end" and element is not root:
                    self._add(element, "tail")
            elif event == "start":
                self._open(element)
            else:
                self._close(element)
                if element is not root:
                    self._add(element, "tail")
        self._flush()
        return self.blocks

    def _in_row(self) -> bool:
        return self.cells is not None

    def _open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break()
            self.stack.append(element)
            if tag == "tr" and next(element.iterancestors("table"), None) in self.tables:
                self.cells = []
        elif tag == "br":
            self.parts.append("\n")
        self.links += tag == "a"
        self.raised += tag == "sup"
        self.pre += tag == "pre"
        if tag not in _BLOCKS and self._would_fuse(element):
            self.parts.append(" ")
        self._add(element, "text")

    def _would_fuse(self, element: HtmlElement) -> bool:
        """Whether two neighbours that only a style sets apart would make one number."""
        before = element.getprevious()
        if before is None or before.tail or not self.parts or not self.parts[-1]:
            return False
        last, first = self.parts[-1][-1], (element.text or " ")[0]
        if element.tag in {"sup", "sub"} or before.tag in {"sup", "sub"}:
            return False
        return last.isalnum() and first.isalnum() and (last.isdigit() or first.isdigit())

    def _close(self, element: HtmlElement) -> None:
        tag = element.tag
        self.links -= tag == "a"
        self.raised -= tag == "sup"
        self.pre -= tag == "pre"
        if tag not in _BLOCKS:
            return
        if self.cells is not None and tag in _CELLS:
            text = self._taken().replace("\n", " ")
            self.cells.append(Cell(text, _span(element, "colspan"), _span(element, "rowspan")))
        elif self.cells is not None and tag == "tr":
            table = next(element.iterancestors("table"), None)
            row = Block("", "tr", element, table, self.places, self.linked, self.cells)
            self.blocks += [row] if self.cells else []
            self.parts, self.cells = [], None
            self._flush()
        else:
            self._break()
        self.stack.pop()

    def _break(self) -> None:
        if self._in_row():
            self.parts.append(" ")
        else:
            self._flush()

    def _add(self, element: HtmlElement, which: str) -> None:
        written = element.text if which == "text" else element.tail
        if not written:
            return
        text = written if self.pre else _BLANKS.sub(" ", written)
        if self.raised and which == "text" and _RAISABLE.fullmatch(text.strip()):
            text = text.strip().translate(_RAISED)
        if text.strip():
            self.places.append((element, which))
            self.linked += len(text) if self.links else 0
        self.parts.append(text)

    def _taken(self) -> str:
        lines = "".join(self.parts).split("\n")
        self.parts = []
        return "\n".join(" ".join(filter(None, line.split(" "))) for line in lines).strip()

    def _flush(self) -> None:
        text = self._taken()
        if text and self.stack:
            self._keep(text)
        self.places, self.linked = [], 0

    def _keep(self, text: str) -> None:
        element = self.stack[-1]
        owner = next((e for e in reversed(self.stack[-4:]) if e.tag in {"li", "tr"}), element)
        kind = element.tag if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else "p"
        group = None
        if element.tag in {"caption", "figcaption"}:
            table = _captioned(element)
            kind, group = ("caption", table) if table in self.tables else ("p", None)
        elif owner.tag == "li":
            kind, group = owner.tag, owner.getparent()
        # Two line breaks part paragraphs where a page has no other marks; list items are lines.
        for piece in re.split(r"\n\s*\n", text) if kind == "p" else [text]:
            line = piece if kind == "p" else piece.replace("\n", " ")
            self.blocks.append(Block(line, kind, element, group, self.places, self.linked))
