"""Reach: which machines a fetch may ask, and how much it may take of them."""

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from tracker.fetching.addresses import PORTS, Address
from tracker.fetching.judging import is_public
from tracker.model.errors import FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of time and memory one document may take.

    Attributes:
        seconds: From the first look-up of a name to the last byte, over all redirects.
        connect: Of these, for reaching one machine.
        n_bytes: Unpacked.
        redirects: How many are followed.
    """

    seconds: float = 30.0
    connect: float = 10.0
    n_bytes: int = 20_000_000
    redirects: int = 5


def resolve(host: str) -> list[str]:
    """The IP addresses of a name, as this machine's resolver gives them.

    Raises:
        OSError: It gives none.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which machines may be asked.

    Attributes:
        allow: Judges one IP address.
        ports: The ports that may be asked.
        resolve: Finds the IP addresses of a name.
        trust: Makes what a server's certificate is checked with.
    """

    allow: Callable[[str], bool] = is_public
    ports: Collection[int] = PORTS
    resolve: Callable[[str], Sequence[str]] = resolve
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


def find_machines(address: Address, reach: Reach, seconds: float) -> Sequence[str]:
    """The IP addresses of a host, all of them judged; a connection is made to these only.

    Args:
        address: Names the host.
        reach: Judges its addresses.
        seconds: How long the look-up may take.

    Raises:
        FetchError: `missing` if there is no such host, `too_slow`; `not_allowed` if only one of
            its addresses must not be asked.
    """
    machines = [address.host] if address.is_number else _resolved(address, reach, seconds)
    for machine in machines:
        try:
            fits = reach.allow(machine)
        except ValueError:
            fits = False
        if not fits:
            detail = (
                f"its host is the machine {machine[:60]}, which is not on the public web; "
                "save the page and read its file."
            )
            raise FetchError(str(address), "not_allowed", detail)
    return machines


def _resolved(address: Address, reach: Reach, seconds: float) -> Sequence[str]:
    """What the resolver says; it cannot be stopped, so it is left behind when it takes too long."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(reach.resolve(address.host))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        detail = "its host's name is not found in time; try again later."
        raise FetchError(str(address), "too_slow", detail) from None
    if isinstance(answer, (OSError, UnicodeError)) or not answer:
        detail = f"there is no host {address.host}; check the address and the connection."
        raise FetchError(str(address), "missing", detail)
    if isinstance(answer, Exception):
        raise answer
    return answer
