"""Connecting: one question to the very machine that was judged, ended when its time is over."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError
from urllib3.response import HTTPResponse
from urllib3.util.ssl_match_hostname import CertificateError

from tracker.fetching.addresses import Address
from tracker.fetching.reach import Limits, Reach, find_machines
from tracker.model.errors import FetchError

PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_TRIED = 4
_PIECE = 64 * 1024


class _Line:
    """The line to one of the judged machines; cut from outside when the time is over."""

    def __init__(self, machines: Sequence[str], port: int, connect: float, ends: float) -> None:
        self._machines, self._port, self._connect, self._ends = machines, port, connect, ends
        self._spare: socket.socket | None = None
        self.is_late = False

    def open(self) -> socket.socket:
        """A connection to the first machine that answers; no name is looked up again.

        Raises:
            OSError: None answers.
        """
        failure: OSError = TimeoutError()
        for machine in self._machines[:_TRIED]:
            left = min(self._connect, self._ends - time.monotonic())
            if left <= 0:
                raise TimeoutError
            try:
                opened = socket.create_connection((machine, self._port), timeout=left)
            except OSError as error:
                failure = error
                continue
            # Reading has no time-out: one byte now and then would lengthen it without end.
            opened.settimeout(None)
            self._spare = opened.dup()
            if self.is_late:
                self.cut()
            return opened
        raise failure

    def cut(self) -> None:
        """End all waiting for the machine; a second handle does it, since TLS takes the first."""
        self.is_late = True
        if self._spare is not None:
            with contextlib.suppress(OSError):  # the machine has ended it already
                self._spare.shutdown(socket.SHUT_RDWR)

    @property
    def is_open(self) -> bool:
        """Whether a machine has answered."""
        return self._spare is not None

    def close(self) -> None:
        """Give the second handle back."""
        if self._spare is not None:
            self._spare.close()


class _Plain(HTTPConnection):
    line: _Line

    def _new_conn(self) -> socket.socket:
        return self.line.open()


class _Secure(HTTPSConnection):
    line: _Line

    def _new_conn(self) -> socket.socket:
        return self.line.open()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered.

    Attributes:
        status: Its code.
        headers: By name in small letters.
        body: Unpacked; empty unless the status is 200.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def ask(
    address: Address, headers: Mapping[str, str], limits: Limits, reach: Reach, ends: float
) -> Answer:
    """Send GET to an address and take the answer.

    TLS checks the certificate against the host's name, whichever machine is asked.

    Args:
        address: Where to.
        headers: What to send beside Host.
        limits: `connect` and `n_bytes` of them hold here.
        reach: Which machines may be asked.
        ends: When everything has to be over, by `time.monotonic()`.

    Raises:
        FetchError: As `find_machines` does; `too_slow`, `too_large`; `missing` if no machine
            answers; `not_allowed` for a wrong certificate; `unreadable` for an answer that is none.
    """
    machines = find_machines(address, reach, ends - time.monotonic())
    line = _Line(machines, address.port, limits.connect, ends)
    connection: _Plain | _Secure
    if address.scheme == "https":
        context = reach.trust()
        connection = _Secure(
            address.host, address.port, ssl_context=context, cert_reqs="CERT_REQUIRED"
        )
    else:
        connection = _Plain(address.host, address.port)
    connection.line = line
    clock = threading.Timer(max(ends - time.monotonic(), 0), line.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("GET", address.target, headers=headers, preload_content=False)
        with contextlib.closing(connection.getresponse()) as response:
            answer = Answer(
                status=response.status,
                headers={name.lower(): value for name, value in response.headers.items()},
                body=_body(response, address, limits, ends) if response.status == 200 else b"",
            )
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if line.is_late:
            raise _too_slow(address) from error
        raise _fault(error, address, is_open=line.is_open) from error
    finally:
        clock.cancel()
        connection.close()
        line.close()
    if line.is_late:  # an answer that was cut looks like one that has come to its end
        raise _too_slow(address)
    return answer


def _body(response: HTTPResponse, address: Address, limits: Limits, ends: float) -> bytes:
    """The unpacked body, counted while it is read, so that a packed bomb stays packed."""
    packed = response.headers.get("content-encoding", "").strip().lower()
    if packed not in PACKINGS:
        detail = "its answer is packed in a way that was not asked for, so it cannot be read."
        raise FetchError(str(address), "unreadable", detail)
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limits.n_bytes:
        raise _too_large(address, limits)
    pieces, size = list[bytes](), 0
    while piece := response.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > limits.n_bytes:
            raise _too_large(address, limits)
        if time.monotonic() > ends:
            raise _too_slow(address)
    return b"".join(pieces)


def _too_large(address: Address, limits: Limits) -> FetchError:
    detail = f"it has more than {limits.n_bytes / 1e6:.3g} MB, so it was given up."
    return FetchError(str(address), "too_large", detail)


def _too_slow(address: Address) -> FetchError:
    detail = "its answer takes too long, so it was given up; try again later."
    return FetchError(str(address), "too_slow", detail)


def _fault(error: Exception, address: Address, *, is_open: bool) -> FetchError:
    reason, detail = "unreadable", "its server broke off or sent no web page; try again later."
    if isinstance(error, (ssl.SSLError, SSLError, CertificateError)):
        reason, detail = "not_allowed", _NO_PROOF
    elif not is_open:
        reason, detail = "missing", "no server answers there; check the address and the connection."
    return FetchError(str(address), reason, detail)


_NO_PROOF = (
    "its host does not prove who it is (its certificate is not valid), so nothing was read; "
    "look at the page in a browser, save it and read its file."
)
