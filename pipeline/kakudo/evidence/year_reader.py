"""Reads years and what is larger or follows them: 2026年, 平成23年度, 14年3月, 1990年代, 20世紀."""

from __future__ import annotations

import re

from kakudo.evidence import date_grammar as grammar
from kakudo.evidence.date_context import DateContext, Reading
from kakudo.evidence.date_grammar import SEASONS
from kakudo.evidence.day_reader import DayReader
from kakudo.evidence.durations import is_length_of_years
from kakudo.evidence.numerals import parse_integer
from kakudo.evidence.timex import Point, fiscal_year, join, value_of

__all__ = ["CENTURY", "YearReader"]

_FIRST_HALF = ("上半期", "上期", "前半")
# Two figures are a year only where a month or the like follows (14年3月), or after another year (2013年に…、14年に…).
_YEAR_SURELY = re.compile(
    r"の?\d{1,2}月(?!間)|度|[春夏秋冬](?!闘)|年?末|初め|初頭|上半期|下半期|比(?!べ)|シーズン|時点|以降|第"
)
_YEAR_MAYBE = re.compile("に|から|の|は|、|）|\\)|まで|頃|ごろ")
_LONG_AGO = re.compile("間(?!の)|前(?!後|半|期)|以上|ぶり|にわた|余|も(?:前|の間|続)|近く(?:前|続|に)")
_CENTURIES_LONG = re.compile("間|にわた|ぶり|以上|近く|余|もの|の間|以前|前(?!半)|後(?!半)")
CENTURY = re.compile(r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})世紀")


class YearReader:
    """Reads what begins with the number of a year, decade or century.

    Args:
        context: the text, and what was read before.
        days: reads the month and day after a year.
    """

    def __init__(self, context: DateContext, days: DayReader) -> None:
        self._context = context
        self._days = days
        self._text = context.text

    def year(self, start: int, match: re.Match[str], era: int | None = None) -> Reading | None:
        """N年 with what follows; ``era`` is the year before the first of its era."""
        text, numeral, end = self._text, match["year"], match.end()
        year = parse_integer(numeral)
        if match["era"]:
            return self._decade(start, year, numeral, match, era)
        if era is not None:
            year += era
        elif year >= 1000 and len(numeral) >= 3:
            if _LONG_AGO.match(text, end):
                return None
        elif not self._is_short_year(start, end, year, numeral):
            return None
        else:
            year = self._century_of(year, self._context.linked(start)[0]) + year
        last = None
        if match["last"]:
            last = parse_integer(match["last"])
            if last < 100:
                last += year // 100 * 100 if era is None else era
            if last <= year:
                return None
        if match["fiscal"]:
            tail = self.fiscal(start, end, year)
            return tail if last is None else tail._replace(value=join(tail.value, fiscal_year(last)))
        if last is not None:
            return Reading(f"{year:04d}/{last:04d}", "date", start, end, Point(last))
        return self.after_year(start, end, year)

    def _is_short_year(self, start: int, end: int, year: int, numeral: str) -> bool:
        text = self._text
        if year > 99 or len(numeral) > 2:
            return False
        if numeral[0] in "0０" or (start and text[start - 1] in "'’‘"):
            return len(numeral) == 2
        if year < 10 or is_length_of_years(text, start, end):
            return False
        linked = self._context.linked(start)[0].year
        if linked is not None and linked >= 1000:
            return (linked + 1) % 100 <= year
        return bool(_YEAR_SURELY.match(text, end) or (self._context.last.year and _YEAR_MAYBE.match(text, end)))

    def _century_of(self, year: int, near: Point) -> int:
        known = near.year or self._context.last.year
        if self._context.published:
            latest = self._context.published.year + 10
        elif known:
            latest = known + 50
        else:
            latest = 2049
        return (latest - year) // 100 * 100

    def after_year(self, start: int, end: int, year: int | None) -> Reading:
        match = grammar.AFTER_YEAR.match(self._text, end)
        shown, point = value_of(Point(year)), Point(year)
        if match is None:
            return Reading(shown, "date", start, end, point)
        end = match.end()
        if match["quarter"]:
            return Reading(f"{shown}-Q{parse_integer(match['quarter'])}", "date", start, end, point)
        if match["half"]:
            return Reading(f"{shown}-H{1 if match['half'] in _FIRST_HALF else 2}", "date", start, end, point)
        if match["season"]:
            return Reading(f"{shown}-{SEASONS[match['season']]}", "date", start, end, point)
        if match["end"]:
            return Reading(shown, "date", start, end, point)
        reading = self._days.month(start, year, match, is_year_said=True)
        return reading or Reading(shown, "date", start, match.start(), point)

    def fiscal(self, start: int, end: int, year: int) -> Reading:
        match = grammar.AFTER_YEAR.match(self._text, end)
        value = fiscal_year(year)
        if match and not match["month"]:
            end = match.end()
            if match["quarter"]:
                value = fiscal_year(year, 3 * parse_integer(match["quarter"]) - 3, 3)
            elif match["half"]:
                value = fiscal_year(year, 0 if match["half"] in _FIRST_HALF else 6, 6)
        return Reading(value, "date", start, end, Point(year))

    def _decade(self, start: int, year: int, numeral: str, match: re.Match[str], era: int | None) -> Reading | None:
        end = match.end()
        tail = grammar.AFTER_YEAR.match(self._text, end)
        if tail and (tail["half"] or tail["end"]):
            end = tail.end()
        if era is not None:
            first = max(era + year, era + 1)
            return Reading(f"{first}/{era + year + 9}", "date", start, end, Point())
        if (
            year % 10
            or 100 <= year < 1000
            or (year < 100 and len(numeral) != 2 and numeral not in "二三四五六七八九十")
        ):
            return None
        if year < 100:
            year += 2000 if year < 30 else 1900
        value = f"{year // 10}X"
        if match["last"]:
            last = parse_integer(match["last"])
            last += year // 100 * 100 if last < 100 else 0
            value += f"/{last // 10}X"
        return Reading(value, "date", start, end, Point())

    def century(self, start: int, match: re.Match[str]) -> Reading | None:
        end, n = match.end(), parse_integer(match["n"])
        if _CENTURIES_LONG.match(self._text, end):
            return Reading(f"P{n}00Y", "duration", start, end)
        tail = grammar.AFTER_YEAR.match(self._text, end)
        if tail and (tail["half"] or tail["end"]):
            end = tail.end()
        return Reading(f"{n - 1:02d}XX", "date", start, end) if 0 < n <= 30 else None
