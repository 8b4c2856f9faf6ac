"""Views of amounts of money in one currency."""

from tracker.ledger.rates import DOLLAR, EURO, STOCKS
from tracker.store.view_parts import ORIGIN, STATED_AT

_STOCKS = ", ".join(f"'{name}'" for name in STOCKS)

# `tracker.ledger.rates.rate_key()` in SQL, of a row `f` of `fact`; a test compares the two.
RATE_KEY = f"""CASE
    WHEN f.status <> 'actual' THEN substr(f.published, 1, 4)
    WHEN f.period IS NULL THEN f.published
    WHEN f.indicator IN ({_STOCKS}) THEN
      CASE WHEN length(f.published) = 10 AND f.published < f.period_end
        THEN f.published ELSE f.period_end END
    ELSE f.period END"""

# Amounts: of a row `f` of `fact` and its unit `u`.
IS_AMOUNT = "u.kind = 'money' AND f.measure IN ('level', 'change') AND f.review <> 'rejected'"


def stated_beside(currency: str) -> str:
    """The id of the figure that says the amount of `f` in a currency, the first of them."""
    return f"""(
  SELECT e.id FROM fact AS e
  WHERE (e.id = f.equivalent_of OR e.equivalent_of IN (f.id, f.equivalent_of))
    AND e.base_unit = '{currency}' AND e.review <> 'rejected' AND e.rank <> 'deprecated'
  ORDER BY e.start, e."end" LIMIT 1)"""


# Whose rate the amount is converted at: its own, else that of an equivalent beside it ("500 bn
# tenge (1.1 bn dollars)" has no rate of the tenge, but the dollar's).
_KIND_EUR = f"""CASE WHEN f.base_unit = '{EURO}' OR eur.id IS NOT NULL THEN 'stated'
    WHEN coalesce(own.per_eur, beside.per_eur) IS NOT NULL THEN 'converted'
    ELSE 'no rate' END"""
_KIND_USD = f"""CASE WHEN f.base_unit = '{DOLLAR}' OR usd.id IS NOT NULL THEN 'stated'
    WHEN dollar.per_eur IS NOT NULL
      AND (f.base_unit = '{EURO}' OR own.per_eur IS NOT NULL OR eur.id IS NOT NULL) THEN 'converted'
    ELSE 'no rate' END"""


def _in_euro(own: str, high: str = "base_value") -> str:
    return f"""CASE WHEN f.base_unit = '{EURO}' THEN {own}
    WHEN eur.id IS NOT NULL THEN eur.{high}
    ELSE coalesce({own} / own.per_eur, usd.{high} / beside.per_eur) END"""


def _in_dollar(own: str, high: str = "base_value") -> str:
    return f"""CASE WHEN f.base_unit = '{DOLLAR}' THEN {own}
    WHEN usd.id IS NOT NULL THEN usd.{high}
    WHEN f.base_unit = '{EURO}' THEN {own} * dollar.per_eur
    ELSE coalesce({own} / own.per_eur, eur.{high}) * dollar.per_eur END"""


def _unless_stated(column: str) -> str:
    return f"CASE WHEN f.base_unit <> '{EURO}' AND eur.id IS NULL THEN {column} END"


MONEY_IN_EUR = f"""
-- one row per amount of money, as stated and in euros and dollars; equivalents are rows too, so
-- leave them out of sums (equivalent_of IS NULL). conversion: 'stated' by the source itself,
-- 'converted' at the rate beside it, or 'no rate'
SELECT
  f.value, f.value_high, f.unit, f.per, f.bound, f.measure, f.status, f.transition,
  f.indicator, i.name AS indicator_name,
  f.subject, subject.name AS subject_name, f.place, place.name AS place_name,
  f.partner, partner.name AS partner_name, f.commodity, c.name AS commodity_name,
  f.period, f.period_start, f.period_end, f.year,
  {_in_euro("f.base_value")} AS value_eur,
  {_in_euro("f.value_high", "value_high")} AS value_high_eur,
  {_KIND_EUR} AS conversion,
  -- the time whose rates decide, and how much of rate_currency one euro bought in it
  {RATE_KEY} AS rate_period,
  {_unless_stated("coalesce(own.per_eur, beside.per_eur)")} AS rate,
  {_unless_stated("coalesce(own.currency, beside.currency)")} AS rate_currency,
  {_unless_stated("coalesce(own.basis, beside.basis)")} AS rate_basis,
  {_unless_stated("coalesce(own.days, beside.days)")} AS rate_days,
  {_unless_stated("coalesce(own.source, beside.source)")} AS rate_source,
  {_in_dollar("f.base_value")} AS value_usd,
  {_in_dollar("f.value_high", "value_high")} AS value_high_usd,
  {_KIND_USD} AS conversion_usd,
  -- how many dollars one euro bought in that time, and who says so
  dollar.per_eur AS usd_per_eur, dollar.source AS usd_source,
  {STATED_AT}
FROM fact AS f
{ORIGIN}
JOIN unit AS u ON u.id = f.unit
LEFT JOIN indicator AS i ON i.id = f.indicator
LEFT JOIN commodity AS c ON c.id = f.commodity
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS place ON place.id = f.place
LEFT JOIN entity AS partner ON partner.id = f.partner
LEFT JOIN fact AS eur ON eur.id = {stated_beside(EURO)}
LEFT JOIN fact AS usd ON usd.id = {stated_beside(DOLLAR)}
LEFT JOIN conversion_rate AS own ON own.currency = f.base_unit AND own.period = {RATE_KEY}
LEFT JOIN conversion_rate AS dollar ON dollar.currency = '{DOLLAR}' AND dollar.period = {RATE_KEY}
LEFT JOIN conversion_rate AS beside
  ON usd.id IS NOT NULL AND beside.currency = '{DOLLAR}' AND beside.period = dollar.period
WHERE {IS_AMOUNT}
"""

MONEY_VIEWS = {"money_in_eur": MONEY_IN_EUR}
