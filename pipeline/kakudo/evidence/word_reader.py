"""Reads what begins with a word: 昨年12月, 翌日, 令和8年, 月曜日, 毎週, 半年, 上半期."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kakudo.evidence import date_grammar as grammar
from kakudo.evidence.date_context import DateContext, Reading
from kakudo.evidence.date_grammar import SEASONS, WEEKDAYS, Relative
from kakudo.evidence.day_reader import DayReader
from kakudo.evidence.durations import read_half
from kakudo.evidence.numerals import parse_integer
from kakudo.evidence.timex import REFERENCES, UNKNOWN_POINT, Point, date_of, shift, value_of, week_value
from kakudo.evidence.year_reader import CENTURY, YearReader

__all__ = ["WordReader"]

# 今日では, 今日まで: read こんにち, "these days".
_NOWADAYS = re.compile("では|まで|に至|の(?:世界|社会|日本|国際)")
_END_OF = re.compile(r"の?(?:初め|はじめ|半ば|末|後半|前半|明け)")
_WEEKDAY = re.compile("の?([月火水木金土日])曜日?")


class WordReader:
    """Reads relative words, eras, weekdays, repetitions and halves.

    Args:
        context: the text, and what was read before.
        years: reads what follows a year.
        days: reads what follows a month.
    """

    def __init__(self, context: DateContext, years: YearReader, days: DayReader) -> None:
        self._context = context
        self._years = years
        self._days = days
        self._text = context.text

    def word(self, start: int, end: int) -> Reading | None:
        text, word, first = self._text, self._text[start:end], self._text[start]
        if relative := grammar.RELATIVE.get(word):
            try:
                return self._relative(start, end, word, relative)
            except OverflowError:  # the day after 9999-12-31
                return Reading(_unknown(relative, "XXXX"), "date", start, end)
        if match := grammar.ERA_DOTTED.match(text, start):
            year = grammar.ERAS[match["era"]] + int(match["year"])
            return self._days.day(start, match.end(), Point(year, int(match["month"]), int(match["day"])))
        if match := grammar.ERA_YEAR.match(text, start):
            era, number = grammar.ERAS[match["era"]], grammar.YEAR.match(text, match.end())
            return self._years.year(start, number, era) if number else None
        if first in WEEKDAYS and word[1] == "曜":
            return self._weekday(start, end, WEEKDAYS[first])
        if first == "毎":
            return self._every(start, end, word)
        if first == "隔":
            return Reading({"年": "P2Y", "月": "P2M", "週": "P2W", "日": "P2D"}[word[1]], "set", start, end)
        if first in "週月年":
            return Reading({"週": "P1W", "月": "P1M", "年": "P1Y"}[first], "set", start, end)
        if first == "第":
            return self._part_of_year(start, end, "Q", parse_integer(word[1]))
        if first in "上下":
            return self._part_of_year(start, end, "H", 1 if first == "上" else 2)
        if first in "半四":
            return self._days.length(start, read_half(text, start, end))
        if first == "西":
            number = grammar.YEAR.match(text, end)
            return self._years.year(start, number, 0) if number else None
        if first == "紀":
            return self._before_christ(start, end)
        return Reading("PAST_REF", "date", start, end)

    def _relative(self, start: int, end: int, word: str, relative: Relative) -> Reading:
        text, grain, amount = self._text, relative.grain, relative.amount
        base, near = self._context.published, UNKNOWN_POINT
        if relative.is_anaphoric:
            near = {
                "day": self._context.last_day,
                "week": self._context.last_day,
                "month": self._context.last_month,
            }.get(grain, self._context.last)
            if near.year is not None or amount >= 0 or base is None:
                base = None if near.year is None else date_of(Point(near.year, near.month or 1, near.day or 1))
            elif grain == "day" or self._context.last == UNKNOWN_POINT:
                near = UNKNOWN_POINT
        if grain == "year":
            return self._relative_year(start, end, word, relative, base, near)
        if grain == "month":
            return self._relative_month(start, end, relative, base)
        if grain == "week":
            return self._relative_week(start, end, relative, base)
        if word == "今日" and _NOWADAYS.match(text, end):
            return Reading("PRESENT_REF", "date", start, end)
        if grain == "fiscal":
            if base is None:
                return Reading(_unknown(relative, "XXXX-04/XXXX-03"), "date", start, end)
            year = base.year - (base.month < 4 and not relative.is_anaphoric) + amount
            return self._years.fiscal(start, end, year)
        if grain == "weekend":
            value = "XXXX-WXX-WE" if base is None else week_value(base + timedelta(weeks=amount), "WE")
            return Reading(value, "date", start, end)
        if grain in SEASONS.values():
            value = f"XXXX-{grain}" if base is None else f"{base.year + amount}-{grain}"
            return Reading(value, "date", start, end, Point(base.year + amount) if base else UNKNOWN_POINT)
        end = self._days.after_day(end)
        if base is None:
            return Reading(_unknown(relative, "XXXX-XX-XX"), "date", start, end)
        value, point = shift(base, "day", amount)
        return Reading(value, "date", start, end, point)

    def _relative_year(
        self, start: int, end: int, word: str, relative: Relative, base: date | None, near: Point
    ) -> Reading:
        year = None if base is None else base.year + relative.amount
        if word == "前年同月" and year is not None and near.month is not None:
            return Reading(value_of(Point(year, near.month)), "date", start, end, Point(year, near.month))
        if word in ("年内", "前年同期", "前年同月"):
            value = _unknown(relative, "XXXX") if year is None else value_of(Point(year))
            return Reading(value, "date", start, end, Point(year))
        reading = self._years.after_year(start, end, year)
        if year is None and reading.value == "XXXX":
            return reading._replace(value=_unknown(relative, "XXXX"))
        return reading

    def _relative_month(self, start: int, end: int, relative: Relative, base: date | None) -> Reading:
        point = UNKNOWN_POINT if base is None else shift(base, "month", relative.amount)[1]
        tail = grammar.AFTER_MONTH.match(self._text, end)
        if tail and tail["day"]:
            reading = self._days.days(start, tail, point._replace(day=parse_integer(tail["day"])))
            if reading is not None:
                return reading
        if tail and tail["end"]:
            end = tail.end()
        value = _unknown(relative, "XXXX-XX") if base is None else value_of(point)
        return Reading(value, "date", start, end, point)

    def _relative_week(self, start: int, end: int, relative: Relative, base: date | None) -> Reading:
        day = base + timedelta(weeks=relative.amount) if base else None
        if weekday := _WEEKDAY.match(self._text, end):
            number = WEEKDAYS[weekday[1]]
            if day is None:
                return Reading(f"XXXX-WXX-{number}", "date", start, weekday.end())
            day += timedelta(days=number - day.isoweekday())
            return Reading(day.isoformat(), "date", start, weekday.end(), Point(day.year, day.month, day.day))
        if part := _END_OF.match(self._text, end):
            end = part.end()
        value = _unknown(relative, "XXXX-WXX") if day is None else week_value(day)
        return Reading(value, "date", start, end)

    def _weekday(self, start: int, end: int, number: int) -> Reading:
        published = self._context.published
        if published is None:
            return Reading(f"XXXX-WXX-{number}", "date", start, end)
        away = (number - published.isoweekday()) % 7
        if not date.min.toordinal() + 7 < published.toordinal() < date.max.toordinal() - 7:
            return Reading(f"XXXX-WXX-{number}", "date", start, end)
        day = published + timedelta(days=away if self._context.is_future(end) or not away else away - 7)
        return Reading(day.isoformat(), "date", start, end, Point(day.year, day.month, day.day))

    def _every(self, start: int, end: int, word: str) -> Reading:
        text = self._text
        if word == "毎週" and (weekday := _WEEKDAY.match(text, end)):
            return Reading(f"XXXX-WXX-{WEEKDAYS[weekday[1]]}", "set", start, weekday.end())
        if word == "毎月" and (tail := grammar.AFTER_MONTH.match(text, end)) and tail["day"]:
            return Reading(f"XXXX-XX-{parse_integer(tail['day']):02d}", "set", start, tail.end())
        if word == "毎年":
            dated = self._years.after_year(start, end, None)
            if dated.end > end:
                return dated._replace(type="set", point=UNKNOWN_POINT)
        value = {"年": "P1Y", "月": "P1M", "週": "P1W"}.get(word[1], "P1D")
        return Reading(value, "set", start, end)

    def _part_of_year(self, start: int, end: int, sign: str, number: int) -> Reading:
        """第2四半期 or 上半期 without year: the last one that has begun."""
        first_month = (number - 1) * (3 if sign == "Q" else 6) + 1
        year = self._context.year_of(start, end, first_month, None)
        return Reading(f"{value_of(Point(year))}-{sign}{number}", "date", start, end, Point(year))

    def _before_christ(self, start: int, end: int) -> Reading | None:
        end += self._text.startswith("約", end)
        if century := CENTURY.match(self._text, end):
            return Reading(f"BC{parse_integer(century['n']) - 1:02d}XX", "date", start, century.end())
        year = grammar.YEAR.match(self._text, end)
        return Reading(f"BC{parse_integer(year['year']):04d}", "date", start, year.end()) if year else None


def _unknown(relative: Relative, masked: str) -> str:
    """The value of a word whose base is not known."""
    if relative.is_anaphoric:
        return masked
    return REFERENCES[(relative.amount > 0) - (relative.amount < 0)]
