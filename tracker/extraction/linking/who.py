"""Who: subject and partner of a figure, by the part each name plays and a rule per indicator.

Names have parts (to, from, with, between, genitive …). `data/linking.toml` gives each indicator one
of a few rules: `pair` (trade between two), `sends` and `receives` (one direction), `money` (goes to
a thing, given by somebody), `owned`, `home` (a country's own), `thing` (whatever carries). Speakers
are a last resort, never a subject of first choice.
"""

from collections.abc import Callable

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.reading import Answer, Reading, in_order, is_party
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.extraction.linking.things import home, money, owned, thing
from tracker.extraction.linking.trade import pair, receives, sends

RULES: dict[str, Callable[[Reading], Answer]] = {
    "pair": pair,
    "sends": sends,
    "receives": receives,
    "money": money,
    "owned": owned,
    "home": home,
    "thing": thing,
}


def read_parties(scene: Scene, frame: Frame) -> None:
    """Set subject, partner and place of every draft, one decision a movement."""
    for members in groups_of(scene.drafts):
        head = members[0]
        rule = RULES[scene.lexicon.weights.who.get(head.indicator, "thing")]
        reading = Reading(scene, frame, head)
        earlier = _same_parties(reading)
        if earlier is not None:
            subject, partner, why = earlier.subject, earlier.partner, "as the figure before it"
        else:
            subject, partner, why = rule(reading)
        if head.indicator in ("count", "duration"):
            subject, partner = _both_sides(scene, subject, partner)
        for draft in members:
            draft.subject, draft.partner = subject, partner
            draft.who_source = why
            if subject:
                draft.evidence["subject"] = why
            draft.place = _place(scene, frame, draft)
    _zip(scene)


def read_places(scene: Scene, frame: Frame) -> None:
    for draft in scene.drafts:
        draft.place = _place(scene, frame, draft)
    _zip(scene)


def _same_parties(reading: "Reading") -> Draft | None:
    """The figure before, where no name of its own stands beside this one."""
    scene, draft = reading.scene, reading.draft
    before = [d for d in scene.drafts if d.start < draft.start and d.subject is not None]
    if not before:
        return None
    last = before[-1]
    if last.indicator != draft.indicator or last.quantity.right > reading.left:
        return None
    own = [m for m in reading.mentions if reading.left <= m.start < draft.quantity.left]
    behind = [m for m in reading.mentions if draft.quantity.right <= m.start < reading.right]
    if own or (behind and (reading.hangs_right(()) or draft.is_percent())):
        return None
    return last


def _both_sides(
    scene: Scene, subject: str | None, partner: str | None
) -> tuple[str | None, str | None]:
    """Two countries that the sentence joins share what is counted ("A and B signed 15 deals")."""
    if scene.joined is not None and subject in scene.joined:
        return in_order(*scene.joined)
    between = list(dict.fromkeys(m.id for m in scene.mentions if m.role == "between"))
    if len(between) == 2 and subject in between:
        return in_order(between[0], between[1])
    return subject, partner


def _place(scene: Scene, frame: Frame, draft: Draft) -> str | None:
    """The country that a corridor's or line's figure is limited to."""
    entry = scene.lexicon.gazetteer.entries.get(draft.subject or "")
    if entry is None or entry.kind not in ("corridor", "railway", "pipeline"):
        return None
    inside = [m for m in scene.mentions if m.kind == "country" and m.id != draft.partner]
    inside = [
        m for m in inside if _section(scene, m) or (m.role in ("via", "in") and m.form == "name")
    ]
    if len({m.id for m in inside}) == 1:
        return min(inside, key=lambda m: scene.cost(m.start, m.end, draft)).id
    named = any(m.id == draft.subject for m in scene.mentions)
    return frame.place if frame.subject == draft.subject and not named else None


def _section(scene: Scene, mention: Mention) -> bool:
    return any(
        hit.start - mention.end <= 2
        for hit in scene.language.roles.sections.find(scene.text, mention.end, mention.end + 30)
    )


def _zip(scene: Scene) -> None:
    """Give coordinated figures the coordinated names, in order, where the text says so."""
    sentence = scene.sentence
    respectively = scene.language.connectors["respectively"]
    listed = [
        d
        for d in scene.drafts
        if d.indicator in ("exports", "imports", "freight_volume", "trade_turnover", "traffic")
    ]
    for count in (3, 2):
        for first in range(len(listed) - count + 1):
            run = listed[first : first + count]
            if not all(d.quantity.borrowed for d in run[:-1]):
                continue
            if len({d.quantity.kind for d in run}) != 1:
                continue
            end = run[-1].quantity.right
            names = [
                m
                for m in scene.mentions
                if end <= m.start < min(sentence.end, end + 90) and is_party(m)
            ]
            if len(names) < count:
                start = run[0].quantity.left
                names = [m for m in scene.mentions if start - 90 <= m.end <= start and is_party(m)]
                if len(names) != count or not respectively.after(scene.text, end):
                    continue
            for draft, name in zip(run, names[:count], strict=True):
                if draft.indicator in ("exports", "trade_turnover") and name.role in (
                    "to",
                    "with",
                    "none",
                    "from",
                ):
                    if draft.subject != name.id:
                        draft.partner = name.id
                elif draft.indicator == "imports":
                    draft.partner = name.id
                else:
                    draft.subject = name.id
                draft.evidence["subject"] = "in the order of the names"
            return
