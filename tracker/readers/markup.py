"""Markup: how many attributes the tags of a page have, told before a parser sees it."""

import re

# A quote opens a value after "=" alone: https://html.spec.whatwg.org/#before-attribute-value-state
_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_ATTRIBUTE = re.compile(r"[^\s=/]++")


def has_crowded_tag(text: str, most: int) -> bool:
    """Whether a tag has more attributes than `most`: a parser's time grows with their square.

    A value without quotes counts as a word more, so that tags of such values may have half as many.
    """
    for tag in _TAG.finditer(text):
        written = tag[0]
        if len(written) < 2 * most:
            continue
        if sum(1 for _ in _ATTRIBUTE.finditer(_VALUE.sub(" ", written))) > 2 * most:
            return True
    return False
