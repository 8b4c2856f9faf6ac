"""A page that is being watched: what it logs, what it asks for, what its charts hold."""

from dataclasses import dataclass, field
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


@dataclass
class Watched:
    """A page with everything that went wrong on it."""

    page: Any
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

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

    def assert_quiet(self) -> None:
        """Nothing was logged as an error, nothing asked for elsewhere, nothing popped up."""
        assert self.errors == []
        assert self.foreign == []
        assert self.dialogs == []


def watch(page: Any, address: str) -> Watched:
    """Begins to note what a page does."""
    watched = Watched(page, address)

    def note_request(request: Any) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            watched.foreign.append(request.url)

    def note_message(message: Any) -> None:
        if message.type == "error":
            watched.errors.append(message.text)

    def note_dialog(dialog: Any) -> None:
        watched.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("dialog", note_dialog)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    return watched
