"""KD303: what is the first or the most of its kind here, told as the first or the most of a wider kind (県内で初 → 全国で初)."""

from __future__ import annotations

import re
from typing import NamedTuple

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import held
from kakudo.comparison.pair import Difference, Pair
from kakudo.document import Span

__all__ = ["find_wider_first"]

_MOST = re.compile(
    "(?P<first>(?<![一-龠当年最])初(?:めて|の|と|だ|、|。|$)|史上初|(?<=[内界国本県市])初)"
    "|(?P<most>最(?:多|大|長|高|古|年少|年長|速|低|少|小|悪|強|短|軽|遅|早))"
    "|(?P<rank>[0-9０-９]{1,2}(?:番目|位)(?!に?次))|(?P<only>唯一|ただ[一1１]つ|[一1１]つだけ)|(?:一番|もっとも|最も)(?P<what>[一-龠])"
)
# Kinds of places, times and leagues of which something may be the first, each from narrow to wide.
_DOMAINS = (
    (
        "市内|町内|村内|区内|島内|校内|社内|[一-龠]{1,4}[市町村区](?=内|で|として)",
        "県内|都内|道内|府内|[一-龠]{2,3}[県府](?=内|で|として|では|の)|州内|州で",
        "北海道|東北|関東|北陸|信越|東海|中部|近畿|関西|中国地方|四国|九州|首都圏|東日本|西日本",
        "国内|日本|全国|我が国|わが国|邦人|列島",
        "大西洋|太平洋|インド洋|地中海|北極|南極|アジア|欧州|ヨーロッパ|北米|南米|アフリカ|東南アジア|北半球|南半球",
        "世界|地球|人類|国際",
    ),
    (
        "現役|今季|今シーズン|今年(?!度)|ことし|今年度|今期|今大会|今月|今回|現時点",
        "[0-9０-９]{1,3}年(?:間|ぶり)|平成(?:以降|に入)|今世紀|[0-9０-９]{4}年(?:以降|以来|から)|就任以来|この[0-9０-９一二三四五六七八九十]+年",
        "戦後",
        "史上|歴代|過去|観測以来|創業以来|開業以来|創設以来|統計開始|これまで",
    ),
    (
        "球団|チーム|クラブ|同校|本校|同社|社として",
        "[セパ]・?リーグ|(?:セ|パ)(?=で|として)|ナ・?リーグ|ア・?リーグ|地区|ブロック|学生リーグ|下部",
        "プロ野球|球界|大リーグ|メジャー|全リーグ|リーグ全体|Jリーグ|業界|両リーグ",
    ),
)
_LEVELS = tuple(tuple(re.compile(pattern) for pattern in levels) for levels in _DOMAINS)
# Of what kind it is the first: 「投手**では**最多」, 「選手**が**辞退した**のは**初めて」.
_OF_WHICH = re.compile("(?:の(?:中|うち|間))?(?:では|で|としては|として)|が[^、。]{0,24}のは$")
_ATTRIBUTIVE = re.compile("|の|な|(?:が|の)?(?:ある|ない|いる|した|する|できる|った|った|れた|いた)")
_NAME = 2.0
_REACH, _VAST = 24, 4
_MIN_SHARED = 0.3


class _Claimed(NamedTuple):
    start: int
    end: int
    what: str
    before: str


def find_wider_first(pair: Pair) -> Difference | None:
    """「**県内では**初めて」 told as 「**全国で**初めて」, 「最大」 as 「**戦後**最大」."""
    own = _claimed(pair.claim)
    if not own:
        return None
    article = pair.source.letters
    near = dict.fromkeys((*pair.sentence, *pair.others))
    theirs = [
        (gist, item)
        for gist in pair.source.gists
        if gist in near or pair.share_of(gist) >= _MIN_SHARED
        for item in _claimed(gist)
    ]
    for mine in own:
        of_kind = [(gist, item) for gist, item in theirs if item.what == mine.what]
        for levels in _LEVELS:
            wide = _level(levels, mine.before)
            if wide < 1 or levels[wide].search(article) or not of_kind:
                continue
            said = [_level(levels, item.before) for _, item in of_kind]
            # 「スペインで初めて」 may be called 「史上初」: where the source names nothing of the kind, only what is very wide is added to it.
            if all(level < wide and (level >= 0 or _is_vast(levels, wide)) for level in said):
                gist, item = of_kind[0]
                return Difference(
                    Span(pair.claim.start + mine.start, pair.claim.start + mine.end),
                    Span(gist.start + item.start, gist.start + item.end),
                )
        for gist, item in of_kind:
            if gist in near and (lost := _lost_kind(pair, gist, item)) is not None:
                return Difference(Span(pair.claim.start + mine.start, pair.claim.start + mine.end), lost)
    return None


def _lost_kind(pair: Pair, gist: Gist, item: _Claimed) -> Span | None:
    """「**県外出身の**投手では最多」 told as 「投手では最多」: what narrows the word of which it is the first."""
    own = [word for post in pair.post for word in post.words]
    names, kanji = {word.word for word in own}, frozenset("".join(post.kanji for post in pair.post))
    before = [word for word in gist.words if word.end <= gist.start + item.start]
    for place, word in enumerate(before):
        after = gist.text[word.end - gist.start : item.start]
        if not place or word.word not in names or not _OF_WHICH.match(after):
            continue
        narrowing = before[place - 1]
        between = gist.text[narrowing.end - gist.start : word.start - gist.start]
        is_named = narrowing.weight >= _NAME  # 「**日本の**選手」: which country is meant, readers know
        if _ATTRIBUTIVE.fullmatch(between) and not is_named and held(narrowing.word, names, kanji) < _MIN_SHARED:
            return Span(narrowing.start, word.end)
    return None


def _claimed(gist: Gist) -> list[_Claimed]:
    return [
        _Claimed(
            found.start(),
            found.end(),
            "初"
            if found["first"]
            else "唯一"
            if found["only"]
            else found["rank"] or found["what"] or found["most"][1:2],
            gist.text[max(0, found.start() - _REACH) : found.end()],
        )
        for found in _MOST.finditer(gist.text)
    ]


def _is_vast(levels: tuple[re.Pattern[str], ...], level: int) -> bool:
    return levels is _LEVELS[0] and level >= _VAST


def _level(levels: tuple[re.Pattern[str], ...], text: str) -> int:
    """How wide the last domain named in a text is, -1 for none."""
    ends = [(found.end(), level) for level, pattern in enumerate(levels) for found in pattern.finditer(text)]
    return max(ends, default=(0, -1))[1]
