"""Sites: web servers on loopback, which the tests fill with pages and ask what was asked of them."""

import ssl
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tracker.fetching.judging import is_public
from tracker.fetching.reach import Reach

CERTIFICATE = Path(__file__).with_name("news.example.org.pem")
HOST = "127.0.0.1"
NAME = "news.example.org"


@dataclass(slots=True)
class Page:
    """What a server answers."""

    body: bytes = b""
    kind: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Page | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server under a name that only the tests resolve.

    Attributes:
        pages: Path to what is answered; all others are 404.
        asked: The paths that were asked for, in order; heads the headers that came along.
        connections: How many connections were made.
    """

    def __init__(self, host: str, name: str) -> None:
        self.host, self.name = host, name
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.heads: list[Mapping[str, str]] = []
        self.connections = 0
        self.server = _Server((host, 0), self._handler())

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server.server_port

    def url(self, path: str = "/", scheme: str = "http") -> str:
        """The address of a page under the site's name."""
        return f"{scheme}://{self.name}:{self.port}{path}"

    def reach(self, *others: "Site") -> Reach:
        """The public web with this site and others in it; nothing else on this machine."""
        sites = (self, *others)
        hosts = {site.name: site.host for site in sites}

        def find(name: str) -> list[str]:
            if name not in hosts:
                raise OSError(f"no host {name}")
            return [hosts[name]]

        return Reach(
            allow=lambda machine: is_public(machine) or machine in hosts.values(),
            ports={80, 443, *(site.port for site in sites)},
            resolve=find,
            trust=lambda: ssl.create_default_context(cafile=str(CERTIFICATE)),
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def setup(self) -> None:
                site.connections += 1
                super().setup()

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.heads.append(dict(self.headers))
                answer = site.pages.get(self.path, Page(b"", status=404))
                if isinstance(answer, Page):
                    _send(self, answer)
                else:
                    try:
                        answer(self)
                    except OSError:
                        self.close_connection = True  # the other side had enough

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _send(handler: BaseHTTPRequestHandler, page: Page) -> None:
    mark = page.headers.get("ETag")
    unchanged = mark is not None and handler.headers.get("If-None-Match") == mark
    handler.send_response(304 if unchanged else page.status)
    for name, value in page.headers.items():
        handler.send_header(name, value)
    if page.kind is not None:
        handler.send_header("Content-Type", page.kind)
    body = b"" if unchanged else page.body
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that the other side ended; that is what is tried here."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(host: str = HOST, name: str = NAME, *, tls: bool = False) -> Iterator[Site]:
    """A site that runs until the block ends."""
    site = Site(host, name)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        site.server.socket = context.wrap_socket(
            site.server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()
