"""Cues: words that tell indicator, commodity, status, direction, share and the like."""

import re

from tracker.extraction.findings import Cue, Sentence
from tracker.lexicon.language import Language

_WORD = re.compile(r"[^\W_]+")
_ENDING = 2  # letters by which two stems of one word differ as endings do, not as parts


def find_cues(text: str, sentence: Sentence, language: Language) -> list[Cue]:
    """All cue words of one sentence in order; one inside a longer one of its kind is dropped."""
    found = [
        (hit.stem_end, _cue(hit.start, hit.end, *hit.meaning, hit.entry))
        for hit in language.cues.find(text, sentence.start, sentence.end)
    ]
    # Of several entries in one word the one nearest its end speaks: "Transitzeit", not "Transit".
    found.sort(key=lambda item: (item[1].start, -item[1].end, -item[0], -len(item[1].word)))
    kept: list[Cue] = []
    reach: dict[str, tuple[int, int]] = {}
    for stem_end, cue in found:
        end, head = reach.get(cue.kind, (-1, -1))
        if end < cue.end or (end == cue.end and head - stem_end <= _ENDING):
            kept.append(cue)
            reach[cue.kind] = (cue.end, stem_end)
    return kept + _particles(text, sentence, kept, language)


def _particles(text: str, sentence: Sentence, cues: list[Cue], language: Language) -> list[Cue]:
    """Verb particles at the end of a clause, which turn the verb: "nahm … ab", "ging … zurück"."""
    if not language.particles or not any(cue.kind == "direction" for cue in cues):
        return []
    found = []
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        way = language.particles.get(match.group())
        stop = match.end()
        if way and (
            stop >= sentence.end or text[stop] in ".,;:)!?" or _next_is_and(text, stop, language)
        ):
            found.append(_cue(match.start(), stop, "particle", way, 1.0, match.group()))
    return found


def _next_is_and(text: str, position: int, language: Language) -> bool:
    return language.connectors["and"].after(text, position) is not None


def _cue(start: int, end: int, kind: str, id_: str, strength: float, word: str) -> Cue:
    return Cue(start=start, end=end, kind=kind, id=id_, strength=strength, word=word)
