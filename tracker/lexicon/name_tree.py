"""A tree of words that holds many names, and finds the longest one that begins at a place.

The first word of a name is a key of the tree's root, as it is written; each further word is a key
of the node before it: in small letters, behind the sign that leads to it. Blanks and dashes are
one sign, so that "Baku-Tiflis-Kars" also stands for "Baku – Tiflis – Kars". What ends at a node
stands in it under the empty key. Branches may be shared, so a node is never changed in place once
it has been merged into another.
"""

import re
from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]

WORD = re.compile(r"\w+")
CAPITALS = 4  # from so many letters on a word may be written in capitals throughout

# The way from one word to the next: a mark, then blanks and at most one dash and one quote.
_STEP = re.compile(r"([.'’‘ʼʻ`´,]|\s?[&/]\s?)?(\s{0,2}[-‐‑‒–—−]?\s{0,2}[\"„“”«»]?)(\w+)")
_PLAIN = re.compile(r"\w+(?:[ -]\w+)+")
_APOSTROPHES = dict.fromkeys("’‘ʼʻ`´", "'")


def step(text: str, end: int) -> tuple[str, int] | None:
    """The key of the word that follows at `end`, and where that word ends; None if none can.

    >>> step("Xi’an", 2)
    ("'an", 5)
    """
    match = _STEP.match(text, end)
    if match is None:
        return None
    mark, gap, word = match.groups()
    mark = mark.strip() if mark else ""
    if gap.count("\n") > 1:
        return None
    if not gap:
        return _APOSTROPHES.get(mark, mark) + word.lower(), match.end()
    if mark == ".":
        if end > 3 and text[end - 4 : end].isalnum():
            return None  # "St. Petersburg", but "… in Kuryk. Hafen …" are two sentences
        mark = ""
    elif mark not in ("", ","):
        return None
    return f"{mark} {word.lower()}", match.end()


def keys(name: str) -> list[str]:
    """The keys of a name, its first word as it is written.

    Raises:
        ValueError: The name holds no word, or a sign that no name can hold.

    >>> keys("Port of Xi'an")
    ['Port', ' of', ' xi', "'an"]
    """
    if name.isalpha():
        return [name]
    if _PLAIN.fullmatch(name):
        start, _, further = name.replace("-", " ").partition(" ")
        return [start, *[" " + word for word in further.lower().split(" ")]]
    first = WORD.search(name)
    if first is None:
        raise ValueError(name)
    found, end = [first.group()], first.end()
    while end < len(name):
        way = step(name, end)
        if way is None:
            if WORD.search(name, end):
                raise ValueError(name)
            break
        found.append(way[0])
        end = way[1]
    return found


def is_name(words: str) -> bool:
    """Whether the words can be found as a name; a label with brackets is for display only."""
    try:
        return bool(keys(words))
    except ValueError:
        return False


def insert(root: Node, path: Iterable[str], meaning: Any, *, over: bool = False) -> Any:
    """Put a meaning at the end of a path, unless one is there; return what stands there now.

    Args:
        root: The tree, changed in place.
        path: Keys, as from `keys`.
        meaning: What ends there.
        over: Copy the nodes on the way, which may be shared, and replace what was there.
    """
    node = root
    for key in path:
        below = node.get(key)
        if below is None:
            below = node[key] = {}
        elif over:
            below = node[key] = dict(below)
        node = below
    if over or "" not in node:
        node[""] = meaning
    return node[""]


def merge(node: Node, branches: Node) -> None:
    """Hang branches under a node; what stood there before wins, and shared nodes are copied."""
    for key, below in branches.items():
        known = node.get(key)
        if known is None:
            node[key] = below
        elif key and known is not below:
            node[key] = known = dict(known)
            merge(known, below)


def spellings(word: str) -> list[str]:
    """Other ways to write a name's first word: with a capital, and in capitals throughout.

    >>> spellings("middle"), spellings("EU")
    (['Middle', 'MIDDLE'], [])
    """
    found = [word[0].upper() + word[1:]] if word.islower() else []
    if len(word) >= CAPITALS and not word.isupper():
        found.append(word.upper())
    return found


def follow(text: str, end: int, node: Node) -> tuple[int, Any] | None:
    """The longest name from a first word that ends at `end` and has led to `node`.

    Returns:
        Where the name ends, and what it means; None if no name ends on the way.
    """
    longest = None
    while True:
        meaning = node.get("")
        if meaning is not None:
            longest = end, meaning
            if len(node) == 1:
                return longest
        further = step(text, end)
        if further is None or further[0] not in node:
            return longest
        node, end = node[further[0]], further[1]
