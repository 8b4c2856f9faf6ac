"""The public views: what people query, with names and columns that stay.

Views are code, not history: they are dropped before a migration and created again after it. Their
columns are promised, their bodies are not.
"""

from tracker.store.claim_views import CLAIM_VIEWS
from tracker.store.derived_views import DERIVED_VIEWS
from tracker.store.document_views import DOCUMENT_VIEWS
from tracker.store.money_views import MONEY_VIEWS
from tracker.store.review_views import POSTGRESQL_REVIEW_VIEWS, REVIEW_VIEWS
from tracker.store.view_parts import ORIGIN, PAGE, STATED_AT

# The list must take `published` from the fact and join outwards only: otherwise the planner
# starts at the documents and sorts everything.
READABLE = f"""
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
  f.document_id, d.title, s.name AS source, d.url, d.language, d.author, f.passage_id,
  {PAGE} AS page
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

CORRIDOR_CAPACITY = f"""
-- one row per stated capacity: what a line, port, pipeline or plant can carry or will
SELECT
  f.subject, subject.name AS subject_name, subject.kind AS subject_kind,
  f.place, place.name AS place_name, f.commodity,
  f.transition, f.status, f.value, f.value_high, f.unit, f.per, f.bound,
  f.base_value, f.base_low, f.base_high, f.base_unit,
  f.period, f.period_start, f.period_end, f.year,
  {STATED_AT}
FROM fact AS f
{ORIGIN}
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
  {STATED_AT}
FROM fact AS f
{ORIGIN}
JOIN unit AS u ON u.id = f.unit
LEFT JOIN indicator AS i ON i.id = f.indicator
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS partner ON partner.id = f.partner
WHERE f.partner IS NOT NULL AND f.measure = 'level' AND f.equivalent_of IS NULL
  AND f.indicator IN ('trade_turnover', 'trade_balance', 'exports', 'imports')
  AND u.kind IN ('money', 'mass') AND f.review <> 'rejected'
ORDER BY f.subject, f.partner, f.indicator, f.period_start, f.published, f.id
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

VIEWS = {
    "facts_readable": FACTS_READABLE,
    "corridor_capacity": CORRIDOR_CAPACITY,
    "trade_by_year": TRADE_BY_YEAR,
    "sources": SOURCES,
    **CLAIM_VIEWS,
    **DERIVED_VIEWS,
    **REVIEW_VIEWS,
    **MONEY_VIEWS,
    **DOCUMENT_VIEWS,
}

# The same columns, where a server has other words for the body.
POSTGRESQL_VIEWS = VIEWS | POSTGRESQL_REVIEW_VIEWS
