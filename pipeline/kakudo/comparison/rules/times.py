"""KD309: an open or earliest date has become a fixed one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kakudo.comparison.gist import Gist
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, Level, Time, When

__all__ = ["TIME_COLLAPSED"]

_PARTS = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?:T(?P<hour>\d\d))?")
# 「10月**ごろ**」, 「年度**内に**」, 「**遅くとも**5月」: a post that leaves the time open too says so right beside it. What stands farther off
# speaks of something else: 「10日に沖縄本島**から**台湾へ」.
_OPEN_BEFORE = re.compile("早|短く|遅く|遅け|遅れ|最短|最速|目標|少なくとも|せいぜい")
_OPEN_AFTER = re.compile(
    "(?:中|度|末|の)?(?:にも|ごろ|頃|ころ|前後|以降|以内|までに|まで|めど|メド|目途|目処|目標|を目|あたり|くらい|ぐらい|後半|前半|だけで|上旬"
    "|中旬|下旬|初め|はじめ|の?頭|半ば|[中内]|(?:の)?うち|[朝昼夕夜]?過ぎ|ちょっと|ちょい|余り|あまり|ほど|の期限|より後|から|か来|かも|[、にをと]?(?:めど|メド|目安|目途|目処|目標|目指|間に合))"
)
_OPEN_WITHIN = re.compile("[上中下]旬|初め|はじめ|頭|半ば|末|過ぎ|前半|後半|[中内]|ごろ|頃|以降|前後")
_OPEN_ANYWHERE = re.compile(
    "早ければ|早くて|早いと|早けりゃ|最短|最速|遅くて|遅くとも|遅ければ|うちにも|[日月年週]にも(?!、)|目指|間に合"
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
# 「**当分の間**」, 「**数年のうちに**」, 「**近い将来**」: no date at all
_VAGUE = re.compile(
    "無期限|当面|当分|近い将来|近いうち|数(?:日|週間|[かカヶヵ]月|年)(?:のうち|以内|後|(?:は|を|も)?(?:かか|要))|今後数|しばらく|できるだけ早|なるべく早|可能な限り"
)
_OPEN_END = re.compile("未定|無期限|当分|当面|しばらく|期限(?:を|は)(?:定め|設け)(?:ず|な|て(?:い|お))")
# 「**当分の間**休む」 told as 「**年末まで**休む」: an end in words that are no date.
_NAMED_END = re.compile("(?:年|年度|月|週|[春夏秋冬]|来週|来月|来年|再来年)末?(?:まで|いっぱい)(?!も|は|で|の|、)")
_COMING = re.compile(
    "(?<![一-龠ァ-ヶ])(?:あす|明日|あした|あさって|明後日|来週|今週末|来月|今夜|今晩|明朝)(?!の予定は|中|にも|ご?ろ|以降|まで)"
)
_HOUR = re.compile("([0-9０-９]{1,2})時(?!間)")
_PART_OF_DAY = re.compile("午前|午後|[朝昼夕夜]|未明|明け方|正午")
_SOON = re.compile("間もなく|まもなく|近く(?!の|で|に)")
_HALF_DAY = 12
_REACH = 8
_MONTH, _DAY = 2, 3
_MIN_SUPPORT = 0.42
_SETTLED = re.compile("(?:こと|もの)(?:で|に|を|が)[^、。]{0,8}(?:合意|決定|決ま|決め|約束|一致|なっ)")
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
    f"(?P<time>{_TIME})(?:[上中下]旬|末|半ば|中)?(?:ごろ|頃|以降|までに|にも(?!、?同|、?発|、?続)|前後|を?(?:めど|メド|目途|目処|目標))"
)
_BOUND = re.compile("[中内末]|[上中下]旬|半ば|初め")
_TO_COME = re.compile("早|遅|にも|めど|メド|目途|目処|目標")
_DECADE = re.compile("(?P<decade>[0-9]{3})0年代(?:前半|半ば|後半)?")
_BRACKETS = re.compile(r"\([^()]{0,20}\)")
_OF_YEAR = re.compile("^[0-9]{4}年(?=[0-9])")
_YEAR = re.compile("(?P<year>[0-9]{4})年度?(?!代)")
_NEXT_YEAR = re.compile("再?来|翌")
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[年月日週カか])")


def find_collapsed(pair: Pair) -> Difference | None:
    """KD309: a fixed date for one that the source gives as open, as the earliest, or only as a year or month."""
    claim = pair.claim
    near = [
        (gist, when)
        for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others))
        for when in gist.when
        if when.type != "duration"
    ]
    everywhere = [when for gist in pair.source.gists for when in gist.when]
    open_marks = [m for g in (pair.gist, *pair.sentence) for m in g.marks_of(MarkKind.OPEN_TIME)]
    said = "".join(gist.text for gist in (*pair.sentence, *pair.others))
    # 「12月31日に撤退することで合意した」: the accord is past, its date is not.
    is_to_come = claim.time is not Time.PAST or pair.gist.time is Time.FUTURE or bool(_SETTLED.search(claim.text))
    for when in claim.when:
        # 「止まったのは4日」 for 「4日**間**」 names no day.
        if when.type == "duration" or re.search(f"{re.escape(when.text)}[間前後ぶ]", said):
            continue
        same = [(gist, other) for gist, other in near if _agrees(when, other)]
        if same:
            if (
                (claim.time is not Time.PAST or all(gist.time is Time.FUTURE for gist, _ in same))
                and all(_is_open(gist, other) for gist, other in same)
                and not _OPEN_WITHIN.search(when.text)
                and not _is_left_open(claim.text, when.start - claim.start, when.end - claim.start)
            ):
                other = same[0][1]
                return Difference(Span(when.start, when.end), Span(other.start, other.end))
            continue
        if not near and is_to_come and _own_grain(when) >= _MONTH and (open_end := _OPEN_END.search(pair.gist.text)):
            # 「謹慎の期間は**未定**」 told as 「謹慎は3月8日まで」, the day of something else in the article.
            start = pair.gist.start
            return Difference(Span(when.start, when.end), Span(start + open_end.start(), start + open_end.end()))
        if is_to_come and (year := _year_of(when, near, everywhere)) is not None:
            return Difference(Span(when.start, when.end), Span(year.start, year.end))
        if any(_is_equal(when, other) for other in everywhere):
            continue
        if _own_grain(when) < _MONTH:
            # 来年 for 「時期は未定」, 「数年のうちに」; other words for the same year (今年のうち, 年内) are many.
            undecided = _UNDECIDED.search(pair.gist.text) or _VAGUE.search(pair.gist.text)
            if undecided and not near and is_to_come and not _OPEN_WITHIN.search(when.text):
                start = pair.gist.start + undecided.start()
                return Difference(Span(when.start, when.end), Span(start, start + len(undecided.group())))
            continue
        coarser = next((other for _, other in near if _grain(other) < _own_grain(when)), None)
        place = coarser or (open_marks[0] if open_marks else None)
        if place is not None and is_to_come:
            return Difference(Span(when.start, when.end), Span(place.start, place.end))
        is_ahead = claim.time is Time.FUTURE or claim.certainty is Certainty.UNCOMMITTED
        if (_grain(when) >= _DAY or is_ahead) and (settled := _undecided(pair)) is not None:
            return Difference(Span(when.start, when.end), settled)
    return _named_end(pair, said) or _new_hour(pair) or _new_day(pair) or _lost_edge(pair)


def _named_end(pair: Pair, said: str) -> Difference | None:
    """「**当分の間**休む」 told as 「**年末まで**休む」."""
    claim, gist = pair.claim, pair.gist
    vague, end = _VAGUE.search(gist.text), _NAMED_END.search(claim.text)
    if claim.when or vague is None or end is None or end.group() in said or _VAGUE.search(claim.text):
        return None
    own = Span(claim.start + end.start(), claim.start + end.end())
    return Difference(own, Span(gist.start + vague.start(), gist.start + vague.end()))


def _new_day(pair: Pair) -> Difference | None:
    """「**近く**捜索する」, 「**1月中に**決まる」 told as 「**あす**捜索する」, 「**来週**決まる」."""
    claim = pair.claim
    coming = _COMING.search(claim.text)
    if coming is None or coming.group() in pair.source.letters or claim.time is not Time.FUTURE:
        return None
    place = next((mark for gist in pair.sentence for mark in gist.marks_of(MarkKind.OPEN_TIME)), None)
    bounded = next((when for gist in pair.sentence for when in gist.when if _is_open(gist, when)), None)
    spot = place or bounded
    if spot is None or pair.support < _MIN_SUPPORT:
        return None
    return Difference(Span(claim.start + coming.start(), claim.start + coming.end()), Span(spot.start, spot.end))


def _new_hour(pair: Pair) -> Difference | None:
    """「8日**午後までに**」 told as 「8日の**16時**」: an hour of which the article says nothing."""
    claim = pair.claim
    hour = _HOUR.search(claim.text)
    part = _PART_OF_DAY.search(pair.gist.text) or _SOON.search(pair.gist.text)
    if hour is None or part is None or claim.time is Time.PAST:
        return None
    known = {int(found[1]) % _HALF_DAY for found in _HOUR.finditer(pair.source.letters)}
    if int(hour[1]) % _HALF_DAY in known:
        return None
    own = Span(claim.start + hour.start(), claim.start + hour.end())
    return Difference(own, Span(pair.gist.start + part.start(), pair.gist.start + part.end()))


def _lost_edge(pair: Pair) -> Difference | None:
    """「**早ければ**夏**にも**」, 「五月**以降**」, 「2030**年代**後半」 told as 「夏に」, 「5月に」, 「2037年」: times that are no dates, too."""
    claim = pair.claim
    own = _figures(claim.text)
    if any(_OPEN_ANYWHERE.search(_figures(item.text)) for item in pair.own_sentence()):
        return None
    is_told_past = claim.time is Time.PAST and claim.certainty in _STRONG
    for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)):
        theirs = _BRACKETS.sub("", _figures(gist.text))
        edges = [*_EDGE.finditer(theirs), *_TAIL.finditer(theirs)]
        # 「早ければ八月中にも公表」 told as 「八月中に公表」, whose noun looks past; what is past in both (「五月ごろ始まった」) is no date to come.
        if is_told_past:
            edges = [edge for edge in edges if gist.time is Time.FUTURE or _TO_COME.search(edge.group())]
        for edge in edges:
            # 「早ければ**2031年度**にも」 is 「2031年」 of a post, 「**2031年**8月3日ごろ」 its 「8月3日」.
            times = (edge["time"], edge["time"].removesuffix("度"), _OF_YEAR.sub("", edge["time"]))
            time = next((time for time in times if time in own), edge["time"])
            place = own.find(time)
            end = place + len(time)
            # 「早ければ年度**内**」: what bounds the time in both leaves neither open.
            if (kept := _BOUND.match(theirs, edge.end("time"))) and own.startswith(kept.group(), end):
                end += len(kept.group())
            # 「**年内**にも」 told as 「**年内**に」: it is open as it stands.
            if place < 0 or time.endswith("内") or _is_left_open(own, place, end):
                continue
            # 「今年7月**にも**起きた」: then too.
            if gist.time is Time.PAST and edge.group().endswith("にも"):
                continue
            # 「17日**間**」 is no day
            if f"{time}間" in theirs:
                continue
            # 「5月」 of 「15月」, 「1年」 of 「2031年」: other figures
            if place and own[place - 1].isdigit() and time[0].isdigit():
                continue
            if pair.support >= _MIN_SUPPORT:
                return Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))
        if is_told_past and gist.time is Time.PAST:
            continue
        decade, year = _DECADE.search(theirs), _YEAR.search(own)
        if decade and year and year["year"].startswith(decade["decade"]) and year["year"] not in theirs:
            return Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))
    return None


def _figures(text: str) -> str:
    """The text with its numerals in plain figures: 八月 → 8月, 十月 → 10月."""
    tens = _TENS.sub(lambda found: f"{found[1] or '一'}{found[2] or '〇'}", unicodedata.normalize("NFKC", text))
    return tens.translate(_KANJI_DIGITS)


def _is_left_open(text: str, start: int, end: int) -> bool:
    """Whether a time in a post is not fixed: 「**早くて**10月」, 「10月**ごろ**」."""
    return bool(_OPEN_BEFORE.search(text[max(0, start - _REACH) : start]) or _OPEN_AFTER.match(text, end))


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
    found = _SOURCE_OPEN.search(gist.text[start : end + 4].replace("年度", ""))
    # 「去年7月**にも**起きた」: then too.
    is_open = found is not None and not (found.group() == "にも" and gist.time is Time.PAST)
    return is_open or bool(_EARLIEST.search(gist.text[max(0, start - _REACH) : start]))


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
    if not own or not theirs or _grain(when) > _grain(other) or _is_next_year(when, other):
        return False
    return all(theirs.get(name, value) == value for name, value in own.items()) and bool(own.keys() & theirs.keys())


def _year_of(when: When, near: Sequence[tuple[Gist, When]], everywhere: Sequence[When]) -> When | None:
    """「**2031年度**に導入」 told as 「**2031年4月**に導入」, whatever else of April the article has a day of."""
    own = _parts(when)
    if (
        "year" not in own
        or "month" not in own
        or any({**own, **_parts(other)} == _parts(other) for other in everywhere)
    ):
        return None
    return next((other for _, other in near if _grain(other) == 1 and other.value.startswith(own["year"])), None)


def _is_next_year(when: When, other: When) -> bool:
    """「**来年**1月」 is not the 「1月5日」 beside it; it may well be 「2031年1月」."""
    if not _NEXT_YEAR.match(when.text) or _NEXT_YEAR.match(other.text):
        return False
    return "year" not in _parts(other)


def _is_equal(when: When, other: When) -> bool:
    own, theirs = _parts(when), _parts(other)
    if when.text == other.text:
        return True
    shared = own.keys() & theirs.keys()
    # 「**来年**1月」 is not the 「1月5日」 of another sentence, nor is 「1月」 where nothing but a day of it is named.
    if _NEXT_YEAR.match(when.text) and not _NEXT_YEAR.match(other.text) and "year" not in shared:
        return False
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
