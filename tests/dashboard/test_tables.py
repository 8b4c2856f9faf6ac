"""CSV that a spreadsheet opens without running anything."""

import csv
import io

import pytest

from dashboard.components.tables import write_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1 t", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(write_csv([{"surface": text}]), newline=""))
    assert row["surface"] == f"'{text}"


def test_negative_numbers_stay_numbers() -> None:
    assert write_csv([{"value": -3.1, "unit": "percent"}]).splitlines()[1] == "-3.1,percent"
