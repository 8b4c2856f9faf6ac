"""Assembly: drafts become facts."""

from tracker.extraction.linking.scene import Draft, Scene
from tracker.model.fact import Fact, Span

_FIELDS = (
    "value",
    "measure",
    "transition",
    "sign",
    "indicator",
    "subject",
    "partner",
    "status",
    "period",
    "commodity",
    "per",
)


def build_facts(scene: Scene, drafts: list[Draft]) -> list[Fact]:
    """The facts of a scene, in order; equivalents and movements as spans."""
    movements = {members[0].group: members for members in scene.movements}
    by_index = {draft.index: draft for draft in drafts}
    facts = []
    for draft in drafts:
        quantity = draft.quantity
        if quantity.borrowed:
            draft.evidence["value"] = "its unit or scale stands with a figure beside it"
        first = by_index.get(quantity.equivalent) if quantity.equivalent is not None else None
        movement = tuple(
            Span(other.quantity.start, other.quantity.end)
            for other in movements[draft.group]
            if other is not draft
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
                evidence={name: words for name in _FIELDS if (words := draft.evidence.get(name))},
                confidence=draft.confidence,
            )
        )
    return facts


def round_value(draft: Draft, value: object) -> float:
    """The number as a float; fractions in words to two decimals ("ein Drittel" is 33.33)."""
    number = float(value)  # type: ignore[arg-type]
    return round(number, 2) if draft.quantity.shape == "fraction" else number
