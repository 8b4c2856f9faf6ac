"""Views of the ledger's claims: what is in dispute, what to draw, and parts that exceed wholes."""

_OF_SERIES = """s.subject, subject.name AS subject_name, s.partner, partner.name AS partner_name,
  s.place, s.indicator"""

_NAMES = """LEFT JOIN entity AS subject ON subject.id = s.subject
LEFT JOIN entity AS partner ON partner.id = s.partner"""

CONFLICTS = f"""
-- one row per claim about which independent sources disagree: their intervals do not meet
-- (conflict), or meet only through an open end or a hedge (far_apart)
SELECT
  {_OF_SERIES}, i.name AS indicator_name, s.commodity, s.measure, s.status, s.counted, s.per,
  c.period, s.base_unit, c.facts, c.documents, c.lowest, c.highest,
  (SELECT min(m.fact_id) FROM claim_member AS m WHERE m.claim_id = c.id) AS first_fact_id,
  (SELECT max(m.fact_id) FROM claim_member AS m WHERE m.claim_id = c.id) AS last_fact_id,
  c.year, c.outcome, c.reason, c.statements, c.witnesses,
  f.base_value, f.base_low, f.base_high, c.drawn_fact_id, c.id AS claim_id
FROM claim AS c
JOIN series AS s ON s.id = c.series_id
LEFT JOIN fact AS f ON f.id = c.drawn_fact_id
LEFT JOIN indicator AS i ON i.id = s.indicator
{_NAMES}
WHERE c.outcome IN ('conflict', 'far_apart')
ORDER BY s.subject, s.indicator, c.period, s.key
"""

SERIES_POINTS = f"""
-- one row per claim: the value to draw, how many other statements agree with it or differ from it,
-- and why; without a value where none is sure enough
SELECT
  {_OF_SERIES}, s.commodity, s.measure, s.status, s.counted, s.per,
  c.period, c.period_start, c.period_end, c.year,
  f.base_value, f.base_low, f.base_high, s.base_unit, f.bound,
  coalesce(f.published, c.published) AS published, c.drawn_fact_id AS fact_id, c.agree, c.differ,
  c.outcome, c.reason, c.facts, c.statements, c.witnesses, c.lowest, c.highest, c.id AS claim_id
FROM claim AS c
JOIN series AS s ON s.id = c.series_id
LEFT JOIN fact AS f ON f.id = c.drawn_fact_id
{_NAMES}
ORDER BY s.subject, s.indicator, s.partner, s.measure, s.status, c.period_start, s.key, c.time_key
"""

# Of a stock or a price a part of a year may well have more than the year.
_FLOWS = (
    "'freight_volume', 'traffic', 'exports', 'imports', 'trade_turnover', 'production', 'revenue'"
)

PART_EXCEEDS_YEAR = f"""
-- one row per part of a year whose drawn amount exceeds that of the whole year beyond the digits
SELECT
  {_OF_SERIES}, s.commodity, s.status, s.counted, s.base_unit, part.year,
  part.period, p.base_value, w.base_value AS whole_base_value,
  part.drawn_fact_id AS fact_id, whole.drawn_fact_id AS whole_fact_id,
  part.id AS claim_id, whole.id AS whole_claim_id
FROM claim AS part
JOIN series AS s ON s.id = part.series_id
JOIN claim AS whole ON whole.series_id = part.series_id
  AND whole.time_key = substr(part.period_start, 1, 4)
JOIN fact AS p ON p.id = part.drawn_fact_id
JOIN fact AS w ON w.id = whole.drawn_fact_id
{_NAMES}
WHERE part.year IS NOT NULL AND part.id <> whole.id
  AND s.indicator IN ({_FLOWS}) AND s.measure = 'level' AND s.per IS NULL
  AND p.base_low > w.base_high
ORDER BY s.subject, s.indicator, part.period, s.key
"""

CLAIM_VIEWS = {
    "conflicts": CONFLICTS,
    "series_points": SERIES_POINTS,
    "part_exceeds_year": PART_EXCEEDS_YEAR,
}
