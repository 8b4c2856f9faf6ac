"""Which language a text is written in: the pack whose small words it holds most of."""

import re
from collections.abc import Mapping

from tracker.lexicon.language import Language

_WORD = re.compile(r"[^\W\d_]{1,20}")
_SAMPLE = 4000


def detect_language(text: str, languages: Mapping[str, Language]) -> Language:
    """The language of the text; with no evidence at all, the first pack.

    Only the first few thousand characters are read.
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    return max(
        languages.values(),
        key=lambda language: sum(word in language.detection for word in words),
    )
