"""However an address is written, and wherever it leads, no inner machine is asked."""

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fetching.sites import Page, Site, serve
from tracker.fetching.addresses import parse_address
from tracker.fetching.fetching import fetch
from tracker.fetching.reach import Reach
from tracker.model.errors import FetchError

# Each would reach the inner server at {port} of this machine if it were believed.
HOSTILE = (
    *("http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/"),
    *("http://0x7f.1:{port}/", "http://0x7f000001:{port}/", "http://0177.0.0.1:{port}/"),
    *("http://017700000001:{port}/", "http://127.0.0.01:{port}/", "http://0x7F.0X0.0.1:{port}/"),
    *("http://127.000.000.001:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/"),
    *("http://[::1]:{port}/", "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/"),
    *("http://[::ffff:7f00:1]:{port}/", "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/"),
    *("http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/"),
    *("http://[::127.0.0.1]:{port}/", "http://[::1%25lo]:{port}/", "http://[::1%lo]:{port}/"),
    *("http://localhost:{port}/", "http://LOCALHOST:{port}/", "http://localhost.:{port}/"),
    *("http://inner.example.org:{port}/", "http://INNER.example.org.:{port}/"),
    *("http://127.0.0.1.:{port}/", "http://127。0。0。1:{port}/", "http://①②⑦.⓪.⓪.①:{port}/"),
    *("http://１２７.0.0.1:{port}/", "http://ｌｏｃａｌｈｏｓｔ:{port}/", "http://127.0.0.1%2e:{port}/"),
    *("http://user@127.0.0.1:{port}/", "http://public.example.org@127.0.0.1:{port}/"),
    *("http://public.example.org:80@127.0.0.1:{port}/", "http://:@127.0.0.1:{port}/"),
    *("http://127.0.0.1:{port}\\@public.example.org/", "http://public.example.org\\@127.0.0.1/"),
    *("http:\\\\127.0.0.1:{port}\\", "http://127.0.0.1:{port}\t/", "ht\ntp://127.0.0.1:{port}/"),
    *(" http://127.0.0.1:{port}/", "http://127.0.0.1:{port}/\u202e", "http://\u200b127.0.0.1/"),
    *("http:127.0.0.1:{port}", "http:/127.0.0.1:{port}/", "http:///127.0.0.1:{port}/"),
    *("//127.0.0.1:{port}/", "127.0.0.1:{port}", "HTTP://127.0.0.1:{port}/", "http://", "http://:80/"),
    *("https://127.0.0.1:{port}/", "https://[::1]:{port}/", "http://[127.0.0.1]:{port}/"),
    *("file:///etc/passwd", "file://localhost/etc/passwd", "ftp://127.0.0.1:{port}/"),
    *("gopher://127.0.0.1:{port}/_GET", "data:text/html,hello", "javascript:alert(1)"),
    *("view-source:http://127.0.0.1:{port}/", "jar:http://127.0.0.1:{port}/!/", "unix:/tmp/s"),
    *("http+unix://%2Ftmp%2Fs/", "dict://127.0.0.1:{port}/", "mailto:a@127.0.0.1", "about:blank"),
    *("http://public.example.org:22/", "http://public.example.org:0/", "http://127.0.0.1:99999/"),
    *("http://public.example.org:-1/", "http://public.example.org:８０/", "http://a b/", "http://*/"),
    *("http://%31%32%37.0.0.1:{port}/", "http://127.0.0.1#@public.example.org/", "http://a..b/"),
    *("http://[fe80::1%25eth0]/", "http://169.254.169.254/latest/meta-data/", "http://0251.0376.0251.0376/"),
    *("http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://metadata.google.internal/"),
    *("http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://224.0.0.1/"),
    *("http://127.0.0.1.nip.example.org:{port}/", "http://xn--nner-0ra.example.org:{port}/"),
)  # fmt: skip


@pytest.fixture
def inner() -> Iterator[Site]:
    """A server on this machine that must never be asked."""
    with serve("127.0.0.1", "inner.example.org") as served:
        yield served


@pytest.fixture
def outer() -> Iterator[Site]:
    """A server that plays the public web; it has another address of this machine."""
    with serve("127.0.0.2", "public.example.org") as served:
        yield served


def _reach(*sites: Site, machines: tuple[str, ...] = ()) -> Reach:
    """As in use, but for the ports, a machine that is public, and names that lead to this one."""

    def find(name: str) -> list[str]:
        return ["127.0.0.2"] if name == "public.example.org" else ["127.0.0.1"]

    judge = Reach().allow
    return Reach(
        allow=lambda machine: machine in machines or judge(machine),
        ports={80, 443, *(site.port for site in sites)},
        resolve=find,
    )


def test_there_are_enough_spellings() -> None:
    assert len(set(HOSTILE)) >= 90


def test_no_spelling_reaches_an_inner_machine(inner: Site) -> None:
    for spelling in HOSTILE:
        with pytest.raises(FetchError) as caught:
            fetch(spelling.format(port=inner.port), reach=_reach(inner))
        assert caught.value.reason == "not_allowed", spelling
        assert caught.value.detail.endswith("."), spelling
    assert inner.connections == 0


def test_no_redirect_reaches_an_inner_machine(inner: Site, outer: Site) -> None:
    reach = _reach(inner, outer, machines=("127.0.0.2",))
    followed = []
    for number, spelling in enumerate(HOSTILE):
        target = spelling.format(port=inner.port)
        try:
            target.encode("latin-1")
        except UnicodeEncodeError:
            target = target.encode("utf-8").decode("latin-1")
        if target.strip() != target or "\n" in target:
            continue
        outer.pages[f"/{number}"] = Page(status=302, headers={"Location": target})
        try:
            fetch(outer.url(f"/{number}"), reach=reach)
        except FetchError as error:
            followed.append(error.reason)
    assert inner.connections == 0
    assert followed.count("not_allowed") > 80
    # what is written without scheme and host is a page of the same site, and there is none; what
    # is nothing but "http://" leads to itself
    assert set(followed) == {"not_allowed", "missing", "unreadable"}
    assert followed.count("unreadable") == 1


def test_machine_that_was_judged_is_the_one_that_is_asked(inner: Site, outer: Site) -> None:
    answers = iter(["127.0.0.2", "127.0.0.1", "127.0.0.1", "127.0.0.1"])
    reach = Reach(
        allow=lambda machine: machine == "127.0.0.2",
        ports={inner.port, outer.port},
        resolve=lambda _: [next(answers)],
    )
    outer.pages["/"] = Page(b"public")
    outer.pages["/away"] = Page(status=302, headers={"Location": "/"})
    fetched = fetch(outer.url("/"), reach=reach)
    assert fetched.data == b"public"
    assert next(answers) == "127.0.0.1"  # the name was looked up once, and the next answer is inner
    with pytest.raises(FetchError, match="not on the public web"):
        fetch(outer.url("/away"), reach=reach)
    assert inner.connections == 0


def test_one_inner_machine_among_public_ones_is_enough_to_refuse(inner: Site, outer: Site) -> None:
    reach = Reach(
        allow=lambda machine: machine == "127.0.0.2",
        ports={outer.port},
        resolve=lambda _: ["127.0.0.2", "127.0.0.1"],
    )
    with pytest.raises(FetchError, match=r"127\.0\.0\.1, which is not on the public web"):
        fetch(outer.url(), reach=reach)
    assert inner.connections == outer.connections == 0


def test_nonsense_of_a_resolver_is_refused(outer: Site) -> None:
    for machines in (["fe80::1%lo"], ["localhost"], ["127.1"], ["0x7f.1"], [""]):
        reach = Reach(ports={outer.port}, resolve=lambda _, machines=machines: machines)
        with pytest.raises(FetchError) as caught:
            fetch(outer.url(), reach=reach)
        assert caught.value.reason == "not_allowed"


def test_name_that_nobody_knows_is_missing() -> None:
    def fail(_: str) -> list[str]:
        raise OSError("no such host")

    for resolve in (fail, lambda _: []):
        with pytest.raises(FetchError) as caught:
            fetch("http://nowhere.example.org/", reach=Reach(resolve=resolve))
        assert caught.value.reason == "missing"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("HTTP://WWW.Example.ORG", "http://www.example.org/"),
        ("https://example.org.:443/a?b=c#d", "https://example.org/a?b=c"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://häfen.example.org/ä%20b?q=ü", "http://xn--hfen-loa.example.org/%C3%A4%20b?q=%C3%BC"),
        ("http://193.99.144.80/@user", "http://193.99.144.80/@user"),
        ("https://[2A02:2e0::85]/", "https://[2a02:2e0::85]/"),
        ("http://under_score.example.org/", "http://under_score.example.org/"),
    ],
)  # fmt: skip
def test_usual_addresses_are_taken_apart(text: str, read: str) -> None:
    assert str(parse_address(text)) == read


_PIECES = st.sampled_from(
    [
        *(
            "http",
            "https",
            "://",
            ":",
            "/",
            "//",
            "\\",
            "@",
            "?",
            "#",
            "[",
            "]",
            "::1",
            "127.0.0.1",
        ),
        *(
            ".",
            "..",
            "example",
            "org",
            "ä",
            "ß",
            "xn--",
            "%",
            "%00",
            "%2f",
            "0x7f",
            "80",
            " ",
            "\t",
        ),
        *("\x00", "\u202e", "。", "①", "\ud800", "é", "-", "_", "*", "\u0661", ";", "=", "&"),
    ]
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=40)))
def test_any_text_is_taken_apart_to_what_reads_the_same_again(text: str) -> None:
    for written in (text, f"http://{text}", f"http://example.org{text}"):
        with suppress(FetchError):
            address = parse_address(written)
            assert parse_address(str(address)) == address
            assert str(address).isascii()
            assert str(address).isprintable()
            parts = urlsplit(str(address))
            assert (parts.hostname, parts.username) == (address.host, None)


@pytest.mark.parametrize("host", ["straße.example.org", "a\u200db.example.org", "x" * 64 + ".org"])
def test_host_that_programs_read_differently_is_refused(host: str) -> None:
    with pytest.raises(FetchError):
        parse_address(f"http://{host}/")


@pytest.mark.parametrize(
    "text",
    [
        "http://me:secret@example.org/x",
        "https://secret@example.org/",
        "http:\\\\me:secret@example.org",
        "//me:secret@example.org",
        "me:secret@example.org",
        "http://a@b:secret@example.org/",
    ],
)
def test_no_message_repeats_a_password(text: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(text)
    assert "secret" not in str(caught.value)
    assert "example.org" in str(caught.value)
