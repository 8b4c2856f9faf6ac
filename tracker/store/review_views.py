"""Views of what people decided about figures, and what waits for them."""

from tracker.store.histories import UNTOLD

_UNTOLD = ", ".join(f"'{name}'" for name in UNTOLD)

# What each database has its own words for: the fields of a JSON object, and lists in one cell.
_SQLITE = {
    "told": """json_each({row}.after) AS a ON a.key NOT IN ({untold})
    AND a.value IS NOT json_extract({row}.before, '$."' || a.key || '"')""",
    "before": """CAST(json_extract({row}.before, '$."' || a.key || '"') AS TEXT)""",
    "after": "CAST(a.value AS TEXT)",
    "number": "json_extract(r.before, '$.{name}')",
    "label": "json_extract(e.labels, '$.de')",
    "aliases": """(SELECT group_concat(n.alias, '; ') FROM
    (SELECT DISTINCT alias FROM entity_alias WHERE entity_id = e.id ORDER BY alias) AS n)""",
}
_POSTGRESQL = {
    "told": """LATERAL jsonb_each_text(CAST({row}.after AS jsonb)) AS a (key, value)
    ON a.key NOT IN ({untold})
    AND a.value IS DISTINCT FROM (CAST({row}.before AS jsonb) ->> a.key)""",
    "before": "(CAST({row}.before AS jsonb) ->> a.key)",
    "after": "a.value",
    "number": "CAST(CAST(r.before AS jsonb) ->> '{name}' AS bigint)",
    "label": "(CAST(e.labels AS jsonb) ->> 'de')",
    "aliases": """(SELECT string_agg(DISTINCT n.alias, '; ' ORDER BY n.alias)
    FROM entity_alias AS n WHERE n.entity_id = e.id)""",
}


def _history(words: dict[str, str]) -> str:
    decided = words["told"].format(row="d", untold=f"{_UNTOLD}, 'extracted'")
    written = words["told"].format(row="r", untold=_UNTOLD)
    document, start, end = (
        words["number"].format(name=name) for name in ("document_id", "start", "end")
    )
    return f"""
-- one row per field that a decision, a new reading or another program changed; ORDER BY revision,
-- decision_id is the order in which it happened
SELECT
  d.fact_id, d.fact_key, d.at, d.author AS who, d.action,
  a.key AS field, {words["before"].format(row="d")} AS before, {words["after"]} AS after,
  d.note, d.id AS decision_id, d.undoes, d.revision
FROM decision AS d
LEFT JOIN {decided}
UNION ALL
SELECT
  r.fact_id, substr(o.sha256, 1, 12) || ':' || {start} || '-' || {end} AS fact_key,
  r.at, r.actor AS who, r.action,
  a.key AS field, {words["before"].format(row="r")} AS before, {words["after"]} AS after,
  NULL AS note, NULL AS decision_id, NULL AS undoes, r.id AS revision
FROM fact_revision AS r
LEFT JOIN {written}
LEFT JOIN document AS o ON o.id = {document}
WHERE (a.key IS NOT NULL OR r.action = 'delete')
  -- the change that a decision made is told above
  AND NOT EXISTS (SELECT 1 FROM decision AS d
    WHERE d.fact_id = r.fact_id AND d.revision = r.id AND d.before <> d.after)
"""


def _entities(words: dict[str, str]) -> str:
    return f"""
-- one row per thing that figures may be about, with its names and how many figures it has
SELECT
  e.id, e.kind, e.name, {words["label"]} AS name_de, e.home, h.name AS home_name, e.planned,
  e.origin, {words["aliases"]} AS aliases,
  (SELECT count(*) FROM fact AS f WHERE f.subject = e.id AND f.review <> 'rejected') AS facts
FROM entity AS e
LEFT JOIN entity AS h ON h.id = e.home
"""


# Doubt is the rank of the reason in tenths, and a tenth more the less sure the reading is.
DOUBTS = {
    "slip": 0.9,
    "conflict": 0.8,
    "mismatch": 0.7,
    "internal": 0.6,
    "low_confidence": 0.5,
    "far_apart": 0.4,
    "unresolved_period": 0.3,
}
_STANDINGS = {
    "slip": "slip",
    "conflicts": "conflict",
    "beside": "internal",
    "far_apart": "far_apart",
}
CODE = " ".join(f"WHEN '{name}' THEN '{code}'" for name, code in _STANDINGS.items())
WEIGHT = " ".join(f"WHEN '{name}' THEN {DOUBTS[code]}" for name, code in _STANDINGS.items())
_DRAWN = (
    "coalesce('“' || drawn.surface || '” (' || coalesce(ds.name, 'no source named') || ')', '')"
)
# What each reason asks of a figure `f`; m is its place in a claim, x what was derived beside it.
_ASKED_ABOUT = ", ".join(f"'{name}'" for name in _STANDINGS)
MEMBER_WAITS = f"""m.fact_id = f.id AND m.standing IN ({_ASKED_ABOUT})
  AND (CASE m.standing
    WHEN 'slip' THEN f.review = 'unreviewed' AND f.rank = 'normal'
    ELSE f.rank = 'normal' AND NOT EXISTS (
      SELECT 1 FROM claim_member AS other JOIN fact AS chosen ON chosen.id = other.fact_id
      WHERE other.claim_id = m.claim_id AND chosen.rank = 'preferred')
  END)"""
MISMATCH_WAITS = """coalesce(x.comparison, '') = 'differs' AND f.rank = 'normal'
  AND (f.review = 'unreviewed' OR EXISTS (
    SELECT 1 FROM derived_input AS i JOIN fact AS input ON input.id = i.fact_id
    WHERE i.derived_id = x.id AND input.review = 'unreviewed' AND input.rank = 'normal'))"""
UNSURE_WAITS = "f.review = 'unreviewed' AND f.confidence < 0.5 AND f.rank = 'normal'"
UNDATED_WAITS = """f.published IS NULL AND f.period IS NULL AND f.period_text IS NOT NULL
  AND f.review = 'unreviewed' AND f.rank = 'normal'"""

_FIGURE = """f.indicator, f.surface, f.period, p.text AS sentence, s.name AS source, f.published,
  f.document_id, o.url"""
_KEY = """substr(o.sha256, 1, 12) || ':' || f.start || '-' || f."end" AS fact_key"""
_FROM_DOCUMENT = """LEFT JOIN document AS o ON o.id = f.document_id
LEFT JOIN source AS s ON s.id = o.source_id
LEFT JOIN passage AS p ON p.id = f.passage_id"""

REVIEW_QUEUE = f"""
-- one row per figure and reason to look at it; ORDER BY doubt DESC. A confirmed, corrected or
-- rejected figure is not asked about as a slip, for its confidence or for its period again; a
-- claim not once one of its figures is preferred; a figure with a rank for nothing; a mismatch not
-- once all figures in it were looked at. What joins them later asks anew.
SELECT
  f.id AS fact_id, {_KEY},
  CASE m.standing {CODE} END AS reason_code,
  CASE m.standing {WEIGHT} END + 0.1 * (1 - f.confidence) AS doubt,
  CASE m.standing
    WHEN 'slip' THEN 'More than five times its neighbours, or less than a fifth of them.'
    WHEN 'conflicts' THEN 'Does not meet the figure drawn, ' || {_DRAWN} || '.'
    WHEN 'beside' THEN 'Its own document also says ' || {_DRAWN} || '.'
    ELSE 'Meets the figure drawn, ' || {_DRAWN} || ', only through its hedge.'
  END AS reason,
  c.id AS claim_id, NULL AS derived_id, f.subject, e.name AS subject_name, {_FIGURE}
FROM fact AS f
-- in this order: the figures of one subject are few beside all that wait
CROSS JOIN claim_member AS m
JOIN claim AS c ON c.id = m.claim_id
{_FROM_DOCUMENT}
LEFT JOIN entity AS e ON e.id = f.subject
LEFT JOIN fact AS drawn ON drawn.id = c.drawn_fact_id
LEFT JOIN document AS dd ON dd.id = drawn.document_id
LEFT JOIN source AS ds ON ds.id = dd.source_id
WHERE {MEMBER_WAITS}
UNION ALL
SELECT
  f.id AS fact_id, {_KEY},
  'mismatch' AS reason_code, {DOUBTS["mismatch"]} + 0.1 * (1 - f.confidence) AS doubt,
  'Does not meet what other figures imply: ' || x.formula AS reason,
  NULL AS claim_id, x.id AS derived_id, x.subject, e.name AS subject_name, {_FIGURE}
FROM derived AS x
JOIN fact AS f ON f.id = x.stated_fact_id
{_FROM_DOCUMENT}
LEFT JOIN entity AS e ON e.id = x.subject
-- not by the index of comparison: one subject has few derived figures, all together many
WHERE {MISMATCH_WAITS}
UNION ALL
SELECT
  f.id AS fact_id, {_KEY},
  'low_confidence' AS reason_code, {DOUBTS["low_confidence"]} + 0.1 * (1 - f.confidence) AS doubt,
  'The reading is unsure: ' || CAST(round(100 * f.confidence) AS INTEGER) || ' of 100.' AS reason,
  NULL AS claim_id, NULL AS derived_id, f.subject, e.name AS subject_name, {_FIGURE}
FROM fact AS f
{_FROM_DOCUMENT}
LEFT JOIN entity AS e ON e.id = f.subject
WHERE {UNSURE_WAITS}
UNION ALL
SELECT
  f.id AS fact_id, {_KEY},
  'unresolved_period' AS reason_code,
  {DOUBTS["unresolved_period"]} + 0.1 * (1 - f.confidence) AS doubt,
  'When “' || f.period_text || '” is depends on a date of publication that is not known.' AS reason,
  NULL AS claim_id, NULL AS derived_id, f.subject, e.name AS subject_name, {_FIGURE}
FROM fact AS f
{_FROM_DOCUMENT}
LEFT JOIN entity AS e ON e.id = f.subject
WHERE {UNDATED_WAITS}
"""

REVIEW_VIEWS = {
    "review_queue": REVIEW_QUEUE,
    "history": _history(_SQLITE),
    "entities": _entities(_SQLITE),
}
POSTGRESQL_REVIEW_VIEWS = {"history": _history(_POSTGRESQL), "entities": _entities(_POSTGRESQL)}
