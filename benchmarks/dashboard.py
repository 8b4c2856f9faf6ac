"""How fast the dashboard is, beside what it is allowed; prints a table, asserts nothing.

    python benchmarks/dashboard.py --db /tmp/facts.db

Serves the database read-only on a free port and asks it as a browser does: what a page fetches and
shifts, how long charts, theme, grid and search take, by a real Chromium and by HTTP. See
docs/speed.md.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))

from dashboard_report import BUDGETS, report  # noqa: E402 - the project need not be installed

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHARTS, PLAIN, GRID = "/corridors", "/documents", "/facts"
PAGES = ("/", CHARTS, "/trade", PLAIN, GRID)
BLOCK, CLIENTS, REPEATS, PATIENCE = 100, 8, 30, 60
SENTENCE = "The port handled 4.5 million tonnes. "
FIGURES = 2720
CALLBACK = "_dash-update-component"
Asked = tuple[bytes, float]
_SEEN = """() => {
  const seen = window.__seen = {lcp: 0, cls: 0};
  new PerformanceObserver((list) => list.getEntries().forEach((each) => {
    seen.lcp = each.startTime; })).observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver((list) => list.getEntries().forEach((each) => {
    if (!each.hadRecentInput) { seen.cls += each.value; }
  })).observe({type: 'layout-shift', buffered: true});
}"""
_STANDS = """() => {
  const charts = [...document.querySelectorAll('.chart')].filter((one) => one.offsetParent);
  const drawn = charts.every((one) => one.querySelector('.main-svg'));
  const grid = document.querySelector('.fact-grid');
  return document.querySelector('h1') && drawn && (!grid || grid.querySelector('.ag-row a.link'));
}"""
_FIRST_ROW = "() => document.querySelector('.fact-grid .ag-row[row-index=\"0\"]')?.textContent"


def measure(path: Path, browser: str) -> dict[str, Any]:
    """All figures, by the names of `BUDGETS`."""
    found = start_of_app()
    with serve(path, "--read-only") as address:
        found |= in_browser(address, browser)
    with TemporaryDirectory() as folder:
        empty = str(Path(folder) / "empty.db")
        subprocess.run([sys.executable, "-m", "tracker", "init", "--db", empty], **_CHILD)
        with serve(Path(empty)) as address:
            found["upload"] = _upload(address, browser)
    return found


def start_of_app() -> dict[str, Any]:
    """A fresh interpreter that makes the app's module ready: median of three, wall clock."""
    code = (
        "import time; t = time.perf_counter(); import dashboard.app; print(time.perf_counter() - t)"
    )
    times = [float(subprocess.run([sys.executable, "-c", code], **_CHILD).stdout) for _ in range(3)]
    return {"import": statistics.median(times)}


_CHILD: dict[str, Any] = {
    "capture_output": True,
    "check": True,
    "env": {**os.environ, "PYTHONPATH": str(ROOT)},
}


@contextmanager
def serve(path: Path, *options: str) -> Iterator[str]:
    """The app over the database; gives the address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tracker", "serve", "--db", str(path), *options]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_CHILD["env"],
    )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and server.poll() is None:
            try:
                with urllib.request.urlopen(address, timeout=PATIENCE):
                    break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit(f"The dashboard does not start over {path}.")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def in_browser(address: str, browser: str) -> dict[str, Any]:
    """What pages fetch, when they are painted, and how long they take to answer."""
    from playwright.sync_api import sync_playwright

    found: dict[str, Any] = {"paint": {}, "charts": {}}
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=browser, args=list(FLAGS))
        try:
            for path in PAGES:  # each page with nothing cached, then again
                _load(launched, address, path, found)
            page = launched.new_context().new_page()
            asked = _watch_callbacks(page)
            _open(page, address + CHARTS)
            _say("theme")
            found["theme"] = _switch_theme(page)
            _open(page, address + GRID)
            _say("grid")
            found |= _work_the_grid(page)
            _say("blocks")
            found |= _blocks(address, asked)
        finally:
            launched.close()
    return found


def _open(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_function(_STANDS, timeout=PATIENCE * 1000)


def _say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


def _load(launched: Any, address: str, path: str, found: dict[str, Any]) -> None:
    _say(path)
    context = launched.new_context()
    page = context.new_page()
    page.add_init_script(f"({_SEEN})()")
    traffic = _watch_traffic(context, page)
    asked = _watch_callbacks(page)
    _open(page, address + path)
    page.wait_for_timeout(500)
    seen = page.evaluate(
        "() => ({...window.__seen, fcp: (performance.getEntriesByName("
        "'first-contentful-paint')[0] || {startTime: 0}).startTime})"
    )
    first = dict(traffic)
    traffic.update(bytes=0, requests=0)
    page.reload()
    page.wait_for_function(_STANDS, timeout=PATIENCE * 1000)
    page.wait_for_timeout(500)
    found["paint"][path] = seen | {"first": first, "again": dict(traffic)}
    context.close()
    for body, waited in asked:
        for name, chart in _charts_of(_ask(address, body)[1]):
            size = len(json.dumps(chart, separators=(",", ":")).encode())
            told = {"bytes": size, "first": waited, "again": _median(address, [body] * 3)}
            found["charts"].setdefault(f"{path} {name}", told)


def _watch_traffic(context: Any, page: Any) -> dict[str, int]:
    """Counts what comes over the wire, compressed as it is."""
    traffic = {"bytes": 0, "requests": 0}
    session = context.new_cdp_session(page)
    session.send("Network.enable")

    def finished(event: dict[str, Any]) -> None:
        traffic["bytes"] += int(event["encodedDataLength"])
        traffic["requests"] += 1

    session.on("Network.loadingFinished", finished)
    return traffic


def _watch_callbacks(page: Any) -> list[Asked]:
    """Keeps what the page asks of the server, with the milliseconds until the answer had come."""
    asked: list[Asked] = []

    def finished(request: Any) -> None:
        if CALLBACK not in request.url or request.method != "POST":
            return
        timing = request.timing
        asked.append((request.post_data_buffer or b"", timing["responseEnd"]))

    page.on("requestfinished", finished)
    return asked


def _charts_of(answer: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The charts in the answer of a callback, by the name of their card."""
    for name, outputs in answer.get("response", {}).items():
        for value in outputs.values():
            text = json.dumps(value)
            if '"data"' in text and '"layout"' in text:
                label = json.loads(name).get("name", name) if name.startswith("{") else name
                yield label, value


def _ask(address: str, body: bytes) -> tuple[float, dict[str, Any]]:
    """Milliseconds of one callback by HTTP, and its answer."""
    request = urllib.request.Request(
        f"{address}/{CALLBACK}", data=body, headers={"Content-Type": "application/json"}
    )
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        told = answer.read()
    return (time.perf_counter() - start) * 1000, json.loads(told or b"{}")


def _until(page: Any, act: Callable[[], None], condition: str, before: object) -> float:
    """Milliseconds from an act until a condition holds, the driver's own few among them."""
    start = time.perf_counter()
    act()
    page.wait_for_function(condition, arg=before, timeout=PATIENCE * 1000, polling="raf")
    return (time.perf_counter() - start) * 1000


def _switch_theme(page: Any) -> float:
    """Until the first chart stands in the other colours; median of four switches."""
    ink = """() => getComputedStyle(
      document.querySelector('.chart .main-svg .xtick text, .chart .main-svg text')).fill"""
    times = []
    for _ in range(4):
        before = page.evaluate(ink)
        press = lambda: page.evaluate("() => document.getElementById('scheme').click()")  # noqa: E731
        times.append(_until(page, press, f"(before) => ({ink})() !== before", before))
        page.wait_for_timeout(2000)  # until the other charts of the page stand, too
    return statistics.median(times)


def _work_the_grid(page: Any) -> dict[str, Any]:
    """Sorting by an indexed column and searching, as a person sees it."""
    changed = f"(before) => {{ const now = ({_FIRST_ROW})(); return now && now !== before; }}"
    found = {}
    sorts = []
    for _ in range(3):
        before = page.evaluate(_FIRST_ROW)
        head = page.locator(".fact-grid .ag-header-cell[col-id='value']")
        sorts.append(_until(page, head.click, changed, before))
    found["sort"] = statistics.median(sorts)
    box = page.locator("input[type=search]").first
    count = "() => document.querySelector('#fact-count').textContent"
    for name, words in (("filter", ("Aktau", "Baku")), ("search", ("million tonnes oil", "port"))):
        times = []
        for word in words:
            before = page.evaluate(count)
            times.append(
                _until(
                    page,
                    lambda word=word: box.fill(word),  # type: ignore[misc]
                    f"(before) => ({count})() !== before",
                    before,
                )
            )
            page.wait_for_timeout(400)
        found[name] = statistics.median(times)
    return found


def _blocks(address: str, asked: list[Asked]) -> dict[str, Any]:
    """A block of the grid by HTTP: alone, for eight at once, deep in it; the counts of facets."""
    found: dict[str, Any] = {}
    outputs = [(json.loads(body), body, waited) for body, waited in asked]
    grid = [
        each
        for each, *_ in outputs
        if any(one["property"] == "getRowsRequest" and one.get("value") for one in each["inputs"])
    ]
    if grid:
        plain = grid[0]
        found["block"] = _median(address, [_block(plain, 0, None)] * REPEATS)
        order = ("value", "subject", "period", "published", "source")
        found["block_sorts"] = {
            name: _median(address, [_block(plain, 0, name)] * 5) for name in order
        }
        answer = _ask(address, _block(plain, 0, None))[1]
        count = answer["response"]["fact-grid"]["getRowsResponse"]["rowCount"]
        middle = count // 2 // BLOCK * BLOCK
        found["block_middle"] = _median(address, [_block(plain, middle, None)] * 5)
        bodies = [_block(plain, BLOCK * number, None) for number in range(CLIENTS * 10)]
        start = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            times = list(clients.map(lambda body: _ask(address, body)[0], bodies))
        found["clients"] = statistics.median(times)
        found["clients_rate"] = len(bodies) / (time.perf_counter() - start)
    for each, body, waited in outputs:
        if "fact-count" in str(each.get("output")):
            again = _median(address, [body] * 5)
            return found | {"facets": waited, "facets_again": again}
    return found


def _block(body: dict[str, Any], start: int, column: str | None) -> bytes:
    """The request for another block, in another order."""
    asked = json.loads(json.dumps(body))
    for each in asked["inputs"]:
        if each["property"] == "getRowsRequest":
            order = [{"colId": column, "sort": "asc"}] if column else []
            each["value"] |= {"startRow": start, "endRow": start + BLOCK, "sortModel": order}
    return json.dumps(asked).encode()


def _median(address: str, bodies: list[bytes]) -> float:
    return statistics.median(_ask(address, body)[0] for body in bodies)


def _upload(address: str, browser: str) -> float:
    """A text of 100 KB with many figures, until they are marked; on a database of its own."""
    from playwright.sync_api import sync_playwright

    _say("upload")
    file = {
        "name": "figures.txt",
        "mimeType": "text/plain",
        "buffer": (SENTENCE * FIGURES).encode(),
    }
    marked = "(n) => document.querySelectorAll('#read-words .read-mark').length >= n"
    with sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=browser, args=list(FLAGS)).new_page()
        page.goto(f"{address}/read")
        page.wait_for_selector("#read-file input[type=file]", state="attached")
        give = lambda: page.set_input_files("#read-file input[type=file]", file)  # noqa: E731
        return _until(page, give, marked, FIGURES)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--db", type=Path, required=True, help="a database; it is only read")
    parser.add_argument("--browser", help="path of a Chromium (default: the first on the PATH)")
    given = parser.parse_args()
    browser = given.browser or next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        raise SystemExit(f"No browser: none of {', '.join(NAMES)} is on the PATH.")
    report(measure(given.db, browser), BUDGETS)


if __name__ == "__main__":
    main()
