"""Lines of PDF files join to paragraphs; what is broken at their ends is made whole."""

from tests.readers.pdf_files import lines, one_page
from tracker.readers.pdf import read_pdf


def test_a_compound_that_stands_whole_elsewhere_keeps_its_hyphen_at_a_line_end() -> None:
    shown = lines(
        "The long-term plan of the railway is to carry more goods on the long-",
        "term route, and the trans-",
        "port of grain, said the company in a statement of many other words.",
    )
    assert read_pdf(one_page(shown), "a.pdf").text == (
        "The long-term plan of the railway is to carry more goods on the long-term route, and the "
        "transport of grain, said the company in a statement of many other words."
    )
