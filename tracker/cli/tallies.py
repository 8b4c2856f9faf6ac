"""Tallies: what a run that read documents did, counted, for the eye and for machines."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.cli.printing import counted, plain
from tracker.model.errors import FetchError
from tracker.model.stored import Outcome

if TYPE_CHECKING:
    from tracker.ingestion import Ingested

FIRST = 10
"""So many of a kind are named; the rest is counted."""

_READ = (Outcome.STORED, Outcome.UNCHANGED, Outcome.UPDATED, Outcome.REDATED)


@dataclass(slots=True)
class Tally:
    """What was done so far; given = read + refused, counted in places.

    Attributes:
        documents: Documents by outcome; of a place that gave none, the place.
        facts: Facts of new and changed documents.
        given: Places that were looked at. refused_places: Those that gave no document.
        skipped: Documents that were as when they were last read. copies: Those whose text was
            stored from elsewhere before.
        n_bytes: Size of what was opened.
        refused: Of each refused document its place, reason word, detail.
        remarked: Of each document that was not read whole its place and what was left out.
        is_fetch_failed: Whether an address was refused, or could not be fetched.
        started: When it began, by a clock that only goes forward.
    """

    documents: Counter[Outcome] = field(default_factory=Counter)
    facts: int = 0
    given: int = 0
    refused_places: int = 0
    skipped: int = 0
    copies: int = 0
    n_bytes: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    remarked: list[tuple[str, str]] = field(default_factory=list)
    is_fetch_failed: bool = False
    started: float = field(default_factory=time.monotonic)
    _is_any_read: bool = False

    def add(self, done: "Ingested") -> None:
        """Count what became of a document."""
        self.documents[done.outcome] += 1
        if done.part == 1:
            self.given += 1
            self._is_any_read = False
            self.n_bytes += 0 if done.is_skipped else done.n_bytes or 0
        self.is_fetch_failed |= isinstance(done.error, FetchError)
        if done.outcome is Outcome.REFUSED:
            reason = str(getattr(done.error, "reason", "unreadable"))
            detail = str(getattr(done.error, "detail", done.error))
            self.refused.append((done.place, reason, detail))
        else:
            self._is_any_read = True
            self.skipped += done.is_skipped
            self.copies += done.is_copy
            if done.outcome is not Outcome.UNCHANGED:
                self.facts += done.n_facts
            if done.note:
                self.remarked.append((done.place, done.note))
        if done.part == done.parts and not self._is_any_read:
            self.refused_places += 1

    @property
    def kept(self) -> int:
        """How many documents are in the database now."""
        return self.documents.total() - self.documents[Outcome.REFUSED]

    def __str__(self) -> str:
        new = self.documents[Outcome.STORED]
        parts = [f"{counted(new, 'document')} stored with {counted(self.facts, 'fact')}"]
        for outcome in (Outcome.REDATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REFUSED):
            if self.documents[outcome]:
                parts.append(f"{self.documents[outcome]} {outcome}")
        return ", ".join(parts) + "."

    def table(self) -> Iterator[str]:
        """The sum in lines: what was read, what was refused and why, how fast."""
        seconds = time.monotonic() - self.started
        yield f"{self.given:>9,}  given"
        yield f"{self.given - self.refused_places:>9,}  read"
        for outcome in _READ:
            if number := self.documents[outcome]:
                yield f"{number:>9,}    {outcome}{self._beside(outcome)}"
        if self.copies:
            said = "holds" if self.copies == 1 else "hold"
            yield f"{self.copies:>9,}    of these {said} a text that was stored from elsewhere"
        if self.remarked:
            said = "was" if len(self.remarked) == 1 else "were"
            yield f"{len(self.remarked):>9,}    of these {said} not read whole, or with a remark"
        yield f"{self.refused_places:>9,}  refused"
        for reason, number in self._reasons().most_common():
            yield f"{number:>9,}    {reason}"
        size = f"{self.n_bytes / 1e6:,.1f} MB"
        yield f"{size:>12} in {seconds:,.1f} s: {self._rate(seconds):,.1f} documents/s"

    def _beside(self, outcome: Outcome) -> str:
        if outcome is Outcome.UNCHANGED and self.skipped:
            return f" ({self.skipped:,} of them not opened: they are as they were)"
        return ""

    def _rate(self, seconds: float) -> float:
        return self.documents.total() / max(seconds, 0.001)

    def _reasons(self) -> Counter[str]:
        return Counter(reason for _, reason, _ in self.refused)

    def messages(self) -> Iterator[str]:
        """What to tell of refused documents and remarks: the first ten of each kind, one a line."""
        told: Counter[str] = Counter()
        for place, reason, detail in self.refused:
            told[reason] += 1
            if told[reason] <= FIRST:
                yield plain(f"{place}: {reason}: {detail}")
        for reason, number in told.items():
            if number > FIRST:
                yield f"… {number - FIRST:,} more {reason}; --json names all."
        for place, note in self.remarked[:FIRST]:
            yield plain(f"{place}: read, but: {note}")
        if len(self.remarked) > FIRST:
            yield f"… {len(self.remarked) - FIRST:,} more with a remark; --json names all."

    def as_json(self) -> Mapping[str, Any]:
        """All of it for machines."""
        seconds = time.monotonic() - self.started
        return {
            **{outcome.value: self.documents[outcome] for outcome in Outcome},
            "facts": self.facts,
            "given": self.given,
            "read": self.given - self.refused_places,
            "skipped": self.skipped,
            "copies": self.copies,
            "bytes": self.n_bytes,
            "seconds": round(seconds, 3),
            "documents_per_second": round(self._rate(seconds), 2),
            "refusals": [
                {"place": place, "reason": reason, "detail": detail}
                for place, reason, detail in self.refused
            ],
            "remarks": [{"place": place, "note": note} for place, note in self.remarked],
        }
