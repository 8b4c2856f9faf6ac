"""Make the Word documents that tests read: `python tests/corpus/documents/make_docx.py`."""

import zipfile
from pathlib import Path

from docx import Document

HERE = Path(__file__).parent / "docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="{WORD}.footnotes+xml"/>
<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/>
</Types>"""
ROOT = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""
# The picture's target is missing, as some programs leave it.
LINKS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/image" Target="NULL"/>
<Relationship Id="rId3" Type="{OFFICE}/header" Target="header1.xml"/>
<Relationship Id="rId4" Type="{OFFICE}/hyperlink" Target="http://127.0.0.1/" TargetMode="External"/>
</Relationships>"""
FOOTNOTES = f"""<w:footnotes xmlns:w="{W}">
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Im Jahr 2022 waren es 2,1 Millionen Tonnen.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
HEADER = f"""<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Entwurf, 99 Prozent</w:t></w:r></w:p></w:hdr>"""
BOX = "<w:txbxContent><w:p><w:r><w:t>Kasten: Im Jahr 2030 sollen es 10 Millionen Tonnen sein.</w:t></w:r></w:p></w:txbxContent>"
BODY = f"""<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<w:body>
<w:p><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Mittlerer Korridor wächst</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Im Jahr 2023 wurden </w:t></w:r><w:ins w:id="1"><w:r><w:t>2,7</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>9,9</w:delText></w:r></w:del><w:moveFrom w:id="3"><w:r><w:t>8,8</w:t></w:r></w:moveFrom><w:r><w:t xml:space="preserve"> Millionen Tonnen</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> befördert.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Verborgen: 77 Prozent.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Aktau: 1,2 Millionen Tonnen</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Baku: 1,5 Millionen</w:t><w:noBreakHyphen/><w:br/><w:t>Tonnen</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Hafen</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Umschlag</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>nicht zu sehen</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2022</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2023</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:del w:id="9"/></w:trPr><w:tc><w:p><w:r><w:t>gestrichen</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Aktau</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>120</w:t></w:r></w:p><w:p><w:r><w:t>130</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:p><w:r><w:drawing/></w:r></w:p>
<w:sectPr/></w:body></w:document>"""
NASTY = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": ROOT,
    "word/_rels/document.xml.rels": LINKS,
    "word/document.xml": BODY,
    "word/footnotes.xml": FOOTNOTES,
    "word/header1.xml": HEADER,
}


def packed(members: dict[str, str], path: Path) -> None:
    """Write members into a container, always with the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def main() -> None:
    """Write all of them beside this script."""
    plain = Document()
    plain.core_properties.title = "Rail freight through Georgia grows"
    plain.core_properties.language = "en-GB"
    plain.add_paragraph("In 2023 rail freight through Georgia rose by 12 percent.")
    plain.add_paragraph("The railway carried 15.3 million tonnes of goods in that year.")
    plain.save(HERE / "plain.docx")

    typical = Document()
    typical.core_properties.title = "Word Document"
    typical.add_heading("Hafen Baku meldet mehr Container", level=1)
    typical.add_paragraph("Im Jahr 2024 schlug der Hafen Baku 76.000 Container um.")
    for item in ("Fähren: 1,1 Millionen Tonnen", "Bahn: 2,4 Millionen Tonnen"):
        typical.add_paragraph(item, style="List Bullet")
    typical.add_heading("Zahlen", level=2)
    table = typical.add_table(rows=3, cols=3)
    for row, texts in enumerate([("Land", "2023", "2024"), ("Georgien", "5 %", "7 %")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(2, 0).merge(table.cell(2, 2)).text = "Quelle: Hafenamt"
    typical.sections[0].header.paragraphs[0].text = "Pressemitteilung"
    typical.add_paragraph("Die Einnahmen stiegen 2024 um 9 Prozent.")
    typical.save(HERE / "typical.docx")
    packed(NASTY, HERE / "nasty.docx")


if __name__ == "__main__":
    main()
