"""Visiting: fetches as a polite guest does, by each site's robots.txt and never in haste."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from tracker.fetching.addresses import Address
from tracker.fetching.fetching import PRODUCT, Fetched, fetch
from tracker.fetching.reach import Limits, Reach
from tracker.model.errors import FetchError

PAUSE = 1.0
"""Seconds between two questions to one host, at least."""
LONGEST_PAUSE = 10.0
"""Seconds that a Crawl-delay can ask for; a longer one counts as this."""
ROBOTS_HOURS = 1.0
_ROBOTS_BYTES = 512_000  # RFC 9309 wants 500 KiB at least
_ROBOTS_SECONDS = 10.0
# Each rule is kept once for each name above it: a file of many names and many rules grows.
_MOST_RULES = 1_000_000


@dataclass(slots=True)
class _Site:
    """What is known of a host: its rules, when they were asked for, when it may be asked again."""

    pause: float = PAUSE
    free_at: float = 0.0
    shut_until: float = 0.0
    rules: dict[str, tuple[float, "Protego | FetchError"]] = field(default_factory=dict)


class Visitor:
    """Fetches documents of many sites, one after the other, also when several threads ask.

    Before a page is asked for, its site's robots.txt is read, at most once an hour; what it
    forbids is not fetched (RFC 9309: where there is none, everything may be; where it cannot be
    had, nothing). Between two questions to one host lies a second, or as much as its Crawl-delay
    says, up to ten. A host that asks for patience (429, 503) is left alone as long as it says.

    Args:
        contact: An address or page by which a site can reach who fetches.
        limits: Of time and size for one document.
        reach: Which machines may be asked.
        clock: Seconds that only go forward.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        *,
        contact: str | None = None,
        limits: Limits | None = None,
        reach: Reach | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._contact, self._limits, self._reach = contact, limits or Limits(), reach or Reach()
        self._clock, self._sleep = clock, sleep
        self._sites: dict[str, _Site] = {}
        self._turn = threading.Lock()

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Fetch a document as soon as its site may be asked.

        Args:
            url: Where it is.
            etag, last_modified: Of the last `Fetched`, to be told whether it is unchanged.

        Raises:
            FetchError: As `tracker.fetching.fetching.fetch` does; `not_allowed` also for what
                robots.txt forbids, `busy` for a host that asked for patience.
        """
        asked: list[Address] = []

        def admit(address: Address) -> None:
            asked.append(address)
            self._admit(address)

        with self._turn:
            try:
                return fetch(
                    url,
                    etag=etag,
                    last_modified=last_modified,
                    contact=self._contact,
                    limits=self._limits,
                    reach=self._reach,
                    admit=admit,
                )
            except FetchError as error:
                if error.wait is not None and asked:
                    self._site(asked[-1]).shut_until = self._clock() + error.wait
                raise

    def _site(self, address: Address) -> _Site:
        return self._sites.setdefault(address.host, _Site())

    def _admit(self, address: Address) -> None:
        site = self._site(address)
        if (left := site.shut_until - self._clock()) > 0:
            minutes = max(1, round(left / 60))
            detail = f"its site asked for patience; try again in {minutes} min."
            raise FetchError(str(address), "busy", detail)
        rules = self._rules(address, site)
        if isinstance(rules, FetchError):
            raise FetchError(str(address), rules.reason, rules.detail, wait=rules.wait)
        if not rules.can_fetch(str(address), PRODUCT):
            detail = "its site's robots.txt asks programs not to read it; read it in a browser."
            raise FetchError(str(address), "not_allowed", detail)
        site.pause = min(max(rules.crawl_delay(PRODUCT) or 0.0, PAUSE), LONGEST_PAUSE)
        self._await(address)

    def _await(self, address: Address) -> None:
        """Wait until the host may be asked, and count this question."""
        site = self._site(address)
        if (left := site.free_at - self._clock()) > 0:
            self._sleep(left)
        site.free_at = self._clock() + site.pause

    def _rules(self, address: Address, site: _Site) -> "Protego | FetchError":
        """What a site allows, or why nothing of it may be fetched."""
        known = site.rules.get(address.site)
        if known is None or self._clock() - known[0] > ROBOTS_HOURS * 3600:
            known = self._clock(), self._read_rules(address)
            site.rules[address.site] = known
        return known[1]

    def _read_rules(self, address: Address) -> "Protego | FetchError":
        limits = Limits(
            seconds=min(_ROBOTS_SECONDS, self._limits.seconds),
            connect=self._limits.connect,
            n_bytes=_ROBOTS_BYTES,
        )
        url = f"{address.site}/robots.txt"
        try:
            fetched = fetch(
                url, contact=self._contact, limits=limits, reach=self._reach, admit=self._await
            )
        except FetchError as error:
            status = error.status
            if status is not None and 400 <= status < 500 and status != 429:
                return Protego.parse("")
            if status is None and error.reason in {"not_allowed", "missing", "too_slow"}:
                return error  # the host itself is out of reach
            detail = f"its site's robots.txt cannot be read, so nothing is fetched: {error.detail}"
            return FetchError(url, error.reason, detail, wait=error.wait)
        text = fetched.data.decode("utf-8-sig", errors="replace")
        names = sum(line.lstrip()[:4].lower() == "user" for line in text.splitlines())
        if names * text.count("\n") > _MOST_RULES:
            detail = "its site's robots.txt has too many rules to be followed, so it is left alone."
            return FetchError(url, "not_allowed", detail)
        return Protego.parse(text)
