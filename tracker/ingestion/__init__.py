"""Ingestion: read → extract → keep; the one place where the stages meet.

places          what a person names → `Incoming`s, one for each thing to read
incoming        `Incoming`s → documents and facts in the store, and a row of the intake each
ingesting       `ingest()`: both together
addresses       a web address → an `Incoming`; pages: what was fetched → documents
feeds           subscribed feeds, asked for what is new
previewing      a document looked at before it is kept
watching        what arrives in a folder, read once it has settled
rereading       a stored document read anew, or given its date
"""

from tracker.ingestion.incoming import BATCH as BATCH
from tracker.ingestion.incoming import Incoming as Incoming
from tracker.ingestion.incoming import Ingested as Ingested
from tracker.ingestion.incoming import ingest_incoming as ingest_incoming
from tracker.ingestion.ingesting import ingest as ingest
from tracker.ingestion.places import count_places as count_places
from tracker.ingestion.places import find_files as find_files
from tracker.ingestion.places import find_incoming as find_incoming
from tracker.ingestion.previewing import Preview as Preview
from tracker.ingestion.previewing import keep as keep
from tracker.ingestion.previewing import preview as preview
from tracker.ingestion.rereading import redate as redate
from tracker.ingestion.rereading import reread as reread
from tracker.ingestion.watching import Remark as Remark
from tracker.ingestion.watching import Vanished as Vanished
from tracker.ingestion.watching import Watch as Watch
