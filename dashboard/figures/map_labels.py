"""Map labels: which names find room, and on which side of their place.

Names are laid out for the map's usual width; what does not find room without covering another name
or a mark is left to the pointer and the table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

At = tuple[float, float]
_LETTER = 0.58  # of the font size, on average
_CAPITAL = 0.72
_LINE = 1.25


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants to be written.

    Attributes:
        text: What is written.
        size: Of the letters.
        places: Latitude and longitude of where it may stand, the best first.
        room: Pixels from the place to the nearest edge of the text; 0: over the place itself.
    """

    text: str
    size: float
    places: Sequence[At]
    room: float


class Label(NamedTuple):
    """A name with its place and side, as plotly calls it."""

    text: str
    at: At
    position: str


class _Rectangle(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Rectangle") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Labels:
    """Names on a map, one after the other.

    Args:
        project: From latitude and longitude to pixels, None outside.
        size: Width and height of the map in pixels.

    Attributes:
        found: The names that found room, by id.
    """

    def __init__(
        self, project: Callable[[At], tuple[float, float] | None], size: tuple[float, float]
    ) -> None:
        self._project, self._size = project, size
        self._taken: list[_Rectangle] = []
        self.found: dict[str, Label] = {}

    def keep_free(self, at: At, size: float) -> None:
        """No name may cover a mark of this size."""
        if (spot := self._project(at)) is not None:
            x, y = spot
            self._taken.append(_Rectangle(x - size / 2, y - size / 2, x + size / 2, y + size / 2))

    def place(self, identifier: str, wish: Wish) -> None:
        """Write a name where there is room, or not at all."""
        letter = _CAPITAL if wish.text.isupper() else _LETTER
        wide, high = len(wish.text) * wish.size * letter + 4, wish.size * _LINE
        for at in wish.places:
            spot = self._project(at)
            if spot is None:
                continue
            for position, rectangle in _sides(spot, wide, high, wish.room):
                if self._has_room(rectangle):
                    self._taken.append(rectangle)
                    self.found[identifier] = Label(wish.text, at, position)
                    return

    def _has_room(self, rectangle: _Rectangle) -> bool:
        inside = (
            rectangle.left >= 2
            and rectangle.top >= 2
            and rectangle.right <= self._size[0] - 2
            and rectangle.bottom <= self._size[1] - 2
        )
        return inside and not any(rectangle.meets(other) for other in self._taken)


def _sides(
    spot: tuple[float, float], wide: float, high: float, room: float
) -> list[tuple[str, _Rectangle]]:
    x, y = spot
    if room == 0:
        return [
            (
                "middle center",
                _Rectangle(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2),
            )
        ]
    middle, half = y - high / 2, wide / 2
    return [
        ("middle right", _Rectangle(x + room, middle, x + room + wide, middle + high)),
        ("middle left", _Rectangle(x - room - wide, middle, x - room, middle + high)),
        ("top center", _Rectangle(x - half, y - room - high, x + half, y - room)),
        ("bottom center", _Rectangle(x - half, y + room, x + half, y + room + high)),
    ]
