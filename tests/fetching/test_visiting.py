"""A polite guest asks what is allowed, does not hurry, and stays away when asked to."""

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

import pytest

from tests.fetching.sites import Page, Site, serve
from tracker.fetching.visiting import Visitor
from tracker.model.errors import FetchError


@dataclass(slots=True)
class Time:
    """A clock that moves when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(round(seconds, 3))
        self.now += seconds


def _visitor(time: Time, *sites: Site) -> Visitor:
    first, *others = sites
    return Visitor(reach=first.reach(*others), clock=lambda: time.now, sleep=time.sleep)


def _robots(text: str) -> Page:
    return Page(text.encode(), kind="text/plain")


def _refused(visitor: Visitor, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        visitor.fetch(url)
    return caught.value


def test_what_robots_forbid_is_not_asked_for(site: Site) -> None:
    site.pages |= {"/open/a": Page(b"a"), "/shut/b": Page(b"b"), "/shut/but": Page(b"c")}
    site.pages["/robots.txt"] = _robots("User-agent: *\nDisallow: /shut/\nAllow: /shut/but\n")
    visitor = _visitor(Time(), site)
    assert visitor.fetch(site.url("/open/a")).data == b"a"
    assert visitor.fetch(site.url("/shut/but")).data == b"c"
    error = _refused(visitor, site.url("/shut/b"))
    assert (error.reason, error.url) == ("not_allowed", site.url("/shut/b"))
    assert "robots.txt" in error.detail
    assert site.asked == ["/robots.txt", "/open/a", "/shut/but"]


def test_rules_for_us_go_before_rules_for_all(site: Site) -> None:
    site.pages["/a"] = Page(b"a")
    site.pages["/robots.txt"] = _robots(
        "\ufeffUser-agent: Corridor-Tracker\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    )
    assert _refused(_visitor(Time(), site), site.url("/a")).reason == "not_allowed"


def test_between_two_questions_lies_a_second_or_what_the_site_says(site: Site) -> None:
    site.pages["/a"] = Page(b"a")
    time = Time()
    visitor = _visitor(time, site)
    for _ in range(3):
        visitor.fetch(site.url("/a"))
    assert time.slept == [1.0, 1.0, 1.0]  # after robots.txt, and between the pages
    for said, kept in (("4", 4.0), ("3600", 10.0), ("0", 1.0), ("-1", 1.0), ("nan", 1.0)):
        site.pages["/robots.txt"] = _robots(f"User-agent: *\nCrawl-delay: {said}\n")
        time = Time()
        visitor = _visitor(time, site)
        for _ in range(2):
            visitor.fetch(site.url("/a"))
        assert time.slept == [1.0, kept]


def test_time_that_passes_by_itself_is_not_waited_for(site: Site) -> None:
    site.pages["/a"] = Page(b"a")
    time = Time()
    visitor = _visitor(time, site)
    for _ in range(2):
        visitor.fetch(site.url("/a"))
        time.now += 5
    assert time.slept == [1.0]


def test_robots_are_asked_for_once_an_hour(site: Site) -> None:
    site.pages["/a"] = Page(b"a")
    time = Time()
    visitor = _visitor(time, site)
    for passed in (0, 60, 3500, 100):
        time.now += passed
        visitor.fetch(site.url("/a"))
    assert site.asked.count("/robots.txt") == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_site_without_robots_allows_everything(site: Site, status: int) -> None:
    site.pages |= {"/a": Page(b"a"), "/robots.txt": Page(status=status)}
    assert _visitor(Time(), site).fetch(site.url("/a")).data == b"a"


def _break_off(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"nonsense\r\n\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        Page(status=500),
        Page(status=503, headers={"Retry-After": "120"}),
        Page(status=429),
        Page(status=302, headers={"Location": "http://127.0.0.3/"}),
        Page(status=302, headers={"Location": "/robots.txt"}),
        Page(b"#" * 600_000, kind="text/plain"),
        _break_off,
    ],
)
def test_site_whose_robots_cannot_be_had_is_left_alone(site: Site, answer: Page) -> None:
    site.pages |= {"/a": Page(b"a"), "/robots.txt": answer}
    visitor = _visitor(Time(), site)
    for _ in range(2):
        error = _refused(visitor, site.url("/a"))
        assert error.url == site.url("/a")
    assert "/a" not in site.asked
    assert site.asked.count("/robots.txt") <= 6


def test_robots_of_very_many_rules_are_not_worked_through(site: Site) -> None:
    names = "".join(f"User-agent: a{number}\n" for number in range(10_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(10_000))
    site.pages |= {"/a": Page(b"a"), "/robots.txt": _robots(names + rules)}
    error = _refused(_visitor(Time(), site), site.url("/a"))
    assert (error.reason, "too many rules" in error.detail) == ("not_allowed", True)


def test_site_that_a_redirect_leads_to_is_asked_too(site: Site) -> None:
    with serve("127.0.0.1", "other.example.org") as other:
        site.pages["/a"] = Page(status=302, headers={"Location": other.url("/b")})
        other.pages |= {"/b": Page(b"b"), "/robots.txt": _robots("User-agent: *\nDisallow: /")}
        error = _refused(_visitor(Time(), site, other), site.url("/a"))
    assert error.reason == "not_allowed"
    assert other.url("/b") in error.detail
    assert other.asked == ["/robots.txt"]


def test_site_that_asks_for_patience_is_left_alone_as_long(site: Site) -> None:
    site.pages["/a"] = Page(status=429, headers={"Retry-After": "300"})
    time = Time()
    visitor = _visitor(time, site)
    assert _refused(visitor, site.url("/a")).reason == "busy"
    site.pages["/a"] = Page(b"a")
    asked = len(site.asked)
    error = _refused(visitor, site.url("/a"))
    assert error.reason == "busy"
    assert "in 5 min" in error.detail
    assert len(site.asked) == asked
    assert max(time.slept) <= 1  # it is told, not waited for
    time.now += 301
    assert visitor.fetch(site.url("/a")).data == b"a"


def test_unknown_host_is_told_as_such(site: Site) -> None:
    error = _refused(_visitor(Time(), site), f"http://nowhere.example.org:{site.port}/a")
    assert error.reason == "missing"
    assert "there is no host nowhere.example.org" in error.detail


def test_contact_is_sent_to_pages_and_robots(site: Site) -> None:
    site.pages["/a"] = Page(b"a")
    Visitor(contact="me@example.org", reach=site.reach(), sleep=lambda _: None).fetch(
        site.url("/a")
    )
    agents = [head["User-Agent"] for head in site.heads]
    assert len(agents) == 2
    assert all(agent.endswith("(+me@example.org)") for agent in agents)
