"""News: what changed since a day, or since somebody last looked."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.claim_report import ClaimReport
from tracker.model.derived import FollowedTarget
from tracker.model.stored import StoredDocument, StoredFact


class TargetChange(StrEnum):
    """What happened to a target.

    promised: a new one. moved: what was promised before is promised otherwise. met, missed,
    overdue: its state became this, by a figure or because its time passed.
    """

    PROMISED = "promised"
    MOVED = "moved"
    MET = "met"
    MISSED = "missed"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetNews:
    """A target in force, what happened to it, and how it stood or was promised before."""

    change: TargetChange
    target: FollowedTarget
    before: FollowedTarget | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """A claim whose line follows another amount than before."""

    claim: ClaimReport
    before: StoredFact


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed since a day or a time; the lists are cut, the numbers beside them are not.

    Attributes:
        since: The day or the time. by: published (news of the world) or stored (news to us).
        documents: Texts that are new, the newest first.
        facts: Their figures, the newest publication first.
        subjects, indicators: What most of these figures are of, with their number.
        disputed: Claims that new figures brought into dispute: before, nothing contradicted.
        redrawn: Other claims of which a new figure is drawn, with another amount than before.
        targets: Promises that are new, moved, or met, missed or overdue by now.
    """

    since: str
    by: str
    documents: tuple[StoredDocument, ...]
    n_documents: int
    facts: tuple[StoredFact, ...]
    n_facts: int
    subjects: tuple[tuple[str, int], ...]
    indicators: tuple[tuple[str, int], ...]
    disputed: tuple[ClaimReport, ...]
    n_disputed: int
    redrawn: tuple[Redrawn, ...]
    n_redrawn: int
    targets: tuple[TargetNews, ...]
    n_targets: int
