"""Reading ahead: while one document is extracted and stored, the next ones are read already."""

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

Item = TypeVar("Item")
Read = TypeVar("Read")

THREADS = 3
"""As many as there are processes that read foreign formats, and one for plain text."""

AHEAD = 8
"""So many are read, or being read, before their turn; each may hold 20 MB."""

_WAITING = 500


def read_ahead(
    items: Iterable[Item],
    read: Callable[[Item], Read],
    is_quick: Callable[[Item], bool],
    *,
    threads: int = THREADS,
    ahead: int = AHEAD,
) -> Generator[tuple[Item, Read], None, None]:
    """Each item with what was read of it, in order.

    Args:
        items: Taken one by one as there is room, by the caller's thread.
        read: Called in other threads; what it raises is raised when the item's turn comes.
        is_quick: Whether reading an item costs nothing; it is then read when its turn comes.
        threads: How many read at the same time; with 0 none reads ahead.
        ahead: How many may be read, or being read, before their turn.
    """
    if threads == 0:
        for item in items:
            yield item, read(item)
        return
    queue: deque[tuple[Item, Future[Read] | None]] = deque()
    tasks: SimpleQueue[tuple[Item, Future[Read]] | None] = SimpleQueue()
    for _ in range(threads):
        # Not those of an executor: an interrupted program would wait for what they still read.
        threading.Thread(target=_work, args=(tasks, read), name="read-ahead", daemon=True).start()
    running = 0
    try:
        for item in items:
            future: Future[Read] | None = None
            if not is_quick(item):
                future = Future()
                tasks.put((item, future))
            queue.append((item, future))
            running += future is not None
            while running >= ahead or len(queue) >= _WAITING or (queue and queue[0][1] is None):
                first, started = queue.popleft()
                running -= started is not None
                yield first, read(first) if started is None else started.result()
        while queue:
            first, started = queue.popleft()
            yield first, read(first) if started is None else started.result()
    finally:
        for _, unread in queue:
            if unread is not None:
                unread.cancel()
        for _ in range(threads):
            tasks.put(None)


def _work(
    tasks: "SimpleQueue[tuple[Item, Future[Read]] | None]", read: Callable[[Item], Read]
) -> None:
    while task := tasks.get():
        item, future = task
        if not future.set_running_or_notify_cancel():
            continue
        try:
            found = read(item)
        except BaseException as error:  # raised again where the result is asked for
            future.set_exception(error)
        else:
            future.set_result(found)
