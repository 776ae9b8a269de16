"""KD304: a numeral that its article has nowhere, whatever it counts: 「版画**41**作品」 of 「版画**14**作品」.

Quantities with a known unit are compared one by one (`kakudo.comparison.rules.amounts`). This looks at numerals as such: units that no
table has, lengths of time, and sentences that match less well than another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from kakudo.comparison.gist import Gist
from kakudo.comparison.pair import Difference, Pair
from kakudo.document import Span
from kakudo.evidence.numerals import parse_number

__all__ = ["find_absent", "has_numeral"]

_NUMERAL = re.compile(
    "(?<![A-Za-z0-9０-９#＃@._/:第])(?:[0-9０-９](?:[0-9０-９,，.．万億兆千百]*[0-9０-９万億兆千百])?)(?![/:])"
    "|(?<![一-龠])[一二三四五六七八九十百千〇]+[万億兆]?(?=[人名社件票回頭円年割位番本個台枚組校町村国歳日月時分秒度つ点隻機])"
)
# 「2014年」, 「30日」, 「9時」 are dates, which another rule compares; 「30日間」, 「20年ぶり」 are lengths.
_DATE = re.compile(
    "(?:年(?!間|ぶ|連|続|目|後|前|以上|以内|余|半|で|契約|の契約|にわた|かけ)|[年月日](?:度|期|号|付)|月(?!間)|日(?!間|連|続|目|後|前|以上|以内)|時(?!間)|世紀|年?代|歳?代|世|系|型|番線|号|丁目|期生|km?/h)"
)
_ERA = re.compile("(?:平成|昭和|令和|大正|明治|[0-9０-９]時|No[.．]?|ナンバー|[’'])$")
_WHOLE = re.compile("[%％]|パーセント")
_UNIT = re.compile("[ぁ-んァ-ヶー一-龠A-Za-z%％℃]")
_SAME_UNIT = {"m": "メ", "％": "%", "パ": "%", "名": "人", "k": "キ", "＄": "ド", "$": "ド"}
_LENGTHS = {
    "秒": 1.0,
    "分": 60.0,
    "時間": 3600.0,
    "日間": 86_400.0,
    "週間": 604_800.0,
    "か月": 2_592_000.0,
    "年間": 31_536_000.0,
}
_LENGTH = re.compile("秒|分(?!の[0-9０-９])|時間|日間|週間|(?P<month>[かカヶヵケ箇]月)|年間")
_LEAST, _CENTURY = 10.0, 100.0
_NEARLY = 0.1
_MIN_SHARED, _MIN_TOUCHED = 0.3, 0.15


class _Figure(NamedTuple):
    value: float
    unit: str
    length: str
    start: int
    end: int
    is_date: bool


def find_absent(pair: Pair) -> Difference | None:
    """A numeral of the post that the article has nowhere and that does not follow from those it has."""
    figures = [figure for figure in _figures(pair.claim.text) if not figure.is_date]
    if not figures:
        return None
    known = _values(pair.source.letters)
    near = [
        (gist, figure)
        for gist in dict.fromkeys(
            (*pair.sentence, *pair.others, *(item for item in pair.source.gists if pair.share_of(item) >= _MIN_SHARED))
        )
        for figure in _figures(gist.text)
        if not figure.is_date or (figure.unit == "年" and figure.value < _CENTURY)
    ]
    for own in figures:
        if own.value == 100 and _WHOLE.match(pair.claim.text, own.end):
            continue
        if own.length and (other := _other_length(own, pair)) is not None:
            return _difference(pair.claim, own, *other)
        like = [(gist, figure) for gist, figure in near if figure.unit == own.unit]
        is_length = own.length or own.unit == "年"
        if (own.value < _LEAST and not is_length) or not like or any(_is_from(own.value, value) for value in known):
            continue
        if not _follows(own.value, [figure.value for _, figure in near]):
            return _difference(pair.claim, own, *like[0])
    return None


def has_numeral(gist: Gist, value: float) -> bool:
    """Whether a claim has a numeral of this value, whatever it counts."""
    return any(figure.value == value for figure in _figures(gist.text))


def _other_length(own: _Figure, pair: Pair) -> tuple[Gist, _Figure] | None:
    """「**30秒**止まった」 told as 「**30分**止まった」: the same numeral of another length, and nowhere of this one."""
    found = None
    for gist in pair.source.gists:
        for figure in _figures(gist.text):
            if not figure.length:
                continue
            if figure.value * _LENGTHS[figure.length] == own.value * _LENGTHS[own.length]:
                return None
            if figure.value == own.value and figure.length != own.length and pair.share_of(gist) >= _MIN_TOUCHED:
                found = found or (gist, figure)
    return found


@lru_cache(maxsize=8192)
def _figures(text: str) -> tuple[_Figure, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[_Figure]:
    for match in _NUMERAL.finditer(text):
        try:
            value = float(parse_number(match.group()))
        except (ValueError, ArithmeticError):
            continue  # 「1.2.3」
        length = _LENGTH.match(text, match.end())
        unit = _UNIT.match(text, match.end())
        sign = unit.group() if unit else ""
        yield _Figure(
            value,
            _SAME_UNIT.get(sign, sign),
            ("か月" if length["month"] else length.group()) if length else "",
            match.start(),
            match.end(),
            bool(_DATE.match(text, match.end()) or _ERA.search(text[: match.start()])),
        )


@lru_cache(maxsize=256)
def _values(text: str) -> frozenset[float]:
    """The numerals of an article, dates among them; several posts in a row rest on one."""
    return frozenset(figure.value for figure in _read(text))


def _is_from(value: float, other: float) -> bool:
    """Whether a number is another, rounded up or down: 27億円 of 27億4180万円."""
    return value == other or (abs(value - other) <= _step(value) and abs(value - other) <= _NEARLY * abs(other))


def _step(value: float) -> float:
    """What the last figure of a number counts, zeros at its end apart."""
    step = 0.01
    while step * 10 <= value and abs(value / (step * 10) - round(value / (step * 10))) < 1e-9:
        step *= 10
    return step


def _follows(value: float, others: list[float]) -> bool:
    """Whether a number is the sum, difference or quotient of two others, rounded or not."""
    return any(
        _is_from(value, result)
        for left, right in permutations(dict.fromkeys(others), 2)
        for result in (left + right, left - right, left / right if right else 0.0, 100 * left / right if right else 0.0)
    )


def _difference(claim: Gist, own: _Figure, gist: Gist, other: _Figure) -> Difference:
    return Difference(
        Span(claim.start + own.start, claim.start + own.end), Span(gist.start + other.start, gist.start + other.end)
    )
