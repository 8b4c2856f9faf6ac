"""Which language a text is written in: the one whose small words it holds most of."""

import re
from collections import Counter
from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]{1,20}")
_SAMPLE = 4000


def detect_language(text: str, small_words: Mapping[str, frozenset[str]]) -> str:
    """The code of the text's language; with no evidence at all, the first.

    Only the first few thousand characters are read.

    Args:
        small_words: Frequent words of each language, by its code.
    """
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    return max(small_words, key=lambda code: sum(words[word] for word in small_words[code]))
