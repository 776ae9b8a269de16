"""Reads months, days and distances in days: 1月5〜7日, 5日, 1-3月期, 3日前."""

from __future__ import annotations

import re

from kakudo.evidence import date_grammar as grammar
from kakudo.evidence.date_context import DateContext, Reading
from kakudo.evidence.durations import Length, is_length_of_days, read_length
from kakudo.evidence.numerals import parse_integer
from kakudo.evidence.timex import REFERENCES, Point, date_of, is_possible, join, shift, value_of

__all__ = ["DayReader"]

_NOT_DAY = re.compile(
    "[目号市町酔鼠]|月(?!曜)|坊主|天下|大根|千秋|三晩|(?:あた|当た?)り|平均|産(?!業|経|油|科)|立(?!憲|て|件|候"
    "|会|場|命)|曜"
)
# 1日 is mostly the first of a month in news, yet 1日3回, 1日も早く, 1日の生産量 are one day.
_ONE_DAY = re.compile(
    "中(?!に|国|東|央|部)|も(?!、)|約|に?[\\d数一二三四五六七八九]+(?!時|日)|限り|だけ|で(?!、)|最大|の(?:生産"
    "|消費|輸出|輸入|処理|終わり|始まり|産油|売上|乗客|感染者数"
    "|利用|平均|うち)|に(?:数|約|つき)|延期|遅れ|遅く|早く|繰り|おき|置き|ずつ|一善|[千百]"
)
_FIRST_IN_KANJI = re.compile("[、付夜朝未]|午[前後]|から|以降|に(?!数|約|つき|三|二)|まで|[(（]")
_QUARTER_OF = re.compile("の?(?:決算の?)?第([1-4１-４一二三四])四半期")


class DayReader:
    """Reads what begins with the number of a month or day.

    Args:
        context: the text, and what was read before.
    """

    def __init__(self, context: DateContext) -> None:
        self._context = context
        self._text = context.text

    def numeric(self, start: int, match: re.Match[str]) -> Reading | None:
        """2026-01-05, 2026/1/5, 2026.1.5, 1/5(月)."""
        parts = match.groupdict()
        month, day = int(parts["month"]), int(parts["day"])
        year = int(parts["year"]) if "year" in parts else self._context.year_of(start, match.end(), month, day)
        return self.day(start, self.after_day(match.end()), Point(year, month, day))

    def month(self, start: int, year: int | None, match: re.Match[str], is_year_said: bool = False) -> Reading | None:
        """N月 or N〜N月, with day, part or 期; ``match`` comes from MONTH or AFTER_YEAR."""
        text, end, month = self._text, match.end(), parse_integer(match["month"])
        if not 1 <= month <= 12 or (not is_year_said and month == 5 and text[end : end + 1] in "雨病人"):
            return None
        if not is_year_said:
            year = self._context.year_of(start, end, month, None)
        tail = grammar.AFTER_MONTH.match(text, end)
        if tail and tail["day"] and text.startswith("号", tail.end()):  # an issue of a magazine: 10月31日号
            return Reading("", "", start, tail.end())
        if match["month_to"]:
            return self._months(
                start, end, year, month, parse_integer(match["month_to"]), bool(tail and tail["period"])
            )
        if tail is None:
            return Reading(value_of(Point(year, month)), "date", start, end, Point(year, month))
        if tail["period"]:
            return self._accounting_year(start, tail.end(), year, month, is_year_said)
        if tail["end"]:
            return Reading(value_of(Point(year, month)), "date", start, tail.end(), Point(year, month))
        day = parse_integer(tail["day"])
        if not is_year_said:
            year = self._context.year_of(start, tail.end(), month, day)
        # 30 February: the month is said all the same.
        whole = Reading(value_of(Point(year, month)), "date", start, tail.end(), Point(year, month))
        return self.days(start, tail, Point(year, month, day)) or whole

    def _months(self, start: int, end: int, year: int | None, month: int, last: int, is_period: bool) -> Reading | None:
        if not 1 <= last <= 12:
            return None
        last_year = year + (last < month) if year is not None else None
        if is_period and month % 3 == 1 and last == month + 2:
            return Reading(f"{value_of(Point(year))}-Q{last // 3}", "date", start, end + 1, Point(year, last))
        point = Point(last_year, last)
        return Reading(join(value_of(Point(year, month)), value_of(point)), "date", start, end + is_period, point)

    def _accounting_year(
        self, start: int, end: int, year: int | None, month: int, is_year_said: bool
    ) -> Reading | None:
        """2026年3月期: the accounting year that ends with March 2026."""
        if year is None or not is_year_said:
            return Reading("", "", start, end)
        first = year * 12 + month - 12
        n_months = 12
        if quarter := _QUARTER_OF.match(self._text, end):
            end, n_months = quarter.end(), 3
            first += 3 * (parse_integer(quarter[1]) - 1)
        last = first + n_months - 1
        value = f"{first // 12}-{first % 12 + 1:02d}/{last // 12}-{last % 12 + 1:02d}"
        return Reading(value, "date", start, end, Point(year, month))

    def days(self, start: int, match: re.Match[str], point: Point) -> Reading | None:
        if not match["day_to"]:
            return self.day(start, self.after_day(match.end()), point)
        last = point._replace(day=parse_integer(match["day_to"]))
        if match["to"] in "、，・" and (last.day or 0) != (point.day or 0) + 1:
            return self.day(start, match.end("day"), point)  # 5、10日 are two days, not a range
        if not (is_possible(point) and is_possible(last)) or (last.day or 0) <= (point.day or 0):
            return None
        end = self.after_day(match.end())
        return Reading(join(value_of(point), value_of(last)), "date", start, end, last)

    def day(self, start: int, end: int, point: Point) -> Reading | None:
        return Reading(value_of(point), "date", start, end, point) if is_possible(point) else None

    def after_day(self, end: int) -> int:
        note = grammar.WEEKDAY_NOTE.match(self._text, end)
        return note.end() if note else end

    def bare_day(self, start: int, match: re.Match[str]) -> Reading | None:
        """N日 without month."""
        text, end, day = self._text, match.end(), parse_integer(match["day"])
        if is_length_of_days(text, start, end) or day > 31:
            return self.length(start, read_length(text, start))
        if _NOT_DAY.match(text, end) or (day == 1 and not match["day_to"] and _ONE_DAY.match(text, end)):
            return Reading("", "", start, end)
        if match["day"] == "一" and not _FIRST_IN_KANJI.match(text, end):
            return Reading("", "", start, end)
        return self.days(start, match, self._context.month_of(start, end, day))

    def length(self, start: int, length: Length | None) -> Reading | None:
        if length is None:
            return None
        if not length.direction:
            return Reading(length.value, "duration", start, length.end)
        return self._distance(start, length)

    def _distance(self, start: int, length: Length) -> Reading:
        """3日前, 2週間後: from today, or from what stands before with の or から (事故の3日後)."""
        text, end = self._text, length.direction_end
        is_bound = text.endswith(("の", "から", "その", "それから"), 0, start) and not text.endswith("今から", 0, start)
        base = self._context.published
        if is_bound:
            before = self._context.before
            base = date_of(before.point) if before and start - before.end <= 2 else None
            if base is None and text.endswith(("その", "それから"), 0, start):
                base = date_of(self._context.last_day)
        if length.amount is None or base is None or length.grain in ("hour", "minute", "second"):
            return Reading(REFERENCES[length.direction], "date", start, end)
        try:
            value, point = shift(base, length.grain, length.direction * length.amount)
        except OverflowError:
            return Reading(REFERENCES[length.direction], "date", start, end)
        return Reading(value, "date", start, end, point)
