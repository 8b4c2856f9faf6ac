"""Operations that count from the day of publication, or from the period that is compared with."""

from collections.abc import Mapping
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
    relative_year,
    to_month,
    unit_back,
)
from tracker.model.period import Period


def _relative(groups: Groups, setting: Setting) -> Period:
    """ "last year", "this month", "next quarter", "in that year"."""
    unit, relative = groups.get("unit") or groups["calendar"], groups["relative"]
    if unit == "year":
        year = relative_year(relative, setting)
        if "end" in setting.effects:
            return Period.of_year(year)
        if relative == "0" and setting.past and year == setting.year:
            return to_month(date(year, 1, 1), setting)
        if relative == "0" and "since" in setting.effects:
            return to_month(date(year, 1, 1), setting)
        if relative == "0" and "begin" in setting.effects:
            return of_month(year, 1)
        return Period.of_year(year)
    if relative == "main" and setting.main:
        return setting.main
    if relative == "prior":
        return _earlier({"n": "1", "unit": unit}, setting)
    if relative not in {"-1", "0", "1"}:
        raise UnknownTimeError
    return unit_back(unit, -int(relative), setting)


def _trailing(groups: Groups, setting: Setting) -> Period:
    """ "in the last three years": the year of publication less three to that year."""
    unit, count, today = groups["unit"], how_many(groups), setting.day
    if unit in DAYS:
        return Period(today - timedelta(days=DAYS[unit] * count), today)
    months = count * MONTHS[unit]
    if unit in {"year", "decade"}:
        return Period.of_year(today.year - months // 12, today.year)
    return Period.of_months(today.year, today.month - months, months + 1)


def _coming(groups: Groups, setting: Setting) -> Period:
    """ "in the next three years", of a target: the year in which they end."""
    unit, count, today = groups["unit"], how_many(groups), setting.day
    if unit in DAYS:
        end = today + timedelta(days=DAYS[unit] * count)
        return of_month(end.year, end.month)
    months = count * MONTHS[unit]
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
        return months_so_far(how_many(groups), setting)
    raise UnknownTimeError


def _earlier(groups: Groups, setting: Setting) -> Period:
    """ "a year earlier", "im Vorjahr", "two years ago": before the main period, or the present."""
    unit, count, main = groups["unit"], how_many(groups), setting.main
    if unit in DAYS:
        span = timedelta(days=DAYS[unit] * count)
        if main and main.last - main.first < timedelta(days=8):
            return Period(main.first - span, main.last - span)
        return unit_back(unit, count, setting)
    months = count * MONTHS[unit]
    if main and (months % 12 == 0 or main.last - main.first < timedelta(days=31 * months)):
        return main.shifted(months=-months)
    if months % 12 == 0:
        return Period.of_year(setting.year - months // 12)
    return unit_back(unit, count, setting)


def _later(groups: Groups, setting: Setting) -> Period:
    if setting.main is None:
        raise UnknownTimeError
    return setting.main.shifted(months=how_many(groups) * MONTHS[groups["unit"]])


def _same(groups: Groups, setting: Setting) -> Period:
    """ "over the same period last year": the main period, in the year that is named."""
    main = setting.main
    if "year" in groups or groups.get("relative") == "0":
        year = int(groups.get("year", setting.year))
        return main.shifted(year - main.first.year) if main else Period.of_year(year)
    return main.shifted(-1) if main else Period.of_year(setting.year - 1)


def _main(_: Groups, setting: Setting) -> Period:
    """ "in the same period": the main one; "than in the same period": that of the year before."""
    if setting.main is None:
        raise UnknownTimeError
    return setting.main.shifted(-1) if "reference" in setting.effects else setting.main


def _before_last(_: Groups, setting: Setting) -> Period:
    return Period.of_year(setting.year - 2)


def _later_year(groups: Groups, setting: Setting) -> Period:
    """ "übernächstes Jahr": counted from that of publication."""
    return Period.of_year(setting.year + how_many(groups))


def _new_year(_: Groups, setting: Setting) -> Period:
    """ "in the new year": in January this one, in December the next."""
    return Period.of_year(setting.year + (setting.day.month > 6))


def _mid_century(_: Groups, setting: Setting) -> Period:
    return Period.of_year(setting.year // 100 * 100 + 50)


def _to_date(groups: Groups, setting: Setting) -> Period:
    """ "so far this year", "seit Jahresbeginn": January to the month of publication."""
    year = int(groups.get("year", setting.year))
    return Period.of_year(year) if year < setting.year else to_month(date(year, 1, 1), setting)


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


def _month_end(_: Groups, setting: Setting) -> Period:
    return of_month(setting.year, setting.day.month)


def _decade_end(_: Groups, setting: Setting) -> Period:
    """The end of the decade is the year that ends in a nought: 2030, seen from 2025."""
    return Period.of_year((setting.year // 10 + 1) * 10)


def _last_half(_: Groups, setting: Setting) -> Period:
    """ "over the half-year": the last one that ended by the month of publication."""
    today = setting.day
    halves = [Period.of_months(y, m, 6) for y in (today.year, today.year - 1) for m in (7, 1)]
    month_end = of_month(today.year, today.month).last
    return next(half for half in halves if half.last <= month_end)


RELATIVE: Mapping[str, Operation] = {
    "before_last": _before_last,
    "coming": _coming,
    "day_around": _day_around,
    "decade_end": _decade_end,
    "earlier": _earlier,
    "last_half": _last_half,
    "later": _later,
    "later_year": _later_year,
    "main": _main,
    "mid_century": _mid_century,
    "month_end": _month_end,
    "new_year": _new_year,
    "relative": _relative,
    "same": _same,
    "to_date": _to_date,
    "trailing": _trailing,
    "weekday": _weekday,
    "within": _within,
}
