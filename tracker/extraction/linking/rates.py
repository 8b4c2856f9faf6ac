"""Rates: what a figure is per, where it is a true rate ("30,000 TEU a year")."""

from itertools import pairwise

from tracker.extraction.linking.scene import Draft, Scene
from tracker.model.fact import Measure, Per


def read_rates(scene: Scene) -> None:
    """Set `per`: the words for a rate right behind the figure, or before the list it opens."""
    hits = scene.rates
    for members in scene.movements:
        per = None
        for draft in members:
            per = per or _rate_near(scene, draft, hits)
        for draft in members:
            if draft.measure is Measure.LEVEL and draft.kind not in (
                "percent", "percentage_point", "times", "time", "length", "speed",
            ):  # fmt: skip
                draft.per = per
                if per:
                    draft.evidence["per"] = "a rate is named beside it"
            elif draft.kind == "length" and per is not Per.YEAR:
                draft.per = per
    _list_rates(scene)


def _list_rates(scene: Scene) -> None:
    """A rate stated once holds for the list it opens: "15 Mio. t im Jahr, darunter 100.000 TEU"."""
    of_which = scene.language.connectors["of_which"]
    for first, second in pairwise(scene.drafts):
        if (
            first.per is not None
            and second.per is None
            and second.measure is Measure.LEVEL
            and second.indicator == first.indicator
            and second.kind in ("mass", "container", "count", "volume")
            and of_which.before(scene.text, second.quantity.left)
        ):
            second.per = first.per
            second.evidence["per"] = "the rate that opens the list"


def _rate_near(scene: Scene, draft: Draft, hits: list) -> Per | None:  # type: ignore[type-arg]
    quantity = draft.quantity
    best: tuple[float, Per] | None = None
    for hit in hits:
        per, before_only = hit.meaning
        if hit.start >= quantity.right:
            if before_only:
                continue
            gap = scene.text[quantity.right : hit.start]
            between = scene.between(quantity.right, hit.start)
            linked = all(d.group == draft.group for d in between)
            if len(gap) > 45 or any(mark in gap for mark in ";:") or not linked:
                continue
            cost = len(gap) / 40 + 0.5 * gap.count(",")
        else:
            gap = scene.text[hit.end : quantity.left]
            if len(gap) > 90 or any(mark in gap for mark in ";:"):
                continue
            between = scene.between(hit.end, quantity.left)
            if any(d.group != draft.group for d in between):
                continue
            if "," in gap and not before_only:
                continue
            cost = len(gap) / 60 + 0.4 * gap.count(",")
        if cost < 1.6 and (best is None or cost < best[0]):
            best = (cost, per)
    return best[1] if best else None
