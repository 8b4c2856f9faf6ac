"""Document views: the documents with their origin, and what was not read."""

_HOWS = ("title", "source", "published", "language", "url")
_HOW_COLUMNS = ", ".join(f"{name}_field.how AS {name}_how" for name in _HOWS)
_HOW_JOINS = "\n".join(
    f"LEFT JOIN document_field AS {name}_field"
    f" ON {name}_field.document_id = d.id AND {name}_field.field = '{name}'"
    for name in _HOWS
)

DOCUMENTS = f"""
-- one row per document, without its text
SELECT
  d.id, d.kind, d.title, s.name AS source, d.published, d.language, d.url, d.author,
  -- who says so
  {_HOW_COLUMNS},
  published_field.place AS published_place,
  d.n_chars,
  (SELECT count(*) FROM page AS g WHERE g.document_id = d.id) AS n_pages,
  (SELECT count(*) FROM section AS t WHERE t.document_id = d.id) AS n_sections,
  (SELECT count(*) FROM fact AS f WHERE f.document_id = d.id AND f.review <> 'rejected') AS n_facts,
  d.same_as, d.near_of, d.near_share, d.retrieved_at, d.note, d.sha256
FROM document AS d
LEFT JOIN source AS s ON s.id = d.source_id
{_HOW_JOINS}
"""

NOT_READ = """
-- one row per place that was refused, or of which a part was not read
SELECT
  i.id, i.at, i.kind, i.place, i.outcome, i.reason, i.detail, i.n_bytes, i.document_id, d.title
FROM intake AS i
LEFT JOIN document AS d ON d.id = i.document_id
WHERE i.outcome = 'refused' OR i.detail IS NOT NULL
ORDER BY i.at DESC, i.id DESC
"""

DOCUMENT_VIEWS = {"documents": DOCUMENTS, "not_read": NOT_READ}
