"""Lengths of time (3年間, 数週間, 2時間半) and repetitions (毎年, 週3回) as TIMEX3 values."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kakudo.evidence.date_grammar import DURATION
from kakudo.evidence.numerals import KANJI, parse_integer, parse_number

__all__ = ["Length", "is_length_of_days", "is_length_of_years", "read_half", "read_length"]

_GRAINS: Final = {"年": "year", "月": "month", "週": "week", "日": "day", "時": "hour", "分": "minute", "秒": "second"}
_VALUES: Final = {
    "year": "P{}Y",
    "month": "P{}M",
    "week": "P{}W",
    "day": "P{}D",
    "hour": "PT{}H",
    "minute": "PT{}M",
    "second": "PT{}S",
}
_HALVES: Final = {"year": "P{}Y6M", "hour": "PT{}H30M", "minute": "PT{}M30S"}

# A number of something else: 3年生, 10年債, 5日目, 1時間あたり, 24時間営業, 5分の1, 12分野.
_OTHER = re.compile(
    "目|(?:あた|当た?)り"
    "|(?<=年)(?:生|債|物|もの|組|国債|制|次|度|代|号|型|式|版|輩|長|モデル|戦争|祭)"
    "|(?<=時間)(?:営業|体制|態勢|テレビ|対応|勤務|監視|年中|帯|割|稼働|操業|給|外|表|差|軸|耐久)"
    "|(?<=分)(?![間後前ほ程、。にでごも超弱強以とが）)遅過余足続話待休か]|$)"
    "|(?<=週)(?![間末後前]|続|連続|ぶり|にわた)"
)
_PAST = re.compile("(?:ほど|くらい|ぐらい|余り|あまり|以上|近く)?前(?!後|半|倒|線|期|例|哲|売|借)")
_FUTURE = re.compile("後(?!半|期|輪|退|ろ|継|援|遺|に引)")
_LENGTH_BEFORE = re.compile(
    "(?:懲役|禁錮|禁固|刑期|約|およそ|ほぼ|築|在任|在職|勤続|過去|今後|向こう|この|ここ|わずか|さらに|もう|最大"
    "|最長|最短|少なくとも|満|丸"
    "|まる|創業|創立|結成|連続|計|生後|通算|あと|足かけ|たった|[泊休週中全各第]|拘留|勾留|停学|任期|各)$"
)
_YEARS_AFTER = re.compile(
    "間|前(?!後|半|期)|後(?!半|期)|以[上内]|ぶり|振り|にわた|に渡|に及|に[一1１](?!月)|余|あまり|近く|超"
    "|もの?(?=[、間前続経たかの])|連続|続|越し|がかり|かけ|来(?!年)"
    "|ほど|程度|くらい|ぐらい|未満|弱|おき|ごと|半(?!ば)|の(?:間|うち|歳月|歴史|実刑|刑|節目|任期|経験|契約|猶予"
    "|月日|時)|[目生債物組]|国債|保証|計画|契約|分"
)
_DAYS_AFTER = re.compile(
    "間|以[上内]|未満|余|あまり|ぶり|振り|連続|続|にわた|に渡|に及|近く|超|ほど|程度|くらい|ぐらい|弱|おき|ごと"
    "|がかり|かけて|もの|もかか|半(?!ば)|分"
    "|前(?!後|日|半|夜)|後(?!半)|の(?:間|うち|猶予|期間|日程|刑|出場停止)"
)


class Length(NamedTuple):
    """A length of time, or a point that far from another one.

    Attributes:
        value: TIMEX3 duration; X for an unknown number (``PXY`` for 数年).
        end: where it ends, without 前 or 後.
        grain: unit that it counts.
        amount: how many, None when unknown.
        direction: -1 for …前, 1 for …後, 0 for a mere length.
        direction_end: where 前 or 後 ends.
    """

    value: str
    end: int
    grain: str
    amount: int | None
    direction: int
    direction_end: int


def is_length_of_years(text: str, start: int, end: int) -> bool:
    """Whether the N年 at this place is a length (懲役14年, 14年にわたり), not a year."""
    return bool(_LENGTH_BEFORE.search(text, max(0, start - 4), start) or _YEARS_AFTER.match(text, end))


def is_length_of_days(text: str, start: int, end: int) -> bool:
    """Whether the N日 at this place is a length (約5日, 5日ぶり), not a day of the month."""
    return bool(_DAYS_AFTER.match(text, end) or _LENGTH_BEFORE.search(text, max(0, start - 4), start))


def _direction(text: str, end: int) -> tuple[int, int]:
    """-1 and the end of 前, 1 and the end of 後, or 0."""
    if past := _PAST.match(text, end):
        return -1, past.end()
    if future := _FUTURE.match(text, end):
        return 1, future.end()
    return 0, end


def read_length(text: str, start: int) -> Length | None:
    """Read the length that begins at ``start``, such as 3年半, 数週間, 2時間30分.

    Args:
        text: the text.
        start: offset of its number, in code points.

    Returns:
        The length, or None when the number counts something else (5日目, 24時間営業, 10年債).
    """
    match = DURATION.match(text, start)
    if match is None or _OTHER.match(text, match.end()):
        return None
    numeral, unit, last = match["n"], match["unit"], match["last"]
    is_fraction = "." in numeral or "．" in numeral
    if last is not None and (is_fraction or "数" in numeral or not _is_ascending(numeral, match["to"], last)):
        return None
    is_vague = "数" in numeral or last is not None
    # 十分 is "enough"; 千分 and 百分 are no lengths either.
    if unit == "分" and numeral[0] in KANJI and len(numeral) == 1:
        return None
    amount: int | None = None
    if is_vague:
        shown = "X"
    elif is_fraction:
        shown = str(parse_number(numeral))
    else:
        amount = parse_integer(numeral)
        shown = str(amount)
    grain = "month" if "月" in unit else _GRAINS[unit[0]]
    if match["half"]:
        value = _HALVES[grain].format(shown) if grain in _HALVES else _VALUES[grain].format(f"{shown}.5")
        amount = None if amount is None or grain != "year" else amount * 12 + 6
        grain = "month" if grain == "year" else grain
    elif match["minutes"]:
        value = f"PT{shown}H{parse_integer(match['minutes'])}M"
    else:
        value = _VALUES[grain].format(shown)
    direction, direction_end = _direction(text, match.end())
    end = match.end() + (2 if text.startswith("以内", match.end()) else 0)
    return Length(value, end, grain, amount, direction, direction_end)


def _is_ascending(first: str, sign: str, last: str) -> bool:
    """2〜3年 and 2、3年 are one vague number; in 2、10年 the sign lists two things."""
    low, high = parse_integer(first), parse_integer(last)
    return high == low + 1 if sign in "、，・" else high > low


def read_half(text: str, start: int, end: int) -> Length | None:
    """Read 半年, 半月, 半日, 半世紀 or 四半世紀, given where the word stands."""
    word = text[start:end]
    direction, direction_end = _direction(text, end)
    if word == "半年":
        return Length("P6M", end, "month", 6, direction, direction_end)
    if word == "四半世紀":
        return Length("P25Y", end, "year", 25, direction, direction_end)
    if word == "半世紀":
        return Length("P50Y", end, "year", 50, direction, direction_end)
    if word == "半日":
        return Length("PT12H", end, "hour", None, direction, direction_end)
    if word.startswith("半月"):
        direction, direction_end = _direction(text, start + 2)
        return Length("P0.5M", start + 2, "day", 15, direction, direction_end)
    return None
