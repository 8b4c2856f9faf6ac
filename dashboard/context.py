"""What a page may ask of the app it runs in: its store, its languages, whether it may write."""

import secrets
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from threading import Lock
from typing import Any, TypeVar, cast

from flask import current_app

from dashboard.numbers import Numbers
from dashboard.texts import LANGUAGES
from dashboard.wording import Wording
from tracker import Entity, Store, load_lexicon

T = TypeVar("T")

STORE, READ_ONLY, LANGUAGE = "TRACKER_STORE", "READ_ONLY", "LANGUAGE"
CACHE, CARDS = "TRACKER_CACHE", "TRACKER_CARDS"
_KEPT = {CACHE: 256, CARDS: 48}  # a crowded card takes two megabytes
_lock = Lock()
_asked: ContextVar[Mapping[str, object] | None] = ContextVar("asked", default=None)


def current_store() -> Store:
    """The store that the running app serves."""
    return cast(Store, current_app.config[STORE])


def is_read_only() -> bool:
    """Whether the app may only show, not write."""
    return bool(current_app.config[READ_ONLY])


def default_language() -> str:
    """The language of an address that names none."""
    return str(current_app.config[LANGUAGE])


def today() -> date:
    """The day by which a promise is overdue."""
    return date.today()


def known_entities() -> Mapping[str, Entity]:
    """All entities by id, asked for once for each state of the data."""
    return remember("entities", lambda: current_store().entities())


@contextmanager
def answering(query: Mapping[str, object]) -> Iterator[None]:
    """While a page is laid out for this query, so that its parts may find their own parameters."""
    token = _asked.set(query)
    try:
        yield
    finally:
        _asked.reset(token)


def asked() -> Mapping[str, object]:
    """The query of the page that is being laid out; empty outside of that."""
    return _asked.get() or {}


def wording(language: object) -> Wording:
    """The wording of this language, or the default one where it is not spoken here."""
    chosen = language if isinstance(language, str) and language in LANGUAGES else default_language()

    def build() -> Wording:
        units = load_lexicon().units
        symbols = {
            unit.id: unit.label.get(chosen, unit.id) if unit.kind == "time" else unit.symbol
            for unit in units.values()
        }
        return Wording(
            language=chosen,
            numbers=Numbers(chosen, symbols),
            labels=current_store().labels(chosen),
        )

    return remember(("wording", chosen), build)


def remember(key: Hashable, build: Callable[[], T], *, shelf: str = CACHE) -> T:
    """The answer for this key, built once for each state of the data.

    Args:
        key: Tells it from all others of its shelf.
        build: Makes it.
        shelf: Where it is kept; a full shelf is emptied.
    """
    cache: dict[Hashable, tuple[int, Any]] = current_app.config[shelf]
    version = current_store().data_version
    with _lock:
        kept = cache.get(key)
    if kept is not None and kept[0] == version:
        return cast(T, kept[1])
    answer = build()
    with _lock:
        if len(cache) >= _KEPT[shelf]:
            cache.clear()
        cache[key] = (version, answer)
    return answer


def new_reference() -> str:
    """A short name for a fault, the same on the page and in the log: `A7F3K2`."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(secrets.choice(letters) for _ in range(6))
