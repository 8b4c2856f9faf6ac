"""Knowing: what had been published by a day."""

from datetime import date, timedelta


def known_by(published: str | None, day: str) -> bool:
    """Whether a text was surely published by a day; one of a month or a year at the end of that.

    Args:
        published: ISO 8601 day, month or year, or None where it is not known.
        day: ISO 8601 day, itself included.

    >>> known_by("2024-03-05", "2024-03-05"), known_by("2024-03", "2024-03-05")
    (True, False)
    >>> known_by("2024-03", "2024-03-31"), known_by(None, "2024-03-31")
    (True, False)
    """
    return published is not None and published <= day and published not in unfinished(day)


def unfinished(day: str) -> tuple[str, ...]:
    """The year and the month of a day, as far as they go on after it.

    >>> unfinished("2024-03-05"), unfinished("2024-03-31"), unfinished("2024-12-31")
    (('2024', '2024-03'), ('2024',), ())
    """
    tomorrow = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return tuple(day[:length] for length in (4, 7) if day[:length] == tomorrow[:length])
