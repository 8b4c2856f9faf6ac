"""Corridor tracker: figures of trade and transport, read out of text and kept with their source.

Everything meant for use from outside stands here; names are imported when they are first asked for,
so that `extract` needs neither a database nor a dashboard.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.exporting import export
    from tracker.extraction import UnknownLanguageError, extract
    from tracker.extraction.entry import FigureReading, read_figure
    from tracker.extraction.explanation import explain
    from tracker.ingestion import ingest
    from tracker.lexicon.lexicon import Lexicon, load_lexicon
    from tracker.model.document import Document, DocumentKind
    from tracker.model.errors import (
        InvalidFactError,
        LexiconError,
        NotFoundError,
        ReadError,
        SchemaError,
        StoreError,
        TrackerError,
        UnsupportedFormatError,
    )
    from tracker.model.fact import Bound, Fact, Measure, Per, Span, Status, Transition
    from tracker.model.filter import FactFilter
    from tracker.model.period import Period
    from tracker.model.stored import Entity, StoredDocument, StoredFact
    from tracker.readers import read
    from tracker.series import Extent, Point, Series, build_series
    from tracker.store import Store

_PLACES = {
    "Bound": "tracker.model.fact",
    "Document": "tracker.model.document",
    "DocumentKind": "tracker.model.document",
    "Entity": "tracker.model.stored",
    "Extent": "tracker.series",
    "Fact": "tracker.model.fact",
    "FactFilter": "tracker.model.filter",
    "FigureReading": "tracker.extraction.entry",
    "InvalidFactError": "tracker.model.errors",
    "Lexicon": "tracker.lexicon.lexicon",
    "LexiconError": "tracker.model.errors",
    "Measure": "tracker.model.fact",
    "NotFoundError": "tracker.model.errors",
    "Per": "tracker.model.fact",
    "Period": "tracker.model.period",
    "Point": "tracker.series",
    "ReadError": "tracker.model.errors",
    "SchemaError": "tracker.model.errors",
    "Series": "tracker.series",
    "Span": "tracker.model.fact",
    "Status": "tracker.model.fact",
    "Store": "tracker.store",
    "StoreError": "tracker.model.errors",
    "StoredDocument": "tracker.model.stored",
    "StoredFact": "tracker.model.stored",
    "TrackerError": "tracker.model.errors",
    "Transition": "tracker.model.fact",
    "UnknownLanguageError": "tracker.extraction",
    "UnsupportedFormatError": "tracker.model.errors",
    "build_series": "tracker.series",
    "explain": "tracker.extraction.explanation",
    "export": "tracker.exporting",
    "extract": "tracker.extraction",
    "ingest": "tracker.ingestion",
    "load_lexicon": "tracker.lexicon.lexicon",
    "read": "tracker.readers",
    "read_figure": "tracker.extraction.entry",
}

__all__ = list(_PLACES)  # noqa: PLE0605

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    value = getattr(import_module(_PLACES[name]), name)
    globals()[name] = value
    return value
