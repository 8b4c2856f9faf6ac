"""Mentions: gazetteer names, the part each plays in its sentence, and anaphors that stand for one.

The part comes from the words right before a name (`to`, `from`, `with` …), from its form, or from
a title behind it ("der kasachische Präsident" speaks and is no subject). Coordinated names share
the part of the first.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from tracker.extraction.findings import Mention, Sentence
from tracker.lexicon.gazetteer import Name
from tracker.lexicon.language import Language

_CARRIERS = frozenset({"corridor", "railway", "port", "pipeline", "power_line"})
_TITLED = frozenset({"adjective", "genitive", "name", "city"})
_ENDS = (",", ".", ";", ":", "(", "\n")  # no title stands behind these
_LINES = ("railway", "corridor", "pipeline")


def find_mentions(
    text: str, sentence: Sentence, names: list[Name], language: Language
) -> list[Mention]:
    """The names of one sentence with their roles, in order."""
    found: list[Mention] = []
    for name in names:
        role = _role(text, sentence, name, language)
        if role == "on" and name.kind in _CARRIERS:
            role = "via"
        previous = found[-1] if found else None
        if previous is not None:
            role = _shared(text, previous, name, role, language)
        found.append(_mention(name, role))
    return _pairs_between(text, found, language)


def find_passing(
    text: str, sentence: Sentence, names: list[Name], language: Language
) -> list[Mention]:
    """The names of a sentence without figures; of their parts only what later sentences need.

    That is which companies speak, and between whom something is.
    """
    if len(names) > 1 and language.roles.between.search(text, sentence.start, sentence.end):
        return find_mentions(text, sentence, names, language)
    found = [
        _mention(
            name,
            _role(text, sentence, name, language) if name.kind == "organisation" else "none",
        )
        for name in names
    ]
    return _pairs_between(text, found, language)


def _mention(name: Name, role: str) -> Mention:
    return Mention(
        start=name.start, end=name.end, id=name.id, kind=name.kind, form=name.form, role=role
    )


def find_joined(text: str, mentions: list[Mention], language: Language) -> tuple[str, str] | None:
    """The two countries that a sentence coordinates or means by one word, if there are just two."""
    countries = [m for m in mentions if m.kind == "country" and m.form != "city"]
    found = []
    for first, second in pairwise(countries):
        after = language.connectors["and"].after(text, first.end)
        together = after and first.id != second.id and not text[after[0] : second.start].strip()
        if together or first.start == second.start:
            found.append((first, second))
    if len(found) != 1:
        return None
    first, second = found[0]
    listed = any(
        m.end <= first.start and text[m.end : first.start].strip() == "," for m in countries
    )
    return None if listed else (first.id, second.id)


def find_anaphors(
    text: str, sentence: Sentence, language: Language, last: dict[str, str]
) -> list[Mention]:
    """Words like "der Hafen" that stand for the last name of their kind.

    Args:
        last: Kind of entity to the id that was named last.
    """
    found = []
    for hit in language.roles.anaphors.find(text, sentence.start, sentence.end):
        start = _demonstrative(text, sentence.start, hit.start, language)
        entity = last.get(hit.meaning)
        kind = hit.meaning
        if entity is None and kind in _LINES:  # "die Strecke" may be a corridor's or a pipeline's
            kind = next((line for line in _LINES if line in last), kind)
            entity = last.get(kind)
        if entity is None or start is None:
            continue
        role = language.roles.before.before(text, start)
        found.append(
            Mention(
                start=hit.start,
                end=hit.end,
                id=entity,
                kind=kind,
                form="anaphor",
                role=role[1] if role and role[1] != "say" else "none",
            )
        )
    return found


def find_both(
    text: str, sentence: Sentence, language: Language, pair: Mapping[str, str]
) -> list[Mention]:
    """Words like "beide Länder" that stand for two parties at once.

    Args:
        pair: Ids of the two that were named last, and of what kind each is.

    Returns:
        A mention of each of the two at every such place.
    """
    found = []
    before = language.roles.before
    for hit in language.roles.both.find(text, sentence.start, sentence.end):
        # "between them" holds the word that tells the part itself.
        role = before.before(text, hit.start) or before.after(text, hit.start)
        part = role[1] if role and role[1] != "say" else "none"
        found += [
            Mention(start=hit.start, end=hit.end, id=id_, kind=kind, form="anaphor", role=part)
            for id_, kind in pair.items()
        ]
    return found


def _demonstrative(text: str, low: int, noun: int, language: Language) -> int | None:
    """Where "dieser wichtigen" begins before a noun: a pointing word and up to three small ones."""
    position = noun
    for _ in range(4):
        stop = position
        while stop > low and text[stop - 1] in " \n":
            stop -= 1
        start = stop
        while start > low and (text[start - 1].isalnum() or text[start - 1] in "-'’"):
            start -= 1
        word = text[start:stop]
        if word in language.roles.demonstratives:
            return start
        if not word or not word[0].islower() or stop == position:
            return None
        position = start
    return None


def _role(text: str, sentence: Sentence, name: Name, language: Language) -> str:
    if _is_speaker(text, sentence, name, language):
        return "say"
    if name.form == "genitive":
        return "genitive"
    position = name.start
    while position > sentence.start and text[position - 1] in "\"'„“”»«#( ":
        if text[position - 1] == "(":
            break
        position -= 1
    role = language.roles.before.before(text, position)
    for _ in range(3):
        if role:
            return role[1]
        skipped = language.roles.skip.before(text, position)
        if not skipped or skipped[0] < sentence.start:
            break
        position = skipped[0]
        role = language.roles.before.before(text, position)
    if role:
        return role[1]
    return "adjective" if name.form == "adjective" else "none"


def _is_speaker(text: str, sentence: Sentence, name: Name, language: Language) -> bool:
    window = min(sentence.end, name.end + 45)
    if name.form in _TITLED and text[name.end : name.end + 1] not in _ENDS:
        for hit in language.roles.titles.find(text, name.end, window):
            gap = text[name.end : hit.start]
            near = len(gap) <= (25 if name.form != "name" else 3)
            if near and not any(sign in gap for sign in _ENDS):
                return True
    behind = language.roles.say_behind.after(text, name.end)
    if behind is None and text[name.end : name.end + 1] in ',“”"':
        behind = language.roles.say_behind.after(text, name.end + 1)
    return behind is not None


def _shared(text: str, previous: Mention, name: Name, role: str, language: Language) -> str:
    """The role of a coordinated name: that of the first ("aus Kasachstan und Usbekistan")."""
    if role not in ("none", "adjective", "genitive") or previous.role in ("say",):
        return role
    if role == "genitive" and previous.role != "genitive":
        return role
    gap = text[previous.end : name.start]
    bare = gap.strip(" \n,")
    for connector in ("and",):
        after = language.connectors[connector].after(
            text, previous.end + len(gap) - len(gap.lstrip(" \n,"))
        )
        if after and after[0] <= name.start:
            bare = text[after[0] : name.start].strip()
    skipped = language.roles.skip.before(text, name.start)
    if (
        bare
        and skipped
        and skipped[0] <= name.start
        and not text[previous.end : skipped[0]].strip(" ,\n")
    ):
        bare = ""
    if bare and skipped:
        inner = text[max(previous.end, skipped[0]) : name.start].strip()
        bare = "" if bare == inner else bare
    if (not bare and len(gap) < 25 and gap.strip() != "") or gap in (" ",):
        return previous.role if not bare else role
    return role


def _pairs_between(text: str, mentions: list[Mention], language: Language) -> list[Mention]:
    """Names joined by a dash ("Kasachstan–China") stand for the relation between the two."""
    found = list(mentions)
    for index in range(1, len(found)):
        first, second = found[index - 1], found[index]
        gap = text[first.end : second.start]
        if gap.strip() in ("-", "–", "—", "‑") and first.kind == second.kind == "country":
            found[index - 1] = replace(first, role="between")
            found[index] = replace(second, role="between")
    return found
