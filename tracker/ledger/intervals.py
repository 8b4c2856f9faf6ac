"""Intervals: arithmetic with amounts of which only the lowest and highest are known."""

from dataclasses import dataclass

# Two ends that are one number but for the last bits of a computation meet.
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """All amounts from `low` to `high`, both included; None is an open end."""

    low: float | None
    high: float | None

    def __add__(self, other: "Interval") -> "Interval":
        """All sums of an amount of each."""
        return Interval(_plus(self.low, other.low), _plus(self.high, other.high))

    def __neg__(self) -> "Interval":
        """All amounts with the other sign."""
        return Interval(
            None if self.high is None else -self.high, None if self.low is None else -self.low
        )

    def __sub__(self, other: "Interval") -> "Interval":
        """All differences of an amount of each."""
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        """All products of a positive amount of each."""
        one, two = self.positive(), other.positive()
        return Interval(
            None if one.low is None or two.low is None else one.low * two.low,
            None if one.high is None or two.high is None else one.high * two.high,
        )

    def __truediv__(self, other: "Interval") -> "Interval":
        """All quotients of a positive amount of each.

        >>> Interval(4.5e6, 6e6) / Interval(1.5, None)
        Interval(low=None, high=4000000.0)
        """
        one, two = self.positive(), other.positive()
        return Interval(
            None if one.low is None or two.high is None else one.low / two.high,
            None if one.high is None or two.low is None else one.high / two.low,
        )

    def positive(self) -> "Interval":
        """The same, its lower end open where it is not above zero."""
        return self if self.low is None or self.low > 0 else Interval(None, self.high)

    def scaled(self, factor: float, offset: float = 0.0) -> "Interval":
        """Each amount times a positive factor, plus an offset."""
        return Interval(
            None if self.low is None else self.low * factor + offset,
            None if self.high is None else self.high * factor + offset,
        )

    def meets(self, other: "Interval") -> bool:
        """Whether some amount is in both."""
        return _reaches(self.high, other.low) and _reaches(other.high, self.low)


def _plus(one: float | None, two: float | None) -> float | None:
    return None if one is None or two is None else one + two


def _reaches(high: float | None, low: float | None) -> bool:
    if high is None or low is None:
        return True
    return high >= low - _NOISE * max(abs(high), abs(low))
