"""Inflection: the forms a name takes in a language, by rules that stand in the data.

A rule maps the ending that a word has to the endings that take its place, e.g.
`{"er": ["er", "ern"], "": ["", "s"]}`; the longest ending that fits counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

from tracker.lexicon.files import Table, merge_tables

Rule = Mapping[str, tuple[str, ...]]

ANY = "any"  # names that are the same in every language


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What becomes of a word in a name that ends in a sign: plain forms, and genitives."""

    plain: Rule = field(default_factory=dict)
    genitive: Rule = field(default_factory=dict)

    def forms(self, word: str) -> list[tuple[str, bool]]:
        """The forms of a word, and whether each is a genitive."""
        return [
            *((form, False) for form in replace_ending(word, self.plain)),
            *((form, True) for form in replace_ending(word, self.genitive)),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflection:
    """The rules of one language, named as in `data/gazetteer/inflection.toml`."""

    genitive: Rule = field(default_factory=dict)
    possessive: Rule = field(default_factory=dict)
    adjective: Rule = field(default_factory=dict)
    people: Rule = field(default_factory=dict)
    inhabitant: Rule = field(default_factory=dict)
    city_adjective: Rule = field(default_factory=dict)
    markers: Mapping[str, Marker] = field(default_factory=dict)

    def name_forms(self, name: str) -> list[tuple[str, bool]]:
        """Every form of a name, and whether it is a genitive.

        Words of one marker agree: "Arabischen Emiraten", never "Arabischer Emiraten".

        >>> weg = Marker(plain={"": ("",)}, genitive={"": ("s",)})
        >>> rules = Inflection(markers={"~": Marker(plain={"": ("er", "en")}), "*": weg})
        >>> [form for form, _ in rules.name_forms("Mittler~ Weg*")]
        ['Mittlerer Weg', 'Mittlerer Wegs', 'Mittleren Weg', 'Mittleren Wegs']
        """
        used = [marker for marker in self.markers if marker in name]
        if not used:
            head, last = _last_word(name)
            if not self.genitive or last.isupper():
                return [(name, False)]
            genitives = replace_ending(last, self.genitive)
            return [(name, False), *((head + form, True) for form in genitives)]
        words = name.split(" ")
        forms = {
            word: self.markers[word[-1]].forms(word[:-1]) for word in words if word[-1] in used
        }
        found = []
        counts = [max(len(forms[word]) for word in forms if word[-1] == sign) for sign in used]
        for chosen in product(*(range(count) for count in counts)):
            place = dict(zip(used, chosen, strict=True))
            picked = [
                forms[word][min(place[word[-1]], len(forms[word]) - 1)]
                if word in forms
                else (word, False)
                for word in words
            ]
            genitive = any(genitive for _, genitive in picked)
            found.append((" ".join(form for form, _ in picked), genitive))
        return found


def _last_word(name: str) -> tuple[str, str]:
    cut = max(name.rfind(" "), name.rfind("-")) + 1
    return name[:cut], name[cut:]


def replace_ending(word: str, rule: Rule) -> list[str]:
    """The word with its ending replaced as the rule says; empty when no ending fits.

    >>> replace_ending("Georgier", {"er": ("er", "ern"), "": ("s",)})
    ['Georgier', 'Georgiern']
    """
    for ending in (word[-3:], word[-2:], word[-1:], ""):
        others = rule.get(ending)
        if others is not None:
            stem = word[: len(word) - len(ending)]
            return [stem + other for other in others]
    return []


def read_inflection(files: Iterable[tuple[Path, dict[str, Any]]]) -> dict[str, Inflection]:
    """The rules by language; `ANY` holds what behind a name is a genitive in any of them.

    Args:
        files: Files of rules with their content, the user's after the packaged.

    Raises:
        LexiconError: A rule is no table of lists, or its name is unknown.
    """
    found = {}
    for language, table in merge_tables(files).items():
        markers = table.table("marker")
        found[language] = Inflection(
            **{name: table.lists(name, blank=True) for name in _RULES},
            markers={sign: _read_marker(markers.table(sign)) for sign in markers},
        )
        table.close()
    found[ANY] = replace(
        found.get(ANY, Inflection()),
        genitive=_join(*(rules.genitive for rules in found.values())),
        possessive=_join(*(rules.possessive for rules in found.values())),
    )
    return found


def _read_marker(table: Table) -> Marker:
    marker = Marker(
        plain=table.lists("plain", blank=True), genitive=table.lists("genitive", blank=True)
    )
    table.close()
    return marker


_RULES = ("genitive", "possessive", "adjective", "people", "inhabitant", "city_adjective")


def _join(*rules: Rule) -> Rule:
    joined: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        for ending, others in rule.items():
            joined[ending] = tuple(dict.fromkeys((*joined.get(ending, ()), *others)))
    return joined
