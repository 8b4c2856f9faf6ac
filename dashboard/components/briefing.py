"""Briefing: what a page shows as a Word document: its charts, tables, sources and address."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from dashboard.components.links import visible
from dashboard.components.tables import Cell, Link, Table
from dashboard.wording import Wording

MAX_ROWS = 60
"""So many rows of a table are printed; the others are counted and stand behind the address."""
_WIDTH = Cm(16.5)
_INK, _MUTED, _ACCENT = RGBColor(0x1C, 0x27, 0x33), RGBColor(0x55, 0x62, 0x6F), "0072B2"
_LOCALES = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a briefing.

    Attributes:
        heading: What it shows.
        subtitle: Unit and period.
        picture: The chart as a PNG; None where there is none.
        table: The figures; links lead to each of them.
        note: What a reader should know.
        sources: Who said the figures.
    """

    heading: str
    subtitle: str = ""
    picture: bytes | None = None
    table: Table | None = None
    note: str = ""
    sources: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A page or a selection, ready to be written.

    Attributes:
        title: The question that the page answers.
        lead: One line under it.
        origin: Where the app is served, such as `http://127.0.0.1:8050`; links begin with it.
        address: The whole view, from its path on.
        made: The day of the briefing.
        as_of: The day whose knowledge it shows, where that is not today's.
        sections: Its parts, in order.
    """

    title: str
    lead: str
    origin: str
    address: str
    made: date
    as_of: str | None = None
    sections: Sequence[Section] = ()


def write_briefing(briefing: Briefing, wording: Wording) -> bytes:
    """The briefing as a DOCX file in the language of the page."""
    word = Document()
    _lay_out(word, wording)
    word.core_properties.title = visible(briefing.title)
    word.core_properties.author = "Corridor Tracker"
    word.core_properties.language = _LOCALES[wording.language]
    word.add_heading(visible(briefing.title), level=0)
    if briefing.lead:
        word.add_paragraph(visible(briefing.lead), style="Subtitle")
    _add_origin(word, briefing, wording)
    for section in briefing.sections:
        _add_section(word, section, briefing.origin, wording)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _lay_out(word: Word, wording: Wording) -> None:
    """A4, one typeface, the colours of the dashboard, the language for the spelling checker."""
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    sizes = {"Normal": 10.5, "Title": 22, "Subtitle": 12, "Heading 1": 14}
    for name, size in sizes.items():
        style: Any = word.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.italic = False
        style.font.color.rgb = _MUTED if name == "Subtitle" else _INK
        # Headings otherwise take the typeface of the theme.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LOCALES[wording.language])
    word.styles["Normal"].element.get_or_add_rPr().append(language)
    _number_pages(page.footer.paragraphs[0])


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = text
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _add_origin(word: Word, briefing: Briefing, wording: Wording) -> None:
    say, day = wording.say, wording.numbers.day
    line = word.add_paragraph()
    _add_quiet(line, say("Made on %(day)s from", day=day(briefing.made.isoformat())) + " ")
    _add_link(line, "Corridor Tracker", briefing.origin + briefing.address)
    if briefing.as_of:
        _add_quiet(line, ". " + say("As known on %(day)s", day=day(briefing.as_of)))


def _add_section(word: Word, section: Section, origin: str, wording: Wording) -> None:
    say = wording.say
    word.add_heading(visible(section.heading), level=1)
    if section.subtitle:
        _add_quiet(word.add_paragraph(), section.subtitle)
    if section.picture is not None:
        word.add_picture(io.BytesIO(section.picture), width=_WIDTH)
        _describe_picture(word, f"{section.heading}. {section.subtitle}")
    if section.note:
        _add_quiet(word.add_paragraph(), section.note)
    if section.table is not None and section.table.rows:
        _add_table(word, section.table, origin)
        left = len(section.table.rows) - MAX_ROWS
        if left > 0:
            text = wording.say_plural("%(n)s more row", "%(n)s more rows", left)
            _add_quiet(word.add_paragraph(), say("%(rows)s behind the address above", rows=text))
    if section.sources:
        line = word.add_paragraph()
        line.add_run(say("Sources: ")).bold = True
        line.add_run(visible(" · ".join(section.sources)))


def _describe_picture(word: Word, text: str) -> None:
    """What a reader who does not see the picture hears."""
    word.inline_shapes[-1]._inline.docPr.set("descr", visible(text))


def _add_table(word: Word, table: Table, origin: str) -> None:
    drawn = word.add_table(rows=1, cols=len(table.heads), style="Light List Accent 1")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    _repeat_head(drawn.rows[0])
    for cell, text in zip(drawn.rows[0].cells, table.heads, strict=True):
        _fill(cell.paragraphs[0], text, origin)
    for row in table.rows[:MAX_ROWS]:
        cells = drawn.add_row().cells
        for index, value in enumerate(row):
            paragraph = cells[index].paragraphs[0]
            if index in table.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _fill(paragraph, value, origin)
    for each in drawn.rows:
        for cell in each.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8.5)
    word.add_paragraph()


def _repeat_head(row: Any) -> None:
    """A table that goes over several pages has its head on each."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _fill(paragraph: Paragraph, value: Cell, origin: str) -> None:
    if isinstance(value, Link):
        _add_link(paragraph, value.text, origin + value.href, size=8.5)
    else:
        paragraph.add_run(visible(value))


def _add_quiet(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(visible(text))
    run.font.color.rgb, run.font.size = _MUTED, Pt(9.5)


def _add_link(paragraph: Paragraph, text: str, url: str, size: float = 9.5) -> None:
    """A link as Word knows it; the library reads such links and writes none."""
    part = paragraph.part
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(visible(text))
    run.font.size, run.font.underline = Pt(size), True
    run.font.color.rgb = RGBColor.from_string(_ACCENT)
    link.append(run._r)
    paragraph._p.append(link)
