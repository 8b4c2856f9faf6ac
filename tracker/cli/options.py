"""Options that verbs share: the database, the data folder, the form of the output."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from tracker.readers.origins import check_published, check_url

if TYPE_CHECKING:
    from tracker.lexicon.lexicon import Lexicon
    from tracker.store import Store

Verb = Callable[..., Any]
DEFAULT_DATABASE = "tracker.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A database, and whether the person named it (then it must exist)."""

    text: str
    given: bool

    @property
    def is_url(self) -> bool:
        """Whether it is the URL of a database server and no file."""
        return "://" in self.text

    @property
    def is_missing_file(self) -> bool:
        """Whether it is a path at which there is nothing."""
        return not self.is_url and not Path(self.text).exists()


def _location(context: click.Context, parameter: click.Parameter, value: str) -> Location:
    source = context.get_parameter_source(parameter.name or "")
    return Location(text=value, given=source is not ParameterSource.DEFAULT)


def database_option(
    default: str = DEFAULT_DATABASE, variable: str | None = "TRACKER_DB"
) -> Callable[[Verb], Verb]:
    """`--db`, with an environment variable behind it."""
    return click.option(
        "--db",
        "location",
        envvar=variable,
        default=default,
        show_default=True,
        show_envvar=True,
        metavar="PATH|URL",
        callback=_location,
        help="Database file, or the URL of a PostgreSQL database.",
    )


data_option = click.option(
    "--data",
    "folder",
    envvar="TRACKER_DATA",
    show_envvar=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Your own units, names and words, laid over the packaged ones.",
)


def output_options(verb: Verb) -> Verb:
    """`--json` and `--csv`."""
    as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    return as_json(click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")(verb))


def _checked(check: Callable[[str], str]) -> Callable[..., str | None]:
    def callback(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
        try:
            return value if value is None else check(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return callback


def date_option(name: str, text: str) -> Callable[[Verb], Verb]:
    """A publication date: a day, a month or a year."""
    return click.option(name, metavar="DATE", callback=_checked(check_published), help=text)


url_option = click.option(
    "--url", metavar="URL", callback=_checked(check_url), help="Address of the page."
)
language_option = click.option(
    "--language", metavar="CODE", help="Language of the text, e.g. de or en; else it is detected."
)
encoding_option = click.option(
    "--encoding", metavar="NAME", help="Encoding of a text that is not UTF-8, e.g. cp1251."
)

contact_option = click.option(
    "--contact",
    envvar="TRACKER_CONTACT",
    show_envvar=True,
    metavar="TEXT",
    help="Your mail address or page, told to the sites that are asked.",
)


def lexicon_from(folder: Path | None) -> "Lexicon":
    """The packaged lexicon with the person's folder over it.

    Raises:
        LexiconError: A data file is faulty, or there is no such folder.
    """
    from tracker.lexicon.lexicon import load_lexicon

    return load_lexicon(folder)


def open_store(location: Location, *, create: bool = False, folder: Path | None = None) -> "Store":
    """The database.

    Args:
        location: Where it is.
        create: Whether the verb may make a new one; that happens only where the person named none
            and the default file is missing.
        folder: The person's data files, whose units and names the database is to learn.

    Raises:
        StoreError: It is missing, damaged or of another version.
        LexiconError: A data file is faulty, or there is no such folder.
    """
    from tracker.store import Store

    own = lexicon_from(folder) if folder is not None else None
    if create and not location.given and location.is_missing_file:
        click.echo(f"Creating {location.text} …", err=True)
        return Store.create(location.text, lexicon=own)
    store = Store(location.text)
    if own is not None:
        store.learn(own)
    return store


def require_known(given: str | None, known: Iterable[str], option: str) -> None:
    """Refuse an id that is not known; None passes.

    Raises:
        click.BadParameter: With the nearest known ids.
    """
    ids = list(known)
    if given is None or given in ids:
        return
    near = get_close_matches(given.lower(), ids, n=3, cutoff=0.5)
    near = near or [name for name in ids if given.lower() in name][:3]
    hint = f"; did you mean {' or '.join(near)}?" if near else "."
    raise click.BadParameter(f"{given[:40]!r} is not known{hint}", param_hint=option)
