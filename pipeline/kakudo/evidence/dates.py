"""Dates, lengths of time and repetitions in Japanese text, as TIMEX3 values (ISO 24617-1)."""

from __future__ import annotations

import re
from datetime import date

from kakudo.evidence.date_grammar import NUMBER, WORD
from kakudo.evidence.date_reader import DateReader
from kakudo.evidence.numerals import plain
from kakudo.evidence.timex import UNKNOWN_POINT, Point
from kakudo.findings import When

__all__ = ["find_dates"]

_ISO_VALUE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")


def find_dates(text: str, published: date | None = None, anchor: str | None = None) -> tuple[When, ...]:
    """Find the time expressions of a text.

    Calendar dates, 和暦, 年度, 四半期, 年代, 世紀, seasons, ranges, weekdays, relative words, lengths (3年間,
    数週間以内) and
    repetitions (毎年, 週3回). Times of day are passed over.

    Values, where TIMEX3 leaves a choice:

    - A date without year is the nearest one up to ``published``, or the nearest one from it on where the sentence
      says that it is to
      come (予定, 見通し, までに …). Parts that stay unknown are X: ``XXXX-01-05``, ``XXXX-XX-05``, ``XXXX-WXX-1``
      (月曜日).
    - Words that count from today (昨日, 来年, 3日前) are ``PAST_REF``, ``PRESENT_REF`` or ``FUTURE_REF`` without
      ``published``.
    - Words that count from a date said before (同日, 翌月, 前年) take it from the text, then from ``anchor``; 前日,
      前月, 前年 then count from
      ``published``; what stays unknown is X (``XXXX-XX-XX`` for 翌日).
    - Intervals are ``2018/2019``; a fiscal year is ``2025-04/2026-03``; 1990年代 is ``199X``, 20世紀 ``19XX``;
      2026年前半 is ``2026-H1``.
    - An unknown number is X (``PXY`` for 数年); a repetition has its period (``P1W`` for 週3回) or a pattern
      (``XXXX-08`` for 毎年8月).
    - 上旬, 初め, 半ば and 末 belong to the span, not to the value.

    Args:
        text: a sentence or a whole text; reading time is linear in its length.
        published: the day that the text is from, for what it leaves open.
        anchor: TIMEX3 value of the date said last before this text, for 同日 and 翌年.

    Returns:
        What was found, in text order and without overlap. Offsets are code points of ``text`` as given.
    """
    normalized = plain(text)
    readable = text if normalized is None else normalized.text
    number, word = NUMBER.search(readable), WORD.search(readable)
    if number is None and word is None:
        return ()
    point = UNKNOWN_POINT
    if anchor and (match := _ISO_VALUE.match(anchor.rpartition("/")[2])):
        point = Point(*(int(part) if part else None for part in match.groups()))
    found = []
    for reading in DateReader(readable, published, point).read(number, word):
        start, end = reading.start, reading.end
        if normalized is not None:
            start, end = normalized.start(start), normalized.end(end)
        found.append(When(reading.value, reading.type, start, end, text[start:end]))
    return tuple(found)
