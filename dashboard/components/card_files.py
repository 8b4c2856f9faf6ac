"""Card files: what a card shows as CSV, JSON, or a picture that speaks for itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlsplit

from dashboard.address import read_text
from dashboard.components.as_of import as_of_note
from dashboard.components.briefing_parts import pack_section
from dashboard.components.points import add_origins, source_text
from dashboard.components.tables import write_csv
from dashboard.figures.picture import compose_picture
from dashboard.figures.theme import Look

KINDS = ("png", "svg", "csv", "json")
BRIEF = "brief"
"""What a briefing of the whole page wishes of each card."""
MAX_ADDRESS = 2000


class Shown(Protocol):
    """The parts of a card's view that files are made of."""

    @property
    def figure(self) -> Any: ...
    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def points(self) -> Any: ...
    @property
    def rows(self) -> Any: ...
    @property
    def table(self) -> Any: ...
    @property
    def legend(self) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants of a card: a kind of file, and the address they look at.

    A wish for a briefing has a token, by which its answers are told from those of another one.
    """

    kind: str
    address: str
    token: str = ""

    @property
    def home(self) -> str:
        """Scheme and host of the address."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def read_wish(value: object) -> Wish | None:
    """The wish a browser sent; None where it is none."""
    if not isinstance(value, Mapping) or value.get("kind") not in (*KINDS, BRIEF):
        return None
    address = value.get("address")
    known = isinstance(address, str) and address.isprintable() and len(address) <= MAX_ADDRESS
    is_web = known and str(address).startswith(("http://", "https://"))
    return Wish(
        kind=str(value["kind"]),
        address=str(address) if is_web else "",
        token=read_text(value, "token"),
    )


def make_table(shown: Shown, wish: Wish, name: str, heading: str, look: Look) -> dict[str, Any]:
    """CSV or JSON, as `dcc.Download` takes it.

    Args:
        shown: What the card shows.
        wish: csv or json, and the address.
        name: The card's name, and the file's.
        heading: The title, where the view has none.
        look: Language and day.
    """
    rows = add_origins(shown.rows, shown.points, wish.home)
    file = name_file(name, wish.kind, look)
    if wish.kind == "csv":
        return {"content": write_csv(rows), "filename": file, "type": "text/csv"}
    head = {
        "title": shown.title or heading,
        "subtitle": shown.subtitle,
        "note": shown.note,
        "address": wish.address,
        "language": look.wording.language,
        "as_of": look.as_of,
        "generated": date.today().isoformat(),
        "rows": rows,
    }
    content = json.dumps(head, ensure_ascii=False, indent=1)
    return {"content": content, "filename": file, "type": "application/json"}


def make_picture(
    shown: Shown, wish: Wish, name: str, heading: str, look: Look
) -> dict[str, Any] | None:
    """A figure for the browser to save, with title, sources, date and address in it."""
    if shown.figure is None:
        return None
    say = look.wording.say
    day = look.wording.numbers.day(look.as_of or date.today().isoformat())
    state = as_of_note(look.wording, look.as_of) or say("As of %(day)s", day=day)
    figure, width, height = compose_picture(
        shown.figure,
        title=shown.title or heading,
        subtitle=shown.subtitle,
        legend=shown.legend,
        foot=(shown.note, source_text(look.wording, shown.points), state, wish.address),
    )
    return {
        "figure": figure, "width": width, "height": height, "format": wish.kind,
        "filename": name_file(name, "", look), "locale": look.wording.language,
    }  # fmt: skip


def make_section(shown: Shown, wish: Wish, name: str, heading: str) -> dict[str, Any]:
    """The card as a section of a briefing; the browser turns its figure into a picture."""
    section = pack_section(
        shown.figure,
        heading=shown.title or heading,
        subtitle=shown.subtitle,
        note=shown.note,
        table=shown.table,
        points=shown.points,
        token=wish.token,
    )
    return section | {"name": name}


def name_file(name: str, ending: str, look: Look) -> str:
    """`timeline.csv`, or `timeline-as-of-2024-05-31.csv`."""
    stem = f"{name}-as-of-{look.as_of}" if look.as_of else name
    return f"{stem}.{ending}" if ending else stem
