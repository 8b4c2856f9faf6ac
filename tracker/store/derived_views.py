"""Views of what follows from the stated figures: implied ones, and targets against actuals."""

from tracker.store.view_parts import ORIGIN, STATED_AT

# Today is that of the database: in UTC on SQLite.
_TODAY = "CAST(CURRENT_DATE AS TEXT)"
_REACHED_UNTIL = "coalesce(reached.period_end, reached.published)"
_ACTUAL_UNTIL = "coalesce(actual.period_end, actual.published)"

# `tracker.ledger.targets.state_of()` in SQL; a test compares the two.
_STATE = f"""CASE
    WHEN reached.id IS NOT NULL AND (f.period_end IS NULL OR {_REACHED_UNTIL} <= f.period_end)
      THEN 'met'
    WHEN f.period_end IS NULL THEN 'undated'
    WHEN f.period_end >= {_TODAY} THEN 'open'
    WHEN {_ACTUAL_UNTIL} >= f.period_end THEN 'missed'
    ELSE 'overdue' END"""

TARGETS = f"""
-- one row per stated target, with its state by today, the same target as it was stated before (a
-- target that moved keeps its history), and the latest actual figure of the same thing
SELECT
  t.subject, subject.name AS subject_name, f.partner, partner.name AS partner_name, f.place,
  f.indicator, f.commodity, f.counted, f.value, f.value_high, f.unit, f.per, f.bound, f.transition,
  f.base_value, f.base_low, f.base_high, f.base_unit, f.period, f.period_end, f.year,
  t.statement, previous.base_value AS previous_base_value, previous.period AS previous_period,
  actual.base_value AS actual_base_value, actual.period AS actual_period, t.actual_fact_id,
  f.period_end AS horizon,
  {_STATE} AS state,
  t.is_current, coalesce(promiser.name, f.attribution, s.name) AS promised_by,
  previous.published AS previous_published, t.previous_fact_id,
  reached.base_value AS reached_base_value, reached.period AS reached_period, t.reached_fact_id,
  t.growth_needed, t.growth_achieved,
  {STATED_AT}
FROM target AS t
JOIN fact AS f ON f.id = t.fact_id
{ORIGIN}
LEFT JOIN fact AS previous ON previous.id = t.previous_fact_id
LEFT JOIN fact AS actual ON actual.id = t.actual_fact_id
LEFT JOIN fact AS reached ON reached.id = t.reached_fact_id
LEFT JOIN entity AS subject ON subject.id = t.subject
LEFT JOIN entity AS partner ON partner.id = f.partner
LEFT JOIN entity AS promiser ON promiser.id = f.attribution
ORDER BY t.subject, f.indicator, f.partner, f.place, f.commodity, f.base_unit, f.published,
  t.statement, f.id
"""

_KEYS = {
    name: f"""substr({name}_d.sha256, 1, 12) || ':' || {name}.start || '-' || {name}."end\""""
    for name in ("one", "other", "stated")
}

IMPLIED = f"""
-- one row per figure that follows from two stated ones and that no one need have stated; it enters
-- no sum. comparison: 'agrees' or 'differs' beside what is stated of the same thing and time
SELECT
  x.id, x.rule, x.formula,
  x.subject, subject.name AS subject_name, x.partner, partner.name AS partner_name, x.place,
  x.indicator, i.name AS indicator_name, x.commodity, x.counted, x.measure, x.status, x.per,
  x.period, x.period_text, x.period_start, x.period_end, x.year,
  x.base_value, x.base_low, x.base_high, x.base_unit,
  one_in.role || ' ' || one.surface || '; ' || other_in.role || ' ' || other.surface AS inputs,
  one_in.role || ' ' || {_KEYS["one"]} || '; '
    || other_in.role || ' ' || {_KEYS["other"]} AS input_keys,
  one_in.fact_id AS first_fact_id, other_in.fact_id AS last_fact_id,
  x.comparison, stated.base_value AS stated_base_value, stated.surface AS stated_surface,
  stated_s.name AS stated_source, x.stated_fact_id, {_KEYS["stated"]} AS stated_fact_key,
  CASE WHEN coalesce(one.published, '') >= coalesce(other.published, '')
    THEN one.published ELSE other.published END AS published,
  x.document_id, d.title, s.name AS source, d.url, x.computed_at
FROM derived AS x
-- every rule has two inputs; they stand here in the order of their keys
JOIN derived_input AS one_in ON one_in.derived_id = x.id
JOIN fact AS one ON one.id = one_in.fact_id
JOIN document AS one_d ON one_d.id = one.document_id
JOIN derived_input AS other_in
  ON other_in.derived_id = x.id AND other_in.fact_id <> one_in.fact_id
JOIN fact AS other ON other.id = other_in.fact_id
JOIN document AS other_d ON other_d.id = other.document_id
  AND (one_d.sha256, one.start) < (other_d.sha256, other.start)
LEFT JOIN document AS d ON d.id = x.document_id
LEFT JOIN source AS s ON s.id = d.source_id
LEFT JOIN fact AS stated ON stated.id = x.stated_fact_id
LEFT JOIN document AS stated_d ON stated_d.id = stated.document_id
LEFT JOIN source AS stated_s ON stated_s.id = stated_d.source_id
LEFT JOIN indicator AS i ON i.id = x.indicator
LEFT JOIN entity AS subject ON subject.id = x.subject
LEFT JOIN entity AS partner ON partner.id = x.partner
ORDER BY x.subject, x.indicator, x.partner, x.period_start, x.rule, x.id
"""


def targets_by(day: str) -> str:
    """The text of the view `targets` with the states of another day than today.

    Args:
        day: An expression in SQL.
    """
    return TARGETS.replace(_TODAY, day)


DERIVED_VIEWS = {"targets": TARGETS, "implied": IMPLIED}
