"""The app: the shell around the pages, its navigation, its switches, its way with faults."""

import logging
from typing import Any, cast

import dash
import dash_mantine_components as dmc
import waitress
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate
from flask import Flask, request

from dashboard import context, security
from dashboard.components.aria import aria
from dashboard.components.browser import in_browser
from dashboard.components.frame import query_id
from dashboard.components.links import page_href
from dashboard.components.tables import connect_tables
from dashboard.figures.theme import FONT
from dashboard.pages import PAGES
from dashboard.texts import LANGUAGES
from tracker import Store, TrackerError, load_lexicon

logger = logging.getLogger(__name__)

NAME = "Corridor Tracker"
_INDEX = """<!DOCTYPE html>
<html lang="%LANGUAGE%">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" type="image/svg+xml" href="%FAVICON%">
<script src="%HEAD%"></script>
{%css%}
</head>
<body>
{%app_entry%}
<div>{%config%}{%scripts%}{%renderer%}</div>
</body>
</html>"""

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


class _LanguageAware(Dash):
    """Dash that says in its first answer which language the page is in."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        language = request.args.get("lang", "")
        if language not in LANGUAGES:
            language = context.default_language()
        page = str(super().interpolate_index(**parts))  # type: ignore[no-untyped-call]
        return page.replace('<html lang="%LANGUAGE%">', f'<html lang="{language}">', 1)


def create_app(
    store: Store,
    *,
    language: str = "en",
    read_only: bool = False,
    hosts: tuple[str, ...] = security.LOOPBACK,
) -> Dash:
    """Builds the dashboard over one store.

    Args:
        store: Where the figures are; stays open as long as the app runs.
        language: The language of addresses without `?lang=`.
        read_only: Only show: the form is left out and refuses to save.
        hosts: The names under which the app may be asked for.
    """
    load_lexicon()  # once, before several first requests would each do it
    server = Flask("dashboard")
    server.config.update(
        {
            context.STORE: store,
            context.READ_ONLY: read_only or store.read_only,
            context.LANGUAGE: language,
            context.CACHE: {},
        }
    )
    app = _LanguageAware(
        "dashboard",
        server=cast(Any, server),
        use_pages=True,
        pages_folder="",
        assets_ignore="^head",
        compress=True,
        title=NAME,
        update_title="",
        suppress_callback_exceptions=True,
        include_pages_meta=False,
        on_error=_report_fault,
        add_log_handler=False,
        use_async=False,
    )
    app.index_string = _INDEX.replace("%HEAD%", app.get_asset_url("head.js")).replace(
        "%FAVICON%", app.get_asset_url("favicon.svg")
    )
    dash.page_registry.clear()
    for order, page in enumerate(PAGES):
        template = {"path_template": page.path} if "<" in page.path else {"path": page.path}
        dash.register_page(  # type: ignore[no-untyped-call]
            page.name,
            **template,
            title=f"{page.title} · {NAME}",
            name=page.title,
            description=page.description,
            layout=page.layout,
            order=order,
        )
        page.connect(app)
    app.layout = _shell(app, language)
    _connect_shell(app)
    connect_tables(app)
    security.protect(app, hosts)
    return app


def serve(
    store: Store,
    host: str = "127.0.0.1",
    port: int = 8050,
    read_only: bool = False,
    *,
    language: str = "en",
    hosts: tuple[str, ...] = (),
) -> None:
    """Serves the dashboard until it is interrupted.

    Args:
        store: The store to show.
        host: Address to listen at.
        port: Port to listen at; an OSError says that it is taken.
        read_only: Only show.
        language: The language of addresses without `?lang=`.
        hosts: Further names under which the app may be asked for, as behind a proxy.
    """
    names = tuple(
        dict.fromkeys(
            (
                *security.LOOPBACK,
                *([f"[{host}]" if ":" in host else host] if host != "0.0.0.0" else []),
                *hosts,
            )
        )
    )
    app = create_app(store, language=language, read_only=read_only, hosts=names)
    waitress.serve(
        app.server,
        host=host,
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=security.MAX_BODY,
    )


def _shell(app: Dash, language: str) -> Any:
    return dmc.MantineProvider(
        [
            html.A("Skip to content", href="#main", className="skip"),
            html.Header(
                html.Div(
                    [
                        dcc.Link(
                            [
                                html.Img(
                                    src=app.get_asset_url("logo.svg"), alt="", width=28, height=28
                                ),
                                html.Span(NAME),
                            ],
                            href="/",
                            className="brand",
                            id="brand",
                        ),
                        html.Nav(id="menu", className="menu", **aria(label="Main")),
                        html.Div(
                            [
                                html.Div(
                                    dmc.SegmentedControl(
                                        id="language-switch",
                                        size="xs",
                                        value=language,
                                        data=[
                                            {"value": one, "label": one.upper()}
                                            for one in LANGUAGES
                                        ],
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
                        ),
                    ],
                    className="bar",
                ),
                className="site-head",
            ),
            html.Div(id="fault", className="fault", role="alert", hidden=True),
            html.Main(dash.page_container, id="main", className="site-main", tabIndex=-1),
            html.Footer(id="site-foot", className="site-foot"),
            dcc.Location(id="go", refresh="callback-nav"),
            dcc.Store(id="narrow"),
            dcc.Store(id="scheme-now"),
            dcc.Store(id="shell-language"),
            dcc.Store(id="default-language", data=language),
            dcc.Store(id="idle"),
        ],
        theme=_THEME,
        defaultColorScheme="auto",
        id="mantine",
    )


def _connect_shell(app: Dash) -> None:
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
    in_browser(
        app,
        "nameTab",
        Output("idle", "storage_type"),
        Input({"type": "title", "name": ALL}, "data"),
    )

    @app.callback(
        Output("menu", "children"),
        Output("site-foot", "children"),
        Output("language-switch", "value"),
        Output("brand", "href"),
        Input("shell-language", "data"),
    )
    def speak(language: object) -> tuple[Any, ...]:
        if not isinstance(language, str):
            raise PreventUpdate
        wording = context.wording(language)
        links = [
            dcc.Link(
                wording.say(page.title),
                href=page_href(wording, page.path),
                className="menu-action" if page.writes else "menu-link",
            )
            for page in PAGES
            if page.in_menu and not (page.writes and context.is_read_only())
        ]
        foot = html.P(
            wording.say(
                "Every figure here was read from a text and leads back to its words. "
                "Nothing is averaged, nothing is converted in silence."
            )
        )
        return links, foot, wording.language, page_href(wording, "/")


def _report_fault(error: Exception) -> None:
    """A fault in a callback: a reference on the page, everything else in the log only."""
    reference = context.new_reference()
    if isinstance(error, TrackerError):
        logger.warning("refused %s: %s", reference, type(error).__name__, exc_info=error)
        text = str(error)
    else:
        logger.error("fault %s", reference, exc_info=error)
        text = f"Something went wrong here (reference {reference}). Nothing was changed."
    dash.set_props("fault", {"children": text, "hidden": False})
