"""What a time expression means: one small pure function per operation of the language packs.

The order of decisions:

1. The operation reads the groups of the pattern and gives a `Period`, seen from one day: today.
2. The effect of the words in front changes it: "since" stretches it to today, "after" undoes it.
3. Today is the day of publication. Where only its month or year is known, the answer is taken from
   its first and from its last day, and holds only if both agree. Nothing is ever guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model.period import Period

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "half-year": 6, "year": 12, "decade": 120}
_DAYS = {"day": 1, "week": 7}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_RANK_LIMIT = 60  # more years, months or days than that are no calendar expression


class _UnknownError(Exception):
    """The text and what is known of its publication do not say when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """From where a time expression is seen.

    Attributes:
        today: The day of publication, or None where nothing is known of it.
        published: All that is known of the publication: a day, a month or a year.
        effects: What the words in front do, in their order ("since", "end", "deadline" …).
        planned: Whether the fact is a plan or expectation, so that times lie ahead.
        past: Whether its verb says that it has happened.
        main: The period of the fact that a reference is compared with.
    """

    today: date | None
    published: Period | None
    effects: tuple[str, ...] = ()
    planned: bool = False
    past: bool = False
    main: Period | None = None

    @property
    def day(self) -> date:
        """Today, which the operation cannot do without."""
        if self.today is None:
            raise _UnknownError
        return self.today

    @property
    def year(self) -> int:
        """The year of publication."""
        return self.day.year


Groups = Mapping[str, str]
Operation = Callable[[Groups, Setting], Period]


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
            answers.add(_placed(operation(groups, setting), setting))
        except (_UnknownError, ValueError, OverflowError):
            return None
    return answers.pop() if len(answers) == 1 else None


def _placed(period: Period, setting: Setting) -> Period:
    """The period after "since" and "until" had their effect."""
    if "since" in setting.effects:
        return _until_today(period, setting)
    if "deadline" in setting.effects and not setting.planned and not period.has_whole_years:
        if setting.today and period.first <= setting.today:  # "bis Mai waren es 500.000 Tonnen"
            return Period.of_months(period.last.year, 1, period.last.month)
    return period


def _until_today(period: Period, setting: Setting) -> Period:
    today = setting.day
    if today < period.first:
        return period
    if period.has_whole_years and period.last.year < today.year and "begin" not in setting.effects:
        return Period.of_year(period.first.year, today.year)
    if period.has_whole_years and period.first.year < today.year:
        return Period.of_year(period.first.year, today.year)
    return _to_month(period.first, setting)


def _to_month(first: date, setting: Setting) -> Period:
    """From the first day's month to the month of publication, or to its year if that is all."""
    published = setting.published
    if published and published.is_full_year and (first.month, first.day) == (1, 1):
        return Period.of_year(first.year, published.first.year)
    end = Period.of_months(setting.day.year, setting.day.month).last
    return Period(first.replace(day=1), end)


# --- the year that goes with a part of a year


def _stated_year(groups: Groups, setting: Setting) -> int | None:
    """The year that the words name, or None where they leave it open."""
    if "year" in groups:
        return int(groups["year"])
    if "yy" in groups:
        return 2000 + int(groups["yy"])
    relative = groups.get("relative") or groups.get("tail")
    return None if relative is None else _relative_year(relative, setting)


def _relative_year(relative: str, setting: Setting) -> int:
    if relative in {"prior", "main", "following"}:
        main = setting.main
        year = main.first.year if main else setting.year
        if relative == "main":
            if main is None:
                raise _UnknownError
            return year
        if relative == "following" and main is None:
            raise _UnknownError
        return year + (1 if relative == "following" else -1)
    return setting.year + int(relative)


def _nearest(candidate: Callable[[int], Period], setting: Setting) -> Period:
    """The one of a yearly row of periods that a text without a year means.

    The last one that ended by the month of publication; of plans the next one that has not.
    """
    today = setting.day
    month_end = Period.of_months(today.year, today.month).last
    if setting.planned:
        years = range(today.year - 1, today.year + 2)
        return next(p for p in map(candidate, years) if p.last >= today)
    if "onset" in setting.effects or "deadline" in setting.effects:
        soon = [p for p in (candidate(today.year), candidate(today.year + 1)) if p.first > today]
        if soon and (soon[0].first - today).days <= 92 and not setting.past:
            return soon[0]  # "erhöht zum 1. März seine Tarife", said in February
    years = range(today.year + 1, today.year - 3, -1)
    return next(p for p in map(candidate, years) if p.last <= month_end and p.first <= today)


def _part_of_year(build: Callable[[int], Period], groups: Groups, setting: Setting) -> Period:
    year = _stated_year(groups, setting)
    return _nearest(build, setting) if year is None else build(year)


# --- operations: days


def _date(groups: Groups, setting: Setting) -> Period:
    month, day = int(groups["month"]), int(groups["day"])

    def build(year: int) -> Period:
        if (month, day) == (2, 29) and "year" not in groups:
            year -= year % 4
        return Period(date(year, month, day), date(year, month, day))

    return _part_of_year(build, groups, setting)


def _dates(groups: Groups, setting: Setting) -> Period:
    last_month = int(groups.get("month2") or groups["month"])
    first_month = int(groups["month"])

    def build(year: int) -> Period:
        start = year - 1 if first_month > last_month else year
        return Period(
            date(start, first_month, int(groups["day"])),
            date(year, last_month, int(groups["day2"])),
        )

    return _part_of_year(build, groups, setting)


def _iso_date(groups: Groups, _: Setting) -> Period:
    return Period.parse("-".join((groups["year"], groups["month"], groups["day"])))


def _numeric_date(groups: Groups, _: Setting) -> Period:
    first, second = int(groups["a"]), int(groups.get("b") or groups["dotted"])
    year = int(groups["year"])
    if "dotted" in groups or first > 12 or first == second:
        day = date(year, second, first)
    elif second > 12:
        day = date(year, first, second)
    else:
        raise _UnknownError  # 5/3/2024 is a day in March or in May
    return Period(day, day)


def _weekday(groups: Groups, setting: Setting) -> Period:
    today, wanted = setting.day, int(groups["weekday"])
    back = (today.isoweekday() - wanted) % 7
    if groups.get("relative") == "-1" and back == 0:
        back = 7
    ahead = groups.get("relative") == "1" or (setting.planned and not setting.past and back > 0)
    day = today + timedelta(days=(wanted - today.isoweekday()) % 7 if ahead else -back)
    return Period(day, day)


def _day_around(groups: Groups, setting: Setting) -> Period:
    day = setting.day + timedelta(days=int(groups["around"]))
    return Period(day, day)


# --- operations: parts of a year


def _month(groups: Groups, setting: Setting) -> Period:
    month = int(groups["month"])
    relative = groups.get("relative")
    main = setting.main
    if relative in {"-1", "prior"} and main and main == _of_month(main.first.year, month):
        return main.shifted(-1)  # "in February …, up from last February"
    return _part_of_year(lambda year: _of_month(year, month), groups, setting)


def _relative_month(groups: Groups, setting: Setting) -> Period:
    """ "last February": the last one that is over; "next May": the first that is to begin."""
    month, today = int(groups["month"]), setting.day
    relative = groups["relative"]
    if setting.main and setting.main == _of_month(setting.main.first.year, month):
        return setting.main.shifted(int(relative) if relative in {"-1", "1"} else 0)
    if relative == "0":
        return _of_month(today.year, month)
    if relative == "1":
        return _of_month(today.year + (month <= today.month), month)
    if relative in {"-1", "prior"}:
        return _of_month(today.year - (month >= today.month), month)
    raise _UnknownError


def _of_month(year: int, month: int) -> Period:
    return Period.of_months(year, month)


def _months(groups: Groups, setting: Setting) -> Period:
    first, last = int(groups["month"]), int(groups.get("month2") or groups["month"])
    years = 1 if first > last else 0

    def build(year: int) -> Period:
        start = int(groups.get("from_year", year - years))
        return Period(_of_month(start, first).first, _of_month(year, last).last)

    if "from_year" in groups and _stated_year(groups, setting) is None:
        return build(int(groups["from_year"]) + years)
    return _part_of_year(build, groups, setting)


def _first(groups: Groups, setting: Setting) -> Period:
    """ "the first nine months", "in the last two months of 2023", "Ten-month output"."""
    count = _count(groups)
    if groups["unit"] in _DAYS:
        return _first_days(groups, setting)
    length = count * _MONTHS[groups["unit"]]
    if length > 12 or groups["unit"] == "year":
        raise _UnknownError
    from_end = groups.get("ordinal") == "last" or "ordinal" not in groups
    start = 13 - length if from_end else 1
    if groups.get("ordinal") not in {"1", "last", None}:
        raise _UnknownError
    if "loose" in groups and _stated_year(groups, setting) is None:
        return _months_so_far(length, setting)
    return _part_of_year(lambda year: Period.of_months(year, start, length), groups, setting)


def _first_days(groups: Groups, setting: Setting) -> Period:
    length = _count(groups) * _DAYS[groups["unit"]]
    year = _stated_year(groups, setting)
    if groups.get("ordinal") != "1" or length > 366:
        raise _UnknownError
    first = date(year or setting.year, 1, 1)
    return Period(first, first + timedelta(days=length - 1))


def _months_so_far(length: int, setting: Setting) -> Period:
    """ "in elf Monaten": January to November, if the month of publication allows no other."""
    today = setting.day
    if length in {today.month, today.month - 1}:
        return Period.of_months(today.year, 1, length)
    if length == 12 and today.month == 1:
        return Period.of_year(today.year - 1)
    raise _UnknownError


def _months_to(groups: Groups, setting: Setting) -> Period:
    """ "in the six months to June", "the year to March"."""
    length = _count(groups) * _MONTHS.get(groups["unit"], 0)
    if not length or length > 12 * _RANK_LIMIT:
        raise _UnknownError
    month = int(groups["month"])
    return _part_of_year(
        lambda year: Period.of_months(year, month - length + 1, length), groups, setting
    )


def _quarter(groups: Groups, setting: Setting) -> Period:
    return _fraction(groups, setting, 4)


def _half(groups: Groups, setting: Setting) -> Period:
    return _fraction(groups, setting, 2)


def _fraction(groups: Groups, setting: Setting, parts: int) -> Period:
    ranks = [groups.get("n") or groups["ordinal"], groups.get("ordinal2")]
    first, *rest = (parts if rank == "last" else int(rank) for rank in ranks if rank)
    last = rest[0] if rest else first
    if not 1 <= first <= last <= parts:
        raise _UnknownError
    months = 12 // parts
    length = months * (last - first + 1)
    if ranks[0] == "last" and _stated_year(groups, setting) is None:
        return _unit_back("quarter" if parts == 4 else "half", 1, setting)
    return _part_of_year(
        lambda year: Period.of_months(year, months * (first - 1) + 1, length), groups, setting
    )


def _last_half(_: Groups, setting: Setting) -> Period:
    return _nearest_half(setting)


def _nearest_half(setting: Setting) -> Period:
    today = setting.day
    halves = [Period.of_months(y, m, 6) for y in (today.year, today.year - 1) for m in (7, 1)]
    month_end = _of_month(today.year, today.month).last
    return next(half for half in halves if half.last <= month_end)


def _season(groups: Groups, setting: Setting) -> Period:
    first = _SEASONS[groups["season"]]
    last = _SEASONS[groups.get("season2", groups["season"])]
    count = (last - first) % 12 + 3

    def build(year: int) -> Period:
        return Period.of_months(year, first, count)

    relative = groups.get("relative")
    if relative in {"-1", "1"}:
        years = range(setting.year - 2, setting.year + 3)
        rows = [build(year) for year in years]
        if relative == "1":
            return next(p for p in rows if p.first > setting.day)
        return [p for p in rows if p.last < setting.day][-1]
    if relative is None and "year" not in groups and not setting.planned:
        rows = [build(year) for year in range(setting.year - 2, setting.year + 1)]
        return [p for p in rows if p.last <= setting.day or p.contains(setting.day)][-1]
    return _part_of_year(build, groups, setting)


# --- operations: counted from the day of publication


def _relative(groups: Groups, setting: Setting) -> Period:
    """ "last year", "this month", "next quarter", "in that year"."""
    unit, relative = groups.get("unit") or groups["calendar"], groups["relative"]
    if unit == "year":
        year = _relative_year(relative, setting)
        if relative == "0" and setting.past and year == setting.year:
            return _to_month(date(year, 1, 1), setting)
        if relative == "0" and "since" in setting.effects:
            return _to_month(date(year, 1, 1), setting)
        if relative == "0" and "begin" in setting.effects:
            return _of_month(year, 1)
        return Period.of_year(year)
    if relative == "main" and setting.main:
        return setting.main
    if relative == "prior":
        return _earlier({"n": "1", "unit": unit}, setting)
    if relative not in {"-1", "0", "1"}:
        raise _UnknownError
    return _unit_back(unit, -int(relative), setting)


def _unit_back(unit: str, count: int, setting: Setting) -> Period:
    """The calendar unit some units before that of today; negative counts lie ahead."""
    today = setting.day
    if unit in _DAYS:
        length = _DAYS[unit]
        monday = today - timedelta(days=today.weekday() if unit == "week" else 0)
        first = monday - timedelta(days=length * count)
        return Period(first, first + timedelta(days=length - 1))
    length = _MONTHS[unit]
    if length > 12:
        raise _UnknownError
    first_month = (today.month - 1) // length * length + 1
    return Period.of_months(today.year, first_month - length * count, length)


def _trailing(groups: Groups, setting: Setting) -> Period:
    """ "in the last three years": the year of publication less three to that year."""
    unit, count, today = groups["unit"], _count(groups), setting.day
    if unit in _DAYS:
        return Period(today - timedelta(days=_DAYS[unit] * count), today)
    months = count * _MONTHS[unit]
    if unit in {"year", "decade"}:
        return Period.of_year(today.year - months // 12, today.year)
    return Period.of_months(today.year, today.month - months, months + 1)


def _coming(groups: Groups, setting: Setting) -> Period:
    """ "in the next three years", of a target: the year in which they end."""
    unit, today = groups["unit"], setting.day
    count = max(_count(groups), _count(groups, "2")) if "number2" in groups else _count(groups)
    if unit in _DAYS:
        end = today + timedelta(days=_DAYS[unit] * count)
        return _of_month(end.year, end.month)
    months = count * _MONTHS[unit]
    if unit in {"year", "decade"}:
        return Period.of_year(today.year + months // 12)
    return Period.of_months(today.year, today.month + months)


def _within(groups: Groups, setting: Setting) -> Period:
    """ "within three years": ahead for a plan, behind for a fact."""
    if setting.planned:
        return _coming(groups, setting)
    if groups["unit"] == "year":
        return _trailing(groups, setting)
    if groups["unit"] == "month":
        return _months_so_far(_count(groups), setting)
    raise _UnknownError


def _earlier(groups: Groups, setting: Setting) -> Period:
    """ "a year earlier", "im Vorjahr", "two years ago": before the main period, or the present."""
    unit, count, main = groups["unit"], _count(groups), setting.main
    if unit in _DAYS:
        span = timedelta(days=_DAYS[unit] * count)
        if main and main.last - main.first < timedelta(days=8):
            return Period(main.first - span, main.last - span)
        return _unit_back(unit, count, setting)
    months = count * _MONTHS[unit]
    if main and (months % 12 == 0 or main.last - main.first < timedelta(days=31 * months)):
        return main.shifted(months=-months)
    if months % 12 == 0:
        return Period.of_year(setting.year - months // 12)
    return _unit_back(unit, count, setting)


def _later(groups: Groups, setting: Setting) -> Period:
    if setting.main is None:
        raise _UnknownError
    return setting.main.shifted(months=_count(groups) * _MONTHS[groups["unit"]])


def _same(groups: Groups, setting: Setting) -> Period:
    """ "over the same period last year": the main period, in the year that is named."""
    main = setting.main
    if "year" in groups:
        year = int(groups["year"])
        return main.shifted(year - main.first.year) if main else Period.of_year(year)
    if main is None:
        return Period.of_year(setting.year - 1)
    return main.shifted(-1)


def _before_last(_: Groups, setting: Setting) -> Period:
    return Period.of_year(setting.year - 2)


def _to_date(groups: Groups, setting: Setting) -> Period:
    """ "so far this year", "seit Jahresbeginn": January to the month of publication."""
    year = int(groups.get("year", setting.year))
    return Period.of_year(year) if year < setting.year else _to_month(date(year, 1, 1), setting)


# --- operations: whole years and more


def _year(groups: Groups, setting: Setting) -> Period:
    year = int(groups["year"]) if "year" in groups else 2000 + int(groups["yy"])
    return Period.of_year(year)


def _years(groups: Groups, _: Setting) -> Period:
    """ "2019–2025", "2024/25": both ends in it; a marketing year is written the same way."""
    first = int(groups["year"])
    last = int(groups["year2"]) if "year2" in groups else first // 100 * 100 + int(groups["yy"])
    return Period.of_year(first, last)


def _full_year(groups: Groups, setting: Setting) -> Period:
    """ "for the full year", "bis Jahresende": that of the plan, or of the main period."""
    year = _stated_year(groups, setting)
    if year is None:
        main = setting.main
        if setting.planned or main is None or main.year is None:
            year = setting.year
        else:
            year = main.year
    if "since" in setting.effects or ("begin" in setting.effects and "year" not in groups):
        first = date(year, 1, 1)
        return _to_month(first, setting) if "since" in setting.effects else _of_month(year, 1)
    return Period.of_year(year)


def _month_end(_: Groups, setting: Setting) -> Period:
    return _of_month(setting.year, setting.day.month)


def _decade(groups: Groups, _: Setting) -> Period:
    year = int(groups["year"])
    return Period.of_year(year, year + 9)


def _decade_end(_: Groups, setting: Setting) -> Period:
    """The end of the decade is the year that ends in a nought: 2030, seen from 2025."""
    return Period.of_year((setting.year // 10 + 1) * 10)


def _count(groups: Groups, nth: str = "") -> int:
    """How many of a unit; one where the words name none."""
    count = int(groups.get(f"number{nth}") or groups.get(f"digits{nth}") or groups.get("n") or 1)
    if not 1 <= count <= 400:
        raise _UnknownError
    return count


OPERATIONS: Mapping[str, Operation] = {
    "before_last": _before_last,
    "coming": _coming,
    "date": _date,
    "dates": _dates,
    "day_around": _day_around,
    "decade": _decade,
    "decade_end": _decade_end,
    "earlier": _earlier,
    "first": _first,
    "full_year": _full_year,
    "half": _half,
    "iso_date": _iso_date,
    "last_half": _last_half,
    "later": _later,
    "month": _month,
    "month_end": _month_end,
    "months": _months,
    "months_to": _months_to,
    "numeric_date": _numeric_date,
    "quarter": _quarter,
    "relative": _relative,
    "relative_month": _relative_month,
    "same": _same,
    "season": _season,
    "to_date": _to_date,
    "trailing": _trailing,
    "weekday": _weekday,
    "within": _within,
    "year": _year,
    "years": _years,
}
