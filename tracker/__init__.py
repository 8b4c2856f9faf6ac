"""Corridor tracker: figures of trade and transport, read out of text and kept with their source.

Everything meant for use from outside stands here; names are imported when they are first asked for,
so that `extract` needs neither a database nor a dashboard.
"""

import logging
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.exchange.exporting import export as export
    from tracker.exchange.row_streams import stream_rows as stream_rows
    from tracker.extraction import UnknownLanguageError as UnknownLanguageError
    from tracker.extraction import extract as extract
    from tracker.extraction.entry import FigureReading as FigureReading
    from tracker.extraction.entry import read_figure as read_figure
    from tracker.extraction.entry import read_period as read_period
    from tracker.extraction.explanation import explain as explain
    from tracker.ingestion import Preview as Preview
    from tracker.ingestion import ingest as ingest
    from tracker.ingestion import keep as keep
    from tracker.ingestion import preview as preview
    from tracker.ingestion import redate as redate
    from tracker.ingestion import reread as reread
    from tracker.ledger.claims import interval as interval
    from tracker.lexicon.lexicon import Lexicon as Lexicon
    from tracker.lexicon.lexicon import load_lexicon as load_lexicon
    from tracker.lexicon.questions import Question as Question
    from tracker.lexicon.questions import load_questions as load_questions
    from tracker.model.answer import Answer as Answer
    from tracker.model.answer import Described as Described
    from tracker.model.claim import Comparison as Comparison
    from tracker.model.claim import Outcome as Outcome
    from tracker.model.claim import SourceKind as SourceKind
    from tracker.model.claim import Standing as Standing
    from tracker.model.claim_report import ClaimMember as ClaimMember
    from tracker.model.claim_report import ClaimReport as ClaimReport
    from tracker.model.decision import CORRECTABLE as CORRECTABLE
    from tracker.model.decision import Action as Action
    from tracker.model.decision import Change as Change
    from tracker.model.decision import Decision as Decision
    from tracker.model.decision import Event as Event
    from tracker.model.derived import DerivedFilter as DerivedFilter
    from tracker.model.derived import FollowedTarget as FollowedTarget
    from tracker.model.derived import ImpliedFigure as ImpliedFigure
    from tracker.model.derived import Role as Role
    from tracker.model.derived import Rule as Rule
    from tracker.model.derived import Support as Support
    from tracker.model.derived import TargetState as TargetState
    from tracker.model.document import Document as Document
    from tracker.model.document import DocumentKind as DocumentKind
    from tracker.model.document import FieldOrigin as FieldOrigin
    from tracker.model.document import How as How
    from tracker.model.document import Section as Section
    from tracker.model.document_filter import DocumentFilter as DocumentFilter
    from tracker.model.errors import ConflictError as ConflictError
    from tracker.model.errors import InvalidFactError as InvalidFactError
    from tracker.model.errors import LexiconError as LexiconError
    from tracker.model.errors import NotFoundError as NotFoundError
    from tracker.model.errors import QueryError as QueryError
    from tracker.model.errors import ReadError as ReadError
    from tracker.model.errors import SchemaError as SchemaError
    from tracker.model.errors import StoreError as StoreError
    from tracker.model.errors import TrackerError as TrackerError
    from tracker.model.errors import UnsupportedFormatError as UnsupportedFormatError
    from tracker.model.facet_cube import FacetCube as FacetCube
    from tracker.model.fact import Bound as Bound
    from tracker.model.fact import Fact as Fact
    from tracker.model.fact import Measure as Measure
    from tracker.model.fact import Per as Per
    from tracker.model.fact import Span as Span
    from tracker.model.fact import Status as Status
    from tracker.model.fact import Transition as Transition
    from tracker.model.filter import FactFilter as FactFilter
    from tracker.model.intake import Intake as Intake
    from tracker.model.intake import IntakeKind as IntakeKind
    from tracker.model.intake import IntakeOutcome as IntakeOutcome
    from tracker.model.news import News as News
    from tracker.model.news import Redrawn as Redrawn
    from tracker.model.news import TargetChange as TargetChange
    from tracker.model.news import TargetNews as TargetNews
    from tracker.model.period import Period as Period
    from tracker.model.rate import Conversion as Conversion
    from tracker.model.rate import ConversionKind as ConversionKind
    from tracker.model.rate import ConversionRate as ConversionRate
    from tracker.model.rate import MissingRate as MissingRate
    from tracker.model.rate import RateBasis as RateBasis
    from tracker.model.rereading import Difference as Difference
    from tracker.model.stored import Entity as Entity
    from tracker.model.stored import Origin as Origin
    from tracker.model.stored import Stored as Stored
    from tracker.model.stored import StoredDocument as StoredDocument
    from tracker.model.stored import StoredFact as StoredFact
    from tracker.model.stored import Summary as Summary
    from tracker.model.trade import GrowthCheck as GrowthCheck
    from tracker.model.trade import PairFigure as PairFigure
    from tracker.readers import READERS as READERS
    from tracker.readers import read as read
    from tracker.readers import read_all as read_all
    from tracker.readers import read_documents as read_documents
    from tracker.readers import read_upload as read_upload
    from tracker.readers import size_limit as size_limit
    from tracker.readers.packaged import packaged_documents as packaged_documents
    from tracker.series import Extent as Extent
    from tracker.series import Point as Point
    from tracker.series import Series as Series
    from tracker.series import build_series as build_series
    from tracker.store import Store as Store

_PLACES = {
    "Action": "tracker.model.decision",
    "Answer": "tracker.model.answer",
    "Bound": "tracker.model.fact",
    "CORRECTABLE": "tracker.model.decision",
    "Change": "tracker.model.decision",
    "ClaimMember": "tracker.model.claim_report",
    "ClaimReport": "tracker.model.claim_report",
    "Comparison": "tracker.model.claim",
    "ConflictError": "tracker.model.errors",
    "Conversion": "tracker.model.rate",
    "ConversionKind": "tracker.model.rate",
    "ConversionRate": "tracker.model.rate",
    "Decision": "tracker.model.decision",
    "DerivedFilter": "tracker.model.derived",
    "Described": "tracker.model.answer",
    "Difference": "tracker.model.rereading",
    "Document": "tracker.model.document",
    "DocumentFilter": "tracker.model.document_filter",
    "DocumentKind": "tracker.model.document",
    "Entity": "tracker.model.stored",
    "Event": "tracker.model.decision",
    "Extent": "tracker.series",
    "FacetCube": "tracker.model.facet_cube",
    "Fact": "tracker.model.fact",
    "FactFilter": "tracker.model.filter",
    "FieldOrigin": "tracker.model.document",
    "FigureReading": "tracker.extraction.entry",
    "FollowedTarget": "tracker.model.derived",
    "GrowthCheck": "tracker.model.trade",
    "How": "tracker.model.document",
    "ImpliedFigure": "tracker.model.derived",
    "Intake": "tracker.model.intake",
    "IntakeKind": "tracker.model.intake",
    "IntakeOutcome": "tracker.model.intake",
    "InvalidFactError": "tracker.model.errors",
    "Lexicon": "tracker.lexicon.lexicon",
    "LexiconError": "tracker.model.errors",
    "Measure": "tracker.model.fact",
    "MissingRate": "tracker.model.rate",
    "News": "tracker.model.news",
    "NotFoundError": "tracker.model.errors",
    "Origin": "tracker.model.stored",
    "Outcome": "tracker.model.claim",
    "PairFigure": "tracker.model.trade",
    "Per": "tracker.model.fact",
    "Period": "tracker.model.period",
    "Point": "tracker.series",
    "Preview": "tracker.ingestion",
    "QueryError": "tracker.model.errors",
    "Question": "tracker.lexicon.questions",
    "READERS": "tracker.readers",
    "RateBasis": "tracker.model.rate",
    "ReadError": "tracker.model.errors",
    "Redrawn": "tracker.model.news",
    "Role": "tracker.model.derived",
    "Rule": "tracker.model.derived",
    "SchemaError": "tracker.model.errors",
    "Section": "tracker.model.document",
    "Series": "tracker.series",
    "SourceKind": "tracker.model.claim",
    "Span": "tracker.model.fact",
    "Standing": "tracker.model.claim",
    "Status": "tracker.model.fact",
    "Store": "tracker.store",
    "StoreError": "tracker.model.errors",
    "Stored": "tracker.model.stored",
    "StoredDocument": "tracker.model.stored",
    "StoredFact": "tracker.model.stored",
    "Summary": "tracker.model.stored",
    "Support": "tracker.model.derived",
    "TargetChange": "tracker.model.news",
    "TargetNews": "tracker.model.news",
    "TargetState": "tracker.model.derived",
    "TrackerError": "tracker.model.errors",
    "Transition": "tracker.model.fact",
    "UnknownLanguageError": "tracker.extraction",
    "UnsupportedFormatError": "tracker.model.errors",
    "build_series": "tracker.series",
    "explain": "tracker.extraction.explanation",
    "export": "tracker.exchange.exporting",
    "extract": "tracker.extraction",
    "ingest": "tracker.ingestion",
    "interval": "tracker.ledger.claims",
    "keep": "tracker.ingestion",
    "load_lexicon": "tracker.lexicon.lexicon",
    "load_questions": "tracker.lexicon.questions",
    "packaged_documents": "tracker.readers.packaged",
    "preview": "tracker.ingestion",
    "read": "tracker.readers",
    "read_all": "tracker.readers",
    "read_documents": "tracker.readers",
    "read_figure": "tracker.extraction.entry",
    "read_period": "tracker.extraction.entry",
    "read_upload": "tracker.readers",
    "redate": "tracker.ingestion",
    "reread": "tracker.ingestion",
    "size_limit": "tracker.readers",
    "stream_rows": "tracker.exchange.row_streams",
}

__all__ = list(_PLACES)

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    value = getattr(import_module(_PLACES[name]), name)
    globals()[name] = value
    return value
