"""Views of what follows from the stated figures: implied ones, and targets against actuals."""

from tracker.store.view_parts import ORIGIN, STATED_AT

_SAME_DIMENSIONS = "f.subject, f.partner, f.place, f.indicator, f.commodity, f.counted, f.base_unit"

TARGETS = f"""
-- one row per stated target, with the latest actual figure beside it and the target as it was
-- stated before, so that a target that moved keeps its history
WITH actual AS (
  SELECT f.*, coalesce(f.partner, '') AS partner_key, coalesce(f.place, '') AS place_key,
    coalesce(f.commodity, '') AS commodity_key, coalesce(f.counted, '') AS counted_key,
    row_number() OVER (
      PARTITION BY {_SAME_DIMENSIONS}
      ORDER BY coalesce(f.period_end, f.published, '') DESC, coalesce(f.published, '') DESC,
               f.id DESC) AS place_in_line
  FROM fact AS f
  WHERE f.status = 'actual' AND f.measure = 'level' AND f.equivalent_of IS NULL
    AND f.review <> 'rejected' AND f.rank <> 'deprecated' AND coalesce(f.transition, '') <> 'from'
)
SELECT
  f.subject, subject.name AS subject_name, f.partner, partner.name AS partner_name, f.place,
  f.indicator, f.commodity, f.counted, f.value, f.value_high, f.unit, f.per, f.bound, f.transition,
  f.base_value, f.base_low, f.base_high, f.base_unit, f.period, f.period_end, f.year,
  row_number() OVER history AS statement,
  lag(f.base_value) OVER history AS previous_base_value,
  lag(f.period) OVER history AS previous_period,
  actual.base_value AS actual_base_value, actual.period AS actual_period,
  actual.id AS actual_fact_id,
  {STATED_AT}
FROM fact AS f
{ORIGIN}
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS partner ON partner.id = f.partner
LEFT JOIN actual ON actual.place_in_line = 1
  AND actual.subject = f.subject AND actual.indicator = f.indicator
  AND actual.base_unit = f.base_unit
  AND actual.partner_key = coalesce(f.partner, '') AND actual.place_key = coalesce(f.place, '')
  AND actual.commodity_key = coalesce(f.commodity, '')
  AND actual.counted_key = coalesce(f.counted, '')
WHERE f.status = 'target' AND f.measure = 'level' AND f.review <> 'rejected'
  AND f.equivalent_of IS NULL
WINDOW history AS (PARTITION BY {_SAME_DIMENSIONS} ORDER BY coalesce(f.published, ''), f.id)
ORDER BY f.subject, f.indicator, f.partner, f.published, f.id
"""

DERIVED_VIEWS = {"targets": TARGETS}
