"""Reads date expressions one by one, remembering the date before for 同日 and for parts that are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kakudo.evidence import date_grammar as grammar
from kakudo.evidence.date_grammar import SEASONS, WEEKDAYS, Relative
from kakudo.evidence.durations import Length, is_length_of_days, is_length_of_years, read_half, read_length
from kakudo.evidence.numerals import parse_integer
from kakudo.evidence.timex import UNKNOWN_POINT, Point, date_of, fiscal_year, is_possible, join, shift, value_of, week_value

__all__ = ["DateReader", "Reading"]

_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_FUTURE_WINDOW = 60
_FIRST_HALF = ("上半期", "上期", "前半")
# 今日では, 今日まで: read こんにち, "these days".
_NOWADAYS = re.compile("では|まで|に至|の(?:世界|社会|日本|国際)")
# Two figures are a year only where a month or the like follows (14年3月), or after another year (2013年に…、14年に…).
_YEAR_SURELY = re.compile(r"の?\d{1,2}月(?!間)|度|[春夏秋冬](?!闘)|年?末|初め|初頭|上半期|下半期|比(?!べ)|シーズン|時点|以降|第")
_YEAR_MAYBE = re.compile("に|から|の|は|、|）|\\)|まで|頃|ごろ")
_LONG_AGO = re.compile("間(?!の)|前(?!後|半|期)|以上|ぶり|にわた|余|も(?:前|の間|続)|近く(?:前|続|に)")
_NOT_DAY = re.compile(
    "[目号市町酔鼠]|月(?!曜)|坊主|天下|大根|千秋|三晩|(?:あた|当た?)り|平均|産(?!業|経|油|科)|立(?!憲|て|件|候|会|場|命)|曜"
)
# 1日 is mostly the first of a month in news, yet 1日3回, 1日も早く, 1日の生産量 are one day.
_ONE_DAY = re.compile(
    "中(?!に|国|東|央|部)|も(?!、)|約|に?[\\d数一二三四五六七八九]+(?!時|日)|限り|だけ|で(?!、)|最大|の(?:生産|消費|輸出|輸入|処理|終わり|始まり|産油|売上|乗客|感染者数"
    "|利用|平均|うち)|に(?:数|約|つき)|延期|遅れ|遅く|早く|繰り|おき|置き|ずつ|一善|[千百]"
)
_FIRST_IN_KANJI = re.compile("[、付夜朝未]|午[前後]|から|以降|に(?!数|約|つき|三|二)|まで|[(（]")
_CENTURIES_LONG = re.compile("間|にわた|ぶり|以上|近く|余|もの|の間|以前|前(?!半)|後(?!半)")
_CENTURY = re.compile(r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})世紀")
_QUARTER_OF = re.compile("の?(?:決算の?)?第([1-4１-４一二三四])四半期")
_END_OF = re.compile(r"の?(?:初め|はじめ|半ば|末|後半|前半|明け)")
_WEEKDAY = re.compile("の?([月火水木金土日])曜日?")


class Reading(NamedTuple):
    """One expression; an empty value is passed over.

    Attributes:
        point: what it says of year, month and day, for the expressions after it.
    """

    value: str
    type: str
    start: int
    end: int
    point: Point = UNKNOWN_POINT


class DateReader:
    """Iterates over the time expressions of one text.

    Args:
        text: text whose digits and letters are readable as they are (see `numerals.plain`).
        published: the day that the text is from.
        anchor: the date said last before the text.
    """

    def __init__(self, text: str, published: date | None, anchor: Point) -> None:
        self._text = text
        self._published = published
        # The last date with a day, with a month, and any: 同日, 同月 and 同年 look at each.
        self._last_day = anchor if anchor.day is not None else UNKNOWN_POINT
        self._last_month = anchor if anchor.month is not None else UNKNOWN_POINT
        self._last = anchor
        self._before: Reading | None = None

    def __iter__(self) -> Iterator[Reading]:
        text = self._text
        number, word = grammar.NUMBER.search(text), grammar.WORD.search(text)
        while True:
            if number and (word is None or number.start() <= word.start()):
                reading, end = self._number(number.start()), number.end()
            elif word:
                reading, end = self._word(word.start(), word.end()), word.end()
            else:
                return
            if reading is not None:
                if reading.value:
                    reading = self._with_end_of_range(reading)
                    yield reading
                    self._remember(reading)
                end = reading.end
            if number and number.start() < end:
                number = grammar.NUMBER.search(text, end)
            if word and word.start() < end:
                word = grammar.WORD.search(text, end)

    # ---- memory

    def _remember(self, reading: Reading) -> None:
        if reading.type != "date":
            self._before = None
            return
        self._before = reading
        point = reading.point
        if point.year is None and point.month is None and point.day is None:
            return
        self._last = point
        if point.month is not None:
            self._last_month = point
        if point.day is not None:
            self._last_day = point

    def _linked(self, start: int) -> tuple[Point, bool]:
        """The date just before, when this one leans on it (2019年1月5日と3月4日), and whether this one is the end of its range."""
        before = self._before
        if before is None or start - before.end > 3:
            return UNKNOWN_POINT, False
        gap = self._text[before.end : start]
        if grammar.SPAN.fullmatch(gap):
            return before.point, True
        return (before.point if not gap or grammar.LINK.fullmatch(gap) else UNKNOWN_POINT), False

    def _is_future(self, end: int) -> bool:
        match = grammar.FUTURE.search(self._text, end, end + _FUTURE_WINDOW)
        return match is not None and match.group() != "。"

    def _with_end_of_range(self, first: Reading) -> Reading:
        """2018年から2020年, 5日〜7日: join with the date that follows."""
        if first.type != "date" or first.value.endswith("_REF"):
            return first
        sign = grammar.SPAN.match(self._text, first.end)
        if sign is None:
            return first
        self._before = first
        start = sign.end()
        last = None
        if grammar.NUMBER.match(self._text, start):
            last = self._number(start)
        elif word := grammar.WORD.match(self._text, start):
            last = self._word(start, word.end())
        if last is None or last.type != "date" or not last.value or last.value.endswith("_REF"):
            return first
        begin, end = date_of(first.point), date_of(last.point)
        if begin and end and end < begin:
            return first
        point = last.point if last.point != UNKNOWN_POINT else first.point
        return Reading(join(first.value, last.value), "date", first.start, last.end, point)

    # ---- what begins with a number

    def _number(self, start: int) -> Reading | None:
        text = self._text
        if match := grammar.CLOCK.match(text, start):
            return Reading("", "", start, match.end())
        if match := grammar.YEAR.match(text, start):
            reading = self._year(start, match)
            if reading is not None:
                return reading
        elif match := grammar.MONTH.match(text, start):
            reading = self._month(start, None, match)
            if reading is not None:
                return reading
        elif match := grammar.FREQUENCY.match(text, start):
            return Reading("P1D", "set", start, match.end())
        elif match := grammar.DAY.match(text, start):
            return self._bare_day(start, match)
        elif match := grammar.ISO.match(text, start) or grammar.SLASHED.match(text, start):
            return self._numeric(start, match)
        elif match := _CENTURY.match(text, start):
            return self._century(start, match)
        return self._length(start, read_length(text, start))

    def _numeric(self, start: int, match: re.Match[str]) -> Reading | None:
        """2026-01-05, 2026/1/5, 2026.1.5, 1/5(月)."""
        parts = match.groupdict()
        month, day = int(parts["month"]), int(parts["day"])
        year = int(parts["year"]) if "year" in parts else self._year_of(start, match.end(), month, day)
        return self._day(start, self._after_day(match.end()), Point(year, month, day))

    def _year(self, start: int, match: re.Match[str], era: int | None = None) -> Reading | None:
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
            year = self._century_of(year, self._linked(start)[0]) + year
        last = None
        if match["last"]:
            last = parse_integer(match["last"])
            if last < 100:
                last += year // 100 * 100 if era is None else era
            if last <= year:
                return None
        if match["fiscal"]:
            tail = self._fiscal(start, end, year)
            return tail if last is None else tail._replace(value=join(tail.value, fiscal_year(last)))
        if last is not None:
            return Reading(f"{year:04d}/{last:04d}", "date", start, end, Point(last))
        return self._after_year(start, end, year)

    def _is_short_year(self, start: int, end: int, year: int, numeral: str) -> bool:
        text = self._text
        if year > 99 or len(numeral) > 2:
            return False
        if numeral[0] in "0０" or (start and text[start - 1] in "'’‘"):
            return len(numeral) == 2
        if year < 10 or is_length_of_years(text, start, end):
            return False
        linked = self._linked(start)[0].year
        if linked is not None and linked >= 1000:
            return (linked + 1) % 100 <= year
        return bool(_YEAR_SURELY.match(text, end) or (self._last.year and _YEAR_MAYBE.match(text, end)))

    def _century_of(self, year: int, near: Point) -> int:
        known = near.year or self._last.year
        if self._published:
            latest = self._published.year + 10
        elif known:
            latest = known + 50
        else:
            latest = 2049
        return (latest - year) // 100 * 100

    def _after_year(self, start: int, end: int, year: int | None) -> Reading:
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
        reading = self._month(start, year, match, is_year_said=True)
        return reading or Reading(shown, "date", start, match.start(), point)

    def _fiscal(self, start: int, end: int, year: int) -> Reading:
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
        if year % 10 or 100 <= year < 1000 or (year < 100 and len(numeral) != 2 and numeral not in "二三四五六七八九十"):
            return None
        if year < 100:
            year += 2000 if year < 30 else 1900
        value = f"{year // 10}X"
        if match["last"]:
            last = parse_integer(match["last"])
            last += year // 100 * 100 if last < 100 else 0
            value += f"/{last // 10}X"
        return Reading(value, "date", start, end, Point())

    def _century(self, start: int, match: re.Match[str]) -> Reading | None:
        end, n = match.end(), parse_integer(match["n"])
        if _CENTURIES_LONG.match(self._text, end):
            return Reading(f"P{n}00Y", "duration", start, end)
        tail = grammar.AFTER_YEAR.match(self._text, end)
        if tail and (tail["half"] or tail["end"]):
            end = tail.end()
        return Reading(f"{n - 1:02d}XX", "date", start, end) if 0 < n <= 30 else None

    def _month(self, start: int, year: int | None, match: re.Match[str], is_year_said: bool = False) -> Reading | None:
        """N月 or N〜N月, with day, part or 期; ``match`` comes from MONTH or AFTER_YEAR."""
        text, end, month = self._text, match.end(), parse_integer(match["month"])
        if not 1 <= month <= 12 or (not is_year_said and month == 5 and text[end : end + 1] in "雨病人"):
            return None
        if not is_year_said:
            year = self._year_of(start, end, month, None)
        tail = grammar.AFTER_MONTH.match(text, end)
        if tail and tail["day"] and text.startswith("号", tail.end()):  # an issue of a magazine: 10月31日号
            return Reading("", "", start, tail.end())
        if match["month_to"]:
            return self._months(start, end, year, month, parse_integer(match["month_to"]), bool(tail and tail["period"]))
        if tail is None:
            return Reading(value_of(Point(year, month)), "date", start, end, Point(year, month))
        if tail["period"]:
            return self._accounting_year(start, tail.end(), year, month, is_year_said)
        if tail["end"]:
            return Reading(value_of(Point(year, month)), "date", start, tail.end(), Point(year, month))
        day = parse_integer(tail["day"])
        if not is_year_said:
            year = self._year_of(start, tail.end(), month, day)
        # 30 February: the month is said all the same.
        whole = Reading(value_of(Point(year, month)), "date", start, tail.end(), Point(year, month))
        return self._days(start, tail, Point(year, month, day)) or whole

    def _months(self, start: int, end: int, year: int | None, month: int, last: int, is_period: bool) -> Reading | None:
        if not 1 <= last <= 12:
            return None
        last_year = year + (last < month) if year is not None else None
        if is_period and month % 3 == 1 and last == month + 2:
            return Reading(f"{value_of(Point(year))}-Q{last // 3}", "date", start, end + 1, Point(year, last))
        point = Point(last_year, last)
        return Reading(join(value_of(Point(year, month)), value_of(point)), "date", start, end + is_period, point)

    def _accounting_year(self, start: int, end: int, year: int | None, month: int, is_year_said: bool) -> Reading | None:
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

    def _days(self, start: int, match: re.Match[str], point: Point) -> Reading | None:
        if not match["day_to"]:
            return self._day(start, self._after_day(match.end()), point)
        last = point._replace(day=parse_integer(match["day_to"]))
        if match["to"] in "、，・" and (last.day or 0) != (point.day or 0) + 1:
            return self._day(start, match.end("day"), point)  # 5、10日 are two days, not a range
        if not (is_possible(point) and is_possible(last)) or (last.day or 0) <= (point.day or 0):
            return None
        end = self._after_day(match.end())
        return Reading(join(value_of(point), value_of(last)), "date", start, end, last)

    def _day(self, start: int, end: int, point: Point) -> Reading | None:
        return Reading(value_of(point), "date", start, end, point) if is_possible(point) else None

    def _after_day(self, end: int) -> int:
        note = grammar.WEEKDAY_NOTE.match(self._text, end)
        return note.end() if note else end

    def _bare_day(self, start: int, match: re.Match[str]) -> Reading | None:
        """N日 without month."""
        text, end, day = self._text, match.end(), parse_integer(match["day"])
        if is_length_of_days(text, start, end) or day > 31:
            return self._length(start, read_length(text, start))
        if _NOT_DAY.match(text, end) or (day == 1 and not match["day_to"] and _ONE_DAY.match(text, end)):
            return Reading("", "", start, end)
        if match["day"] == "一" and not _FIRST_IN_KANJI.match(text, end):
            return Reading("", "", start, end)
        return self._days(start, match, self._month_of(start, end, day))

    # ---- parts that are left out

    def _year_of(self, start: int, end: int, month: int, day: int | None) -> int | None:
        """The year of a month or day that is said without one."""
        linked, is_range = self._linked(start)
        if linked.year is not None:
            return linked.year + (1 if is_range and linked.month is not None and month < linked.month else 0)
        published = self._published
        if published is None:
            return None
        year = published.year
        here, then = (published.month, published.day if day else 0), (month, day or 0)
        step = 1 if self._is_future(end) else -1
        if (then < here) if step > 0 else (then > here):
            year += step
        while day == 29 and month == 2 and year % 4:
            year += step
        return year

    def _month_of(self, start: int, end: int, day: int) -> Point:
        """The day of a month that is not said."""
        linked, is_range = self._linked(start)
        if linked.month is not None:
            if linked.day is None or linked.day < day:
                return Point(linked.year, linked.month, day)
            if is_range:
                return self._later_month(linked, day)
        if self._published is None:
            return Point(None, None, day)
        published = self._published
        is_future = self._is_future(end)
        if (day < published.day) if is_future else (day > published.day):
            point = self._later_month(Point(published.year, published.month), day, 1 if is_future else -1)
        else:
            point = Point(published.year, published.month, day)
        return point

    @staticmethod
    def _later_month(near: Point, day: int, step: int = 1) -> Point:
        """The next month, or the one before, that has such a day."""
        year, month = near.year, near.month or 1
        for _ in range(3):
            month += step
            if not 1 <= month <= 12:
                month, year = (1 if step > 0 else 12), None if year is None else year + step
            if is_possible(Point(year, month, day)):
                break
        return Point(year, month, day)

    # ---- lengths

    def _length(self, start: int, length: Length | None) -> Reading | None:
        if length is None:
            return None
        if not length.direction:
            return Reading(length.value, "duration", start, length.end)
        return self._distance(start, length)

    def _distance(self, start: int, length: Length) -> Reading:
        """3日前, 2週間後: from today, or from what stands before with の or から (事故の3日後)."""
        text, end = self._text, length.direction_end
        is_bound = text.endswith(("の", "から", "その", "それから"), 0, start) and not text.endswith("今から", 0, start)
        base = self._published
        if is_bound:
            before = self._before
            base = date_of(before.point) if before and start - before.end <= 2 else None
            if base is None and text.endswith(("その", "それから"), 0, start):
                base = date_of(self._last_day)
        if length.amount is None or base is None or length.grain in ("hour", "minute", "second"):
            return Reading(_REFERENCES[length.direction], "date", start, end)
        try:
            value, point = shift(base, length.grain, length.direction * length.amount)
        except (OverflowError, ValueError):
            return Reading(_REFERENCES[length.direction], "date", start, end)
        return Reading(value, "date", start, end, point)

    # ---- what begins with a word

    def _word(self, start: int, end: int) -> Reading | None:
        text, word, first = self._text, self._text[start:end], self._text[start]
        if relative := grammar.RELATIVE.get(word):
            return self._relative(start, end, word, relative)
        if match := grammar.ERA_DOTTED.match(text, start):
            year = grammar.ERAS[match["era"]] + int(match["year"])
            return self._day(start, match.end(), Point(year, int(match["month"]), int(match["day"])))
        if match := grammar.ERA_YEAR.match(text, start):
            era, number = grammar.ERAS[match["era"]], grammar.YEAR.match(text, match.end())
            return self._year(start, number, era) if number else None
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
            return self._length(start, read_half(text, start, end))
        if first == "西":
            number = grammar.YEAR.match(text, end)
            return self._year(start, number, 0) if number else None
        if first == "紀":
            return self._before_christ(start, end)
        return Reading("PAST_REF", "date", start, end)

    def _relative(self, start: int, end: int, word: str, relative: Relative) -> Reading:
        text, grain, amount = self._text, relative.grain, relative.amount
        base, near = self._published, UNKNOWN_POINT
        if relative.is_anaphoric:
            near = {"day": self._last_day, "week": self._last_day, "month": self._last_month}.get(grain, self._last)
            if near.year is not None or amount >= 0 or base is None:
                base = None if near.year is None else date_of(Point(near.year, near.month or 1, near.day or 1))
            elif grain == "day" or self._last == UNKNOWN_POINT:
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
            return self._fiscal(start, end, year)
        if grain == "weekend":
            value = "XXXX-WXX-WE" if base is None else week_value(base + timedelta(weeks=amount), "WE")
            return Reading(value, "date", start, end)
        if grain in SEASONS.values():
            value = f"XXXX-{grain}" if base is None else f"{base.year + amount}-{grain}"
            return Reading(value, "date", start, end, Point(base.year + amount) if base else UNKNOWN_POINT)
        end = self._after_day(end)
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
        reading = self._after_year(start, end, year)
        if year is None and reading.value == "XXXX":
            return reading._replace(value=_unknown(relative, "XXXX"))
        return reading

    def _relative_month(self, start: int, end: int, relative: Relative, base: date | None) -> Reading:
        point = UNKNOWN_POINT if base is None else shift(base, "month", relative.amount)[1]
        tail = grammar.AFTER_MONTH.match(self._text, end)
        if tail and tail["day"]:
            reading = self._days(start, tail, point._replace(day=parse_integer(tail["day"])))
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
        published = self._published
        if published is None:
            return Reading(f"XXXX-WXX-{number}", "date", start, end)
        away = (number - published.isoweekday()) % 7
        day = published + timedelta(days=away if self._is_future(end) or not away else away - 7)
        return Reading(day.isoformat(), "date", start, end, Point(day.year, day.month, day.day))

    def _every(self, start: int, end: int, word: str) -> Reading:
        text = self._text
        if word == "毎週" and (weekday := _WEEKDAY.match(text, end)):
            return Reading(f"XXXX-WXX-{WEEKDAYS[weekday[1]]}", "set", start, weekday.end())
        if word == "毎月" and (tail := grammar.AFTER_MONTH.match(text, end)) and tail["day"]:
            return Reading(f"XXXX-XX-{parse_integer(tail['day']):02d}", "set", start, tail.end())
        if word == "毎年":
            dated = self._after_year(start, end, None)
            if dated.end > end:
                return dated._replace(type="set", point=UNKNOWN_POINT)
        value = {"年": "P1Y", "月": "P1M", "週": "P1W"}.get(word[1], "P1D")
        return Reading(value, "set", start, end)

    def _part_of_year(self, start: int, end: int, sign: str, number: int) -> Reading:
        """第2四半期 or 上半期 without year: the last one that has begun."""
        first_month = (number - 1) * (3 if sign == "Q" else 6) + 1
        year = self._year_of(start, end, first_month, None)
        return Reading(f"{value_of(Point(year))}-{sign}{number}", "date", start, end, Point(year))

    def _before_christ(self, start: int, end: int) -> Reading | None:
        end += self._text.startswith("約", end)
        if century := _CENTURY.match(self._text, end):
            return Reading(f"BC{parse_integer(century['n']) - 1:02d}XX", "date", start, century.end())
        year = grammar.YEAR.match(self._text, end)
        return Reading(f"BC{parse_integer(year['year']):04d}", "date", start, year.end()) if year else None


def _unknown(relative: Relative, masked: str) -> str:
    """The value of a word whose base is not known."""
    if relative.is_anaphoric:
        return masked
    return _REFERENCES[(relative.amount > 0) - (relative.amount < 0)]
