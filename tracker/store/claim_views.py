"""Views of the ledger's claims: what is in dispute, and what to draw."""

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

CLAIM_VIEWS = {"conflicts": CONFLICTS, "series_points": SERIES_POINTS}
