"""Texts of the pages in one language, from gettext catalogues that are read as they are written.

English stands in the code; `translations/de.po` says the same in German. A text that a catalogue
lacks is shown in English.
"""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("en", "de")
FOLDER = Path(__file__).parent / "translations"


@cache
def load_catalogue(language: str) -> Catalog:
    """Reads `translations/<language>.po`; a language without a file says everything in English."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="dashboard")


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
