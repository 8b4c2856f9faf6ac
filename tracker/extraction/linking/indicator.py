"""Indicator: what a figure measures, decided once for every movement."""

from bisect import bisect_left

from tracker.extraction.findings import Cue
from tracker.extraction.linking.frame import INFRASTRUCTURE, Frame
from tracker.extraction.linking.ranking import Option
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.model.fact import Measure

_RATIOS = {"percent", "percentage_point", "times"}
_STEPS = (0.12, 0.3, 0.55, 0.85, 1.2, 1.7, 2.5)


def step(cost: float) -> str:
    """How far away, in steps that the weights know."""
    return str(bisect_left(_STEPS, cost))


def read_indicators(scene: Scene, frame: Frame) -> None:
    """Set the indicator of every draft, one decision a movement."""
    decided: list[Draft] = []
    for members in groups_of(scene.drafts):
        options = indicator_options(scene, frame, members, decided)
        choice = scene.rankers["indicator"].choose(options, members)
        for draft in members:
            draft.indicator, draft.margin = choice.value, choice.probability
            draft.evidence["indicator"] = choice.why
        decided += members
        decided.sort(key=lambda draft: draft.start)


def indicator_options(
    scene: Scene, frame: Frame, members: list[Draft], decided: list[Draft]
) -> list[Option[str]]:
    indicators = scene.lexicon.indicators
    kinds = {draft.kind for draft in members}
    solid = kinds - _RATIOS
    kind = next((d.kind for d in members if d.kind in solid), members[0].kind)
    head = members[0]
    common = {f"kind|{kind}"}
    if kind == "time":
        common.add(f"unit|{next(d.quantity.unit for d in members if d.kind == kind)}")
    if not solid:
        common.add(f"measure|{head.measure}")
    if len(members) > 1:
        common.add("movement")
    common.add(f"size|{kind}|{_size(members, kind)}")
    common |= _context(scene, members)
    words = _words(scene, members) if LEX else ()
    cues = _best_cues(scene, members)
    order = sorted(cues, key=lambda id_: cues[id_][0])
    before = [d for d in decided if d.start < head.start]
    last = before[-1] if before else None
    earlier = {d.indicator for d in before[:-1]}
    part = bool(scene.language.connectors["of_which"].before(scene.text, head.quantity.left))
    counted = {d.counted_indicator(scene) or "unknown" for d in members if d.quantity.counted}
    has = "cues" if cues else "silent"
    seen = sorted(cues)[:6]
    options = []
    for id_, indicator in indicators.items():
        if not all(indicator.fits(k) for k in kinds):
            continue
        names = [f"is|{id_}", f"{has}|{id_}"]
        names += [f"{name}|{id_}" for name in common]
        names += [f"{word}|{id_}" for word in words]
        why = ""
        if id_ in cues:
            cost, cue, side, figures, apart = cues[id_]
            rank = min(order.index(id_), 3)
            far = step(cost)
            names += [
                f"cue|{far}|{side}",
                f"cue|{far}|{cue.strength:.1f}",
                f"cue|{id_}|{side}",
                f"cue|{id_}|{cue.strength:.1f}",
                f"cue|rank{rank}",
                f"cue|rank{rank}|{side}",
                f"cue|figures{figures}|{side}",
                f"cue|apart{apart}|{side}",
                f"cue|{kind}|{id_}",
            ]
            why = f"“{scene.text[cue.start : cue.end]}”"
        names += [f"beside|{other}|{id_}" for other in seen if other != id_]
        for noun in counted:
            names.append(f"counted|{noun}|{id_}")
        if last is not None:
            gap = scene.boundaries.cost(last.quantity.right, head.quantity.left)
            same = "same" if last.kind == head.kind else "ratio" if head.kind in _RATIOS else "else"
            own = "own" if _own_cue(scene, last, head) else "none"
            if last.indicator == id_:
                names += [
                    f"last|{step(gap)}",
                    f"last|{same}|{own}",
                    f"last|{id_}|{own}",
                    f"last|{last.measure}|{head.measure}",
                    f"last|{same}|{id_}",
                ]
                if part:
                    names.append("last|part")
                why = why or "as the figure before it"
            else:
                names += [f"after|{last.indicator}|{id_}|{own}", f"after|{same}"]
            if id_ in earlier:
                names.append(f"earlier|{own}")
        elif frame.indicator is not None:
            same = "same" if frame.kind == kind else "ratio" if not solid else "else"
            if frame.indicator == id_:
                names += [
                    f"carried|{min(frame.age, 4)}|{has}",
                    f"carried|{same}|{has}",
                    f"carried|{id_}|{has}",
                    f"carried|{same}|{id_}",
                ]
                why = why or "carried from the sentence before"
            else:
                names += [f"since|{frame.indicator}|{id_}|{has}"]
        options.append(Option(id_, names, why or "the unit suggests it"))
    if not options:
        options.append(Option("other", ["is|other"], "nothing in the text names it"))
    return options


import os, re
LEX = ""
_WORD = re.compile(r"[^\W\d_]{3,}")


def _words(scene, members):
    out = set()
    low = min(d.quantity.left for d in members)
    high = max(d.quantity.right for d in members)
    prev = max((d.quantity.right for d in scene.drafts if d.quantity.right <= low), default=scene.sentence.start)
    nxt = min((d.quantity.left for d in scene.drafts if d.quantity.left >= high), default=scene.sentence.end)
    spans = [(m.start, m.end) for m in scene.mentions] + [(p.start, p.end) for p in scene.periods]
    for a, b, side in ((max(prev, low - 110), low, "l"), (high, min(nxt, high + 70), "r")):
        for hit in _WORD.finditer(scene.text, a, b):
            if any(x <= hit.start() < y for x, y in spans):
                continue
            w = hit.group().lower()
            if "p" in LEX: out.add(f"w|{w[:6]}")
            if "s" in LEX: out.add(f"x|{w[-6:]}")
            if "w" in LEX: out.add(f"v|{w}")
    return out


def _size(members: list[Draft], kind: str) -> int:
    """The order of magnitude of a figure, in steps of a thousand up to a trillion."""
    value = next((abs(d.value) for d in members if d.kind == kind), 0)
    return min(len(str(int(value))) // 2, 7)


def _own_cue(scene: Scene, last: Draft, head: Draft) -> bool:
    low, high = last.quantity.right, head.quantity.left
    return any(low <= cue.start < high for cue in scene.of("indicator"))


Best = tuple[float, Cue, str, int, int]


def _best_cues(scene: Scene, members: list[Draft]) -> dict[str, Best]:
    """The cue of each indicator that speaks loudest for the figures of a movement."""
    found: dict[str, tuple[float, Best]] = {}
    group = members[0].group
    for cue in scene.of("indicator"):
        for draft in members:
            cost = scene.cost(cue.start, cue.end, draft)
            salience = cue.strength * 1.2 - cost * 0.8 + 0.25 * (cue.end <= draft.quantity.left)
            if cue.id in found and found[cue.id][0] >= salience:
                continue
            quantity = draft.quantity
            left = cue.end <= quantity.left
            low, high = (cue.end, quantity.left) if left else (quantity.right, cue.start)
            figures = sum(
                1 for other in scene.drafts if low <= other.start < high and other.group != group
            )
            apart = int(scene.boundaries.boundary(low, high)) if low < high else 0
            side = "left" if left else "right"
            found[cue.id] = (salience, (cost, cue, side, min(figures, 3), apart))
    return {id_: best for id_, (_, best) in found.items()}


def _context(scene: Scene, members: list[Draft]) -> set[str]:
    """What else stands in the sentence, as far as it speaks for an indicator."""
    names = set()
    things = {m.kind for m in scene.mentions if m.kind in INFRASTRUCTURE}
    names |= {f"thing|{kind}" for kind in things}
    if not things:
        names.add("thing|none")
    low = min(d.quantity.left for d in members)
    high = max(d.quantity.right for d in members)
    for mention in scene.mentions:
        if mention.kind in ("country", "region") or mention.id == "eu":
            if low - 160 < mention.start < high + 160:
                names.add(f"role|{mention.role}")
        elif mention.kind == "organisation":
            names.add("thing|organisation")
    goods = {c.id for c in scene.of("commodity")}
    names.add("goods" if goods - {"containers"} else "no goods")
    if "containers" in goods:
        names.add("boxes")
    for cue in scene.of("status"):
        if cue.id != "actual" and any(scene.cost(cue.start, cue.end, d) < 1.2 for d in members):
            names.add(f"status|{cue.id}")
    if any(True for _ in scene.of("negative")):
        names.add("negative")
    if any(True for _ in scene.of("generic")):
        names.add("generic")
    for draft in members:
        for hit in scene.rates:
            gap = hit.start - draft.quantity.right
            if -1 <= gap < 12:
                names.add("rate|behind")
        if scene.language.comparison.after(scene.text, draft.quantity.right):
            names.add("compared")
        if draft.quantity.counted and draft.counted_commodity(scene):
            names.add("counts goods")
    nearest = min(
        (c for c in scene.cues if c.kind in ("rate", "direction", "share", "plain", "reach")),
        key=lambda cue: scene.cost(cue.start, cue.end, members[0]),
        default=None,
    )
    if nearest is not None:
        names.add(f"near|{nearest.kind}")
    return names
