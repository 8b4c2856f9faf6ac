"""Scene and Draft: one sentence with all its findings, and the facts while they are decided."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracker.extraction.findings import Boundaries, Cue, Mention, Quantity, Sentence
from tracker.extraction.periods import PeriodMention, resolve
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.lexicon.words import Hit, WordIndex
from tracker.model.fact import Bound, Measure, Per, Status, Transition


@dataclass(slots=True)
class Draft:
    """One fact while its fields are decided.

    `evidence` keeps what gave each of them, `sure` how probable the weights hold each decision,
    `parts` the parts that subject and partner play in the sentence.
    """

    quantity: Quantity
    index: int
    value: Decimal
    high: Decimal | None
    bound: Bound
    measure: Measure = Measure.LEVEL
    transition: Transition | None = None
    group: int = -1
    indicator: str = "other"
    status: Status = Status.ACTUAL
    subject: str | None = None
    partner: str | None = None
    parts: tuple[str, str] = ("", "")
    place: str | None = None
    commodity: str | None = None
    per: Per | None = None
    period: PeriodMention | None = None
    period_iso: str | None = None
    period_text: str | None = None
    attribution: str | None = None
    when_source: str = ""
    firm_measure: bool = False
    confidence: float = 0.0
    evidence: dict[str, str] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)

    start: int = field(init=False)
    kind: str = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.kind = self.quantity.start, self.quantity.kind or ""

    def counted_indicator(self, scene: "Scene") -> str | None:
        """What counting this noun measures ("Züge": traffic)."""
        return self._counted(scene.language.counted.indicators)

    def counted_commodity(self, scene: "Scene") -> str | None:
        """The goods that the counted noun is ("Container")."""
        return self._counted(scene.language.counted.commodities)

    def _counted(self, index: WordIndex[str]) -> str | None:
        noun = self.quantity.counted
        if noun is None:
            return None
        hits = max(index.find(noun), key=lambda hit: (hit.stem_end, len(hit.entry)), default=None)
        return hits.meaning if hits else None

    def is_percent(self) -> bool:
        """Whether it counts in percent or percentage points."""
        return self.kind in ("percent", "percentage_point")


@dataclass(slots=True, kw_only=True)
class Scene:
    """One sentence that holds figures, with everything found in it."""

    text: str
    sentence: Sentence
    drafts: list[Draft]
    starts: list[int]
    mentions: list[Mention]
    cues: list[Cue]
    periods: list[PeriodMention]
    boundaries: Boundaries
    language: Language
    lexicon: Lexicon
    published: str | None
    joined: tuple[str, str] | None = None
    rates: list[Hit[tuple[Per, bool]]] = field(init=False)
    rows: dict[int, str] | None = field(init=False, default=None)
    fitting: dict[frozenset[str], tuple[str, ...]] = field(init=False, default_factory=dict)
    _movements: list[list[Draft]] = field(init=False, default_factory=list)
    _kinds: dict[tuple[str, ...], list[Cue]] = field(init=False, default_factory=dict)
    _said: dict[int, bool] = field(init=False, default_factory=dict)
    _meanings: dict[tuple[int, bool, bool, str | None], str | None] = field(
        init=False, default_factory=dict
    )
    _lefts: list[int] = field(init=False)
    _rights: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._lefts = sorted(draft.quantity.left for draft in self.drafts)
        self._rights = sorted(draft.quantity.right for draft in self.drafts)
        start, end = self.sentence.start, self.sentence.end
        times = [(period.start, period.end) for period in self.periods]
        self.rates = [
            hit
            for hit in self.language.per.find(self.text, start, end)
            if not any(a <= hit.start < b or hit.start <= a < hit.end for a, b in times)
        ]

    @property
    def movements(self) -> list[list[Draft]]:
        """The drafts by movement, once groups are told: its members are decided together."""
        if not self._movements:
            groups: dict[int, list[Draft]] = {}
            for draft in self.drafts:
                groups.setdefault(draft.group, []).append(draft)
            self._movements = list(groups.values())
        return self._movements

    def before(self, draft: Draft) -> list[Draft]:
        """The figures before another, in order."""
        return self.drafts[: bisect_left(self.starts, draft.start)]

    def last_before(self, draft: Draft) -> Draft | None:
        """The figure right before another."""
        position = bisect_left(self.starts, draft.start)
        return self.drafts[position - 1] if position else None

    def between(self, low: int, high: int) -> list[Draft]:
        """The figures that begin between two places, the first of them included."""
        return self.drafts[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def of(self, *kinds: str) -> list[Cue]:
        """The cues of some kinds, in order; every figure of the sentence asks."""
        found = self._kinds.get(kinds)
        if found is None:
            found = self._kinds[kinds] = [cue for cue in self.cues if cue.kind in kinds]
        return found

    def indicators_for(self, kinds: frozenset[str]) -> tuple[str, ...]:
        """The indicators that fit units of all these kinds."""
        if kinds not in self.fitting:
            fitting = list(self.lexicon.indicators.values())
            for kind in kinds:
                fitting = [indicator for indicator in fitting if indicator.fits(kind)]
            self.fitting[kinds] = tuple(indicator.id for indicator in fitting)
        return self.fitting[kinds]

    def says(self, words: WordIndex[Any]) -> bool:
        """Whether any of the words stands in the sentence."""
        key = id(words)
        if key not in self._said:  # every figure of the sentence asks
            found = words.find(self.text, self.sentence.start, self.sentence.end)
            self._said[key] = any(True for _ in found)
        return self._said[key]

    def resolve(
        self,
        period: PeriodMention,
        *,
        planned: bool = False,
        past: bool = False,
        main: str | None = None,
    ) -> str | None:
        """What a time means, as `periods.resolve`; every figure of the sentence asks."""
        key = (id(period), planned, past, main)
        if key not in self._meanings:
            self._meanings[key] = resolve(
                period, self.published, planned=planned, past=past, main=main
            )
        return self._meanings[key]

    def quote(self, finding: Cue | Mention | PeriodMention) -> str:
        """The words of a finding, for people."""
        return f"“{self.text[finding.start : finding.end]}”"

    def cost(self, cue_start: int, cue_end: int, draft: Draft) -> float:
        """Cost of the way from a finding to a figure; dearer where it stands behind a boundary."""
        quantity = draft.quantity
        if cue_end <= quantity.left:
            return self._way(cue_end, quantity.left)
        if cue_start >= quantity.right:
            cost = self._way(quantity.right, cue_start)
            if self.boundaries.boundary(quantity.right, cue_start):
                cost *= self.lexicon.weights.behind
            return cost
        return 0.0

    def _way(self, low: int, high: int) -> float:
        figures = bisect_left(self.starts, high) - bisect_left(self.starts, low)
        return self.boundaries.cost(low, high) + figures * self.lexicon.weights.figure

    def segment_left(self, draft: Draft) -> int:
        """Where the words before a figure begin: behind the figure before it."""
        position = bisect_right(self._rights, draft.quantity.left)
        return self._rights[position - 1] if position else self.sentence.start

    def segment_right(self, draft: Draft) -> int:
        """Where the words behind a figure end: before the next figure."""
        position = bisect_left(self._lefts, draft.quantity.right)
        return self._lefts[position] if position < len(self._lefts) else self.sentence.end
