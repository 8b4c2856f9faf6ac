-- A database as the first versions made it (schema 0002): documents, figures, and people's decisions
-- made with SQL. tests/test_old_database.py brings it up to date. Written by a program; do not edit.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE source (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT uq_source_name UNIQUE (name)
)
 STRICT

;
CREATE TABLE run (
	id INTEGER NOT NULL, 
	extractor TEXT NOT NULL, 
	version TEXT NOT NULL, 
	config_hash TEXT DEFAULT '' NOT NULL, 
	started_at TEXT NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT uq_run_extractor_version_config_hash UNIQUE (extractor, version, config_hash)
)
 STRICT

;
CREATE TABLE document (
	id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	kind TEXT DEFAULT 'text' NOT NULL, 
	source_id INTEGER, 
	url TEXT, 
	title TEXT, 
	language TEXT, 
	published TEXT, 
	retrieved_at TEXT NOT NULL, 
	n_chars INTEGER NOT NULL, 
	last_run_id INTEGER, 
	same_as INTEGER, 
	author TEXT, 
	note TEXT, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT ck_document_kind CHECK (kind IN ('text', 'form')), 
	CONSTRAINT ck_document_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT fk_document_last_run_id FOREIGN KEY(last_run_id) REFERENCES run (id), 
	CONSTRAINT fk_document_same_as FOREIGN KEY(same_as) REFERENCES document (id) ON DELETE SET NULL, 
	CONSTRAINT fk_document_source_id FOREIGN KEY(source_id) REFERENCES source (id)
)
 STRICT

;
CREATE TABLE document_text (
	document_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_document_text PRIMARY KEY (document_id), 
	CONSTRAINT fk_document_text_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE section (
	id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	published TEXT, 
	source_id INTEGER, 
	url TEXT, 
	CONSTRAINT pk_section PRIMARY KEY (id), 
	CONSTRAINT ck_section_span CHECK (start >= 0 AND start < "end"), 
	CONSTRAINT fk_section_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE, 
	CONSTRAINT fk_section_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT uq_section_document_id_start UNIQUE (document_id, start)
)
 STRICT

;
CREATE TABLE passage (
	id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_passage PRIMARY KEY (id), 
	CONSTRAINT ck_passage_span CHECK (start >= 0 AND start < "end"), 
	CONSTRAINT fk_passage_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE, 
	CONSTRAINT uq_passage_document_id_start UNIQUE (document_id, start)
)
 STRICT

;
CREATE TABLE entity (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	labels TEXT DEFAULT '{}' NOT NULL, 
	home TEXT, 
	planned INTEGER DEFAULT 0 NOT NULL, 
	origin TEXT DEFAULT 'packaged' NOT NULL, 
	CONSTRAINT pk_entity PRIMARY KEY (id), 
	CONSTRAINT ck_entity_origin CHECK (origin IN ('packaged', 'user')), 
	CONSTRAINT ck_entity_planned CHECK (planned IN (0, 1)), 
	CONSTRAINT fk_entity_home FOREIGN KEY(home) REFERENCES entity (id) ON DELETE SET NULL
)
 STRICT

;
CREATE TABLE entity_alias (
	id INTEGER NOT NULL, 
	entity_id TEXT NOT NULL, 
	language TEXT DEFAULT '' NOT NULL, 
	alias TEXT NOT NULL, 
	CONSTRAINT pk_entity_alias PRIMARY KEY (id), 
	CONSTRAINT fk_entity_alias_entity_id FOREIGN KEY(entity_id) REFERENCES entity (id) ON DELETE CASCADE, 
	CONSTRAINT uq_entity_alias_entity_id_language_alias UNIQUE (entity_id, language, alias)
)
 STRICT

;
CREATE TABLE indicator (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	labels TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_indicator PRIMARY KEY (id)
)
 STRICT

;
CREATE TABLE unit (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	labels TEXT DEFAULT '{}' NOT NULL, 
	symbol TEXT, 
	kind TEXT NOT NULL, 
	family TEXT NOT NULL, 
	base_unit TEXT NOT NULL, 
	factor REAL NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY (id), 
	CONSTRAINT ck_unit_factor_positive CHECK (factor > 0), 
	CONSTRAINT ck_unit_factor_finite CHECK (factor BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308)
)
 STRICT

;
CREATE TABLE commodity (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	labels TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_commodity PRIMARY KEY (id)
)
 STRICT

;
CREATE TABLE data_dictionary (
	object TEXT NOT NULL, 
	"column" TEXT NOT NULL, 
	description TEXT NOT NULL, 
	CONSTRAINT pk_data_dictionary PRIMARY KEY (object, "column")
)
 STRICT

;
CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (name)
)
 STRICT

;
CREATE VIRTUAL TABLE passage_fts USING fts5(text, content="passage", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
CREATE TABLE fact (
	id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	passage_id INTEGER, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	surface TEXT NOT NULL, 
	value REAL NOT NULL, 
	value_high REAL, 
	unit TEXT NOT NULL, 
	per TEXT, 
	bound TEXT DEFAULT 'exact' NOT NULL, 
	measure TEXT DEFAULT 'level' NOT NULL, 
	status TEXT DEFAULT 'actual' NOT NULL, 
	transition TEXT, 
	indicator TEXT NOT NULL, 
	subject TEXT, 
	place TEXT, 
	partner TEXT, 
	commodity TEXT, 
	counted TEXT, 
	period TEXT, 
	period_text TEXT, 
	period_start TEXT, 
	period_end TEXT, 
	year INTEGER, 
	base_value REAL NOT NULL, 
	base_low REAL, 
	base_high REAL, 
	base_unit TEXT NOT NULL, 
	equivalent_of INTEGER, 
	movement TEXT, 
	attribution TEXT, 
	published TEXT, 
	evidence TEXT, 
	confidence REAL DEFAULT 1 NOT NULL, 
	origin TEXT DEFAULT 'text' NOT NULL, 
	review TEXT DEFAULT 'unreviewed' NOT NULL, 
	rank TEXT DEFAULT 'normal' NOT NULL, 
	rank_reason TEXT, 
	run_id INTEGER, 
	content_hash TEXT, 
	updated_by TEXT DEFAULT 'ingest' NOT NULL, 
	note TEXT, 
	CONSTRAINT pk_fact PRIMARY KEY (id), 
	CONSTRAINT ck_fact_bound CHECK (bound IN ('exact', 'about', 'over', 'at_least', 'under', 'up_to', 'between')), 
	CONSTRAINT ck_fact_measure CHECK (measure IN ('level', 'change', 'share', 'multiple', 'index')), 
	CONSTRAINT ck_fact_origin CHECK (origin IN ('text', 'form', 'import')), 
	CONSTRAINT ck_fact_per CHECK (per IN ('year', 'month', 'week', 'day', 'hour')), 
	CONSTRAINT ck_fact_rank_reason CHECK (rank = 'normal' OR rank_reason IS NOT NULL), 
	CONSTRAINT ck_fact_rank CHECK (rank IN ('preferred', 'normal', 'deprecated')), 
	CONSTRAINT ck_fact_review CHECK (review IN ('unreviewed', 'confirmed', 'corrected', 'rejected')), 
	CONSTRAINT ck_fact_status CHECK (status IN ('actual', 'target', 'forecast')), 
	CONSTRAINT ck_fact_transition CHECK (transition IN ('from', 'to', 'by')), 
	CONSTRAINT ck_fact_range CHECK (value_high IS NULL OR (bound = 'between' AND value_high >= value)), 
	CONSTRAINT ck_fact_period CHECK ((period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL) AND period_start <= period_end), 
	CONSTRAINT ck_fact_base_high_finite CHECK (base_high BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT ck_fact_base_low_finite CHECK (base_low BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT ck_fact_base_value_finite CHECK (base_value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT ck_fact_confidence CHECK (confidence BETWEEN 0 AND 1), 
	CONSTRAINT ck_fact_span CHECK (start >= 0 AND start < "end"), 
	CONSTRAINT ck_fact_value_finite CHECK (value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT ck_fact_value_high_finite CHECK (value_high BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT ck_fact_year CHECK (year IS NULL OR (period IS NOT NULL AND CAST(substr(period_start, 1, 4) AS INTEGER) = year AND CAST(substr(period_end, 1, 4) AS INTEGER) = year)), 
	CONSTRAINT fk_fact_commodity FOREIGN KEY(commodity) REFERENCES commodity (id), 
	CONSTRAINT fk_fact_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE, 
	CONSTRAINT fk_fact_equivalent_of FOREIGN KEY(equivalent_of) REFERENCES fact (id) ON DELETE SET NULL, 
	CONSTRAINT fk_fact_indicator FOREIGN KEY(indicator) REFERENCES indicator (id), 
	CONSTRAINT fk_fact_partner FOREIGN KEY(partner) REFERENCES entity (id), 
	CONSTRAINT fk_fact_passage_id FOREIGN KEY(passage_id) REFERENCES passage (id) ON DELETE SET NULL, 
	CONSTRAINT fk_fact_place FOREIGN KEY(place) REFERENCES entity (id), 
	CONSTRAINT fk_fact_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT fk_fact_subject FOREIGN KEY(subject) REFERENCES entity (id), 
	CONSTRAINT fk_fact_unit FOREIGN KEY(unit) REFERENCES unit (id), 
	CONSTRAINT uq_fact_document_id_start_end UNIQUE (document_id, start, "end")
)
 STRICT

;
CREATE TABLE fact_link (
	id INTEGER NOT NULL, 
	fact_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	other_id INTEGER NOT NULL, 
	note TEXT, 
	created_by TEXT DEFAULT 'ingest' NOT NULL, 
	CONSTRAINT pk_fact_link PRIMARY KEY (id), 
	CONSTRAINT ck_fact_link_kind CHECK (kind IN ('moves_to', 'changed_by', 'stated_with', 'same_claim', 'contradicts', 'corrects', 'part_of')), 
	CONSTRAINT fk_fact_link_fact_id FOREIGN KEY(fact_id) REFERENCES fact (id) ON DELETE CASCADE, 
	CONSTRAINT fk_fact_link_other_id FOREIGN KEY(other_id) REFERENCES fact (id) ON DELETE CASCADE, 
	CONSTRAINT uq_fact_link_fact_id_kind_other_id UNIQUE (fact_id, kind, other_id)
)
 STRICT

;
CREATE TABLE fact_revision (
	id INTEGER NOT NULL, 
	fact_id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	actor TEXT, 
	action TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT pk_fact_revision PRIMARY KEY (id), 
	CONSTRAINT ck_fact_revision_action CHECK (action IN ('update', 'delete'))
)
 STRICT

;
CREATE TABLE derived (
	id INTEGER NOT NULL, 
	rule TEXT NOT NULL, 
	subject TEXT, 
	partner TEXT, 
	place TEXT, 
	indicator TEXT NOT NULL, 
	commodity TEXT, 
	measure TEXT NOT NULL, 
	status TEXT NOT NULL, 
	counted TEXT, 
	per TEXT, 
	period TEXT, 
	base_value REAL NOT NULL, 
	base_low REAL, 
	base_high REAL, 
	base_unit TEXT NOT NULL, 
	computed_at TEXT NOT NULL, 
	CONSTRAINT pk_derived PRIMARY KEY (id), 
	CONSTRAINT ck_derived_measure CHECK (measure IN ('level', 'change', 'share', 'multiple', 'index')), 
	CONSTRAINT ck_derived_status CHECK (status IN ('actual', 'target', 'forecast')), 
	CONSTRAINT ck_derived_base_high_finite CHECK (base_high BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT ck_derived_base_low_finite CHECK (base_low BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT ck_derived_base_value_finite CHECK (base_value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308), 
	CONSTRAINT fk_derived_commodity FOREIGN KEY(commodity) REFERENCES commodity (id), 
	CONSTRAINT fk_derived_indicator FOREIGN KEY(indicator) REFERENCES indicator (id), 
	CONSTRAINT fk_derived_partner FOREIGN KEY(partner) REFERENCES entity (id), 
	CONSTRAINT fk_derived_place FOREIGN KEY(place) REFERENCES entity (id), 
	CONSTRAINT fk_derived_subject FOREIGN KEY(subject) REFERENCES entity (id)
)
 STRICT

;
CREATE TABLE derived_input (
	derived_id INTEGER NOT NULL, 
	fact_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_derived_input PRIMARY KEY (derived_id, fact_id), 
	CONSTRAINT fk_derived_input_derived_id FOREIGN KEY(derived_id) REFERENCES derived (id) ON DELETE CASCADE, 
	CONSTRAINT fk_derived_input_fact_id FOREIGN KEY(fact_id) REFERENCES fact (id) ON DELETE CASCADE
)
 STRICT

;
CREATE TABLE rate (
	currency TEXT NOT NULL, 
	day TEXT NOT NULL, 
	per_eur REAL NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_rate PRIMARY KEY (currency, day), 
	CONSTRAINT ck_rate_per_eur_positive CHECK (per_eur > 0), 
	CONSTRAINT ck_rate_per_eur_finite CHECK (per_eur BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308)
)
 STRICT

;
INSERT INTO alembic_version ("version_num") VALUES ('0002');
INSERT INTO source ("id", "name", "url") VALUES (1, 'Trend', NULL);
INSERT INTO source ("id", "name", "url") VALUES (2, 'The Astana Times', NULL);
INSERT INTO source ("id", "name", "url") VALUES (3, 'Vestnik', NULL);
INSERT INTO source ("id", "name", "url") VALUES (4, 'Report', NULL);
INSERT INTO source ("id", "name", "url") VALUES (5, 'Terminal', NULL);
INSERT INTO run ("id", "extractor", "version", "config_hash", "started_at") VALUES (1, 'tracker', '0.1.0', '', '2025-08-01T10:00:00Z');
INSERT INTO document ("id", "sha256", "kind", "source_id", "url", "title", "language", "published", "retrieved_at", "n_chars", "last_run_id", "same_as", "author", "note") VALUES (1, '82d225ae18abcb848bb0db098bf9ee70d142e644517883d1f2ac187e2468520b', 'text', 1, NULL, 'Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024. By 2030 it is to reach 10 million tonnes.', NULL, '2025-06-27', '2025-08-01T10:00:00Z', 122, 1, NULL, NULL, NULL);
INSERT INTO document ("id", "sha256", "kind", "source_id", "url", "title", "language", "published", "retrieved_at", "n_chars", "last_run_id", "same_as", "author", "note") VALUES (2, 'd45366c75180082be8a2adbf23c5d8cfc87aaf3349e3f71e3d4ff70b01ab3a38', 'text', 2, NULL, 'The Middle Corridor carried 4.1 million tonnes of freight in 2024, the operator said. A total of 565,000 TEU went through it in 2024.', NULL, '2025-07-01', '2025-08-01T10:00:00Z', 133, 1, NULL, NULL, NULL);
INSERT INTO document ("id", "sha256", "kind", "source_id", "url", "title", "language", "published", "retrieved_at", "n_chars", "last_run_id", "same_as", "author", "note") VALUES (3, '240bec0a8e4fa854c77e78d958245a5e81b5e1c4ce7777f6a673bf1d10d5b0a6', 'text', 3, NULL, 'Der Handel zwischen Kasachstan und Aserbaidschan erreichte 2023 rund 450 Millionen US-Dollar. Im vergangenen Jahr wurden 12 Abkommen unterzeichnet.', NULL, NULL, '2025-08-01T10:00:00Z', 147, 1, NULL, NULL, NULL);
INSERT INTO document ("id", "sha256", "kind", "source_id", "url", "title", "language", "published", "retrieved_at", "n_chars", "last_run_id", "same_as", "author", "note") VALUES (4, '82d225ae18abcb848bb0db098bf9ee70d142e644517883d1f2ac187e2468520b', 'text', 4, NULL, 'Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024. By 2030 it is to reach 10 million tonnes.', NULL, '2025-06-28', '2025-08-01T10:00:00Z', 122, 1, 1, NULL, NULL);
INSERT INTO document ("id", "sha256", "kind", "source_id", "url", "title", "language", "published", "retrieved_at", "n_chars", "last_run_id", "same_as", "author", "note") VALUES (5, '4a96fc44bbee6530af874f2a683d525fe86fe595135ef90a955931926e0b927d', 'form', 5, NULL, NULL, NULL, '2025-01', '2025-08-01T10:00:00Z', 21, NULL, NULL, 'Ada', 'by phone');
INSERT INTO document_text ("document_id", "text") VALUES (1, 'Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024. By 2030 it is to reach 10 million tonnes.');
INSERT INTO document_text ("document_id", "text") VALUES (2, 'The Middle Corridor carried 4.1 million tonnes of freight in 2024, the operator said. A total of 565,000 TEU went through it in 2024.');
INSERT INTO document_text ("document_id", "text") VALUES (3, 'Der Handel zwischen Kasachstan und Aserbaidschan erreichte 2023 rund 450 Millionen US-Dollar. Im vergangenen Jahr wurden 12 Abkommen unterzeichnet.');
INSERT INTO document_text ("document_id", "text") VALUES (4, 'Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024. By 2030 it is to reach 10 million tonnes.');
INSERT INTO document_text ("document_id", "text") VALUES (5, '300 containers a year');
INSERT INTO section ("id", "document_id", "start", "end", "published", "source_id", "url") VALUES (1, 2, 0, 40, '2025-07-01', NULL, 'https://a.example/1');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (1, 1, 0, 80, 'Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (2, 1, 81, 122, 'By 2030 it is to reach 10 million tonnes.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (3, 2, 0, 85, 'The Middle Corridor carried 4.1 million tonnes of freight in 2024, the operator said.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (4, 2, 86, 133, 'A total of 565,000 TEU went through it in 2024.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (5, 3, 0, 93, 'Der Handel zwischen Kasachstan und Aserbaidschan erreichte 2023 rund 450 Millionen US-Dollar.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (6, 3, 94, 147, 'Im vergangenen Jahr wurden 12 Abkommen unterzeichnet.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (7, 4, 0, 80, 'Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes in 2024.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (8, 4, 81, 122, 'By 2030 it is to reach 10 million tonnes.');
INSERT INTO passage ("id", "document_id", "start", "end", "text") VALUES (9, 5, 0, 21, '300 containers a year');
INSERT INTO entity ("id", "kind", "name", "labels", "home", "planned", "origin") VALUES ('middle_corridor', 'corridor', 'Middle Corridor', '{"de": "Mittlerer Korridor", "en": "Middle Corridor"}', NULL, 0, 'packaged');
INSERT INTO entity ("id", "kind", "name", "labels", "home", "planned", "origin") VALUES ('az', 'country', 'Azerbaijan', '{"de": "Aserbaidschan", "en": "Azerbaijan"}', NULL, 0, 'packaged');
INSERT INTO entity ("id", "kind", "name", "labels", "home", "planned", "origin") VALUES ('kz', 'country', 'Kazakhstan', '{"de": "Kasachstan", "en": "Kazakhstan"}', NULL, 0, 'packaged');
INSERT INTO entity ("id", "kind", "name", "labels", "home", "planned", "origin") VALUES ('my_terminal', 'port', 'My Terminal', '{"de": "Mein Terminal", "en": "My Terminal"}', 'kz', 0, 'user');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (40, 'middle_corridor', 'de', 'Transkaspisch International Route');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (80, 'middle_corridor', 'en', 'trans-Caspian');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (440, 'az', 'any', 'Sumqayıt');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (480, 'az', 'any', 'Garadagh');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (520, 'az', 'en', 'Eastern Zangezur');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (1480, 'kz', 'any', 'Mangystau');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (1520, 'kz', 'any', 'Kyzyl-Zhar');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (1560, 'kz', 'de', 'Petropawl');
INSERT INTO entity_alias ("id", "entity_id", "language", "alias") VALUES (3897, 'my_terminal', 'any', 'Terminal Mine');
INSERT INTO indicator ("id", "name", "labels") VALUES ('freight_volume', 'Freight volume', '{"de": "Frachtmenge", "en": "Freight volume"}');
INSERT INTO indicator ("id", "name", "labels") VALUES ('traffic', 'Traffic', '{"de": "Verkehr", "en": "Traffic"}');
INSERT INTO indicator ("id", "name", "labels") VALUES ('trade_turnover', 'Trade turnover', '{"de": "Handelsumsatz", "en": "Trade turnover"}');
INSERT INTO indicator ("id", "name", "labels") VALUES ('count', 'Count', '{"de": "Anzahl", "en": "Count"}');
INSERT INTO unit ("id", "name", "labels", "symbol", "kind", "family", "base_unit", "factor") VALUES ('tonne', 'tonnes', '{"de": "Tonnen", "en": "tonnes"}', 't', 'mass', 'mass', 'tonne', 1.0);
INSERT INTO unit ("id", "name", "labels", "symbol", "kind", "family", "base_unit", "factor") VALUES ('TEU', 'TEU', '{"de": "TEU", "en": "TEU"}', 'TEU', 'container', 'container', 'TEU', 1.0);
INSERT INTO unit ("id", "name", "labels", "symbol", "kind", "family", "base_unit", "factor") VALUES ('percent', 'percent', '{"de": "Prozent", "en": "percent"}', '%', 'percent', 'percent', 'percent', 1.0);
INSERT INTO unit ("id", "name", "labels", "symbol", "kind", "family", "base_unit", "factor") VALUES ('count', 'items', '{"de": "Stück", "en": "items"}', NULL, 'count', 'count', 'count', 1.0);
INSERT INTO unit ("id", "name", "labels", "symbol", "kind", "family", "base_unit", "factor") VALUES ('USD', 'US dollars', '{"de": "US-Dollar", "en": "US dollars"}', '$', 'money', 'USD', 'USD', 1.0);
INSERT INTO commodity ("id", "name", "labels") VALUES ('containers', 'Containers', '{"de": "Container", "en": "Containers"}');
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (1, 1, 1, 39, 49, '62 percent', 62.0, NULL, 'percent', NULL, 'exact', 'change', 'actual', 'by', 'freight_volume', 'middle_corridor', NULL, NULL, NULL, NULL, '2024', 'in 2024', '2024-01-01', '2024-12-31', 2024, 62.0, 61.5, 62.5, 'percent', NULL, '[[53, 71]]', NULL, '2025-06-27', '{"measure": "the words around it compare or add", "indicator": "“Freight”", "subject": "“Middle Corridor”", "status": "“rose”", "period": "“in 2024”, carried from before"}', 0.96, 'text', 'unreviewed', 'normal', NULL, 1, '654e3f5d5b8ed377', 'ingest', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (2, 1, 1, 53, 71, '4.5 million tonnes', 4500000.0, NULL, 'tonne', NULL, 'exact', 'level', 'actual', 'to', 'freight_volume', 'middle_corridor', NULL, NULL, NULL, NULL, '2024', 'in 2024', '2024-01-01', '2024-12-31', 2024, 4500000.0, 4450000.0, 4550000.0, 'tonne', NULL, '[[39, 49]]', NULL, '2025-06-27', '{"transition": "a movement goes to it", "indicator": "“Freight”", "subject": "“Middle Corridor”", "status": "“rose”", "period": "“in 2024”"}', 0.97, 'text', 'confirmed', 'normal', NULL, 1, 'daac0a06d0477db9', 'ada', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (3, 1, 2, 104, 121, '10 million tonnes', 10000000.0, NULL, 'tonne', NULL, 'exact', 'level', 'target', NULL, 'freight_volume', 'middle_corridor', NULL, NULL, NULL, NULL, '2030', 'By 2030', '2030-01-01', '2030-12-31', 2030, 10000000.0, 9500000.0, 10500000.0, 'tonne', NULL, NULL, NULL, '2025-06-27', '{"indicator": "carried from the sentence before", "subject": "carried from the sentence before", "status": "“is to”", "period": "“By 2030”"}', 0.91, 'text', 'unreviewed', 'normal', NULL, 1, 'afc69daa212ea87d', 'ingest', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (4, 2, 3, 28, 46, '4.1 million tonnes', 4100000.0, NULL, 'tonne', NULL, 'exact', 'level', 'actual', NULL, 'freight_volume', 'middle_corridor', NULL, NULL, NULL, NULL, '2024', 'in 2024', '2024-01-01', '2024-12-31', 2024, 4100000.0, 4050000.0, 4150000.0, 'tonne', NULL, NULL, NULL, '2025-07-01', '{"indicator": "“carried”", "subject": "“Middle Corridor”", "status": "“carried”", "period": "“in 2024”"}', 0.97, 'text', 'unreviewed', 'preferred', 'the operator''s own figure', 1, 'becbefb4b0c36a09', 'bob', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (5, 2, 4, 97, 108, '565,000 TEU', 56500.0, NULL, 'TEU', NULL, 'exact', 'level', 'actual', NULL, 'freight_volume', 'middle_corridor', NULL, NULL, 'containers', NULL, '2024', 'in 2024', '2024-01-01', '2024-12-31', 2024, 56500.0, 56499.5, 56500.5, 'TEU', NULL, NULL, NULL, '2025-07-01', '{"indicator": "“went through”", "subject": "carried from the sentence before", "status": "“went through”", "period": "“in 2024”", "commodity": "containers are counted in its unit"}', 0.97, 'text', 'corrected', 'normal', NULL, 1, '230f52c856d417cf', 'ada', 'a zero too many');
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (6, 3, 5, 69, 92, '450 Millionen US-Dollar', 450000000.0, NULL, 'USD', NULL, 'about', 'level', 'actual', NULL, 'trade_turnover', 'az', NULL, 'kz', NULL, NULL, '2023', '2023', '2023-01-01', '2023-12-31', 2023, 450000000.0, 427500000.0, 472500000.0, 'USD', NULL, NULL, NULL, NULL, '{"indicator": "“Handel”", "subject": "“Aserbaidschan”", "partner": "“Kasachstan”", "status": "“erreichte”", "period": "“2023”"}', 0.95, 'text', 'unreviewed', 'normal', NULL, 1, '940c472f11c02979', 'ingest', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (7, 3, 6, 121, 123, '12', 12.0, NULL, 'count', NULL, 'exact', 'level', 'actual', NULL, 'count', 'az', NULL, NULL, NULL, 'Abkommen', NULL, 'Im vergangenen Jahr', NULL, NULL, NULL, 12.0, 11.5, 12.5, 'count', NULL, NULL, NULL, NULL, '{"indicator": "“Abkommen” are counted", "subject": "carried from the sentence before", "status": "“wurden”", "period": "“Im vergangenen Jahr”"}', 0.73, 'text', 'rejected', 'normal', NULL, 1, '1010ded375a4e763', 'bob', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (8, 4, 7, 39, 49, '62 percent', 62.0, NULL, 'percent', NULL, 'exact', 'change', 'actual', 'by', 'freight_volume', 'middle_corridor', NULL, NULL, NULL, NULL, '2024', 'in 2024', '2024-01-01', '2024-12-31', 2024, 62.0, 61.5, 62.5, 'percent', NULL, '[[53, 71]]', NULL, '2025-06-28', '{"measure": "the words around it compare or add", "indicator": "“Freight”", "subject": "“Middle Corridor”", "status": "“rose”", "period": "“in 2024”, carried from before"}', 0.96, 'text', 'unreviewed', 'normal', NULL, 1, 'a2c328fb4270e6bb', 'ingest', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (9, 4, 7, 53, 71, '4.5 million tonnes', 4500000.0, NULL, 'tonne', NULL, 'exact', 'level', 'actual', 'to', 'freight_volume', 'middle_corridor', NULL, NULL, NULL, NULL, '2024', 'in 2024', '2024-01-01', '2024-12-31', 2024, 4500000.0, 4450000.0, 4550000.0, 'tonne', NULL, '[[39, 49]]', NULL, '2025-06-28', '{"transition": "a movement goes to it", "indicator": "“Freight”", "subject": "“Middle Corridor”", "status": "“rose”", "period": "“in 2024”"}', 0.97, 'text', 'unreviewed', 'deprecated', 'a copy with a wrong date', 1, '40d02809463f2d0f', 'ada', NULL);
INSERT INTO fact ("id", "document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per", "bound", "measure", "status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted", "period", "period_text", "period_start", "period_end", "year", "base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement", "attribution", "published", "evidence", "confidence", "origin", "review", "rank", "rank_reason", "run_id", "content_hash", "updated_by", "note") VALUES (11, 5, 9, 0, 14, '300 containers', 300.0, NULL, 'count', NULL, 'exact', 'level', 'actual', NULL, 'traffic', 'my_terminal', NULL, NULL, NULL, NULL, '2024', NULL, '2024-01-01', '2024-12-31', 2024, 300.0, 299.5, 300.5, 'count', NULL, NULL, NULL, '2025-01', NULL, 1.0, 'form', 'confirmed', 'normal', NULL, NULL, '8a129c1db77a1ff6', 'Ada', 'by phone');
INSERT INTO fact_link ("id", "fact_id", "kind", "other_id", "note", "created_by") VALUES (1, 2, 'changed_by', 1, NULL, 'ingest');
INSERT INTO fact_link ("id", "fact_id", "kind", "other_id", "note", "created_by") VALUES (2, 9, 'changed_by', 8, NULL, 'ingest');
INSERT INTO fact_link ("id", "fact_id", "kind", "other_id", "note", "created_by") VALUES (3, 2, 'contradicts', 4, 'ask the operator', 'ada');
INSERT INTO fact_revision ("id", "fact_id", "at", "actor", "action", "before", "after") VALUES (1, 2, '2026-11-22T09:07:03.889Z', 'ada', 'update', '{"document_id":1,"passage_id":1,"start":53,"end":71,"surface":"4.5 million tonnes","value":4500000.0,"value_high":null,"unit":"tonne","per":null,"bound":"exact","measure":"level","status":"actual","transition":"to","indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":null,"counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":4500000.0,"base_low":4450000.0,"base_high":4550000.0,"base_unit":"tonne","equivalent_of":null,"movement":"[[39, 49]]","attribution":null,"published":"2025-06-27","evidence":"{\"transition\": \"a movement goes to it\", \"indicator\": \"“Freight”\", \"subject\": \"“Middle Corridor”\", \"status\": \"“rose”\", \"period\": \"“in 2024”\"}","confidence":0.97,"origin":"text","review":"unreviewed","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"daac0a06d0477db9","updated_by":"ingest","note":null}', '{"document_id":1,"passage_id":1,"start":53,"end":71,"surface":"4.5 million tonnes","value":4500000.0,"value_high":null,"unit":"tonne","per":null,"bound":"exact","measure":"level","status":"actual","transition":"to","indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":null,"counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":4500000.0,"base_low":4450000.0,"base_high":4550000.0,"base_unit":"tonne","equivalent_of":null,"movement":"[[39, 49]]","attribution":null,"published":"2025-06-27","evidence":"{\"transition\": \"a movement goes to it\", \"indicator\": \"“Freight”\", \"subject\": \"“Middle Corridor”\", \"status\": \"“rose”\", \"period\": \"“in 2024”\"}","confidence":0.97,"origin":"text","review":"confirmed","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"daac0a06d0477db9","updated_by":"ada","note":null}');
INSERT INTO fact_revision ("id", "fact_id", "at", "actor", "action", "before", "after") VALUES (2, 5, '2026-11-22T09:07:03.889Z', 'ada', 'update', '{"document_id":2,"passage_id":4,"start":97,"end":108,"surface":"565,000 TEU","value":565000.0,"value_high":null,"unit":"TEU","per":null,"bound":"exact","measure":"level","status":"actual","transition":null,"indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":"containers","counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":565000.0,"base_low":564500.0,"base_high":565500.0,"base_unit":"TEU","equivalent_of":null,"movement":null,"attribution":null,"published":"2025-07-01","evidence":"{\"indicator\": \"“went through”\", \"subject\": \"carried from the sentence before\", \"status\": \"“went through”\", \"period\": \"“in 2024”\", \"commodity\": \"containers are counted in its unit\"}","confidence":0.97,"origin":"text","review":"unreviewed","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"230f52c856d417cf","updated_by":"ingest","note":null}', '{"document_id":2,"passage_id":4,"start":97,"end":108,"surface":"565,000 TEU","value":56500.0,"value_high":null,"unit":"TEU","per":null,"bound":"exact","measure":"level","status":"actual","transition":null,"indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":"containers","counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":56500.0,"base_low":56499.5,"base_high":56500.5,"base_unit":"TEU","equivalent_of":null,"movement":null,"attribution":null,"published":"2025-07-01","evidence":"{\"indicator\": \"“went through”\", \"subject\": \"carried from the sentence before\", \"status\": \"“went through”\", \"period\": \"“in 2024”\", \"commodity\": \"containers are counted in its unit\"}","confidence":0.97,"origin":"text","review":"corrected","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"230f52c856d417cf","updated_by":"ada","note":"a zero too many"}');
INSERT INTO fact_revision ("id", "fact_id", "at", "actor", "action", "before", "after") VALUES (3, 7, '2026-11-22T09:07:03.890Z', 'bob', 'update', '{"document_id":3,"passage_id":6,"start":121,"end":123,"surface":"12","value":12.0,"value_high":null,"unit":"count","per":null,"bound":"exact","measure":"level","status":"actual","transition":null,"indicator":"count","subject":"az","place":null,"partner":null,"commodity":null,"counted":"Abkommen","period":null,"period_text":"Im vergangenen Jahr","period_start":null,"period_end":null,"year":null,"base_value":12.0,"base_low":11.5,"base_high":12.5,"base_unit":"count","equivalent_of":null,"movement":null,"attribution":null,"published":null,"evidence":"{\"indicator\": \"“Abkommen” are counted\", \"subject\": \"carried from the sentence before\", \"status\": \"“wurden”\", \"period\": \"“Im vergangenen Jahr”\"}","confidence":0.73,"origin":"text","review":"unreviewed","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"1010ded375a4e763","updated_by":"ingest","note":null}', '{"document_id":3,"passage_id":6,"start":121,"end":123,"surface":"12","value":12.0,"value_high":null,"unit":"count","per":null,"bound":"exact","measure":"level","status":"actual","transition":null,"indicator":"count","subject":"az","place":null,"partner":null,"commodity":null,"counted":"Abkommen","period":null,"period_text":"Im vergangenen Jahr","period_start":null,"period_end":null,"year":null,"base_value":12.0,"base_low":11.5,"base_high":12.5,"base_unit":"count","equivalent_of":null,"movement":null,"attribution":null,"published":null,"evidence":"{\"indicator\": \"“Abkommen” are counted\", \"subject\": \"carried from the sentence before\", \"status\": \"“wurden”\", \"period\": \"“Im vergangenen Jahr”\"}","confidence":0.73,"origin":"text","review":"rejected","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"1010ded375a4e763","updated_by":"bob","note":null}');
INSERT INTO fact_revision ("id", "fact_id", "at", "actor", "action", "before", "after") VALUES (4, 4, '2026-11-22T09:07:03.890Z', 'bob', 'update', '{"document_id":2,"passage_id":3,"start":28,"end":46,"surface":"4.1 million tonnes","value":4100000.0,"value_high":null,"unit":"tonne","per":null,"bound":"exact","measure":"level","status":"actual","transition":null,"indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":null,"counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":4100000.0,"base_low":4050000.0,"base_high":4150000.0,"base_unit":"tonne","equivalent_of":null,"movement":null,"attribution":null,"published":"2025-07-01","evidence":"{\"indicator\": \"“carried”\", \"subject\": \"“Middle Corridor”\", \"status\": \"“carried”\", \"period\": \"“in 2024”\"}","confidence":0.97,"origin":"text","review":"unreviewed","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"becbefb4b0c36a09","updated_by":"ingest","note":null}', '{"document_id":2,"passage_id":3,"start":28,"end":46,"surface":"4.1 million tonnes","value":4100000.0,"value_high":null,"unit":"tonne","per":null,"bound":"exact","measure":"level","status":"actual","transition":null,"indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":null,"counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":4100000.0,"base_low":4050000.0,"base_high":4150000.0,"base_unit":"tonne","equivalent_of":null,"movement":null,"attribution":null,"published":"2025-07-01","evidence":"{\"indicator\": \"“carried”\", \"subject\": \"“Middle Corridor”\", \"status\": \"“carried”\", \"period\": \"“in 2024”\"}","confidence":0.97,"origin":"text","review":"unreviewed","rank":"preferred","rank_reason":"the operator''s own figure","run_id":1,"content_hash":"becbefb4b0c36a09","updated_by":"bob","note":null}');
INSERT INTO fact_revision ("id", "fact_id", "at", "actor", "action", "before", "after") VALUES (5, 9, '2026-11-22T09:07:03.890Z', 'ada', 'update', '{"document_id":4,"passage_id":7,"start":53,"end":71,"surface":"4.5 million tonnes","value":4500000.0,"value_high":null,"unit":"tonne","per":null,"bound":"exact","measure":"level","status":"actual","transition":"to","indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":null,"counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":4500000.0,"base_low":4450000.0,"base_high":4550000.0,"base_unit":"tonne","equivalent_of":null,"movement":"[[39, 49]]","attribution":null,"published":"2025-06-28","evidence":"{\"transition\": \"a movement goes to it\", \"indicator\": \"“Freight”\", \"subject\": \"“Middle Corridor”\", \"status\": \"“rose”\", \"period\": \"“in 2024”\"}","confidence":0.97,"origin":"text","review":"unreviewed","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"40d02809463f2d0f","updated_by":"ingest","note":null}', '{"document_id":4,"passage_id":7,"start":53,"end":71,"surface":"4.5 million tonnes","value":4500000.0,"value_high":null,"unit":"tonne","per":null,"bound":"exact","measure":"level","status":"actual","transition":"to","indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":null,"counted":null,"period":"2024","period_text":"in 2024","period_start":"2024-01-01","period_end":"2024-12-31","year":2024,"base_value":4500000.0,"base_low":4450000.0,"base_high":4550000.0,"base_unit":"tonne","equivalent_of":null,"movement":"[[39, 49]]","attribution":null,"published":"2025-06-28","evidence":"{\"transition\": \"a movement goes to it\", \"indicator\": \"“Freight”\", \"subject\": \"“Middle Corridor”\", \"status\": \"“rose”\", \"period\": \"“in 2024”\"}","confidence":0.97,"origin":"text","review":"unreviewed","rank":"deprecated","rank_reason":"a copy with a wrong date","run_id":1,"content_hash":"40d02809463f2d0f","updated_by":"ada","note":null}');
INSERT INTO fact_revision ("id", "fact_id", "at", "actor", "action", "before", "after") VALUES (6, 10, '2026-11-22T09:07:03.890Z', 'ingest', 'delete', '{"document_id":4,"passage_id":8,"start":104,"end":121,"surface":"10 million tonnes","value":10000000.0,"value_high":null,"unit":"tonne","per":null,"bound":"exact","measure":"level","status":"target","transition":null,"indicator":"freight_volume","subject":"middle_corridor","place":null,"partner":null,"commodity":null,"counted":null,"period":"2030","period_text":"By 2030","period_start":"2030-01-01","period_end":"2030-12-31","year":2030,"base_value":10000000.0,"base_low":9500000.0,"base_high":10500000.0,"base_unit":"tonne","equivalent_of":null,"movement":null,"attribution":null,"published":"2025-06-28","evidence":"{\"indicator\": \"carried from the sentence before\", \"subject\": \"carried from the sentence before\", \"status\": \"“is to”\", \"period\": \"“By 2030”\"}","confidence":0.91,"origin":"text","review":"unreviewed","rank":"normal","rank_reason":null,"run_id":1,"content_hash":"4d0d393528564900","updated_by":"ingest","note":null}', NULL);
INSERT INTO rate ("currency", "day", "per_eur", "source") VALUES ('KZT', '2024-07-01', 510.5, 'National Bank of Kazakhstan');
INSERT INTO passage_fts(passage_fts) VALUES ('rebuild');
CREATE INDEX ix_document_last_run_id ON document (last_run_id) WHERE last_run_id IS NOT NULL;
CREATE INDEX ix_document_published ON document (published, id);
CREATE INDEX ix_document_same_as ON document (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX ix_document_source_id ON document (source_id) WHERE source_id IS NOT NULL;
CREATE UNIQUE INDEX uq_document_identity ON document (sha256, source_id, url, published) WHERE kind <> 'form';
CREATE INDEX ix_section_source_id ON section (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX ix_entity_home ON entity (home) WHERE home IS NOT NULL;
CREATE INDEX ix_entity_alias_alias ON entity_alias (alias);
CREATE INDEX ix_fact_commodity ON fact (commodity) WHERE commodity IS NOT NULL;
CREATE INDEX ix_fact_equivalent_of ON fact (equivalent_of) WHERE equivalent_of IS NOT NULL;
CREATE INDEX ix_fact_indicator_year ON fact (indicator, year, subject);
CREATE INDEX ix_fact_pair ON fact (indicator, subject, partner, year) WHERE partner IS NOT NULL;
CREATE INDEX ix_fact_partner ON fact (partner, indicator) WHERE partner IS NOT NULL;
CREATE INDEX ix_fact_passage_id ON fact (passage_id) WHERE passage_id IS NOT NULL;
CREATE INDEX ix_fact_place ON fact (place) WHERE place IS NOT NULL;
CREATE INDEX ix_fact_published ON fact (published, id);
CREATE INDEX ix_fact_run_id ON fact (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX ix_fact_series ON fact (subject, indicator, measure, status, period_start);
CREATE INDEX ix_fact_subject_published ON fact (subject, published);
CREATE INDEX ix_fact_unit ON fact (unit);
CREATE INDEX ix_fact_link_other_id ON fact_link (other_id);
CREATE INDEX ix_fact_revision_fact_id ON fact_revision (fact_id);
CREATE INDEX ix_derived_commodity ON derived (commodity) WHERE commodity IS NOT NULL;
CREATE INDEX ix_derived_indicator ON derived (indicator);
CREATE INDEX ix_derived_partner ON derived (partner) WHERE partner IS NOT NULL;
CREATE INDEX ix_derived_place ON derived (place) WHERE place IS NOT NULL;
CREATE INDEX ix_derived_subject_indicator ON derived (subject, indicator);
CREATE INDEX ix_derived_input_fact_id ON derived_input (fact_id);
CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
  INSERT INTO passage_fts(rowid, text) VALUES (NEW.id, NEW.text);
END;
CREATE TRIGGER passage_deleted AFTER DELETE ON passage BEGIN
  INSERT INTO passage_fts(passage_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;
CREATE TRIGGER passage_changed AFTER UPDATE OF text ON passage BEGIN
  INSERT INTO passage_fts(passage_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
  INSERT INTO passage_fts(rowid, text) VALUES (NEW.id, NEW.text);
END;
CREATE TRIGGER fact_changed AFTER UPDATE ON fact WHEN OLD."document_id" IS NOT NEW."document_id" OR OLD."start" IS NOT NEW."start" OR OLD."end" IS NOT NEW."end" OR OLD."surface" IS NOT NEW."surface" OR OLD."value" IS NOT NEW."value" OR OLD."value_high" IS NOT NEW."value_high" OR OLD."unit" IS NOT NEW."unit" OR OLD."per" IS NOT NEW."per" OR OLD."bound" IS NOT NEW."bound" OR OLD."measure" IS NOT NEW."measure" OR OLD."status" IS NOT NEW."status" OR OLD."transition" IS NOT NEW."transition" OR OLD."indicator" IS NOT NEW."indicator" OR OLD."subject" IS NOT NEW."subject" OR OLD."place" IS NOT NEW."place" OR OLD."partner" IS NOT NEW."partner" OR OLD."commodity" IS NOT NEW."commodity" OR OLD."counted" IS NOT NEW."counted" OR OLD."period" IS NOT NEW."period" OR OLD."period_text" IS NOT NEW."period_text" OR OLD."period_start" IS NOT NEW."period_start" OR OLD."period_end" IS NOT NEW."period_end" OR OLD."year" IS NOT NEW."year" OR OLD."base_value" IS NOT NEW."base_value" OR OLD."base_low" IS NOT NEW."base_low" OR OLD."base_high" IS NOT NEW."base_high" OR OLD."base_unit" IS NOT NEW."base_unit" OR OLD."movement" IS NOT NEW."movement" OR OLD."attribution" IS NOT NEW."attribution" OR OLD."published" IS NOT NEW."published" OR OLD."evidence" IS NOT NEW."evidence" OR OLD."confidence" IS NOT NEW."confidence" OR OLD."origin" IS NOT NEW."origin" OR OLD."review" IS NOT NEW."review" OR OLD."rank" IS NOT NEW."rank" OR OLD."rank_reason" IS NOT NEW."rank_reason" OR OLD."updated_by" IS NOT NEW."updated_by" OR OLD."note" IS NOT NEW."note" BEGIN
  INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
  VALUES (OLD.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NEW.updated_by, 'update', json_object('document_id', OLD."document_id", 'passage_id', OLD."passage_id", 'start', OLD."start", 'end', OLD."end", 'surface', OLD."surface", 'value', OLD."value", 'value_high', OLD."value_high", 'unit', OLD."unit", 'per', OLD."per", 'bound', OLD."bound", 'measure', OLD."measure", 'status', OLD."status", 'transition', OLD."transition", 'indicator', OLD."indicator", 'subject', OLD."subject", 'place', OLD."place", 'partner', OLD."partner", 'commodity', OLD."commodity", 'counted', OLD."counted", 'period', OLD."period", 'period_text', OLD."period_text", 'period_start', OLD."period_start", 'period_end', OLD."period_end", 'year', OLD."year", 'base_value', OLD."base_value", 'base_low', OLD."base_low", 'base_high', OLD."base_high", 'base_unit', OLD."base_unit", 'equivalent_of', OLD."equivalent_of", 'movement', OLD."movement", 'attribution', OLD."attribution", 'published', OLD."published", 'evidence', OLD."evidence", 'confidence', OLD."confidence", 'origin', OLD."origin", 'review', OLD."review", 'rank', OLD."rank", 'rank_reason', OLD."rank_reason", 'run_id', OLD."run_id", 'content_hash', OLD."content_hash", 'updated_by', OLD."updated_by", 'note', OLD."note"), json_object('document_id', NEW."document_id", 'passage_id', NEW."passage_id", 'start', NEW."start", 'end', NEW."end", 'surface', NEW."surface", 'value', NEW."value", 'value_high', NEW."value_high", 'unit', NEW."unit", 'per', NEW."per", 'bound', NEW."bound", 'measure', NEW."measure", 'status', NEW."status", 'transition', NEW."transition", 'indicator', NEW."indicator", 'subject', NEW."subject", 'place', NEW."place", 'partner', NEW."partner", 'commodity', NEW."commodity", 'counted', NEW."counted", 'period', NEW."period", 'period_text', NEW."period_text", 'period_start', NEW."period_start", 'period_end', NEW."period_end", 'year', NEW."year", 'base_value', NEW."base_value", 'base_low', NEW."base_low", 'base_high', NEW."base_high", 'base_unit', NEW."base_unit", 'equivalent_of', NEW."equivalent_of", 'movement', NEW."movement", 'attribution', NEW."attribution", 'published', NEW."published", 'evidence', NEW."evidence", 'confidence', NEW."confidence", 'origin', NEW."origin", 'review', NEW."review", 'rank', NEW."rank", 'rank_reason', NEW."rank_reason", 'run_id', NEW."run_id", 'content_hash', NEW."content_hash", 'updated_by', NEW."updated_by", 'note', NEW."note"));
END;
CREATE TRIGGER fact_deleted AFTER DELETE ON fact BEGIN
  INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
  VALUES (OLD.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), OLD.updated_by, 'delete', json_object('document_id', OLD."document_id", 'passage_id', OLD."passage_id", 'start', OLD."start", 'end', OLD."end", 'surface', OLD."surface", 'value', OLD."value", 'value_high', OLD."value_high", 'unit', OLD."unit", 'per', OLD."per", 'bound', OLD."bound", 'measure', OLD."measure", 'status', OLD."status", 'transition', OLD."transition", 'indicator', OLD."indicator", 'subject', OLD."subject", 'place', OLD."place", 'partner', OLD."partner", 'commodity', OLD."commodity", 'counted', OLD."counted", 'period', OLD."period", 'period_text', OLD."period_text", 'period_start', OLD."period_start", 'period_end', OLD."period_end", 'year', OLD."year", 'base_value', OLD."base_value", 'base_low', OLD."base_low", 'base_high', OLD."base_high", 'base_unit', OLD."base_unit", 'equivalent_of', OLD."equivalent_of", 'movement', OLD."movement", 'attribution', OLD."attribution", 'published', OLD."published", 'evidence', OLD."evidence", 'confidence', OLD."confidence", 'origin', OLD."origin", 'review', OLD."review", 'rank', OLD."rank", 'rank_reason', OLD."rank_reason", 'run_id', OLD."run_id", 'content_hash', OLD."content_hash", 'updated_by', OLD."updated_by", 'note', OLD."note"), NULL);
END;
CREATE VIEW facts_readable AS
-- one row per fact that is not rejected
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
WHERE f.review <> 'rejected';
CREATE VIEW corridor_capacity AS
-- one row per stated capacity: what a line, port, pipeline or plant can carry or will
SELECT
  f.subject, subject.name AS subject_name, subject.kind AS subject_kind,
  f.place, place.name AS place_name, f.commodity,
  f.transition, f.status, f.value, f.value_high, f.unit, f.per, f.bound,
  f.base_value, f.base_low, f.base_high, f.base_unit,
  f.period, f.period_start, f.period_end, f.year,
  f.published, s.name AS source, f.surface, p.text AS sentence,
  f.review, f.rank, f.confidence, f.equivalent_of, f.id AS fact_id,
  substr(d.sha256, 1, 12) || ':' || f.start || '-' || f."end" AS fact_key, f.document_id, d.url
FROM fact AS f
LEFT JOIN document AS d ON d.id = f.document_id
LEFT JOIN source AS s ON s.id = d.source_id
LEFT JOIN passage AS p ON p.id = f.passage_id
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS place ON place.id = f.place
WHERE f.indicator = 'capacity' AND f.measure = 'level' AND f.review <> 'rejected'
ORDER BY f.subject, f.published, f.document_id, f.start;
CREATE VIEW trade_by_year AS
-- one row per figure of trade between two, in money or mass as stated; equivalents left out
SELECT
  f.year, f.period, f.indicator, i.name AS indicator_name,
  f.subject, subject.name AS subject_name, f.partner, partner.name AS partner_name,
  f.commodity, f.value, f.value_high, f.unit, f.bound, f.status, f.transition,
  f.base_value, f.base_low, f.base_high, f.base_unit, f.period_start, f.period_end,
  f.published, s.name AS source, f.surface, p.text AS sentence,
  f.review, f.rank, f.confidence, f.equivalent_of, f.id AS fact_id,
  substr(d.sha256, 1, 12) || ':' || f.start || '-' || f."end" AS fact_key, f.document_id, d.url
FROM fact AS f
LEFT JOIN document AS d ON d.id = f.document_id
LEFT JOIN source AS s ON s.id = d.source_id
LEFT JOIN passage AS p ON p.id = f.passage_id
JOIN unit AS u ON u.id = f.unit
LEFT JOIN indicator AS i ON i.id = f.indicator
LEFT JOIN entity AS subject ON subject.id = f.subject
LEFT JOIN entity AS partner ON partner.id = f.partner
WHERE f.partner IS NOT NULL AND f.measure = 'level' AND f.equivalent_of IS NULL
  AND f.indicator IN ('trade_turnover', 'trade_balance', 'exports', 'imports')
  AND u.kind IN ('money', 'mass') AND f.review <> 'rejected'
ORDER BY f.subject, f.partner, f.indicator, f.period_start, f.published, f.id;
CREATE VIEW targets AS
-- one row per stated target, with the latest actual figure beside it and the target as it was
-- stated before, so that a target that moved keeps its history
WITH actual AS (
  SELECT f.*, coalesce(f.partner, '') AS partner_key, coalesce(f.place, '') AS place_key,
    coalesce(f.commodity, '') AS commodity_key, coalesce(f.counted, '') AS counted_key,
    row_number() OVER (
      PARTITION BY f.subject, f.partner, f.place, f.indicator, f.commodity, f.counted, f.base_unit
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
  f.published, s.name AS source, f.surface, p.text AS sentence,
  f.review, f.rank, f.confidence, f.equivalent_of, f.id AS fact_id,
  substr(d.sha256, 1, 12) || ':' || f.start || '-' || f."end" AS fact_key, f.document_id, d.url
FROM fact AS f
LEFT JOIN document AS d ON d.id = f.document_id
LEFT JOIN source AS s ON s.id = d.source_id
LEFT JOIN passage AS p ON p.id = f.passage_id
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
WINDOW history AS (PARTITION BY f.subject, f.partner, f.place, f.indicator, f.commodity, f.counted, f.base_unit ORDER BY coalesce(f.published, ''), f.id)
ORDER BY f.subject, f.indicator, f.partner, f.published, f.id;
CREATE VIEW conflicts AS
-- one row per claim about which independent sources disagree: their intervals do not meet.
-- Two figures of one document, and a later figure of the same speaker, are no conflict.
WITH stated AS (
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
    AND f.indicator NOT IN ('transit_time', 'length', 'price', 'progress')
),
disputed AS (
  SELECT DISTINCT a.subject, a.partner, a.place, a.indicator, a.commodity, a.measure, a.status, a.counted, a.per, a.period, a.base_unit
  FROM stated AS a
  JOIN stated AS b ON a.subject = b.subject AND a.partner = b.partner AND a.place = b.place AND a.indicator = b.indicator AND a.commodity = b.commodity AND a.measure = b.measure AND a.status = b.status AND a.counted = b.counted AND a.per = b.per AND a.period = b.period AND a.base_unit = b.base_unit AND a.id < b.id AND a.origin_id <> b.origin_id
    AND (coalesce(a.base_low, -1.7976931348623157e308) > coalesce(b.base_high, 1.7976931348623157e308) OR coalesce(b.base_low, -1.7976931348623157e308) > coalesce(a.base_high, 1.7976931348623157e308))
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
JOIN stated AS f ON k.subject = f.subject AND k.partner = f.partner AND k.place = f.place AND k.indicator = f.indicator AND k.commodity = f.commodity AND k.measure = f.measure AND k.status = f.status AND k.counted = f.counted AND k.per = f.per AND k.period = f.period AND k.base_unit = f.base_unit
LEFT JOIN indicator AS i ON i.id = k.indicator
LEFT JOIN entity AS subject ON subject.id = k.subject
LEFT JOIN entity AS partner ON partner.id = k.partner
GROUP BY k.subject, k.partner, k.place, k.indicator, k.commodity, k.measure, k.status, k.counted, k.per, k.period, k.base_unit, subject.name, partner.name, i.name
ORDER BY k.subject, k.indicator, k.period;
CREATE VIEW sources AS
-- one row per source that published a document
SELECT
  s.id, s.name, count(DISTINCT d.id) AS documents, count(f.id) AS facts,
  min(coalesce(f.published, d.published)) AS first_published,
  max(coalesce(f.published, d.published)) AS last_published
FROM source AS s
LEFT JOIN document AS d ON d.source_id = s.id
LEFT JOIN fact AS f ON f.document_id = d.id AND f.review <> 'rejected'
GROUP BY s.id, s.name
ORDER BY s.name;
CREATE VIEW series_points AS
-- one row per claim: the value to draw (preferred first, then what a named speaker says, then the
-- newest, then exact before hedged), and how many other facts agree with it or differ from it
WITH stated AS (
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
    AND f.review <> 'rejected' AND f.rank <> 'deprecated' AND f.confidence >= 0.5
),
ranked AS (
  SELECT stated.*, row_number() OVER (
    PARTITION BY subject, partner, place, indicator, commodity, measure, status, counted, per, period, base_unit
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
  count(b.id) - coalesce(sum(CASE WHEN (coalesce(a.base_low, -1.7976931348623157e308) > coalesce(b.base_high, 1.7976931348623157e308) OR coalesce(b.base_low, -1.7976931348623157e308) > coalesce(a.base_high, 1.7976931348623157e308)) THEN 1 ELSE 0 END), 0) AS agree,
  coalesce(sum(CASE WHEN (coalesce(a.base_low, -1.7976931348623157e308) > coalesce(b.base_high, 1.7976931348623157e308) OR coalesce(b.base_low, -1.7976931348623157e308) > coalesce(a.base_high, 1.7976931348623157e308)) THEN 1 ELSE 0 END), 0) AS differ
FROM ranked AS a
LEFT JOIN ranked AS b ON a.subject = b.subject AND a.partner = b.partner AND a.place = b.place AND a.indicator = b.indicator AND a.commodity = b.commodity AND a.measure = b.measure AND a.status = b.status AND a.counted = b.counted AND a.per = b.per AND a.period = b.period AND a.base_unit = b.base_unit AND b.place_in_line > 1
LEFT JOIN entity AS subject ON subject.id = a.subject
LEFT JOIN entity AS partner ON partner.id = a.partner
WHERE a.place_in_line = 1
GROUP BY a.subject, a.partner, a.place, a.indicator, a.commodity, a.measure, a.status, a.counted, a.per, a.period, a.base_unit, a.period_start, a.period_end, a.year,
  a.base_value, a.base_low, a.base_high, a.bound, a.published, a.id, subject.name, partner.name
ORDER BY a.subject, a.indicator, a.partner, a.measure, a.status, a.period_start;
