"""View parts: the columns and joins that several public views share."""

STATED_AT = """f.published, s.name AS source, f.surface, p.text AS sentence,
  f.review, f.rank, f.confidence, f.equivalent_of, f.id AS fact_id,
  substr(d.sha256, 1, 12) || ':' || f.start || '-' || f."end" AS fact_key, f.document_id, d.url"""

ORIGIN = """LEFT JOIN document AS d ON d.id = f.document_id
LEFT JOIN source AS s ON s.id = d.source_id
LEFT JOIN passage AS p ON p.id = f.passage_id"""

# The last page that begins no later; what stands before the first one counts to it.
PAGE = """coalesce(
    (SELECT g.number FROM page AS g WHERE g.document_id = f.document_id AND g.start <= f.start
      ORDER BY g.start DESC, g.number DESC LIMIT 1),
    (SELECT min(g.number) FROM page AS g WHERE g.document_id = f.document_id))"""
