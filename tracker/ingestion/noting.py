"""Noting: what became of each place is noted, so that a run that goes on reads nothing twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from tracker.model.document import Document
from tracker.model.errors import ReadError
from tracker.model.intake import Intake, IntakeKind

if TYPE_CHECKING:
    from tracker.store import Store

_LOOKED_UP = 200
_LOOKED_UP_BYTES = 20_000_000
_FETCHED = frozenset({IntakeKind.ADDRESS, IntakeKind.ENTRY})
# What the same bytes will be refused for again; the others may have been the moment's.
_LASTING = frozenset(
    {"bad_encoding", "no_text", "too_large", "unreadable", "encrypted", "wrong_type"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing to read.

    Attributes:
        place: What the person calls it.
        kind: What kind of place it is.
        load: Reads it; raises a `ReadError`. Called in another thread than the caller's.
        fingerprint: What stays the same as long as its content does, or None: it is always read.
        n_bytes: Its size, or None.
        key: What the intake calls it where that is more than `place`, such as an absolute path.
        given: Digest of what is said of it from outside; another one is a reason to read it anew.
        remark: What is remarked of it from outside; it stands in front of its document's note.
        final: Address that redirects led to, or None.
    """

    place: str
    kind: IntakeKind
    load: Callable[[], Sequence[Document]]
    fingerprint: str | None = None
    n_bytes: int | None = None
    key: str | None = None
    given: str = ""
    remark: str | None = None
    final: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing to read, or why there is none, with what the intake knows of it.

    Attributes:
        place, kind, key: As of `Incoming`.
        incoming: What to read; None where it is refused already.
        error: Why it is refused, else None.
        before: Its row of the intake, if it was met before.
        read_with: Digest of all that a reading of it depends on besides its content.
        is_done: Whether a reading would give the same as the last one.
    """

    place: str
    kind: IntakeKind
    key: str
    incoming: Incoming | None = None
    error: ReadError | None = None
    before: Intake | None = None
    read_with: str = ""
    is_done: bool = False


def look_up(
    items: Iterable[Incoming | ReadError],
    store: "Store",
    read_with: str,
    *,
    again: bool,
    is_over: Callable[[], bool],
) -> Iterator[Found]:
    """Each thing with what the intake knows of it; ends early when `is_over`.

    Args:
        items: What to read.
        store: Whose intake is asked.
        read_with: Digest of the program, its data files and the user's entities.
        again: Whether to read also what was read already.
        is_over: Asked before each.
    """
    remaining = iter(items)
    # The first alone, so that a single thing that comes along does not wait for others.
    most = 1
    while chunk := list(_some(remaining, most)):
        known = _known(store, chunk)
        for item in chunk:
            if is_over():
                return
            yield _found(item, known, read_with, again)
        most = _LOOKED_UP


def _some(items: Iterator[Incoming | ReadError], most: int) -> Iterator[Incoming | ReadError]:
    """The next of them, fewer if they are large: members of an archive may hold their bytes.

    What is fetched comes alone, since each took its time, and a person may want to stop.
    """
    size = 0
    for item in islice(items, most):
        yield item
        size += 0 if isinstance(item, ReadError) else item.n_bytes or 0
        if size > _LOOKED_UP_BYTES or _kind_and_key(item)[0] in _FETCHED:
            return


def _known(
    store: "Store", chunk: Sequence[Incoming | ReadError]
) -> dict[tuple[IntakeKind, str], Intake]:
    wanted: dict[IntakeKind, list[str]] = {}
    for item in chunk:
        kind, key = _kind_and_key(item)
        wanted.setdefault(kind, []).append(key)
    return {
        (kind, key): each
        for kind, keys in wanted.items()
        for key, each in store.intake.find_many(kind, keys).items()
    }


def _found(
    item: Incoming | ReadError,
    known: dict[tuple[IntakeKind, str], Intake],
    read_with: str,
    again: bool,
) -> Found:
    kind, key = _kind_and_key(item)
    before = known.get((kind, key))
    if isinstance(item, ReadError):
        return Found(place=str(item.path), kind=kind, key=key, error=item, before=before)
    with_all = f"{read_with}{item.given}"
    error, is_done = None, False
    if before is not None and not again and _is_same(item, before, with_all):
        is_done = before.document_id is not None
        if before.reason in _LASTING:
            error = ReadError(item.place, before.reason or "", before.detail or "")
    return Found(
        place=item.place,
        kind=kind,
        key=key,
        incoming=item,
        error=error,
        before=before,
        read_with=with_all,
        is_done=is_done,
    )


def _is_same(item: Incoming, before: Intake, read_with: str) -> bool:
    is_known = item.fingerprint is not None and before.fingerprint == item.fingerprint
    return is_known and before.read_with == read_with


def _kind_and_key(item: Incoming | ReadError) -> tuple[IntakeKind, str]:
    if isinstance(item, Incoming):
        return item.kind, storable(item.key or item.place)
    place = str(item.path)
    is_address = place.startswith(("http://", "https://"))
    return IntakeKind.ADDRESS if is_address else IntakeKind.FILE, storable(place)


def without_bytes(found: Found) -> Found:
    """The same, after it was read: what reads it may hold its content."""
    if found.incoming is None:
        return found
    return replace(found, incoming=replace(found.incoming, load=tuple))


def note(store: "Store", rows: Sequence[Intake]) -> None:
    """Note what became of places, in one transaction.

    Raises:
        StoreError: The database cannot be written.
    """
    if rows:
        store.intake.note(rows)


def storable(text: str) -> str:
    r"""A text as a database can keep it: what is no character is written out.

    >>> storable("a\udcff\x00b")
    'a\\udcff\\x00b'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\\x00")
