"""What keeps other sites, hand-made requests and foreign content from acting through the pages."""

import logging
import re
from urllib.parse import urlsplit

from dash import Dash
from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, HTTPException

from dashboard.context import new_reference

logger = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
MAX_BODY = 28 * 1024 * 1024
"""A file of 20 MB in base64 and the rest of a callback's body."""

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.ASCII)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def protect(app: Dash, hosts: tuple[str, ...] = LOOPBACK) -> None:
    """Adds limits, checks of origin, and security headers to an app.

    Args:
        app: The app; its inline scripts are allowed by their hashes.
        hosts: The names under which the app may be asked for; any other is refused.
    """
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    server.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY

    @server.before_request
    def refuse_foreign_requests() -> None:
        if not is_own_name(request.headers.get("Host", ""), hosts):
            raise BadRequest("This app does not answer to that name.")
        if request.method not in _SAFE_METHODS and not _is_own_origin():
            raise BadRequest("This request did not come from a page of this app.")

    @server.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = _policy(app)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    @server.errorhandler(Exception)
    def answer_fault(error: Exception) -> tuple[str, int] | HTTPException:
        if isinstance(error, HTTPException):
            return error
        reference = new_reference()
        if request.path.endswith("/_dash-update-component"):
            # A body that no page of ours sends; Dash fails on it before a callback runs.
            logger.warning("malformed callback %s", reference, exc_info=error)
            return "This request could not be understood.", 400
        logger.error("fault %s", reference, exc_info=error)
        return f"Something went wrong here (reference {reference}).", 500


def is_own_name(host: str, names: tuple[str, ...]) -> bool:
    """Whether a `Host` header names this app, whatever the port.

    Flask's own list of trusted hosts cuts names at their first colon, so that `[::1]` never fits.
    """
    found = _HOST.fullmatch(host.lower())
    return found is not None and found["name"] in names


def _is_own_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        # No browser sends a cross-site write without an origin; a script on this machine may.
        return site is not None or request.headers.get("Referer") is None
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc == request.host


def _policy(app: Dash) -> str:
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'none'",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
