"""Shell: what stands around every page: menu, switches, shortcuts, faults, foot."""

from typing import Any

import dash
import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import context
from dashboard.components.aria import aria
from dashboard.components.browser import in_browser
from dashboard.components.frame import query_id
from dashboard.components.links import page_href, page_link
from dashboard.components.watching import watch_stores
from dashboard.figures.theme import FONT
from dashboard.page import Page
from dashboard.pages import PAGES
from dashboard.texts import LANGUAGES
from dashboard.wording import Wording

_BLUE = [
    "#e5f2fa",
    "#cfe1ee",
    "#9fc6e0",
    "#6cabd3",
    "#3f92c6",
    "#1f80bb",
    "#0072B2",
    "#00619a",
    "#00507f",
    "#003f65",
]
_DARK = [
    "#e6ebf0",
    "#c4ced8",
    "#a3b0bd",
    "#7f8d9b",
    "#3a4652",
    "#2b343e",
    "#1e2730",
    "#161c23",
    "#10151a",
    "#0b0f13",
]
_THEME = {
    "fontFamily": FONT,
    "primaryColor": "blue",
    "primaryShade": {"light": 6, "dark": 4},
    "colors": {"blue": _BLUE, "dark": _DARK},
    "defaultRadius": "md",
    "autoContrast": True,
    "cursorType": "pointer",
    "headings": {"fontWeight": "650"},
}

# The second key after `g`, by the name of the page.
_LETTERS = {
    "overview": "o", "corridors": "c", "trade": "t", "map": "m", "facts": "f", "documents": "d",
    "review": "r", "query": "q", "data": "x", "add": "a", "read": "u",
}  # fmt: skip
_SHORTCUTS = {
    "?": "Show the shortcuts",
    "/": "To the search field",
    ".": "Light or dark",
    "l": "German or English",
}


def build_shell(app: Dash, name: str, language: str) -> Any:
    """The layout of the app, in which pages come and go.

    Args:
        app: The app, for the addresses of its assets.
        name: The name of the app.
        language: The language of addresses without `?lang=`.
    """
    return dmc.MantineProvider(
        [
            html.A("Skip to content", href="#main", className="skip", id="skip"),
            html.Header(
                html.Div([_brand(app, name), _menu(), _switches(language)], className="bar"),
                className="site-head",
            ),
            html.Div(id="fault", className="fault", role="alert", hidden=True),
            html.Main(dash.page_container, id="main", className="site-main", tabIndex=-1),
            html.Footer(id="site-foot", className="site-foot"),
            html.Div(id="spoken", className="hidden", role="status", **aria(live="polite")),
            dmc.Modal(
                html.Div(id="shortcuts", className="shortcuts"),
                id="shortcuts-dialog",
                opened=False,
                size="lg",
                keepMounted=False,
                closeButtonProps=aria(label="Close / Schließen"),
            ),
            dcc.Location(id="go", refresh="callback-nav"),
            dcc.Store(id="narrow"),
            dcc.Store(id="scheme-now"),
            dcc.Store(id="shell-language"),
            dcc.Store(id="shell-texts"),
            dcc.Store(id="default-language", data=language),
            dcc.Store(id="author", storage_type="local"),
            dcc.Store(id="idle"),
            *watch_stores(),
        ],
        theme=_THEME,
        defaultColorScheme="auto",
        id="mantine",
    )


def _brand(app: Dash, name: str) -> Component:
    logo = html.Img(src=app.get_asset_url("logo.svg"), alt="", width=28, height=28)
    return dcc.Link([logo, html.Span(name)], href="/", className="brand", id="brand", title=name)


def _menu() -> Component:
    return html.Nav(id="menu", className="menu", **aria(label="Main / Hauptmenü"))


def _switches(language: str) -> Component:
    return html.Div(
        [
            html.Button(
                "?",
                id="shortcuts-open",
                className="square-button",
                type="button",
                **aria(label="Shortcuts / Tastenkürzel", haspopup="dialog"),
            ),
            html.Div(
                dmc.SegmentedControl(
                    id="language-switch",
                    size="xs",
                    value=language,
                    data=[{"value": one, "label": one.upper()} for one in LANGUAGES],
                ),
                role="group",
                **aria(label="Language / Sprache"),
            ),
            dmc.ColorSchemeToggle(
                lightIcon=html.Span("☀", **aria(hidden="true")),
                darkIcon=html.Span("☾", **aria(hidden="true")),
                id="scheme",
                size="md",
                variant="default",
                **aria(label="Light or dark / Hell oder dunkel"),
            ),
            dmc.Burger(
                id="burger",
                opened=False,
                size="sm",
                className="burger",
                **aria(label="Menu / Menü"),
            ),
        ],
        className="switches",
    )


def build_menu(wording: Wording, read_only: bool) -> list[Any]:
    """The links of the menu: pages, those under "More", and what one may do."""
    shown = [page for page in PAGES if page.in_menu and not (page.writes and read_only)]
    plain = [page for page in shown if not page.more and not page.writes]
    more = [page for page in shown if page.more and not page.writes]
    actions = [page for page in shown if page.writes and not _is_place(page)]
    plain += [page for page in shown if page.writes and _is_place(page)]
    menu: list[Any] = [_menu_link(wording, page) for page in plain]
    if more:
        menu.append(_menu_group(wording.say("More"), [_menu_link(wording, page) for page in more]))
    if len(actions) == 1:
        menu.append(_menu_link(wording, actions[0], "menu-action"))
    elif actions:
        links = [_menu_link(wording, page) for page in actions]
        menu.append(_menu_group(wording.say("Add"), links, "menu-actions"))
    return menu


def _is_place(page: Page) -> bool:
    """Whether people go there to see what there is, and not only to enter something."""
    return page.name == "review"


def _menu_link(wording: Wording, page: Page, class_name: str = "menu-link") -> Component:
    return page_link(wording.say(page.title), page_href(wording, page.path), class_name)


def _menu_group(label: str, links: list[Component], class_name: str = "") -> Component:
    return html.Div(
        [
            html.Button(label, type="button", className="menu-button", **aria(expanded="false")),
            html.Div(links, className="menu-group-links"),
        ],
        className=f"menu-group {class_name}".strip(),
    )


def shell_texts(wording: Wording) -> dict[str, Any]:
    """What the scripts of the shell say, and the letters of the pages."""
    say = wording.say
    pages = [
        {"key": _LETTERS[page.name], "label": page.title, "path": page.path}
        for page in PAGES
        if page.in_menu and page.name in _LETTERS and not (page.writes and context.is_read_only())
    ]
    said = [*_SHORTCUTS.values(), *(page["label"] for page in pages)]
    said += [text for page in PAGES for _, text in page.shortcuts]
    return {
        "pages": pages,
        "texts": {text: say(text) for text in said},
        "here": say("On this page"),
        "everywhere": say("Everywhere"),
        "go": say("Go to a page"),
    }


def connect_shell(app: Dash) -> None:
    """Registers the callbacks of the shell."""
    path = Input("_pages_location", "pathname")
    fallback = State("default-language", "data")
    in_browser(
        app,
        "followMark",
        Output("go", "href"),
        Input({"type": "chart", "name": ALL}, "clickData"),
        first=False,
    )
    in_browser(
        app,
        "writeAddress",
        Output("idle", "data"),
        Input(query_id(ALL, ALL), "value"),
        State(query_id(ALL, ALL), "id"),
        State({"type": "defaults", "name": ALL}, "data"),
        first=False,
    )
    in_browser(
        app,
        "readWidth",
        Output("narrow", "data"),
        Output("scheme-now", "data"),
        Input("scheme", "computedColorScheme"),
    )
    in_browser(
        app,
        "readLanguage",
        Output("shell-language", "data"),
        Input("_pages_location", "search"),
        State("shell-language", "data"),
        fallback,
    )
    in_browser(
        app,
        "switchLanguage",
        Output("language-switch", "className"),
        Input("language-switch", "value"),
        fallback,
        first=False,
    )
    in_browser(app, "markPage", Output("burger", "opened"), path, Input("menu", "children"))
    in_browser(app, "toggleMenu", Output("menu", "className"), Input("burger", "opened"))
    in_browser(app, "leavePage", Output("fault", "hidden", allow_duplicate=True), path, first=False)
    in_browser(
        app,
        "nameTab",
        Output("idle", "storage_type"),
        Input({"type": "title", "name": ALL}, "data"),
    )
    _connect_shortcuts(app)

    @app.callback(
        Output("menu", "children"),
        Output("site-foot", "children"),
        Output("language-switch", "value"),
        Output("brand", "href"),
        Output("skip", "children"),
        Output("shell-texts", "data"),
        Output("shortcuts-dialog", "title"),
        Input("shell-language", "data"),
    )
    def speak(language: object) -> tuple[Any, ...]:
        if not isinstance(language, str):
            raise PreventUpdate
        wording = context.wording(language)
        say = wording.say
        foot = html.P(
            say(
                "Every figure here was read from a text and leads back to its words. "
                "Nothing is averaged, nothing is converted in silence."
            )
        )
        return (
            build_menu(wording, context.is_read_only()),
            foot,
            wording.language,
            page_href(wording, "/"),
            say("Skip to content"),
            shell_texts(wording),
            say("Keyboard shortcuts"),
        )


def _connect_shortcuts(app: Dash) -> None:
    texts = Input("shell-texts", "data")
    in_browser(app, "learnPages", Output("idle", "modified_timestamp"), texts)
    in_browser(
        app,
        "showShortcuts",
        Output("shortcuts-dialog", "opened"),
        Input("shortcuts-open", "n_clicks"),
        first=False,
    )
    in_browser(
        app,
        "listShortcuts",
        Output("shortcuts", "className"),
        Input("shortcuts-dialog", "opened"),
        State("shell-texts", "data"),
        first=False,
    )
