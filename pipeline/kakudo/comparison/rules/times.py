"""KD309: an open or earliest date has become a fixed one."""

from __future__ import annotations

import re
import unicodedata

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
    "|過ぎ|より後|から|間に合"
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
_MIN_SUPPORT = 0.42
_STRONG = frozenset({Certainty.CERTAIN, Certainty.EMPHATIC})
_MIN_WORDS = 2
_UNSETTLED = re.compile(
    "未定|決ま(?:っていない|っておらず|らない)|決めてい(?:ない|ません)|固まって(?:いない|おらず)|明らかにしていない|白紙"
)
# Times in words, with plain figures: what 「早ければ」 may stand before, be it a day, a season or a length of time.
_TIME = (
    "(?:[0-9]+年(?:度|内)?[0-9]+月[0-9]+日|[0-9]+年(?:度|内)?[0-9]+月|[0-9]+月[0-9]+日|[0-9]+月第[0-9]週|[0-9]+年度?|[0-9]+月"
    "|[0-9]+日(?!間)|[0-9]+(?:カ月|か月|ヶ月|週間|日間|時間|年間)後?|半年後?|年度?内|月内|週内|(?:今|来|再来|翌)(?:年度?|月|週末?|春|夏|秋|冬)"
    "|[春夏秋冬](?!季))"
)
_EDGE = re.compile(
    f"(?:早ければ|早くて|早くとも|早くても|遅くとも|遅くても|遅ければ|最短で?|最速で?)[^。「」]{{0,6}}?(?P<time>{_TIME})"
)
_TAIL = re.compile(
    f"(?P<time>{_TIME})(?:[上中下]旬|末|半ば|中)?(?:ごろ|頃|以降|までに|にも(?!、?同|、?発|、?続)|前後|をめど|をメド|を目途|を目標)"
)
_DECADE = re.compile("(?P<decade>[0-9]{3})0年代(?:前半|半ば|後半)?")
_YEAR = re.compile("(?P<year>[0-9]{4})年度?(?!代)")
# A post that leaves the time open too; a season, which names none of these, may be meant by it.
_STILL_OPEN = re.compile(
    "早|短く|遅く|遅れ|最短|最速|にも|以降|ごろ|頃|ころ|前後|めど|メド|目途|目処|目標|目指|まで|あたり|くらい|ぐらい|内に|のうちに|うちか|か来|かも|より後|過ぎ|から"
)
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[年月日週カか])")


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
    return _lost_edge(pair)


def _lost_edge(pair: Pair) -> Difference | None:
    """「**早ければ**夏**にも**」, 「五月**以降**」, 「2030**年代**後半」 told as 「夏に」, 「5月に」, 「2037年」: times that are no dates, too."""
    claim = pair.claim
    if claim.time is Time.PAST and claim.certainty in _STRONG:
        return None
    own = _figures(claim.text)
    for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)):
        theirs = _figures(gist.text)
        for edge in (*_EDGE.finditer(theirs), *_TAIL.finditer(theirs)):
            place = own.find(edge["time"])
            if place < 0 or _STILL_OPEN.search(own[max(0, place - _REACH) : place + len(edge["time"]) + _REACH]):
                continue
            # 「5月」 of 「15月」, 「1年」 of 「2031年」: other figures
            if place and own[place - 1].isdigit() and edge["time"][0].isdigit():
                continue
            if pair.support >= _MIN_SUPPORT:
                return Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))
        decade, year = _DECADE.search(theirs), _YEAR.search(own)
        if decade and year and year["year"].startswith(decade["decade"]) and year["year"] not in theirs:
            return Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))
    return None


def _figures(text: str) -> str:
    """The text with its numerals in plain figures: 八月 → 8月, 十月 → 10月."""
    tens = _TENS.sub(lambda found: f"{found[1] or '一'}{found[2] or '〇'}", unicodedata.normalize("NFKC", text))
    return tens.translate(_KANJI_DIGITS)


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
        PairExample(
            "委員会は、値上げの審査には早くて半年、長ければ数年かかると説明した。",
            "値上げの審査には半年かかると委員会が説明。",
            "値上げの審査には早くて半年、長ければ数年かかると委員会が説明。",
        ),
        PairExample(
            "観測衛星の打ち上げは2030年代後半になる見通しだ。",
            "観測衛星の打ち上げは2037年になる見通しだ。",
            "観測衛星の打ち上げは2030年代後半になる見通しだ。",
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
        PairExample(
            "輸送船が届くのは五月以降になる見通しだという。",
            "輸送船が届くの、5月より後になるって。早くても5月かあ",
        ),
    ),
)
