"""Extracting: documents get what only their words tell, and their facts."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from tracker.extraction import extract
from tracker.extraction.pipeline import choose_language
from tracker.extraction.releases import find_sections
from tracker.lexicon.digests import data_digest
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.document import Document, FieldOrigin, How
from tracker.model.fact import Fact
from tracker.model.stored import RunInfo

if TYPE_CHECKING:
    from tracker.store import Store

ITS_WORDS = "its words"


def learn(store: "Store", lexicon: Lexicon | None) -> Lexicon:
    """The lexicon with the user's entities over it, after the store has learned its words."""
    packaged = load_lexicon()
    if lexicon is not None and lexicon is not packaged:
        store.learn(lexicon)
    return with_own(store, lexicon or packaged)


def with_own(store: "Store", lexicon: Lexicon) -> Lexicon:
    """The lexicon with the user's entities over it."""
    own = store.user_entities()
    return replace(lexicon, gazetteer=lexicon.gazetteer.with_entities(own)) if own else lexicon


def run_info(lexicon: Lexicon | None = None) -> RunInfo:
    """This program, with the digest of the data files that it reads with."""
    folder = None if lexicon is None else lexicon.folder
    return RunInfo(
        extractor="tracker", version=version("corridor-tracker"), config=data_digest(folder)
    )


def reading_digest(store: "Store", lexicon: Lexicon) -> str:
    """What tells whether a text would be read the same: program, data files, own entities."""
    run = run_info(lexicon)
    own = [
        [each.id, each.kind, sorted(each.label.items()), each.home, each.planned, sorted(names)]
        for each, names in store.user_entities()
    ]
    said = json.dumps([run.version, run.config, sorted(own, key=str)])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def complete(document: Document, lexicon: Lexicon) -> Document:
    """The document with what only its words tell: a language nobody has said, releases in it."""
    if document.language is None:
        code = choose_language(document.text, None, lexicon).code
        guess = FieldOrigin(field="language", how=How.GUESSED, where=ITS_WORDS)
        document = replace(document, language=code, found=(*document.found, guess))
    if document.sections:  # whoever handed it over has told them apart
        return document
    sections = find_sections(
        document.text, language=document.language, published=document.published, lexicon=lexicon
    )
    return replace(document, sections=sections)


def guess_anew(document: Document) -> Document:
    """The document without its releases and a guessed language, so that they are found anew."""
    document = replace(document, sections=())
    guessed = [each for each in document.found if each.field == "language"]
    if not any(each.how is How.GUESSED for each in guessed):
        return document
    rest = tuple(each for each in document.found if each not in guessed)
    return replace(document, language=None, found=rest)


def facts_of(document: Document, lexicon: Lexicon) -> Sequence[Fact]:
    """The figures that the document states."""
    return extract(
        document.text,
        language=document.language,
        published=document.published,
        lexicon=lexicon,
    )
