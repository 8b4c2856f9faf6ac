"""From text to facts: `extract`, `explain` and `read_figure`."""

from datetime import date

from tracker.extraction.pipeline import choose_language, read_text
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.errors import TrackerError
from tracker.model.fact import Fact
from tracker.model.period import Period


class UnknownLanguageError(TrackerError, ValueError):
    """A language was asked for that no pack speaks."""

    def __init__(self, language: str, known: list[str]) -> None:
        super().__init__(f"There is no language pack {language!r}; there are {', '.join(known)}.")
        self.language, self.known = language, known


def extract(
    text: str,
    *,
    language: str | None = None,
    published: date | str | None = None,
    lexicon: Lexicon | None = None,
) -> list[Fact]:
    """Every figure that the text states, with what it is about.

    Args:
        text: Plain text; offsets of the facts refer to it unchanged.
        language: Code of a language pack ("de", "en"); by default it is detected.
        published: When the text was published, a date or ISO 8601 day, month or year. Relative
            periods are resolved against it; a full dateline in the text wins for what is under it.
        lexicon: What is known of the world; by default the packaged data.

    Returns:
        Facts in order of place, none overlapping.

    Raises:
        UnknownLanguageError: There is no such pack.
        ValueError: `published` is no ISO 8601 date.

    >>> facts = extract("Trade fell 12.5 percent to roughly $400 million in 2022.")
    >>> [fact.surface for fact in facts]
    ['12.5 percent', '$400 million']
    """
    lexicon = lexicon or load_lexicon()
    if language is not None and language not in lexicon.languages:
        raise UnknownLanguageError(language, sorted(lexicon.languages))
    known = published.isoformat() if isinstance(published, date) else published
    if known is not None:
        known = str(Period.parse(known))
    return read_text(text, choose_language(text, language, lexicon), known, lexicon)
