"""What a time expression means: an operation of the language packs, seen from the publication.

The order of decisions:

1. The operation reads the groups of the pattern and gives a `Period`, seen from one day: today.
2. The effect of the words in front changes it: "since" stretches it to today, "after" undoes it.
3. Today is the day of publication. Where only its month or year is known, the answer is taken from
   its first and from its last day, and holds only if both agree. Nothing is ever guessed.
"""

from collections.abc import Mapping
from datetime import timedelta

from tracker.extraction.calendar_times import CALENDAR
from tracker.extraction.relative_times import RELATIVE
from tracker.extraction.time_setting import Groups, Operation, Setting, UnknownTimeError, to_month
from tracker.model.period import Period

_LATELY = timedelta(days=14)
OPERATIONS: Mapping[str, Operation] = {**CALENDAR, **RELATIVE}


def resolve_groups(
    op: str,
    groups: Groups,
    effects: tuple[str, ...],
    published: Period | None,
    *,
    planned: bool = False,
    past: bool = False,
    main: Period | None = None,
) -> Period | None:
    """The period that an operation gives, or None where it cannot be known.

    Args:
        op: Name of an operation in `OPERATIONS`; any other resolves to nothing.
        groups: The values that its pattern captured.
        effects: The effects of the words in front of it.
        published: What is known of the publication.
        planned: Whether the fact is a plan or expectation.
        past: Whether the fact's verb says that it has happened.
        main: The period of the fact that this one is compared with.
    """
    operation = OPERATIONS.get(op)
    if operation is None or "after" in effects:
        return None
    answers = set()
    for today in {published.first, published.last} if published else {None}:
        setting = Setting(
            today=today,
            published=published,
            effects=effects,
            planned=planned,
            past=past,
            main=main,
        )
        try:
            period = operation(groups, setting)
            ended = "first_month" in groups  # "seit Jahresbeginn bis August"
            answers.add(_placed(period, setting, year_stated="year" in groups, ended=ended))
        except (UnknownTimeError, ValueError, OverflowError):
            return None
    return answers.pop() if len(answers) == 1 else None


def _placed(period: Period, setting: Setting, *, year_stated: bool, ended: bool) -> Period:
    """The period after "since" and "until" had their effect."""
    if "since" in setting.effects and not ended:
        return _until_today(period, setting)
    behind = "deadline" in setting.effects and not setting.planned and not year_stated
    if behind and setting.today and period.first <= setting.today and not period.has_whole_years:
        return Period.of_months(period.last.year, 1, period.last.month)  # "bis Mai waren es erst 5"
    return period


def _until_today(period: Period, setting: Setting) -> Period:
    today = setting.day
    if today < period.first:
        return period
    if period.first == period.last and today - period.first < _LATELY:
        return Period(period.first, today)  # "seit Sonntag"
    if period.has_whole_years and period.first.year < today.year:
        return Period.of_year(period.first.year, today.year)
    return to_month(period.first, setting)
