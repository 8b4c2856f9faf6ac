"""Texts of the pages in one language, from gettext catalogues that are read as they are written.

English stands in the code; the catalogues of `translations/de/` say the same in German, one for
each part of the dashboard and `shared.po` for all of them. A text that they lack stays English.
"""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("en", "de")
FOLDER = Path(__file__).parent / "translations"


@cache
def load_catalogue(language: str) -> Catalog:
    """Reads `translations/<language>/`; a language without catalogues says everything in English.

    Raises:
        ValueError: Two catalogues say the same text differently.
    """
    merged = Catalog(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, domain="dashboard"):
                known = merged.get(message.id) if message.id else None
                if known is not None and known.string != message.string:
                    raise ValueError(f"{path}: {message.id!r} is said differently elsewhere")
                merged[message.id] = message
    return merged


def say(language: str, text: str, **values: object) -> str:
    """The text in this language, its `%(name)s` places filled."""
    message = load_catalogue(language).get(text)
    translated = message.string if message and isinstance(message.string, str) else ""
    return (translated or text) % values if values else translated or text


def say_plural(language: str, one: str, many: str, n: int, written: str) -> str:
    """The text for one or for many; its `%(n)s` is filled with the number as it is written."""
    message = load_catalogue(language).get(one)
    forms = message.string if message and not isinstance(message.string, str) else None
    text = forms[0 if n == 1 else 1] if forms and all(forms) else one if n == 1 else many
    return text % {"n": written}
