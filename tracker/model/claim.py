"""Claim: what several statements say of one thing at one time, and how they stand to each other."""

from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of source states a figure; an official one goes before all others on a line."""

    OFFICIAL = "official"
    COMPANY = "company"
    AGENCY = "agency"
    NEWS = "news"
    OTHER = "other"


class Outcome(StrEnum):
    """What the statements of one claim come to.

    single: only one independent statement. agree: all that are compared meet. conflict: two of
    independent sources do not meet. far_apart: they meet only through an open end or a hedge while
    the stated numbers differ by more than a quarter. revision: the later figure of a speaker took
    the place of an earlier one. internal: two figures of one document do not meet, for a reviewer.
    spread: the figures depend on end points that no fact holds, so they are never compared.
    """

    SINGLE = "single"
    AGREE = "agree"
    CONFLICT = "conflict"
    FAR_APART = "far_apart"
    REVISION = "revision"
    INTERNAL = "internal"
    SPREAD = "spread"


class Standing(StrEnum):
    """How one fact stands to the value that is drawn for its claim.

    drawn: the line goes through it. repeats: another mention of a statement that is counted
    already (headline and body, a copy elsewhere). agrees, conflicts, far_apart: against the drawn
    one. revised: its speaker said another figure later. beside: stated in the document of the
    drawn one, and does not meet it. slip: so far off its neighbours that no line goes through it
    until a person has looked. doubtful: the reading is too unsure for a line. deprecated: a person
    said that it is wrong. spread: not comparable.
    """

    DRAWN = "drawn"
    REPEATS = "repeats"
    AGREES = "agrees"
    CONFLICTS = "conflicts"
    FAR_APART = "far_apart"
    REVISED = "revised"
    BESIDE = "beside"
    SLIP = "slip"
    DOUBTFUL = "doubtful"
    DEPRECATED = "deprecated"
    SPREAD = "spread"


class Comparison(StrEnum):
    """What became of a figure that follows from others, beside what is stated."""

    UNSTATED = "unstated"
    AGREES = "agrees"
    DIFFERS = "differs"
