"""Restored: what a bundle brought into a database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What became of a bundle.

    Attributes:
        documents, facts, decisions: How many are new.
        known_documents, known_facts: How many were there already.
        taken_over: Facts that nobody had decided about here, and that are now as they were
            decided elsewhere.
        left_out: Facts of known documents that overlap other figures here, where the same text
            was read differently.
        conflicts: Where decisions of both sides differ, one sentence each; what was decided here
            stays.
    """

    documents: int = 0
    facts: int = 0
    decisions: int = 0
    known_documents: int = 0
    known_facts: int = 0
    taken_over: int = 0
    left_out: int = 0
    conflicts: tuple[str, ...] = ()
