"""KD309: an open or earliest date has become a fixed one."""

from __future__ import annotations

import re

from kakudo.comparison.gist import Gist
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, Level, Time, When

__all__ = ["TIME_COLLAPSED"]

_PARTS = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?:T(?P<hour>\d\d))?")
# 「10月**ごろ**」, 「年度**内に**」: the post leaves the time open too, in whatever words.
_OPEN = re.compile(
    "早ければ|早くて|早くとも|遅くとも|にも|ごろ|頃|ころ|前後|以降|以内|までに|まで|めど|メド|目途|目処|目標"
    "|あたり|くらい|ぐらい|後半|前半|上旬|中旬|下旬|初め|はじめ|半ば|末|中に|内に|のうちに|最短|春|夏|秋|冬"
    "|過ぎ"
)
# 「**早ければ**10月**にも**」, 「2031年**ごろ**」: narrower than the above, for a 「まで」 or 「から」 of the source may be a fixed day.
_SOURCE_OPEN = re.compile(
    "早ければ|早くて|早くとも|最短|にも|ごろ|頃|ころ|前後|以降|めど|メド|目途|目処|目標|上旬|中旬|下旬|半ば"
    "|後半|前半|年内|月内|中に|内に|過ぎ|あたり|年度"
)
_EARLIEST = re.compile("早ければ|早くて|早くとも|遅くとも|最短")
# 「再開の時期は**未定**だ」
_UNDECIDED = re.compile(
    "未定|決ま(?:って)?(?:いな|らな|っておら)|示し(?:て)?(?:いな|おら)|明言|明らかにし(?:て)?(?:いな|なか)"
    "|先のこと|まだ先|時期|めど"
)
_REACH = 8
_MONTH, _DAY = 2, 3
_MIN_WORDS = 2
_UNSETTLED = re.compile("未定|決まっていない|決まっておらず|明らかにしていない|白紙")


def find_collapsed(pair: Pair) -> Difference | None:
    """KD309: a fixed date for one that the source gives as open, as the earliest, or only as a year or month."""
    claim = pair.claim
    near = [(gist, when) for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)) for when in gist.when]
    everywhere = [when for gist in pair.source.gists for when in gist.when]
    open_marks = [m for g in (pair.gist, *pair.sentence) for m in g.marks_of(MarkKind.OPEN_TIME)]
    for when in claim.when:
        if when.type == "duration":
            continue
        same = [(gist, other) for gist, other in near if _agrees(when, other)]
        if same:
            if (
                claim.time is not Time.PAST
                and all(_is_open(gist, other) for gist, other in same)
                and not _OPEN.search(_around(claim, when))
            ):
                other = same[0][1]
                return Difference(Span(when.start, when.end), Span(other.start, other.end))
            continue
        if any(_is_equal(when, other) for other in everywhere):
            continue
        if _own_grain(when) < _MONTH:
            # 来年 for 「時期は未定」; other words for the same year (今年のうち, 年内) are many.
            undecided = _UNDECIDED.search(pair.gist.text)
            if undecided and not near and claim.time is Time.FUTURE:
                start = pair.gist.start + undecided.start()
                return Difference(Span(when.start, when.end), Span(start, start + len(undecided.group())))
            continue
        coarser = next((other for _, other in near if _grain(other) < _own_grain(when)), None)
        place = coarser or (open_marks[0] if open_marks else None)
        if place is not None:
            return Difference(Span(when.start, when.end), Span(place.start, place.end))
        is_ahead = claim.time is Time.FUTURE or claim.certainty is Certainty.UNCOMMITTED
        if (_grain(when) >= _DAY or is_ahead) and (settled := _undecided(pair)) is not None:
            return Difference(Span(when.start, when.end), settled)
    return None


def _around(claim: Gist, when: When) -> str:
    start, end = when.start - claim.start, when.end - claim.start
    return claim.text[max(0, start - _REACH) : end + _REACH]


def _undecided(pair: Pair) -> Span | None:
    """Where the source says of the same thing that its day is not settled: 「出直し選挙の日程は…**未定**」."""
    words = {word.word for word in pair.claim.words}
    for item in pair.source.gists:
        found = _UNSETTLED.search(item.text)
        if found and sum(word.word in words for word in item.words) >= _MIN_WORDS:
            return Span(item.start + found.start(), item.start + found.end())
    return None


def _is_open(gist: Gist, when: When) -> bool:
    """早ければ**来週**にも, **2014年**ごろ."""
    start, end = when.start - gist.start, when.end - gist.start
    return bool(
        _EARLIEST.search(gist.text[max(0, start - _REACH) : start])
        or _SOURCE_OPEN.search(gist.text[start : end + 4].replace("年度", ""))
    )


def _parts(when: When) -> dict[str, str]:
    match = _PARTS.match(when.value.rpartition("/")[2])
    if match is None:
        return {}
    return {name: value for name, value in match.groupdict().items() if value and "X" not in value}


def _grain(when: When) -> int:
    """1 for a year, 2 a month, 3 a day, 4 an hour; 0 for what names none."""
    if "/" in when.value:
        return 1
    return _grain_of(_parts(when))


def _grain_of(parts: dict[str, str]) -> int:
    return max((index for index, name in enumerate(("year", "month", "day", "hour"), 1) if name in parts), default=0)


def _own_grain(when: When) -> int:
    """As `_grain`; a span of days (10日から30日まで) is as fine as its end."""
    return _grain_of(_parts(when))


def _agrees(when: When, other: When) -> bool:
    """Whether two dates say the same as far as both go, and are as fine."""
    if when.value == other.value or when.text == other.text:
        return True
    own, theirs = _parts(when), _parts(other)
    if not own or not theirs or _grain(when) > _grain(other):
        return False
    return all(theirs.get(name, value) == value for name, value in own.items()) and bool(own.keys() & theirs.keys())


def _is_equal(when: When, other: When) -> bool:
    own, theirs = _parts(when), _parts(other)
    if when.text == other.text:
        return True
    shared = own.keys() & theirs.keys()
    return "month" in shared and all(own[name] == theirs[name] for name in shared) and _grain(other) >= _grain(when)


TIME_COLLAPSED = ComparisonRule(
    code="KD309",
    name="time-collapsed",
    level=Level.WARNING,
    weight=0.6,
    ja=ComparisonWording(
        title="時期の確定化",
        why="「早ければ」「ごろ」「未定」が消えると、動きうる時期が約束の日付になります。",
        message=(
            "出典『{source}』は時期をそこまで定めていませんが、投稿『{post}』では「{post_words}」に決まっています。"
        ),
        needed="日付を定めた発表や告示。なければ、出典の幅のある書き方。",
        rephrase="「早ければ〜にも」「〜ごろ」「時期は未定」を残す。",
    ),
    en=ComparisonWording(
        title="Time collapsed",
        why="Without “as early as”, “around” or “undecided”, a time that may move becomes a date.",
        message="The source, “{source}”, leaves the time more open; the post fixes it at “{post_words}” (“{post}”).",
        needed="An announcement that sets the date; otherwise the source's open wording.",
        rephrase="Keep “as early as”, “around” or “no date has been set”.",
    ),
    find=find_collapsed,
    fires=(
        PairExample(
            "機体は9月に射場へ運ばれる。新型ロケットは早ければ10月にも打ち上げられる。",
            "新型ロケットは10月に打ち上げられる。",
            "新型ロケット、早ければ10月に打ち上げ。",
        ),
        PairExample(
            "美術館の再開の時期は未定だ。",
            "美術館は来年再開する。",
            "美術館の再開の時期はまだ決まっていない。",
        ),
        PairExample(
            "鉄橋の工事は2031年ごろに終わる。",
            "鉄橋の工事は2031年に終わる。",
            "鉄橋の工事が終わるのは2031年ごろ。",
        ),
    ),
    quiet=(
        PairExample(
            "新型ロケットは早ければ10月にも打ち上げられる。",
            "新型ロケット、最短で10月に打ち上げ。",
        ),
        PairExample(
            "博覧会は4月13日に開幕する。",
            "博覧会、4月13日開幕。",
        ),
        PairExample(
            "鉄橋の工事は2031年ごろに終わる。",
            "鉄橋の工事が終わるのは2031年あたり。",
        ),
    ),
)
