"""Facet cube: how many facts there are of each combination of a few fields, asked for once.

What a person ticks changes which combinations count, not the combinations: one cube answers for
every choice of its fields.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.filter import FactFilter

CUBE_FIELDS = (
    *("indicator", "unit", "status", "bound", "review", "origin", "subject", "year", "sureness"),
)
_CHOSEN = tuple(name for name in CUBE_FIELDS if name != "year")

Combination = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCube:
    """Combinations of the values of `CUBE_FIELDS` with the number of facts of each.

    Attributes:
        combinations: The values in the order of `CUBE_FIELDS`, and the number.
    """

    combinations: Sequence[tuple[Combination, int]]

    def counts(self, chosen: FactFilter) -> tuple[int, dict[str, list[tuple[str, int]]]]:
        """How many facts fit, and for each field its values under the choices of all others.

        Args:
            chosen: The choices; those that the cube was asked for with are met already.

        Returns:
            The number of facts, and by field the values with their numbers, most frequent first.
        """
        tests = [
            (place, frozenset(getattr(chosen, name)))
            for place, name in enumerate(CUBE_FIELDS)
            if name in _CHOSEN and getattr(chosen, name)
        ]
        review, year = CUBE_FIELDS.index("review"), CUBE_FIELDS.index("year")
        if not chosen.review:
            tests.append((review, frozenset(("unreviewed", "confirmed", "corrected"))))
        found: list[Counter[str]] = [Counter() for _ in CUBE_FIELDS]
        total = 0
        for values, number in self.combinations:
            if not _within(values[year], chosen.year_from, chosen.year_to):
                continue
            missed = [place for place, wanted in tests if values[place] not in wanted]
            if len(missed) > 1:
                continue
            if not missed:
                total += number
            for place in missed or range(len(CUBE_FIELDS)):
                value = values[place]
                if value is not None:
                    found[place][str(value)] += number
        return total, {
            name: sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
            for name, counted in zip(CUBE_FIELDS, found, strict=True)
        }


def _within(year: str | int | None, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    return isinstance(year, int) and (first or year) <= year <= (last or year)
