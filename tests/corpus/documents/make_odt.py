"""Make the OpenDocument texts that tests read: `python tests/corpus/documents/make_odt.py`."""

import zipfile
from pathlib import Path

HERE = Path(__file__).parent / "odt"
_NS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("meta", "meta"),
    )
)
NAMESPACES = f'{_NS} xmlns:dc="http://purl.org/dc/elements/1.1/"'
KIND = "application/vnd.oasis.opendocument.text"

PLAIN = "<text:p>In 2023 freight by rail through Azerbaijan rose by 8 percent.</text:p><text:p>Ferries carried 1.4 million\n  tonnes in that year.</text:p>"
TYPICAL = """<text:h>Güterverkehr am Kaspischen Meer</text:h>
<text:p>Im Jahr 2024 stieg der Umschlag um<text:s/>11 Prozent<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Im Jahr 2023 waren es 6 Prozent.</text:p></text:note-body></text:note>.</text:p>
<text:list><text:list-item><text:p>Aktau: 1,2 Millionen Tonnen</text:p></text:list-item><text:list-item><text:p>Baku: 1,5 Millionen Tonnen</text:p><text:list><text:list-item><text:p>davon Öl: 300.000 Tonnen</text:p></text:list-item></text:list></text:list-item></text:list>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Land</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>Anteil</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Georgien</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>7 %</text:p></table:table-cell></table:table-row></table:table>
<text:p>Zeile eins<text:line-break/>Zeile zwei<text:tab/>Ende</text:p>"""
NASTY = """<text:tracked-changes><text:changed-region><text:deletion><text:p>Gestrichen: 99 Prozent.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:list><text:list-item><text:h>Seidenstraße in Zahlen</text:h></text:list-item></text:list>
<text:p>Im Jahr 2023 stieg der<text:s text:c="4000000000"/>Handel um 5,3<text:span text:style-name="up">2</text:span> Prozent.<text:span text:style-name="off">Verborgen: 77 Prozent.</text:span><office:annotation><dc:creator>X</dc:creator><text:p>Stimmt 66 Prozent?</text:p></office:annotation><draw:frame><draw:text-box><text:p>Kasten: 2030 sollen es 10 Millionen Tonnen sein.</text:p></draw:text-box></draw:frame><draw:frame><draw:image/></draw:frame></text:p>
<text:table-of-content><text:index-body><text:p>Zahlen 3</text:p></text:index-body></text:table-of-content>
<text:section text:display="none"><text:p>Auch verborgen</text:p></text:section>
<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>120</text:p><text:p>130</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1000000000"/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="99999"><text:p>…</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Erster Absatz.</text:p><text:p>Zweiter Absatz.</text:p></table:table-cell></table:table-row></table:table>"""
STYLES = '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="off"><style:text-properties text:display="none"/></style:style>'


def members(body: str, meta: str = "") -> dict[str, str]:
    """The parts of a text with this body and these properties."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "mimetype": KIND,
        "content.xml": f"{head}<office:document-content {NAMESPACES}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f"{head}<office:document-meta {NAMESPACES}><office:meta>{meta}<dc:date>2020-01-01T00:00:00</dc:date></office:meta></office:document-meta>",
    }


def packed(parts: dict[str, str], path: Path) -> None:
    """Write parts into a container, always with the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def main() -> None:
    """Write all of them beside this script."""
    title = "<dc:title>Rail freight in Azerbaijan</dc:title><dc:language>en-US</dc:language>"
    packed(members(PLAIN, title), HERE / "plain.odt")
    german = "<dc:language>de-DE</dc:language>"
    packed(members(TYPICAL, german), HERE / "typical.odt")
    packed(members(NASTY), HERE / "nasty.odt")


if __name__ == "__main__":
    main()
