"""A page that is being watched: what it logs, what it asks for, what its charts hold."""

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

# Charts are drawn a moment after the page; a pause of the network never comes reliably.
_DRAWN = """() => {
  const charts = [...document.querySelectorAll('.chart')].filter(
    (chart) => chart.offsetParent !== null);
  return charts.every((chart) => {
    const plot = chart.querySelector('.js-plotly-plot');
    return plot && plot.data && plot.data.length && plot.querySelector('.main-svg');
  });
}"""
_POINTS = """(name) => {
  const id = JSON.stringify({name: name, type: 'chart'});
  const plot = document.getElementById(id).querySelector('.js-plotly-plot');
  const points = [];
  plot.data.forEach((trace) => (trace.customdata || []).forEach((key, index) => points.push({
    key: key, name: trace.name, x: trace.x[index], y: trace.y[index],
    sideways: trace.orientation === 'h',
  })));
  return points;
}"""
_PLACES = """(name) => {
  const id = JSON.stringify({name: name, type: 'chart'});
  const plot = document.getElementById(id).querySelector('.js-plotly-plot');
  const frame = plot.getBoundingClientRect();
  const full = plot._fullLayout;
  const places = [];
  plot._fullData.forEach((trace) => {
    if (!trace.customdata) { return; }
    const xaxis = full[trace.xaxis.replace('x', 'xaxis')];
    const yaxis = full[trace.yaxis.replace('y', 'yaxis')];
    trace.customdata.forEach((key, index) => places.push({
      key: key, name: trace.name,
      x: frame.left + xaxis._offset + xaxis.d2p(trace.x[index]),
      y: frame.top + yaxis._offset + yaxis.d2p(trace.y[index]),
    }));
  });
  return places;
}"""

# Boxes of all words in the charts that are to be seen: ticks, names, notes, values beside marks.
_LABELS = """() => {
  const labels = [];
  document.querySelectorAll('.js-plotly-plot').forEach((plot, chart) => {
    const frame = plot.getBoundingClientRect();
    if (!frame.width || !plot.offsetParent) { return; }
    plot.querySelectorAll(
      '.annotation-text, .xtick text, .ytick text, .textpoint text, .bartext, .legendtext, .gtitle'
    ).forEach((word) => {
      const box = word.getBoundingClientRect();
      // The box of slanted words is mostly air.
      const slanted = /rotate[(](?!0[,)])/.test(word.getAttribute('transform') || '');
      if (slanted || !box.width || !word.textContent.trim()) { return; }
      labels.push({
        chart: chart, text: word.textContent, left: box.left, right: box.right,
        top: box.top, bottom: box.bottom,
        outside: box.left < frame.left - 2 || box.right > frame.right + 2 ||
          box.top < frame.top - 2 || box.bottom > frame.bottom + 2,
      });
    });
  });
  return labels;
}"""
_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => {
    if (!one.hadRecentInput) { sum += one.value; }
  })).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 50);
})"""


@dataclass
class Watched:
    """A page with everything that went wrong on it."""

    page: Any
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    asked: set[Any] = field(default_factory=set)
    """Questions to the server that it has not answered yet."""

    def go(self, path: str) -> None:
        """Opens an address of the app and waits until it stands."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Waits for the heading, the navigation and every chart that is to be seen."""
        self.page.wait_for_selector("h1")
        self.page.wait_for_selector("#menu a", state="attached")
        self.page.wait_for_function(_DRAWN)

    def points(self, name: str) -> list[dict[str, Any]]:
        """The marks of a chart: fact, trace and coordinates as plotly has them."""
        return list(self.page.evaluate(_POINTS, name))

    def places(self, name: str) -> list[dict[str, Any]]:
        """Where the marks of a chart are on the screen."""
        return list(self.page.evaluate(_PLACES, name))

    def resize(self, width: int, height: int = 900) -> None:
        """Makes the window so wide, and waits until the charts have followed."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_timeout(350)
        while self.asked:  # charts are drawn anew by the server where the window becomes narrow
            self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(_DRAWN)

    def layout_shift(self) -> float:
        """How much of the page has moved by itself since it was opened."""
        return float(self.page.evaluate(_SHIFT))

    def collisions(self) -> list[str]:
        """Words of charts that lie on each other or stick out of their chart."""
        labels = self.page.evaluate(_LABELS)
        found = [f"{one['text']!r} sticks out" for one in labels if one["outside"]]
        for one, other in combinations(labels, 2):
            if one["chart"] == other["chart"] and _lie_on_each_other(one, other):
                found.append(f"{one['text']!r} lies on {other['text']!r}")
        return found

    def assert_quiet(self) -> None:
        """Nothing was logged as an error, nothing asked for elsewhere, nothing popped up."""
        assert self.errors == [], self.errors
        assert self.foreign == [], self.foreign
        assert self.dialogs == []


def _lie_on_each_other(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether boxes of words overlap by more than the air that a line of text has around it."""
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(wide > 1.5 and high > 4)


def watch(page: Any, address: str) -> Watched:
    """Begins to note what a page does."""
    watched = Watched(page, address)

    def note_request(request: Any) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            watched.foreign.append(request.url)

        if "_dash-update-component" in request.url:
            watched.asked.add(request)

    def note_message(message: Any) -> None:
        # A page that is not there is answered with 404, which the browser logs.
        missing = "status of 404" in message.text and message.location.get("url") == page.url
        if message.type == "error" and not missing:
            watched.errors.append(message.text)

    def note_dialog(dialog: Any) -> None:
        watched.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", note_request)
    page.on("requestfinished", lambda request: watched.asked.discard(request))
    page.on("requestfailed", lambda request: watched.asked.discard(request))
    page.on("console", note_message)
    page.on("dialog", note_dialog)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    return watched
