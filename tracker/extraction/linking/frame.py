"""Frame: what one sentence leaves to the next, and nothing else is carried along."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tracker.extraction.findings import Cue, Mention
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.periods import PeriodMention
from tracker.lexicon.gazetteer import Name
from tracker.model.fact import Transition

INFRASTRUCTURE = frozenset({"corridor", "railway", "port", "pipeline", "power_line", "field"})
_UNCARRIED = frozenset(
    {"trade_balance", "count", "length", "other", "duration", "stake", "progress"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The carried context.

    Attributes:
        home: The country whose trade or economy is spoken of.
        pair: The last two parties of a relation.
        subject, partner: Of the last main figure.
        topic: The last infrastructure or company that was spoken of.
        indicator, kind, commodity: Of the last main figure; kind is that of its unit.
        period, period_iso: The main period of the last sentence that had one.
        planned, planned_iso: When the plan of the last sentence is to come true.
        last: Kind of entity to the id named last; `named` all ids named in the text, in order.
        countries: The countries named last, newest at the end.
        status: Of the first figure of the last sentence with figures.
        indicators: Of all figures of that sentence.
        told: Indicators that the words of sentences without figures have named since, last first.
        told_goods, told_period: Goods and time named in such a sentence.
        age: Sentences since the last figure.
        parties: Subjects and partners met with the home side.
        document: All countries of the text, the most frequent first.
        things: Lines, ports, fields and organisations of the text, the most frequent first.
    """

    home: str | None = None
    pair: tuple[str, str] | None = None
    subject: str | None = None
    subject_kind: str | None = None
    partner: str | None = None
    place: str | None = None
    topic: str | None = None
    indicator: str | None = None
    kind: str | None = None
    commodity: str | None = None
    period: PeriodMention | None = None
    period_iso: str | None = None
    status: str | None = None
    indicators: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    told_goods: str | None = None
    told_period: PeriodMention | None = None
    planned: PeriodMention | None = None
    planned_iso: str | None = None
    last: dict[str, str] = field(default_factory=dict)
    countries: tuple[str, ...] = ()
    age: int = 0
    parties: frozenset[str] = frozenset()
    document: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


def pass_names(
    frame: Frame, mentions: list[Mention], joined: tuple[str, str] | None = None
) -> Frame:
    """The frame after the names of a sentence, figures or not.

    Args:
        joined: Two countries that the sentence coordinates ("Kasachstan und Aserbaidschan").
    """
    last = dict(frame.last)
    countries = list(frame.countries)
    topic, pair = frame.topic, frame.pair
    for mention in mentions:
        if mention.form == "anaphor":
            continue
        if mention.kind in INFRASTRUCTURE or (
            mention.kind == "organisation" and mention.role != "say"
        ):
            last[mention.kind] = mention.id
            if mention.kind in INFRASTRUCTURE:
                topic = mention.id
        elif mention.kind == "country" or mention.id in ("eu", "central_asia"):
            last["country"] = mention.id
            if mention.id in countries:
                countries.remove(mention.id)
            countries.append(mention.id)
    between = list(dict.fromkeys(m.id for m in mentions if m.role == "between"))
    pair = (between[0], between[1]) if len(between) == 2 else joined or pair
    return replace(
        frame, last=last, countries=tuple(countries[-6:]), topic=topic, pair=pair, age=frame.age + 1
    )


def pass_words(frame: Frame, cues: Iterable[Cue], periods: Iterable[PeriodMention]) -> Frame:
    """The frame after a sentence without figures, which may name what the next ones are about."""
    told, goods = list(frame.told), frame.told_goods
    for cue in cues:
        if cue.kind == "indicator" and cue.strength >= 1 and cue.id not in told:
            told.insert(0, cue.id)
        elif cue.kind == "commodity":
            goods = cue.id
    period = next((p for p in periods if p.kind in ("span", "deadline")), frame.told_period)
    return replace(frame, told=tuple(told[:4]), told_goods=goods, told_period=period)


def pass_figures(frame: Frame, scene: Scene) -> Frame:
    """The frame after the figures of a sentence: the first main figure sets it."""
    drafts = [d for d in scene.drafts if d.quantity.equivalent is None and not d.quantity.reference]
    if not drafts:
        return frame
    changes: dict[str, object] = {
        "age": 0,
        "told": (),
        "told_goods": None,
        "told_period": None,
        "indicators": frozenset(draft.indicator for draft in drafts),
    }
    carrier = next((d for d in drafts if d.indicator not in _UNCARRIED), None)
    if carrier is not None:
        changes["indicator"] = carrier.indicator
        changes["kind"] = carrier.kind
        changes["commodity"] = carrier.commodity if carrier.kind != "container" else None
    who = next((d for d in drafts if d.subject is not None), None)
    if who is not None:
        kind = scene.lexicon.gazetteer.entries[who.subject].kind if who.subject else None
        changes.update(subject=who.subject, subject_kind=kind, partner=who.partner, place=who.place)
        if who.indicator == "trade_turnover" and who.partner and who.subject:
            changes["pair"] = (who.subject, who.partner)
        home = _home(scene, who, frame)
        if home is not None:
            changes["home"] = home
        parties = {d.partner for d in drafts if d.partner} | {
            d.subject for d in drafts if d.subject
        }
        changes["parties"] = frozenset(parties)
    main = _main_period(drafts)
    if main is not None:
        changes.update(period=main.period, period_iso=main.period_iso)
    changes["status"] = str(drafts[0].status)
    ahead = next((d for d in drafts if d.status != "actual"), None)
    changes["planned"] = ahead.period if ahead is not None else None
    changes["planned_iso"] = ahead.period_iso if ahead is not None else None
    return replace(frame, **changes)  # type: ignore[arg-type]


def _home(scene: Scene, draft: Draft, frame: Frame) -> str | None:
    if draft.indicator in ("trade_turnover", "trade_balance") and draft.partner:
        other = {draft.subject, draft.partner}
        if frame.home in other:
            return frame.home
        named = [
            m
            for m in scene.mentions
            if m.id in other and m.role in ("genitive", "adjective", "none")
        ]
        return named[0].id if named else draft.subject
    entry = scene.lexicon.gazetteer.entries.get(draft.subject or "")
    if entry is None:
        return None
    if entry.kind in ("country", "region") or entry.id == "eu":
        return entry.id
    return entry.home or frame.home


def _main_period(drafts: list[Draft]) -> Draft | None:
    for draft in drafts:
        if (
            draft.period is not None
            and draft.period.kind != "reference"
            and draft.transition is not Transition.FROM
            and draft.status == "actual"
        ):
            return draft
    return None


def open_frame(names: Iterable[Name]) -> Frame:
    """The frame at the head of a release, which knows the names that it speaks of to the next."""
    counts = Counter((name.kind, name.id) for name in names)
    ranked = [entity for entity, _ in counts.most_common()]
    about = INFRASTRUCTURE | {"organisation"}
    return Frame(
        document=tuple(id_ for kind, id_ in ranked if kind == "country"),
        things=tuple(id_ for kind, id_ in ranked if kind in about),
    )
