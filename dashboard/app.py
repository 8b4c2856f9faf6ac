"""The app: the shell around the pages, its navigation, its switches, its way with faults."""

import logging
import socket
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qs

import dash
import waitress
from dash import Dash, html
from dash.development.base_component import Component
from flask import Flask, request

from dashboard import context, security
from dashboard.components.author import connect_author
from dashboard.components.briefing_parts import connect_briefing
from dashboard.components.decide import connect_decide
from dashboard.components.first_run import connect_first_run, unless_empty
from dashboard.components.tables import connect_tables
from dashboard.downloads import add_downloads
from dashboard.page import Page
from dashboard.pages import PAGES
from dashboard.routes import answer_missing
from dashboard.shell import build_shell, connect_shell
from dashboard.texts import LANGUAGES
from tracker import Store, TrackerError, load_lexicon

logger = logging.getLogger(__name__)

NAME = "Corridor Tracker"
_THREADS = 8
_INDEX = """<!DOCTYPE html>
<html lang="%LANGUAGE%">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" type="image/svg+xml" href="%FAVICON%">
<script src="%HEAD%"></script>
<link rel="preload" href="%FONT%" as="font" type="font/woff2" crossorigin>
{%css%}
</head>
<body>
{%app_entry%}
<div>{%config%}{%scripts%}{%renderer%}</div>
</body>
</html>"""


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
            context.CARDS: {},
            # A tenth of a second for the largest script, which is a tenth smaller then.
            "COMPRESS_ZSTD_LEVEL": 9,
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
    app.index_string = (
        _INDEX.replace("%HEAD%", app.get_asset_url("head.js"))
        .replace("%FAVICON%", app.get_asset_url("favicon.svg"))
        .replace("%FONT%", app.get_asset_url("fonts/inter-latin-wght-normal.woff2"))
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
            layout=_lay_out(page),
            order=order,
        )
        page.connect(app)
    app.layout = build_shell(app, NAME, language)
    connect_shell(app)
    connect_tables(app)
    connect_author(app)
    connect_decide(app)
    connect_first_run(app)
    add_downloads(server)
    connect_briefing(app)
    answer_missing(server, PAGES)
    security.protect(app, hosts)
    return app


def serve(
    store: Store,
    listener: socket.socket,
    *,
    read_only: bool = False,
    language: str = "en",
    hosts: tuple[str, ...] = (),
) -> None:
    """Serves the dashboard until it is interrupted.

    Args:
        store: The store to show.
        listener: A socket that listens; it is closed in the end.
        read_only: Only show.
        language: The language of addresses without `?lang=`.
        hosts: Further names under which the app may be asked for, as behind a proxy.
    """
    app = create_app(
        store, language=language, read_only=read_only, hosts=(*security.LOOPBACK, *hosts)
    )
    # Not `waitress.serve`, which sets up the root logger and prints.
    server = waitress.create_server(
        app.server,
        sockets=[listener],
        threads=_THREADS,
        ident=None,
        max_request_body_size=security.MAX_BODY,
    )
    server.run()


def _lay_out(page: Page) -> Callable[..., Component]:
    """The page's layout, while its parts may ask for the query it is laid out for."""
    layout = unless_empty(page.layout, page.title, page.promise) if page.promise else page.layout

    def lay_out(**query: object) -> Component:
        with context.answering(query):
            return layout(**query)

    return lay_out


def _report_fault(error: Exception) -> None:
    """A fault in a callback: a reference on the page, everything else in the log only."""
    reference = context.new_reference()
    wording = context.wording(_language_of_callback())
    if isinstance(error, TrackerError):
        logger.warning("refused %s: %s", reference, type(error).__name__, exc_info=error)
        text = str(error)
    else:
        logger.error("fault %s", reference, exc_info=error)
        text = wording.say(
            "Something went wrong here (reference %(reference)s). Nothing was changed.",
            reference=reference,
        )
    again = html.A(wording.say("Load the page again"), href="", className="link")
    dash.set_props("fault", {"children": [text, " ", again], "hidden": False})


def _language_of_callback() -> object:
    """The language of the page whose callback is being answered, as far as it says so."""
    sent = {**dash.ctx.inputs, **dash.ctx.states}
    if spoken := sent.get("language.data") or sent.get("shell-language.data"):
        return spoken
    query = parse_qs(str(sent.get("_pages_location.search") or "").removeprefix("?"))
    return query.get("lang", [None])[-1]
