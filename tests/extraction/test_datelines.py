"""Datelines: found at the head of a line, and dating what stands under them."""

import pytest

from tracker.extraction.periods import find_datelines
from tracker.lexicon.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("language", "text", "published", "expected"),
    [
        ("de", "Astana/Berlin, 5. März 2025 – Kasachstans", None, ["2025-03-05"]),
        ("de", "Baku, 29. November, AZERTAC\nElnur", "2024-11-30", ["2024-11-29"]),
        ("de", "Baku, 29. November, AZERTAC\nElnur", "2024-03-05", [None]),
        ("de", "Baku, 29. November, AZERTAC\nElnur", None, [None]),
        ("de", "Baku, 29. November, AZERTAC\nElnur", "2024", ["2024-11-29"]),
        ("de", "Am 5. Juni fand in Brüssel ein Treffen statt.", "2024-07-01", []),
        ("de", "Titel\n05.03.2025\nText", None, ["2025-03-05"]),
        ("de", "Wien, 1. Mai 2024 – Eins.\nWien, 2. Mai 2024 – Zwei.", None,
         ["2024-05-01", "2024-05-02"]),
        ("de", "Wien, 31. Februar 2024 – Eins.", None, []),
        ("en", "BAKU, November 29, 2024 (Agency) — Trade", None, ["2024-11-29"]),
        ("en", "BAKU, Azerbaijan, November 29. Azerbaijan sold", "2024-12-01", ["2024-11-29"]),
        ("en", "LONDON, March 5 (Reuters) - Oil", "2024-03-05", ["2024-03-05"]),
        ("en", "TASHKENT (Trend) – March 5, 2024 – Cotton", None, ["2024-03-05"]),
        ("en", "Title\n5 March 2025\nText", None, ["2025-03-05"]),
        ("en", "On Tuesday, March 5, 2024, the port opened.", None, []),
        ("en", "The port of Baku, 5 March 2024, in brief", None, []),
        ("en", "In Baku, on March 5, 2024 – a day", None, []),
        ("en", "BAKU,\nNovember 29, 2024 (Agency) — Trade", None, ["2024-11-29"]),
    ],
)  # fmt: skip
def test_datelines_date_what_stands_under_them(
    language: str, text: str, published: str | None, expected: list[str | None]
) -> None:
    periods = load_lexicon().languages[language].periods
    assert [d.published for d in find_datelines(text, periods, published)] == expected
