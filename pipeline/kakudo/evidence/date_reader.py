"""Reads the date expressions of a text one by one, and joins the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kakudo.evidence import date_grammar as grammar
from kakudo.evidence.date_context import DateContext, Reading
from kakudo.evidence.day_reader import DayReader
from kakudo.evidence.durations import read_length
from kakudo.evidence.timex import UNKNOWN_POINT, Point, date_of, join
from kakudo.evidence.word_reader import WordReader
from kakudo.evidence.year_reader import CENTURY, YearReader

__all__ = ["DateReader"]


class DateReader:
    """Reads the time expressions of one text.

    Args:
        text: text whose digits and letters are readable as they are (see `numerals.plain`).
        published: the day that the text is from.
        anchor: the date said last before the text.
    """

    def __init__(self, text: str, published: date | None, anchor: Point) -> None:
        self._text = text
        self._context = DateContext(text, published, anchor)
        self._days = DayReader(self._context)
        self._years = YearReader(self._context, self._days)
        self._words = WordReader(self._context, self._years, self._days)

    def read(self, number: re.Match[str] | None, word: re.Match[str] | None) -> Iterator[Reading]:
        """Read on from the first place where an expression may begin.

        Args:
            number, word: first matches of `date_grammar.NUMBER` and `date_grammar.WORD` in the text.
        """
        text = self._text
        while True:
            if number and (word is None or number.start() <= word.start()):
                reading, end = self._number(number.start()), number.end()
            elif word:
                reading, end = self._words.word(word.start(), word.end()), word.end()
            else:
                return
            if reading is not None:
                if reading.value:
                    reading = self._with_end_of_range(reading)
                    yield reading
                    self._context.remember(reading)
                end = reading.end
            if number and number.start() < end:
                number = grammar.NUMBER.search(text, end)
            if word and word.start() < end:
                word = grammar.WORD.search(text, end)

    def _with_end_of_range(self, first: Reading) -> Reading:
        """2018年から2020年, 5日〜7日: join with the date that follows."""
        if first.type != "date" or first.value.endswith("_REF"):
            return first
        sign = grammar.SPAN.match(self._text, first.end)
        if sign is None:
            return first
        self._context.before = first
        start = sign.end()
        last = None
        if grammar.NUMBER.match(self._text, start):
            last = self._number(start)
        elif word := grammar.WORD.match(self._text, start):
            last = self._words.word(start, word.end())
        if last is None or last.type != "date" or not last.value or last.value.endswith("_REF"):
            return first
        begin, end = date_of(first.point), date_of(last.point)
        if begin and end and end < begin:
            return first
        point = last.point if last.point != UNKNOWN_POINT else first.point
        return Reading(join(first.value, last.value), "date", first.start, last.end, point)

    def _number(self, start: int) -> Reading | None:
        text = self._text
        if match := grammar.CLOCK.match(text, start):
            return Reading("", "", start, match.end())
        if match := grammar.YEAR.match(text, start):
            reading = self._years.year(start, match)
            if reading is not None:
                return reading
        elif match := grammar.MONTH.match(text, start):
            reading = self._days.month(start, None, match)
            if reading is not None:
                return reading
        elif match := grammar.FREQUENCY.match(text, start):
            return Reading("P1D", "set", start, match.end())
        elif match := grammar.DAY.match(text, start):
            return self._days.bare_day(start, match)
        elif match := grammar.ISO.match(text, start) or grammar.SLASHED.match(text, start):
            return self._days.numeric(start, match)
        elif match := CENTURY.match(text, start):
            return self._years.century(start, match)
        return self._days.length(start, read_length(text, start))
