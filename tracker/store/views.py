"""The public views: what people query, with names and columns that stay.

Views are code, not history: they are dropped before a migration and created again after it. Their
columns are promised, their bodies are not.
"""

# The list must take `published` from the fact and join outwards only: otherwise the planner
# starts at the documents and sorts everything.
READABLE = """
SELECT
  f.id, substr(d.sha256, 1, 12) || ':' || f.start || '-' || f."end" AS fact_key,
  -- the statement
  f.surface, f.value, f.value_high, f.unit, f.per, f.bound, f.measure, f.status, f.transition,
  f.indicator, i.name AS indicator_name,
  f.subject, subject.name AS subject_name, subject.kind AS subject_kind,
  f.place, place.name AS place_name,
  f.partner, partner.name AS partner_name,
  f.commodity, c.name AS commodity_name,
  f.counted, f.period, f.period_text, f.period_start, f.period_end, f.year,
  -- the same in the base unit of its family, and what its digits and bound allow
  f.base_value, f.base_low, f.base_high, f.base_unit,
  f.equivalent_of, f.attribution, f.published, f.confidence,
  f.origin, f.review, f.rank, f.rank_reason, f.note,
  -- where it stands
  p.text AS sentence, f.start AS span_start, f."end" AS span_end,
  f.document_id, d.title, s.name AS source, d.url, d.language, d.author
FROM fact AS f
LEFT JOIN document AS d ON d.id = f.document_id
LEFT JOIN source AS s ON s.id = d.source_id
LEFT JOIN passage AS p ON p.id = f.passage_id
LEFT JOIN indicator AS i ON i.id = f.indicator
LEFT JOIN commodity AS c ON c.id = f.commodity
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS place ON place.id = f.place
LEFT JOIN entity AS partner ON partner.id = f.partner
""".strip()

FACTS_READABLE = f"""
-- one row per fact that is not rejected
{READABLE}
WHERE f.review <> 'rejected'
"""

_STATED_AT = """f.published, s.name AS source, f.surface, p.text AS sentence,
  f.review, f.rank, f.confidence, f.equivalent_of, f.id AS fact_id,
  substr(d.sha256, 1, 12) || ':' || f.start || '-' || f."end" AS fact_key, f.document_id, d.url"""

_ORIGIN = """LEFT JOIN document AS d ON d.id = f.document_id
LEFT JOIN source AS s ON s.id = d.source_id
LEFT JOIN passage AS p ON p.id = f.passage_id"""

CORRIDOR_CAPACITY = f"""
-- one row per stated capacity: what a line, port, pipeline or plant can carry or will
SELECT
  f.subject, subject.name AS subject_name, subject.kind AS subject_kind,
  f.place, place.name AS place_name, f.commodity,
  f.transition, f.status, f.value, f.value_high, f.unit, f.per, f.bound,
  f.base_value, f.base_low, f.base_high, f.base_unit,
  f.period, f.period_start, f.period_end, f.year,
  {_STATED_AT}
FROM fact AS f
{_ORIGIN}
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS place ON place.id = f.place
WHERE f.indicator = 'capacity' AND f.measure = 'level' AND f.review <> 'rejected'
ORDER BY f.subject, f.published, f.document_id, f.start
"""

TRADE_BY_YEAR = f"""
-- one row per figure of trade between two, in money or mass as stated; equivalents left out
SELECT
  f.year, f.period, f.indicator, i.name AS indicator_name,
  f.subject, subject.name AS subject_name, f.partner, partner.name AS partner_name,
  f.commodity, f.value, f.value_high, f.unit, f.bound, f.status, f.transition,
  f.base_value, f.base_low, f.base_high, f.base_unit, f.period_start, f.period_end,
  {_STATED_AT}
FROM fact AS f
{_ORIGIN}
JOIN unit AS u ON u.id = f.unit
LEFT JOIN indicator AS i ON i.id = f.indicator
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS partner ON partner.id = f.partner
WHERE f.partner IS NOT NULL AND f.measure = 'level' AND f.equivalent_of IS NULL
  AND f.indicator IN ('trade_turnover', 'trade_balance', 'exports', 'imports')
  AND u.kind IN ('money', 'mass') AND f.review <> 'rejected'
ORDER BY f.subject, f.partner, f.indicator, f.period_start, f.published, f.id
"""

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
  {_STATED_AT}
FROM fact AS f
{_ORIGIN}
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

# A statement of which others may be the rivals: see `tracker.ledger.claims.claim_of`.
_CLAIMS = """
  SELECT
    f.id, f.subject, f.indicator, f.measure, f.status, f.period, f.period_start, f.period_end,
    f.year, f.base_unit, f.base_value, f.base_low, f.base_high, f.published, f.rank, f.bound,
    f.confidence, f.attribution,
    coalesce(f.partner, '') AS partner, coalesce(f.place, '') AS place,
    coalesce(f.commodity, '') AS commodity, coalesce(f.counted, '') AS counted,
    coalesce(f.per, CASE f.indicator WHEN 'capacity' THEN 'year' ELSE '' END) AS per,
    -- a copy of a text is no second witness
    coalesce(d.same_as, d.id) AS origin_id,
    coalesce(f.attribution, s.name, '') AS speaker
  FROM fact AS f
  LEFT JOIN document AS d ON d.id = f.document_id
  LEFT JOIN source AS s ON s.id = d.source_id
  WHERE f.subject IS NOT NULL AND f.period IS NOT NULL AND f.equivalent_of IS NULL
    AND f.indicator NOT IN ('count', 'other')
    AND f.review <> 'rejected' AND f.rank <> 'deprecated'
""".strip("\n")

_DIMENSIONS = (
    *("subject", "partner", "place", "indicator", "commodity", "measure", "status", "counted"),
    *("per", "period", "base_unit"),
)


def _same_claim(left: str, right: str) -> str:
    return " AND ".join(f"{left}.{name} = {right}.{name}" for name in _DIMENSIONS)


_OPEN_LOW, _OPEN_HIGH = "-1.7976931348623157e308", "1.7976931348623157e308"
_APART = (
    f"(coalesce(a.base_low, {_OPEN_LOW}) > coalesce(b.base_high, {_OPEN_HIGH})"
    f" OR coalesce(b.base_low, {_OPEN_LOW}) > coalesce(a.base_high, {_OPEN_HIGH}))"
)

CONFLICTS = f"""
-- one row per claim about which independent sources disagree: their intervals do not meet.
-- Two figures of one document, and a later figure of the same speaker, are no conflict.
WITH stated AS (
{_CLAIMS}
    AND f.indicator NOT IN ('transit_time', 'length', 'price', 'progress')
),
disputed AS (
  SELECT DISTINCT {", ".join(f"a.{name}" for name in _DIMENSIONS)}
  FROM stated AS a
  JOIN stated AS b ON {_same_claim("a", "b")} AND a.id < b.id AND a.origin_id <> b.origin_id
    AND {_APART}
    AND (a.speaker <> b.speaker OR a.speaker = ''
         OR coalesce(a.published, '') = coalesce(b.published, ''))
)
SELECT
  k.subject, subject.name AS subject_name,
  nullif(k.partner, '') AS partner, partner.name AS partner_name,
  nullif(k.place, '') AS place, k.indicator, i.name AS indicator_name,
  nullif(k.commodity, '') AS commodity, k.measure, k.status,
  nullif(k.counted, '') AS counted, nullif(k.per, '') AS per, k.period, k.base_unit,
  count(*) AS facts, count(DISTINCT f.origin_id) AS documents,
  min(f.base_value) AS lowest, max(f.base_value) AS highest,
  min(f.id) AS first_fact_id, max(f.id) AS last_fact_id
FROM disputed AS k
JOIN stated AS f ON {_same_claim("k", "f")}
LEFT JOIN indicator AS i ON i.id = k.indicator
LEFT JOIN entity AS subject ON subject.id = k.subject
LEFT JOIN entity AS partner ON partner.id = k.partner
GROUP BY {", ".join(f"k.{name}" for name in _DIMENSIONS)}, subject.name, partner.name, i.name
ORDER BY k.subject, k.indicator, k.period
"""

SOURCES = """
-- one row per source that published a document
SELECT
  s.id, s.name, count(DISTINCT d.id) AS documents, count(f.id) AS facts,
  min(coalesce(f.published, d.published)) AS first_published,
  max(coalesce(f.published, d.published)) AS last_published
FROM source AS s
LEFT JOIN document AS d ON d.source_id = s.id
LEFT JOIN fact AS f ON f.document_id = d.id AND f.review <> 'rejected'
GROUP BY s.id, s.name
ORDER BY s.name
"""

SERIES_POINTS = f"""
-- one row per claim: the value to draw (preferred first, then what a named speaker says, then the
-- newest, then exact before hedged), and how many other facts agree with it or differ from it
WITH stated AS (
{_CLAIMS} AND f.confidence >= 0.5
),
ranked AS (
  SELECT stated.*, row_number() OVER (
    PARTITION BY {", ".join(_DIMENSIONS)}
    ORDER BY CASE rank WHEN 'preferred' THEN 0 ELSE 1 END,
             CASE WHEN attribution IS NULL THEN 1 ELSE 0 END,
             coalesce(published, '') DESC,
             CASE bound WHEN 'exact' THEN 0 ELSE 1 END, confidence DESC, id DESC) AS place_in_line
  FROM stated
)
SELECT
  a.subject, subject.name AS subject_name,
  nullif(a.partner, '') AS partner, partner.name AS partner_name,
  nullif(a.place, '') AS place, a.indicator, nullif(a.commodity, '') AS commodity,
  a.measure, a.status, nullif(a.counted, '') AS counted, nullif(a.per, '') AS per,
  a.period, a.period_start, a.period_end, a.year,
  a.base_value, a.base_low, a.base_high, a.base_unit, a.bound, a.published, a.id AS fact_id,
  count(b.id) - coalesce(sum(CASE WHEN {_APART} THEN 1 ELSE 0 END), 0) AS agree,
  coalesce(sum(CASE WHEN {_APART} THEN 1 ELSE 0 END), 0) AS differ
FROM ranked AS a
LEFT JOIN ranked AS b ON {_same_claim("a", "b")} AND b.place_in_line > 1
LEFT JOIN entity AS subject ON subject.id = a.subject
LEFT JOIN entity AS partner ON partner.id = a.partner
WHERE a.place_in_line = 1
GROUP BY {", ".join(f"a.{name}" for name in _DIMENSIONS)}, a.period_start, a.period_end, a.year,
  a.base_value, a.base_low, a.base_high, a.bound, a.published, a.id, subject.name, partner.name
ORDER BY a.subject, a.indicator, a.partner, a.measure, a.status, a.period_start
"""

VIEWS = {
    "facts_readable": FACTS_READABLE,
    "corridor_capacity": CORRIDOR_CAPACITY,
    "trade_by_year": TRADE_BY_YEAR,
    "targets": TARGETS,
    "conflicts": CONFLICTS,
    "sources": SOURCES,
    "series_points": SERIES_POINTS,
}
