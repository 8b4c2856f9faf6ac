"""Gazetteer: where a text names a country, corridor, port …, whatever the form of the name.

All forms of all names stand in one tree of words. A text is read word by word; where a word begins
a name, the tree is followed as far as it goes, and the longest name wins. So the time is linear in
the text and hardly depends on how many names there are.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tracker.lexicon.entries import (
    Entry,
    FalseFriends,
    Heads,
    core_forms,
    entry_forms,
    head_forms,
    read_entries,
    read_false_friends,
)
from tracker.lexicon.files import load_files
from tracker.lexicon.inflection import ANY, Inflection, read_inflection
from tracker.lexicon.name_tree import (
    WORD,
    Node,
    follow,
    insert,
    is_name,
    keys,
    merge,
    spellings,
    step,
)
from tracker.model.errors import LexiconError

if TYPE_CHECKING:
    from tracker.model.stored import Entity

_COMPOUND = re.compile(r"\.?[-‐‑](?=[^\W\d_])")
_FOLLOWING = re.compile(r"[\W_]{0,8}?(\w+)")
_CURRENCY_SIGN = re.compile(r"[$€£¥₽₺₸₾₼]")


class _Sense(NamedTuple):
    id: str | None  # None: a false friend
    kind: str
    form: str
    needs: str  # see NameForm


class Name(NamedTuple):
    """A name found in a text.

    Attributes:
        start, end: Where it stands, `end` exclusive; a genitive's ending belongs to it.
        id: The entry it means.
        kind: The entry's kind.
        form: "name", "genitive", "adjective" (also a name in front of a hyphen and a noun:
            EU-Staaten), "inhabitant" or "city" (a place that stands for the entry).
    """

    start: int
    end: int
    id: str
    kind: str
    form: str


class Gazetteer:
    """All entries, and the finder of their names.

    Attributes:
        entries: The entries by id.
        clashes: Names that mean two ids, as (name, id that counts, id that does not).
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        heads: Mapping[str, Heads],
        friends: FalseFriends,
        inflections: Mapping[str, Inflection],
    ) -> None:
        self.entries = dict(entries)
        self.clashes: list[tuple[str, str, str]] = []
        self._heads, self._inflections = heads, inflections
        self._possessive = inflections[ANY].possessive
        self._taken = frozenset(
            spelling
            for language, words in friends.followed_by.items()
            for word in words
            for form, _ in inflections.get(language, Inflection()).name_forms(word)
            for spelling in (form, *spellings(form))
        )
        self._starts: Node = {}
        for language, names in friends.names.items():
            for name in names:
                for form, _ in inflections.get(language, Inflection()).name_forms(name):
                    self._insert(form, _Sense(None, "", "", ""))
        for entry in entries.values():
            self._insert_entry(entry)
        for kind, kind_heads in heads.items():
            self._insert_heads(kind, kind_heads)
        for start, node in list(self._starts.items()):
            for other in spellings(start):
                known = self._starts.get(other)
                if known is None:
                    self._starts[other] = node
                else:
                    self._starts[other] = dict(known)
                    merge(self._starts[other], node)

    def _insert_entry(self, entry: Entry) -> None:
        senses: dict[tuple[str, str], _Sense] = {}
        for name, form, needs in entry_forms(entry, self._inflections):
            sense = senses.get((form, needs))
            if sense is None:
                sense = senses[form, needs] = _Sense(entry.id, entry.kind, form, needs)
            self._insert(name, sense)

    def _insert(self, name: str, sense: _Sense) -> None:
        if name.isalpha():  # most are one word, and there are many
            known = self._starts.setdefault(name, {}).setdefault("", sense)
        else:
            try:
                known = insert(self._starts, keys(name), sense)
            except ValueError as error:
                raise LexiconError("gazetteer", sense.id or "", f"no name: {name!r}") from error
        if known is not sense and known.id != sense.id:
            self.clashes.append((name, known.id or "nothing", sense.id or "nothing"))

    def _insert_heads(self, kind: str, heads: Heads) -> None:
        """Names with heads: branches that all heads, and all cores, of a kind share."""
        after = [
            (_keys_behind(head), form)
            for head, form, _ in head_forms(heads.after, self._inflections)
        ]
        behind: dict[str, Node] = {"name": {}, "genitive": {}}
        grafts: list[tuple[list[str], Node]] = []
        for entry in self.entries.values():
            if entry.kind != kind:
                continue
            senses = {form: _Sense(entry.id, kind, form, "") for form in behind}
            branches: Node = {}
            for path, form in after:
                insert(branches, path, senses[form])
            for core, form, _ in core_forms(entry, self._inflections):
                path = _keys_behind(core)
                for stems in behind.values():
                    insert(stems, path, senses[form])
                if form == "name":
                    grafts.append((keys(core), branches))
        for head, form, _ in head_forms(heads.before, self._inflections):
            grafts.append((keys(head), behind[form]))
        # Longer paths first: a shorter one may copy what hangs below it.
        for path, branches in sorted(grafts, key=lambda graft: -len(graft[0])):
            node = self._starts
            for key in path:
                node = node.setdefault(key, {})
            merge(node, branches)

    def find(self, text: str, language: str | None = None) -> list[Name]:
        """The names in a text, in order; none overlaps another, and the longest one wins.

        Args:
            text: Any text.
            language: Code of its language if known; leaves out the few names that mean something
                else in it (German "Island" in an English text).

        >>> gazetteer = load_gazetteer()
        >>> [(name.id, name.form) for name in gazetteer.find("Kasachstans Handel mit der Türkei")]
        [('kz', 'genitive'), ('tr', 'name')]
        """
        found: list[tuple[int, int, _Sense]] = []
        starts = self._starts
        done = 0
        needy = False
        for match in WORD.finditer(text):
            node = starts.get(match.group())
            if node is None:
                continue
            start, end = match.span()
            if start < done:
                continue
            longest = follow(text, end, node)
            if longest is None:
                continue
            end, sense = longest
            done = end
            if sense.id is None or self._is_taken(text, end):
                continue
            end, form = self._behind(text, start, end, sense.form)
            if form != sense.form:
                sense = sense._replace(form=form)
            needy = needy or bool(sense.needs)
            done = end
            found.append((start, end, sense))
        if needy:
            had = {("id", sense.id) for _, _, sense in found if not sense.needs}
            had |= {("kind", sense.kind) for _, _, sense in found if not sense.needs}
            found = [
                (start, end, sense)
                for start, end, sense in found
                if (sense.needs, sense.id if sense.needs == "id" else sense.kind) in had
                or sense.needs in ("", language)
                or (language is None and sense.needs not in ("id", "kind"))
            ]
        return [
            Name(start, end, sense.id or "", sense.kind, sense.form) for start, end, sense in found
        ]

    def _is_taken(self, text: str, end: int) -> bool:
        """Whether what follows makes the name no place: US$, US-Dollar."""
        if _CURRENCY_SIGN.match(text, end):
            return True
        following = _FOLLOWING.match(text, end)
        # The case counts: "südkoreanische Won", but "the Kazakhs won".
        if following is None or following[1] not in self._taken:
            return False
        further = step(text, end)
        return further is not None and further[0].strip() == following[1].lower()

    def _behind(self, text: str, start: int, end: int, form: str) -> tuple[int, str]:
        """The name's end with a possessive ending, and its form in front of a hyphen."""
        if text[end : end + 1] in ("'", "’"):
            last = text[end - 1].lower()
            for suffix in self._possessive.get(last, self._possessive.get("", ())):
                after = end + len(suffix)
                if (
                    text[end:after].replace("’", "'") == suffix
                    and not text[after : after + 1].isalnum()
                ):
                    return after, "genitive"
        hyphen = _COMPOUND.match(text, end)
        if hyphen and form in ("name", "genitive", "city"):
            other = WORD.match(text, hyphen.end())
            node = self._starts.get(other.group()) if other else None
            if other and (node is None or follow(text, other.end(), node) is None):
                return end, "adjective"
        return end, form

    def with_entities(self, entities: Iterable[tuple["Entity", Iterable[str]]]) -> "Gazetteer":
        """A gazetteer with a user's own entities over this one; this one stays as it is.

        Args:
            entities: Entities with their names besides the labels. A name that was known before
                now means the user's entity; one of a known id gains the names.
        """
        above = object.__new__(Gazetteer)
        above.__dict__.update(self.__dict__)
        above.entries, above.clashes = dict(self.entries), list(self.clashes)
        above._starts = dict(self._starts)
        for entity, names in entities:
            entry = Entry(
                id=entity.id,
                kind=entity.kind,
                label=entity.label,
                home=entity.home,
                planned=entity.planned,
                names={ANY: tuple(name for name in names if is_name(name))},
            )
            above._lay_over(entry)
            known = self.entries.get(entity.id)
            above.entries[entity.id] = (
                entry if known is None else replace(known, label={**known.label, **entry.label})
            )
        return above

    def _lay_over(self, entry: Entry) -> None:
        for name, form, needs in entry_forms(entry, self._inflections):
            first, *path = keys(name)
            for start in (first, *spellings(first)):
                sense = _Sense(entry.id, entry.kind, form, needs)
                insert(self._starts, (start, *path), sense, over=True)


def _keys_behind(words: str) -> list[str]:
    """The keys of words that stand behind another one in a name."""
    return keys(f"x {words}")[1:]


def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The packaged gazetteer with a user's folder laid over it.

    Raises:
        LexiconError: A file is faulty.
    """
    files = load_files("gazetteer", folder)
    rules = [file for file in files if file[0].stem == "inflection"]
    friends = [file for file in files if file[0].stem == "false_friends"]
    names = [file for file in files if file[0].stem not in ("inflection", "false_friends")]
    entries, heads = read_entries(names)
    return Gazetteer(entries, heads, read_false_friends(friends), read_inflection(rules))


def check_gazetteer(
    gazetteer: Gazetteer, commodities: Iterable[str], languages: Iterable[str] = ("de", "en")
) -> list[str]:
    """What is wrong with the entries, one sentence each; empty when all is well.

    Args:
        gazetteer: What to check.
        commodities: Ids that `carries` may name.
        languages: Codes that every label must have.
    """
    known, wanted = set(commodities), tuple(languages)
    problems = [f"{name!r} means {first} and {second}" for name, first, second in gazetteer.clashes]
    for entry in gazetteer.entries.values():
        problems += [
            f"{entry.id} has no label in {code}" for code in wanted if not entry.label.get(code)
        ]
        home = gazetteer.entries.get(entry.home or "")
        if entry.home and (home is None or home.kind != "country"):
            problems.append(
                f"{entry.id} lies in {entry.home}, which is no country of the gazetteer"
            )
        if entry.carries and entry.carries not in known:
            problems.append(f"{entry.id} carries {entry.carries}, which is no commodity")
    return problems
