"""Downloads: whole files under `/download/…`, written beside the store and sent piece by piece.

A file is finished before the first byte of it is sent, shows one state of the data, and is gone
when the last byte is sent or the reader leaves. Only pages of this app lead there: making a file
costs time, so no other site may ask for one.
"""

import importlib.util
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flask import Flask, Response, abort, request

from dashboard.context import current_store, is_read_only
from tracker import NotFoundError, export

logger = logging.getLogger(__name__)

AT_ONCE = 2
FACT_FORMATS = ("csv", "xlsx", "json", "parquet")
VIEW_FORMATS = ("csv", "json", "xlsx", "parquet")
_CHUNK = 1 << 18
_PLAIN = "text/plain; charset=utf-8"
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
    "db": "application/vnd.sqlite3",
}
_turns = threading.BoundedSemaphore(AT_ONCE)


def formats_of(wanted: tuple[str, ...]) -> list[str]:
    """Those of these formats that can be written here; Parquet wants a library of its own."""
    has_parquet = importlib.util.find_spec("duckdb") is not None
    return [one for one in wanted if one != "parquet" or has_parquet]


def offers_whole() -> bool:
    """Whether bundle and database are handed out: not by an app that only shows.

    They hold whole documents, which are their publishers', and who decided what.
    """
    return not is_read_only()


def offers_database() -> bool:
    """Whether there is a database file to hand out; a server has none."""
    return offers_whole() and current_store().query.possible


def add_downloads(server: Flask) -> None:
    """Registers the addresses of files."""

    @server.get("/download/facts.<ending>")
    def download_facts(ending: str) -> Response:
        if ending not in formats_of(FACT_FORMATS):
            abort(404)
        return _send(f"corridor-tracker-facts.{ending}")

    @server.get("/download/view/<name>.<ending>")
    def download_view(name: str, ending: str) -> Response:
        if ending not in formats_of(VIEW_FORMATS) or name not in current_store().exchange.views:
            abort(404)
        return _send(f"{name}.{ending}", view=name)

    @server.get("/download/bundle.zip")
    def download_bundle() -> Response:
        if not offers_whole():
            abort(403)
        return _send("corridor-tracker-bundle.zip")

    @server.get("/download/tracker.db")
    def download_database() -> Response:
        if not offers_database():
            abort(403)
        return _send("corridor-tracker.db")


def _send(name: str, view: str | None = None) -> Response:
    """Make a file and send it; 503 while others are being made, 422 if it cannot hold so much."""
    if request.headers.get("Sec-Fetch-Site") not in (None, "none", "same-origin"):
        abort(403)
    stem, _, ending = name.rpartition(".")
    if request.method == "HEAD":
        return Response(content_type=_TYPES[ending])
    if not _turns.acquire(blocking=False):
        return Response(
            "Other files are being made. Try again in a moment.\n", 503, {"Retry-After": "5"}
        )
    try:
        folder = Path(tempfile.mkdtemp(prefix="tracker-download-"))
        try:
            path = folder / name
            if ending == "db":
                current_store().backup(path)
            else:
                export(current_store(), path, view=view)
        except ValueError as error:  # more rows than a sheet holds
            shutil.rmtree(folder, ignore_errors=True)
            return Response(f"{error}\n", 422, content_type=_PLAIN)
        except NotFoundError:
            shutil.rmtree(folder, ignore_errors=True)
            abort(404)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    finally:
        _turns.release()
    size = path.stat().st_size
    logger.info("download of %s, %d bytes", name, size)
    response = Response(_pieces(path, folder), content_type=_TYPES[ending])
    if ending not in ("csv", "json"):  # these are compressed on their way
        response.content_length = size
    dated = f"{stem}-{date.today().isoformat()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{dated}"'
    response.headers["Cache-Control"] = "no-store"
    response.call_on_close(lambda: shutil.rmtree(folder, ignore_errors=True))
    return response


def _pieces(path: Path, folder: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece
    finally:
        shutil.rmtree(folder, ignore_errors=True)
