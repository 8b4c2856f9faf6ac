"""A fetch ends: by the clock, by the bytes, and by what an answer must be."""

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.fetching.sites import NAME, Page, Site, serve
from tracker.fetching.fetching import Fetched, Status, fetch, identification
from tracker.fetching.reach import Limits, Reach
from tracker.model.errors import FetchError

LIMITS = Limits(seconds=0.4, connect=0.3, n_bytes=1_000_000)


def _refused(site: Site, path: str = "/", limits: Limits | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(site.url(path), limits=limits or LIMITS, reach=site.reach())
    assert caught.value.url == site.url(path)
    return caught.value


def _head(handler: BaseHTTPRequestHandler, **headers: str) -> None:
    handler.send_response(200)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def _drip(handler: BaseHTTPRequestHandler) -> None:
    _head(handler, Content_Type="text/html")
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def _drip_head(handler: BaseHTTPRequestHandler) -> None:
    for sign in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200:
        handler.wfile.write(bytes([sign]))
        handler.wfile.flush()
        time.sleep(0.02)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    _head(handler, Content_Type="text/html")
    for _ in range(2_000):
        handler.wfile.write(b"x" * 10_000)


def _silence(_: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


@pytest.mark.parametrize("answer", [_drip, _drip_head, _silence])
def test_slow_answer_is_given_up_when_the_time_is_over(
    site: Site, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    site.pages["/"] = answer
    started = time.monotonic()
    assert _refused(site).reason == "too_slow"
    assert time.monotonic() - started < 2


@contextmanager
def _mute() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait() -> None:
            line, _ = server.accept()
            with line:
                over.wait(5)

        thread = Thread(target=wait, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join()


def test_handshake_that_never_ends_is_given_up() -> None:
    with _mute() as port:
        reach = Reach(allow=lambda _: True, ports={port}, resolve=lambda _: ["127.0.0.1"])
        with pytest.raises(FetchError) as caught:
            fetch(f"https://{NAME}:{port}/", limits=LIMITS, reach=reach)
    assert caught.value.reason == "too_slow"


def test_look_up_that_never_ends_is_given_up() -> None:
    over = Event()
    reach = Reach(resolve=lambda _: ["8.8.8.8"] if over.wait(5) else [])
    with pytest.raises(FetchError) as caught:
        fetch(f"http://{NAME}/", limits=LIMITS, reach=reach)
    over.set()
    assert caught.value.reason == "too_slow"


def test_time_holds_over_all_redirects(site: Site) -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.15)
        handler.send_response(302)
        handler.send_header("Location", "/")
        handler.end_headers()

    site.pages["/"] = slowly
    assert _refused(site).reason == "too_slow"
    assert len(site.asked) < 5


def test_server_that_is_not_there_is_missing(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    reach = Reach(allow=lambda _: True, ports={port}, resolve=lambda _: ["127.0.0.1"])
    with pytest.raises(FetchError) as caught:
        fetch(f"http://{NAME}:{port}/", limits=LIMITS, reach=reach)
    assert caught.value.reason == "missing"


def test_endless_answer_is_given_up_at_the_limit(site: Site) -> None:
    site.pages["/"] = _endless
    error = _refused(site, limits=Limits(n_bytes=1_000_000))
    assert (error.reason, "1 MB" in error.detail) == ("too_large", True)


def test_announced_size_is_refused_before_it_is_read(site: Site) -> None:
    def announce(handler: BaseHTTPRequestHandler) -> None:
        _head(handler, Content_Length="99999999999")

    site.pages["/"] = announce
    assert _refused(site).reason == "too_large"


@pytest.mark.parametrize(
    ("packing", "wbits"), [("gzip", 31), ("x-gzip", 31), ("deflate", 15), ("deflate", -15)]
)
def test_packed_bomb_stays_packed(site: Site, packing: str, wbits: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    zeros = bytes(1_000_000)
    bomb = b"".join(packer.compress(zeros) for _ in range(40)) + packer.flush()
    assert len(bomb) < 80_000
    site.pages["/"] = Page(bomb, headers={"Content-Encoding": packing})
    tracemalloc.start()
    try:
        assert _refused(site, limits=Limits(n_bytes=2_000_000)).reason == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_packed_page_is_unpacked(site: Site) -> None:
    site.pages["/"] = Page(gzip.compress(b"Trade grew."), headers={"Content-Encoding": "gzip"})
    assert fetch(site.url(), reach=site.reach()).data == b"Trade grew."


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "zstd", "compress", "nonsense"])
def test_packing_that_was_not_asked_for_is_refused(site: Site, packing: str) -> None:
    site.pages["/"] = Page(b"x" * 50, headers={"Content-Encoding": packing})
    assert _refused(site).reason == "unreadable"


def _cut(handler: BaseHTTPRequestHandler) -> None:
    _head(handler, Content_Length="500")
    handler.wfile.write(b"only this")


def _garbage(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.7\r\n\r\n")


def _bad_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc")


def _many_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n")


def _not_packed(handler: BaseHTTPRequestHandler) -> None:
    _head(handler, Content_Encoding="gzip")
    handler.wfile.write(b"Trade grew.")


@pytest.mark.parametrize("answer", [_cut, _garbage, _bad_chunks, _many_headers, _not_packed])
def test_answer_that_is_none_is_refused(
    site: Site, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    site.pages["/"] = answer
    assert _refused(site).reason == "unreadable"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *((401, "not_allowed"), (403, "not_allowed"), (451, "not_allowed"), (404, "missing")),
        *((410, "missing"), (429, "busy"), (500, "busy"), (502, "busy"), (503, "busy")),
        *((204, "unreadable"), (206, "unreadable"), (300, "unreadable"), (418, "unreadable")),
        (304, "unreadable"),
    ],
)
def test_every_status_has_its_reason(site: Site, status: int, reason: str) -> None:
    site.pages["/"] = Page(status=status)
    error = _refused(site)
    assert (error.reason, error.status) == (reason, status)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", 120.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("99999999999999999999", 2_592_000.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 2_592_000.0),
        ("-5", None),
        ("soon", None),
        ("٣", None),
    ],
)
def test_wait_that_a_server_asks_for_is_told(site: Site, header: str, wait: float | None) -> None:
    text = header.encode().decode("latin-1")
    site.pages["/"] = Page(status=503, headers={"Retry-After": text})
    assert _refused(site).wait == wait


def test_circle_of_redirects_ends(site: Site) -> None:
    site.pages["/"] = Page(status=301, headers={"Location": "/"})
    assert _refused(site).reason == "unreadable"
    assert site.asked == ["/"] * 6


def test_redirect_is_followed_and_told(site: Site) -> None:
    site.pages["/old"] = Page(
        status=308, headers={"Location": "new/ä?x".encode().decode("latin-1")}
    )
    site.pages["/new/%C3%A4?x"] = Page(b"Trade grew.", kind="TEXT/HTML; charset=ISO-8859-1")
    fetched = fetch(site.url("/old#there"), reach=site.reach())
    assert fetched == Fetched(
        url=site.url("/old#there"),
        final=site.url("/new/%C3%A4?x"),
        status=Status.FRESH,
        data=b"Trade grew.",
        content_type="text/html",
        charset="iso-8859-1",
        retrieved=fetched.retrieved,
    )


def test_unchanged_page_is_not_sent_again(site: Site) -> None:
    day = "Fri, 12 Jul 2024 10:00:00 GMT"
    site.pages["/"] = Page(b"Trade grew.", headers={"ETag": '"a"', "Last-Modified": day})
    first = fetch(site.url(), reach=site.reach())
    again = fetch(
        site.url(), etag=first.etag, last_modified=first.last_modified, reach=site.reach()
    )
    assert (again.status, again.data, again.etag) == (Status.UNCHANGED, b"", '"a"')
    assert site.heads[1]["If-Modified-Since"] == day


@pytest.mark.parametrize("mark", ['"a"\r\nX-Evil: 1', "ä", "x" * 600, "", "\x00"])
def test_mark_that_is_none_is_not_sent(site: Site, mark: str) -> None:
    site.pages["/"] = Page(b"Trade grew.")
    fetch(site.url(), etag=mark, last_modified=mark, reach=site.reach())
    assert set(site.heads[0]) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_proxies_and_passwords_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text(f"machine {NAME} login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    site.pages["/"] = Page(b"Trade grew.", headers={"Set-Cookie": "a=b"})
    for _ in range(2):
        assert fetch(site.url(), reach=site.reach()).data == b"Trade grew."
    assert not {"Authorization", "Cookie", "Proxy-Authorization"} & set(site.heads[1])


def test_server_is_told_who_asks() -> None:
    assert identification().startswith("corridor-tracker/")
    assert identification("me@example.org").endswith(" (+me@example.org)")
    assert identification("a)\r\nX-Evil: b").endswith(" (+aX-Evil: b)")


def test_certificate_must_be_the_hosts() -> None:
    with serve(tls=True) as site:
        site.pages["/"] = Page(b"Trade grew.")
        assert fetch(site.url(scheme="https"), reach=site.reach()).data == b"Trade grew."
        site.name = "other.example.org"
        for reach in (
            site.reach(),
            Reach(allow=lambda _: True, ports={site.port}, resolve=lambda _: ["127.0.0.1"]),
        ):
            with pytest.raises(FetchError, match="does not prove who it is"):
                fetch(site.url(scheme="https"), reach=reach)
        assert site.asked == ["/"]


def test_encrypted_address_does_not_lead_to_an_open_one() -> None:
    with serve(tls=True) as site:
        site.pages["/"] = Page(status=301, headers={"Location": f"http://{NAME}/"})
        with pytest.raises(FetchError, match="from an encrypted address to one that is not"):
            fetch(site.url(scheme="https"), reach=site.reach())
