"""Rate tables: the form that people keep their rates in, and what is refused with its reason."""

import pytest

from tracker.ledger.rate_table import TableRate, read_rate_table

KNOWN = {"AZN", "KZT", "USD", "EUR", "UZS"}
HEAD = "currency,period,rate,per,source\n"


def _rates(text: str) -> list[TableRate]:
    rates, refused = read_rate_table(text, KNOWN)
    assert refused == []
    return rates


def _reason(line: str, head: str = HEAD) -> str:
    rates, refused = read_rate_table(f"{head}{line}\n", KNOWN)
    assert rates == []
    assert [one.line for one in refused] == [2]
    return refused[0].reason


def test_a_table_with_commas_and_points() -> None:
    assert _rates(f"{HEAD}AZN,2023,1.838,EUR,Central Bank of Azerbaijan\n") == [
        TableRate(
            line=2,
            currency="AZN",
            period="2023",
            rate=1.838,
            per="EUR",
            source="Central Bank of Azerbaijan",
        )
    ]


def test_a_table_with_semicolons_and_decimal_commas_in_any_order_of_columns() -> None:
    text = "Source; Rate;Currency ;Period\r\nНацбанк; 456,31;kzt;2023-05\r\n\r\n"
    [rate] = _rates(text)
    assert (rate.currency, rate.period, rate.rate, rate.per) == ("KZT", "2023-05", 456.31, "EUR")
    assert rate.source == "Нацбанк"


@pytest.mark.parametrize(
    ("head", "line", "reason"),
    [
        (HEAD, "XYZ,2023,1.8,EUR,Bank", "'XYZ' is no currency"),
        (HEAD, "EUR,2023,1,EUR,Bank", "one EUR is always one EUR"),
        (HEAD, "AZN,2023,1.8,GBP,Bank", "write EUR or USD"),
        (HEAD, "USD,2023,1,USD,Bank", "must be per EUR"),
        (HEAD, "AZN,2023/2024,1.8,EUR,Bank", "no day, month or year"),
        (HEAD, "AZN,05.2023,1.8,EUR,Bank", "is no period"),
        (HEAD, "AZN,2023-02-30,1.8,EUR,Bank", "no day of the calendar"),
        (HEAD, "AZN,2023,1.8,EUR,", "no source"),
        (HEAD, "AZN,2023,0,EUR,Bank", "which no currency can be worth"),
        (HEAD, "AZN,2023,-1.8,EUR,Bank", "write a plain number"),
        (HEAD, "AZN,2023,nan,EUR,Bank", "write a plain number"),
        (HEAD, "AZN,2023,1e3,EUR,Bank", "write a plain number"),
        (HEAD, "AZN,2023,,EUR,Bank", "write a plain number"),
        (HEAD, 'UZS,2023,"12,650.5",EUR,Bank', "nothing between the thousands"),
        (HEAD, 'UZS,2023,"12,650",EUR,Bank', "may be 12650 or 12.650"),
        ("currency;period;rate;source\n", "UZS;2023;12.650;Bank", "may be 12650 or 12.650"),
        (HEAD, "AZN,2023,1.8,EUR", "4 cells under 5 columns"),
        (HEAD, "AZN,2023,1,8,EUR,Bank", "6 cells under 5 columns"),
    ],
)
def test_a_faulty_line_is_refused_with_its_reason(head: str, line: str, reason: str) -> None:
    assert reason in _reason(line, head)


def test_good_lines_are_kept_beside_faulty_ones() -> None:
    rates, refused = read_rate_table(
        f"{HEAD}AZN,2023,1.8,EUR,Bank\nAZN,x,1,EUR,Bank\n\nKZT,2023,493.5,EUR,Bank\n", KNOWN
    )
    assert [(rate.line, rate.currency) for rate in rates] == [(2, "AZN"), (5, "KZT")]
    assert [one.line for one in refused] == [3]


def test_line_numbers_count_breaks_inside_quotes() -> None:
    text = f'{HEAD}AZN,2023,1.8,EUR,"Bank\nof Baku"\nAZN,x,1,EUR,Bank\n'
    rates, refused = read_rate_table(text, KNOWN)
    assert rates[0].source == "Bank\nof Baku"
    assert [one.line for one in refused] == [4]


def test_a_rate_stated_twice_counts_once_and_a_different_one_is_refused() -> None:
    same = "AZN,2023,1.8,EUR,Bank\n"
    rates, refused = read_rate_table(f"{HEAD}{same}{same}AZN,2023,1.9,EUR,Bank\n", KNOWN)
    assert [rate.rate for rate in rates] == [1.8]
    assert [(one.line, one.reason) for one in refused] == [
        (4, "line 2 gives another rate of AZN for 2023")
    ]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("1,117\n1,1\n", [1.117, 1.1]),  # the second shows that the comma is a decimal one
        ("0,117\n", [0.117]),
        ("1234,567\n", [1234.567]),
        ("1.1\n12.650\n", [1.1, 12.65]),
        ("12650\n", [12650.0]),
        ("1,83800\n", [1.838]),
    ],
)
def test_three_decimals_are_taken_where_they_can_be_nothing_else(
    text: str, rates: list[float]
) -> None:
    lines = [f"UZS;20{10 + n};{rate};Bank" for n, rate in enumerate(text.splitlines())]
    table = "currency;period;rate;source\n" + "\n".join(lines)
    assert [rate.rate for rate in _rates(table)] == rates


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AZN,2023,1.8,EUR,Bank\n",
        "currency,period,rate\nAZN,2023,1.8\n",
        "currency,period,rate,source,note\n",
        "currency,period,rate,source,rate\n",
        'currency,period,rate,source\n"AZN,2023\n',
    ],
)
def test_what_is_no_table_of_rates_says_what_it_must_be(text: str) -> None:
    with pytest.raises(ValueError, match=r"must name the columns|no CSV"):
        read_rate_table(text, KNOWN)
