"""Page: what a module in `pages/` has to say of itself."""

from collections.abc import Callable
from dataclasses import dataclass

from dash import Dash
from dash.development.base_component import Component


def connect_nothing(app: Dash) -> None:
    """For a page without callbacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the dashboard.

    Attributes:
        name: Unique; `not_found_404` is shown where no page fits.
        path: Where it is, or a template with `<name>` places.
        title: Its name in the navigation and the tab, an English text of the catalogue.
        description: One sentence for those who share its address.
        layout: From path variables and query parameters to the page.
        connect: Registers its callbacks with an app.
        in_menu: Whether the navigation names it; `more` whether only under "More".
        writes: Whether it is pointless in an app that only shows.
        promise: What it will show once there are figures, an English text of the catalogue; with
            one, an empty database shows it and the first steps in place of the page.
        shortcuts: Keys and what they do (English texts of the catalogue), as `?` lists them on this
            page; what acts on them is `window.tracker.shortcut` in the page's script.
        exists: Whether there is such a record, told by the variables of the path, so that an
            unknown one is answered with status 404.
    """

    name: str
    path: str
    title: str
    description: str
    layout: Callable[..., Component]
    connect: Callable[[Dash], None] = connect_nothing
    in_menu: bool = True
    more: bool = False
    writes: bool = False
    promise: str = ""
    shortcuts: tuple[tuple[str, str], ...] = ()
    exists: Callable[..., bool] | None = None
