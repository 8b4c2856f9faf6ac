"""Assembly: drafts become facts, with a confidence from how firm each decision was."""

from tracker.extraction.linking.scene import Draft, Scene
from tracker.model.fact import Fact, Measure, Span

_FIELDS = (
    "measure",
    "transition",
    "sign",
    "indicator",
    "subject",
    "status",
    "period",
    "commodity",
    "per",
)


def build_facts(scene: Scene, drafts: list[Draft]) -> list[Fact]:
    """The facts of a scene, in order; equivalents and movements as spans."""
    by_index = {draft.index: draft for draft in drafts}
    facts = []
    for draft in drafts:
        quantity = draft.quantity
        first = by_index.get(quantity.equivalent) if quantity.equivalent is not None else None
        movement = tuple(
            Span(other.quantity.start, other.quantity.end)
            for other in drafts
            if other is not draft and other.group == draft.group
        )
        facts.append(
            Fact(
                surface=scene.text[quantity.start : quantity.end],
                start=quantity.start,
                end=quantity.end,
                value=round_value(draft, draft.value),
                value_high=None if draft.high is None else round_value(draft, draft.high),
                unit=quantity.unit or "count",
                per=draft.per,
                bound=draft.bound,
                measure=draft.measure,
                status=draft.status,
                transition=draft.transition,
                indicator=draft.indicator,
                subject=draft.subject,
                place=draft.place,
                partner=draft.partner,
                commodity=draft.commodity,
                counted=quantity.counted if quantity.unit == "count" else None,
                period=draft.period_iso,
                period_text=draft.period_text,
                equivalent_of=Span(first.quantity.start, first.quantity.end) if first else None,
                movement=movement,
                attribution=draft.attribution,
                published=scene.published,
                evidence={
                    name: draft.evidence[name] for name in _FIELDS if draft.evidence.get(name)
                },
                confidence=confidence(draft),
            )
        )
    return facts


def round_value(draft: Draft, value: object) -> float:
    """The number as a float; fractions in words to two decimals ("ein Drittel" is 33.33)."""
    number = float(value)  # type: ignore[arg-type]
    return round(number, 2) if draft.quantity.shape == "fraction" else number


def confidence(draft: Draft) -> float:
    """How firm the reading is, 0 to 1; it ranks for review and is no probability."""
    score = 0.97
    if draft.margin < 0.2:
        score -= 0.2
    elif draft.margin < 0.6:
        score -= 0.08
    if draft.subject is None:
        score -= 0.15
    elif draft.who_source.startswith(("carried", "the pair", "the project")):
        score -= 0.08
    elif "speaker" in draft.who_source or "only" in draft.who_source:
        score -= 0.18
    if draft.when_source == "carried":
        score -= 0.06
    if draft.quantity.borrowed:
        score -= 0.05
    if draft.measure in (Measure.SHARE, Measure.CHANGE) and not draft.firm_measure:
        score -= 0.06
    if draft.indicator == "other":
        score -= 0.12
    return round(max(0.05, score), 2)
