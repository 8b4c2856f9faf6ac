"""Addresses: takes a web address apart so strictly that no two programs could differ over it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urlsplit

from tracker.model.errors import FetchError

PORTS = frozenset({80, 443})
LONGEST = 2_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{1,63}")
# What a resolver may take for a number, as 127.1 or 0x7f000001 for 127.0.0.1.
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
# The two versions of international names lead these to different sites: ß, final sigma, joiners.
_AMBIGUOUS = re.compile("[\u00df\u03c2\u200c\u200d]")
_KEPT = "/%:=&?~+!$,;'@()*[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address in its parts, none of them open to a second reading.

    Attributes:
        scheme: http or https.
        host: A name in ASCII and small letters, or an IP address (IPv6 without brackets).
        port: As it is asked, also where the address does not name it.
        target: Path and query, ASCII, beginning with a slash.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_number(self) -> bool:
        """Whether the host is an IP address, not a name."""
        return ":" in self.host or self.host.replace(".", "").isdigit()

    @property
    def site(self) -> str:
        """The address without path and query."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    def __str__(self) -> str:
        return self.site + self.target


def parse_address(text: str, *, ports: Collection[int] = PORTS) -> Address:
    """The parts of a web address; what stands after "#" is left out.

    Raises:
        FetchError: `not_allowed`: it is none, or none that is fetched.

    >>> str(parse_address("HTTPS://Www.Müller-Häfen.DE/a b".replace(" ", "%20")))
    'https://www.xn--mller-hfen-w5a5z.de/a%20b'
    """
    if len(text) > LONGEST:
        raise _refused(text, f"it is longer than {LONGEST} characters.")
    if "\\" in text or any(c.isspace() or not c.isprintable() for c in text):
        raise _refused(text, "it holds a blank, a backslash or an invisible sign; write it anew.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(text, "it is no web address; write it anew.") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise _refused(text, "only addresses with http:// and https:// are fetched.")
    if "@" in parts.netloc:
        raise _refused(text, "it holds a name or password; only open pages are fetched.")
    port = _DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise _refused(text, f"it asks for port {port}; only the web's own, 80 and 443, are used.")
    target = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        target += "?" + quote(parts.query, safe=_KEPT)
    host = _host(parts.hostname or "", text)
    return Address(scheme=parts.scheme, host=host, port=port, target=target)


def _host(host: str, text: str) -> str:
    """A host as ASCII; an IP address only in its one usual spelling."""
    try:
        if ":" in host:
            address = IPv6Address(host)
            if address.scope_id is not None:
                raise ValueError(host)
            return str(address)
        if _AMBIGUOUS.search(host):
            raise _refused(
                text, "its host has a letter that is not the same everywhere; write xn--."
            )
        host = host.encode("idna").decode("ascii").lower().removesuffix(".")
        if _NUMBER.fullmatch(host.rpartition(".")[2]):
            return str(IPv4Address(host))
    except ValueError as error:
        raise _refused(text, "its host is written in a way that no browser shows.") from error
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise _refused(text, "it names no host on the public web, such as www.example.org.")
    return host


def _refused(text: str, why: str) -> FetchError:
    return FetchError(text, "not_allowed", why)
