"""Operations on days, parts of a year and whole years: times that the calendar names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from tracker.extraction.time_setting import (
    DAYS,
    MONTHS,
    Groups,
    Operation,
    Setting,
    UnknownTimeError,
    how_many,
    months_so_far,
    of_month,
    part_of_year,
    stated_year,
    to_month,
    unit_back,
)
from tracker.model.period import Period

_HARVEST = 7  # the month in which a marketing year begins
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _date(groups: Groups, setting: Setting) -> Period:
    month, day = int(groups["month"]), int(groups["day"])

    def build(year: int) -> Period:
        if (month, day) == (2, 29) and "year" not in groups:
            year -= year % 4
        return Period(date(year, month, day), date(year, month, day))

    return part_of_year(build, groups, setting)


def _dates(groups: Groups, setting: Setting) -> Period:
    last_month = int(groups.get("month2") or groups["month"])
    first_month = int(groups["month"])

    def build(year: int) -> Period:
        start = year - 1 if first_month > last_month else year
        return Period(
            date(start, first_month, int(groups["day"])),
            date(year, last_month, int(groups["day2"])),
        )

    return part_of_year(build, groups, _ended(setting))


def _ended(setting: Setting) -> Setting:
    """The setting of a stretch with two ends: its "from" opens nothing."""
    return replace(setting, effects=tuple(e for e in setting.effects if e != "onset"))


def _iso_date(groups: Groups, _: Setting) -> Period:
    return Period.parse("-".join((groups["year"], groups["month"], groups["day"])))


def _iso_month(groups: Groups, _: Setting) -> Period:
    return of_month(int(groups["year"]), int(groups["month"]))


def _numeric_date(groups: Groups, _: Setting) -> Period:
    first, second = int(groups["a"]), int(groups.get("b") or groups["dotted"])
    year = int(groups["year"])
    if "dotted" in groups or first > 12 or first == second:
        day = date(year, second, first)
    elif second > 12:
        day = date(year, first, second)
    else:
        raise UnknownTimeError  # 5/3/2024 is a day in March or in May
    return Period(day, day)


def _month(groups: Groups, setting: Setting) -> Period:
    month = int(groups["month"])
    relative = groups.get("relative")
    main = setting.main
    if relative in {"-1", "prior"} and main and main == of_month(main.first.year, month):
        return main.shifted(-1)  # "in February …, up from last February"
    return part_of_year(lambda year: of_month(year, month), groups, setting)


def _relative_month(groups: Groups, setting: Setting) -> Period:
    """ "last February": the last one that is over; "next May": the first that is to begin."""
    month, today = int(groups["month"]), setting.day
    relative = groups["relative"]
    if setting.main and setting.main == of_month(setting.main.first.year, month):
        return setting.main.shifted(int(relative) if relative in {"-1", "1"} else 0)
    if relative == "0":
        return of_month(today.year, month)
    if relative == "1":
        return of_month(today.year + (month <= today.month), month)
    if relative in {"-1", "prior"}:
        return of_month(today.year - (month >= today.month), month)
    raise UnknownTimeError


def _months(groups: Groups, setting: Setting) -> Period:
    named = [int(groups[name]) for name in ("first_month", "month", "month2") if name in groups]
    first, last = named[0], named[-1]
    years = 1 if first > last else 0

    def build(year: int) -> Period:
        start = int(groups.get("from_year", year - years))
        return Period(of_month(start, first).first, of_month(year, last).last)

    if "from_year" in groups and stated_year(groups, setting) is None:
        return build(int(groups["from_year"]) + years)
    return part_of_year(build, groups, _ended(setting))


def _first(groups: Groups, setting: Setting) -> Period:
    """ "the first nine months", "in the last two months of 2023", "Ten-month output"."""
    count = how_many(groups)
    if groups["unit"] in DAYS:
        return _first_days(groups, setting)
    length = count * MONTHS[groups["unit"]]
    if length > 12 or groups["unit"] == "year":
        raise UnknownTimeError
    from_end = groups.get("ordinal") == "last" or "ordinal" not in groups
    start = 13 - length if from_end else 1
    if groups.get("ordinal") not in {"1", "last", None}:
        raise UnknownTimeError
    if "loose" in groups and stated_year(groups, setting) is None:
        return months_so_far(length, setting)
    return part_of_year(lambda year: Period.of_months(year, start, length), groups, setting)


def _first_days(groups: Groups, setting: Setting) -> Period:
    length = how_many(groups) * DAYS[groups["unit"]]
    year = stated_year(groups, setting)
    if groups.get("ordinal") != "1" or length > 366:
        raise UnknownTimeError
    first = date(year or setting.year, 1, 1)
    return Period(first, first + timedelta(days=length - 1))


def _first_of_month(groups: Groups, setting: Setting) -> Period:
    """ "during the first ten days of June"."""
    length = how_many(groups) * DAYS.get(groups["unit"], 0)
    month = int(groups["month"])
    if not 1 <= length <= 28:
        raise UnknownTimeError
    return part_of_year(
        lambda year: Period(date(year, month, 1), date(year, month, length)), groups, setting
    )


def _months_to(groups: Groups, setting: Setting) -> Period:
    """ "in the six months to June", "the year to March", "the week ended 7 June"."""
    if groups["unit"] in DAYS and "day" in groups:
        length = how_many(groups) * DAYS[groups["unit"]]
        last = _date(groups, setting).last
        return Period(last - timedelta(days=length - 1), last)
    length = how_many(groups) * MONTHS.get(groups["unit"], 0)
    if not length or length > 120:
        raise UnknownTimeError
    month = int(groups["month"])
    return part_of_year(
        lambda year: Period.of_months(year, month - length + 1, length), groups, setting
    )


def _quarter(groups: Groups, setting: Setting) -> Period:
    return _fraction(groups, setting, 4)


def _half(groups: Groups, setting: Setting) -> Period:
    return _fraction(groups, setting, 2)


def _fraction(groups: Groups, setting: Setting, parts: int) -> Period:
    ranks = [groups.get("n") or groups["ordinal"], groups.get("n2") or groups.get("ordinal2")]
    first, *rest = (parts if rank == "last" else int(rank) for rank in ranks if rank)
    last = rest[0] if rest else first
    if not 1 <= first <= last <= parts:
        raise UnknownTimeError
    months = 12 // parts
    length = months * (last - first + 1)
    if ranks[0] == "last" and "own" not in groups and stated_year(groups, setting) is None:
        return unit_back("quarter" if parts == 4 else "half", 1, setting)
    return part_of_year(
        lambda year: Period.of_months(year, months * (first - 1) + 1, length), groups, setting
    )


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
    return part_of_year(build, groups, setting)


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
    year = stated_year(groups, setting)
    if year is None:
        main_year = setting.main.year if setting.main and not setting.planned else None
        year = main_year or setting.year
    if "since" in setting.effects or ("begin" in setting.effects and "year" not in groups):
        first = date(year, 1, 1)
        return to_month(first, setting) if "since" in setting.effects else of_month(year, 1)
    return Period.of_year(year)


def _marketing(groups: Groups, setting: Setting) -> Period:
    """ "in the current marketing year": from one harvest to the next, as "2024/25" is kept."""
    relative = groups["relative"]
    if relative not in {"-1", "0", "1"}:
        raise UnknownTimeError
    first = setting.year - (setting.day.month < _HARVEST) + int(relative)
    return Period.of_year(first, first + 1)


def _decade(groups: Groups, _: Setting) -> Period:
    year = int(groups.get("year") or groups["tens"])
    return Period.of_year(year, year + 9)


CALENDAR: Mapping[str, Operation] = {
    "date": _date,
    "dates": _dates,
    "decade": _decade,
    "first": _first,
    "first_of_month": _first_of_month,
    "full_year": _full_year,
    "half": _half,
    "iso_date": _iso_date,
    "iso_month": _iso_month,
    "marketing": _marketing,
    "month": _month,
    "months": _months,
    "months_to": _months_to,
    "numeric_date": _numeric_date,
    "quarter": _quarter,
    "relative_month": _relative_month,
    "season": _season,
    "year": _year,
    "years": _years,
}
