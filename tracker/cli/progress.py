"""Progress: how far a run is, on standard error, for a person who looks on; and how to stop it."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from tracker.cli.printing import plain

_EVERY = 5.0
_SHOWN = 40


class Progress:
    """A bar on a terminal, else a line every few seconds; to be called as things are done.

    Args:
        count: Tells how many things there are; asked only where progress is shown.
        shown: Whether it is wanted; None: only on a terminal.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        count: Callable[[], int],
        *,
        shown: bool | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._is_shown = self._is_terminal if shown is None else shown
        self._count, self._clock = count, clock
        self._done, self._total, self._told = 0, 0, 0.0

    @contextmanager
    def running(self) -> Iterator[Callable[[str], None]]:
        """Shows it; gives what is called with the name of each thing as its turn comes."""
        if not self._is_shown:
            yield lambda place: None
            return
        self._total, self._started = self._count(), self._clock()
        if not self._is_terminal:
            yield self._tell
            return
        with click.progressbar(
            length=max(1, self._total),
            file=sys.stderr,
            show_pos=True,
            show_percent=False,
            width=20,
            item_show_func=lambda place: place,
        ) as bar:

            def advance(place: str) -> None:
                self._done += 1
                bar.length = max(bar.length or 1, self._done)
                bar.update(1, f"{self._rate():.1f}/s  {_end_of(place)}")

            yield advance

    def _rate(self) -> float:
        return self._done / max(0.001, self._clock() - self._started)

    def _tell(self, place: str) -> None:
        self._done += 1
        now = self._clock()
        if now - self._told < _EVERY and self._done != self._total:
            return
        self._told = now
        rate = self._rate()
        left = max(0, self._total - self._done) / max(rate, 0.001)
        click.echo(
            f"{self._done} of {self._total}, {rate:.1f}/s, {left:.0f} s left: {_end_of(place)}",
            err=True,
        )


def _end_of(place: str) -> str:
    shown = plain(place)
    return shown if len(shown) <= _SHOWN else "…" + shown[1 - _SHOWN :]


@contextmanager
def stopping(message: str) -> Iterator[threading.Event]:
    """An event that Ctrl-C or SIGTERM sets; a second one of them interrupts at once.

    Args:
        message: What to say at the first.
    """
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():  # signals go to the main one
        yield stop
        return

    def hear(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        click.echo(message, err=True)

    before = {each: signal.signal(each, hear) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
