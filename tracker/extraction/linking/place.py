"""Place: the country that the figure of a corridor or line is limited to."""

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene


def read_places(scene: Scene, frame: Frame) -> None:
    """Set the place of every draft ("the Azerbaijani section of TRACECA")."""
    for draft in scene.drafts:
        draft.place = _place(scene, frame, draft)


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
