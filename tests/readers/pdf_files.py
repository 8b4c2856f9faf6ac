"""Hand-made PDF files for the tests: objects in, a file with its table of places out."""

import zlib


def pdf(objects: dict[int, bytes]) -> bytes:
    """A file of these objects; 1 is the catalogue, 7 what is stated of the document."""
    objects = {7: b"<<>>"} | objects
    data, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    size = max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        free = number not in places
        data += b"%010d %05d %s \n" % (places.get(number, 0), free * 65535, b"f" if free else b"n")
    return data + b"trailer\n<</Size %d/Root 1 0 R/Info 7 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        start,
    )


def stream(content: bytes, extra: bytes = b"", *, packed: bool = False) -> bytes:
    if packed:
        content, extra = zlib.compress(content, 9), extra + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (extra, len(content), content)


def one_page(
    content: bytes,
    *,
    packed: bool = False,
    resources: bytes = b"/Font<</F 5 0 R>>",
    pages: bytes = b"/Kids[3 0 R]/Count 1",
    others: dict[int, bytes] | None = None,
) -> bytes:
    """A file with one page that shows this content; its font is /F."""
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages%s>>" % pages,
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<<%s>>>>" % resources,
            4: stream(content, packed=packed),
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        }
        | (others or {})
    )


def lines(
    *texts: str, x: float = 60, top: float = 780, step: float = 14, size: float = 11
) -> bytes:
    """Drawing orders for lines of text one under the other."""
    found = b""
    for number, text in enumerate(texts):
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        found += b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (
            size,
            x,
            top - step * number,
            escaped.encode("cp1252"),
        )
    return found
