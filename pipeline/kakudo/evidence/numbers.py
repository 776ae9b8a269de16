"""Numbers with a unit: where they stand, and what they say, so that a post's can be compared with its source's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kakudo.document import Span
from kakudo.evidence.approximators import AT_LEAST, AT_MOST, approximator_after, approximator_before
from kakudo.evidence.numerals import KANJI, parse_number, plain
from kakudo.evidence.units import COUNTERS, UNIT_FIRST, UNIT_PATTERN, canonical_unit

__all__ = ["Quantity", "find_numbers"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        low, high: what the words allow, both inclusive and equal for a plain number; ``None`` where they set no bound
        (3人以上 has no high).
            Shares are per cent: 3割 is 30, 半数 is 50. 数十人 is 20 to 90.
        unit: canonical name (``円``, ``バレル/日``, ``ドル/バレル``, ``%``, ``カ月``, ``人`` …).
        approximator: the word that makes it inexact (約, 最大, 以上, 未満, 近く, 数 …); where there are two, the one
        that sets a bound; else empty.
        start, end: half-open range in code points of the text as given; it covers the approximator.
        text: these words.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    approximator: str
    start: int
    end: int
    text: str


_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3}){1,6}|\d{1,18})(?:[.．]\d{1,9})?"
_MAGNITUDE = "(?:[百千]?[万億兆京]{1,2}|[百千])"
_KANJI_NUMBER = f"[一二三四五六七八九十百千][{KANJI}万億兆]{{0,14}}(?:・[〇一二三四五六七八九]{{1,3}})?"
_NUMBER = f"(?:{_DIGITS}(?:{_MAGNITUDE}{_DIGITS}){{0,3}}{_MAGNITUDE}?|{_KANJI_NUMBER})"
_VAGUE = "(?:十|百)?数[十百千]?[万億兆]?|何[十百千万億]{1,3}"
# The first character class lets `re` skip in C to where a number may begin.
_CANDIDATE: Final = re.compile(
    rf"[\d一二三四五六七八九十百千数何過半](?<![A-Za-zＡ-Ｚａ-ｚ\d.．,，第一二三四五六七八九〇零十百千万億兆].)(?:"
    rf"(?<=[過半])(?:(?<=過)半数|数(?![字値])|分(?!の[\d一二三四五六七八九])|額)"
    rf"|(?<=[\d一二三四五六七八九十百千])(?<=(?=({_NUMBER}|十数[万億]?)).)"
    rf"|(?<=[数何])(?<=(?=({_VAGUE})).))"
)
_UNIT: Final = re.compile(UNIT_PATTERN)
_FRACTION: Final = re.compile(rf"分の(\d{{1,3}}|[{KANJI}]{{1,3}})")
_SEVERAL: Final = re.compile("数[万億]?")
# 20〜30ドル, 2、3人; with a unit on both sides: 20ドル〜30ドル.
_RANGE: Final = re.compile(rf"\s?(?P<sign>[〜～~\-－‐–—―−]|から|[、，・])\s?(?P<number>{_NUMBER}|{_VAGUE})")
# Results are told so: 82メートル97 is 82.97メートル, 9秒58 is 9.58秒; 100メートル10秒 and 100メートル5位 are not.
_HUNDREDTHS: Final = re.compile(rf"(\d{{1,2}})(?![\d.．,，]|{UNIT_PATTERN}|[位番号年月日時分級目])")
_MEASURED: Final = frozenset({"メートル", "秒"})
# 30ドルから40ドルに上がった is a change; 30ドルから40ドル程度 is a range.
_IS_RANGE: Final = re.compile("程度|規模|の間|まで(?!に|上|下)|の範囲|ほど|の(?=[^、。]{1,6}(?:者|人|死者|負傷者))")
# What may follow a number in a quantity: a unit, the sign of a range (or the space before it), 分の, 数 (20数人).
_FOLLOWING: Final = UNIT_FIRST | frozenset("〜～~-－‐–—―−、，・か分数 　")
_PRECEDING: Final = frozenset("$＄¥￥€£度ド")
_PREFIXED: Final = re.compile("(?:(震度)|(マグニチュード))$")
_MONEY_SIGN: Final = {"$": "ドル", "＄": "ドル", "¥": "円", "￥": "円", "€": "ユーロ", "£": "ポンド"}
_ENGLISH: Final = re.compile(" ?(million|billion|trillion|bn|[MB](?![A-Za-z]))", re.IGNORECASE)
_ENGLISH_VALUES: Final = {"m": 10**6, "b": 10**9, "t": 10**12}
# 日量300万バレル, 1日あたり300万バレル
_PER: Final = re.compile(
    "(?:(日量|日産|[1１一]日(?:(?:あた|当た?)り)?(?:の生産量は?)?)|(年産|年間|[1１一]年(?:あた|当た?)り))(?:約"
    "|およそ|最大で?|平均で?)?$"
)
_PER_REACH = 14
_PER_LAST: Final = frozenset("量産日年間りはの約そ大でた均")
_RATE_GAP: Final = re.compile("|(?:あた|当た?)り(?:の価格は?)?(?:約|およそ)?|につき|[=＝]|約")


def find_numbers(text: str, exclude: Iterable[Span | tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """Find the quantities of a text.

    A number without unit is none, nor is an ordinal (第3回, 5人目), a year, a day or a time of day. Lengths of time
    are where their
    unit cannot be a date (3カ月, 2時間, 10年間).

    Args:
        text: a sentence or a whole text; reading time is linear in its length.
        exclude: spans that are something else, such as dates, in text order; offsets in code points of ``text``.

    Returns:
        Quantities in text order, without overlap. Offsets are code points of ``text`` as given.
    """
    normalized = plain(text)
    spans = [(start, end) for start, end in exclude]
    if normalized is None:
        return _find(text, spans)
    if spans and normalized.offsets is not None:
        spans = [_inside(normalized.offsets, start, end) for start, end in spans]
    found = []
    for quantity in _find(normalized.text, spans):
        start, end = normalized.start(quantity.start), normalized.end(quantity.end)
        found.append(replace(quantity, start=start, end=end, text=text[start:end]))
    return tuple(found)


def _inside(offsets: tuple[int, ...], start: int, end: int) -> tuple[int, int]:
    """Range of normalised positions whose origin lies in a range of the original."""
    inside = [position for position, origin in enumerate(offsets[:-1]) if start <= origin < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _find(text: str, exclude: list[tuple[int, int]]) -> tuple[Quantity, ...]:
    found: list[Quantity] = []
    position, index = 0, 0
    while match := _CANDIDATE.search(text, position):
        start = match.start()
        while index < len(exclude) and exclude[index][1] <= start:
            index += 1
        if index < len(exclude) and exclude[index][0] <= start:
            position = exclude[index][1]
            continue
        numeral = match[1] or match[2]
        if numeral:
            end = start + len(numeral)
            if text[end : end + 1] not in _FOLLOWING and (not start or text[start - 1] not in _PRECEDING):
                position = end
                continue
        quantity = _quantity(text, start, match)
        if quantity is None:
            position = start + (len(numeral) if numeral else match.end() - start)
            continue
        position = quantity.end
        # 1バレル=70ドル is one price, not two quantities.
        if found and found[-1].low == found[-1].high == 1 and quantity.unit not in (found[-1].unit, "%"):
            before = found[-1]
            if _RATE_GAP.fullmatch(text, before.end, max(quantity.start, before.end)):
                found[-1] = replace(
                    quantity,
                    unit=f"{quantity.unit}/{before.unit}",
                    start=before.start,
                    text=text[before.start : quantity.end],
                )
                continue
        found.append(quantity)
    return tuple(found)


def _quantity(text: str, start: int, match: re.Match[str]) -> Quantity | None:
    numeral = match[1] or match[2]
    if numeral is None:  # 半数, 過半数, 半分, 半額
        low, high, end = Decimal(50), Decimal(50), match.end()
        word = match.group()
        if word in ("半分", "半額") and text[end : end + 1] not in (
            "",
            "、",
            "。",
            "に",
            "の",
            "が",
            "を",
            "は",
            "以",
            "近",
            "程",
            "超",
        ):
            return None
        return _approximated(text, start, end, low, None if word == "過半数" else high, "%", "")
    end = start + len(numeral)
    if fraction := _FRACTION.match(text, end):
        whole = parse_number(numeral) if "数" not in numeral else Decimal(0)
        if not whole:
            return None
        low = high = parse_number(fraction[1]) * 100 / whole
        return _approximated(text, start, fraction.end(), low, high, "%", "")
    if text[start] in "十0123456789０１２３４５６７８９" and (several := _SEVERAL.match(text, end)):
        numeral, end = text[start : several.end()], several.end()  # 20数人
    sign = _MONEY_SIGN.get(text[start - 1]) if start else None
    unit = _UNIT.match(text, end)
    ranged = _RANGE.match(text, unit.end() if unit else end)
    prefixed = _PREFIXED.search(text, max(0, start - 7), start) if unit is None and sign is None else None
    if unit is None and ranged is None and sign is None and prefixed is None:
        return None
    values = _values(numeral)
    if values is None:
        return None
    low, high = values
    vague = "数" if "数" in numeral or numeral[0] == "何" else ""
    if ranged and (joined := _joined(text, numeral, low, unit, ranged, bool(sign))):
        high, end, unit = joined
        low = _same_magnitude(low, numeral, ranged["number"])
    if unit:
        if _is_word(text, numeral, unit):
            return None
        name, end = canonical_unit(unit.group()), unit.end()
        if name == "割":
            name, low, high = "%", low * 10, high * 10
        elif name in _MEASURED and low == high == low.to_integral_value() and (rest := _HUNDREDTHS.match(text, end)):
            low = high = low + Decimal(rest[1]).scaleb(-len(rest[1]))
            end = rest.end()
        return _approximated(text, start, end, low, high, name, vague)
    if sign:
        if english := _ENGLISH.match(text, end):
            factor = _ENGLISH_VALUES[english[1][0].lower()]
            low, high, end = low * factor, high * factor, english.end()
        return _approximated(text, start - 1, end, low, high, sign, vague)
    if prefixed:
        if prefixed[1] and text[end : end + 1] in ("強", "弱"):
            low = high = low + (Decimal("0.5") if text[end] == "強" else 0)
            end += 1
        return Quantity(low, high, prefixed.group(), "", prefixed.start(), end, text[prefixed.start() : end])
    return None


def _values(numeral: str) -> tuple[Decimal, Decimal] | None:
    """What a numeral allows: 数十 is 20 to 90, 十数 11 to 19."""
    head, sign, tail = numeral.partition("数")
    if numeral[0] == "何":
        head, sign, tail = "", "数", numeral[1:]
    try:
        if not sign:
            value = parse_number(numeral)
            return value, value
        one = parse_number("一" + tail if tail and tail[0] in "万億兆" else tail) if tail else Decimal(1)
        base = parse_number(head) if head else Decimal(0)
    except (ValueError, ArithmeticError):
        return None
    return (base + 1 if head else 2) * one, (base + 9) * one


def _joined(
    text: str, numeral: str, low: Decimal, unit: re.Match[str] | None, ranged: re.Match[str], has_sign: bool
) -> tuple[Decimal, int, re.Match[str] | None] | None:
    """The end of a range: its highest value, where it ends, and its unit."""
    values = _values(ranged["number"])
    after = _UNIT.match(text, ranged.end())
    if values is None or (after is None and not has_sign):
        return None
    high, sign = values[1], ranged["sign"]
    shared = _same_magnitude(low, numeral, ranged["number"])
    if high <= shared:
        return None
    if sign in "、，・" and (unit or not (_digit(numeral) and _digit(ranged["number"][0]))):
        return None
    if sign in "、，・" and _digit(ranged["number"][0]) != _digit(numeral) + 1:
        return None
    if unit and after:
        if canonical_unit(unit.group()) != canonical_unit(after.group()):
            return None
        if sign == "から" and not _IS_RANGE.match(text, after.end()):
            return None
    return high, ranged.end(), after


def _digit(numeral: str) -> int:
    """The value of a single figure, 0 for anything else."""
    return int(parse_number(numeral)) if len(numeral) == 1 and numeral not in "数何十百千" else 0


def _same_magnitude(low: Decimal, first: str, last: str) -> Decimal:
    """3〜5万人 begins at 30,000; 5000〜1万人 at 5,000."""
    head = last.rstrip("百千万億兆京")
    if head == last or not head or first[-1] in "百千万億兆京数" or "数" in last:
        return low
    mantissa = parse_number(head)
    return low * (parse_number(last) / mantissa) if mantissa and low < mantissa else low


def _is_word(text: str, numeral: str, unit: re.Match[str]) -> bool:
    """一本化, 関東一円, 北海道十勝, 二度と: a word that only looks like a quantity."""
    end = unit.end()
    if text.startswith("目", end) and not unit.group().endswith("目"):
        return True
    if numeral == "一":
        return canonical_unit(unit.group()) in COUNTERS or unit.group() == "円"
    return numeral in ("十", "千", "百") and unit.group() in ("勝", "戸", "度", "元", "本", "点", "羽", "両")


def _approximated(
    text: str, start: int, end: int, low: Decimal, high: Decimal | None, unit: str, vague: str
) -> Quantity | None:
    """Add what stands around: sign, rate, 約 and 以上."""
    previous = text[start - 1] if start else ""
    if previous in ("▲", "△", "−", "－", "-") or text.endswith("マイナス", 0, start):
        before = text[start - 2] if start > 1 else ""
        if previous in ("-", "－", "−") and (before.isalnum() or before in tuple(".)")):
            if before.isascii() and before.isalpha():
                return None  # Su-27機: a type
        else:
            low, high = (-high if high is not None else low), -low
            start -= 4 if previous == "ス" else 1
    words: list[str] = [vague] if vague else []
    per = _PER.search(text, max(0, start - _PER_REACH), start) if start and previous in _PER_LAST else None
    if per:
        unit += "/日" if per[1] else "/年"
    if found := approximator_before(text, start):
        word, start = found
        words.append(word)
    if per:
        start = per.start()
    if found := approximator_after(text, end):
        word, end = found
        words.append(word)
    bound = next((word for word in words if word in AT_LEAST or word in AT_MOST), "")
    top = high
    if bound in AT_LEAST:
        top = None
    elif bound in AT_MOST:
        return Quantity(None, high, unit, bound, start, end, text[start:end])
    approximator = bound or (words[0] if words else "")
    return Quantity(low, top, unit, approximator or ("超" if high is None else ""), start, end, text[start:end])
