"""When a clause is set: its adverbials, dates and conditions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from kakudo.certainty.predicates import finite_before
from kakudo.document import Token
from kakudo.token_signs import (
    ANCHORED_UNIT,
    ANCHORED_UNITS,
    CONDITION,
    DATE_UNIT,
    DATE_UNITS,
    END,
    ENDS,
    FUTURE,
    NEXT,
    NUMBER,
    PAST,
    PRESENT,
    SCENE,
    SEASONS,
    TERM,
    WEEKDAY,
)
from kakudo.token_table import union

__all__ = ["Scene", "is_appointed", "scene_of"]

_ABOUT = frozenset({"頃", "前", "過ぎ", "半"})
_ANCHORS = frozenset({"に", "は", "、", "も"})
_TARGETS = frozenset({"めど", "メド", "目処", "目途"})
_CURRENT = frozenset({"今日", "今週", "今月", "今年", "本年", "本日", "近日", "数日"})
_PERIODS = ENDS | SEASONS | {"末"}
_PARTS = frozenset(
    {
        "年",
        "月",
        "週",
        "朝",
        "昼",
        "夜",
        "夕方",
        "午前",
        "午後",
        "今頃",
        "頃",
        "末",
        "初め",
        "前半",
        "後半",
        "春",
        "夏",
        "秋",
        "冬",
    }
)


class Scene(NamedTuple):
    """What the words before the predicate say of its time; see `kakudo.certainty.tense.TimeFeatures`."""

    has_future_word: bool
    has_present_word: bool
    has_date: bool
    has_past_date: bool
    has_condition: bool
    has_future_scene: bool


_NOWHERE = Scene(False, False, False, False, False, False)


def scene_of(tokens: Sequence[Token], low: int, head: int, end: int) -> Scene:
    """What the clause says of its time by adverbials, dates and conditions."""
    signs = [token.sign & SCENE for token in tokens[low:end]]
    present = union(signs)
    if not present:
        return _NOWHERE
    has_date, has_past_date = bool(present & WEEKDAY), False
    # A number alone sets no scene: 「2人」 has no unit of time beside it.
    if present & PAST or (present & NUMBER and present & (DATE_UNIT | ANCHORED_UNIT)):
        for at in compress(range(len(signs) - 1), map((NUMBER | PAST).__and__, signs)):
            sign, following, index = signs[at], signs[at + 1], low + 1 + at
            if sign & NUMBER:
                has_date = has_date or bool(following & DATE_UNIT)
                if following & ANCHORED_UNIT and _anchors(tokens, index + 1, low, head):
                    has_past_date = True
            elif sign & PAST and _anchors(tokens, index, low, head):
                has_past_date = True
    has_condition = bool(present & CONDITION) and any(sign & CONDITION for sign in signs[: max(head - low, 0)])
    has_future_word = bool(present & FUTURE) and any(
        sign & FUTURE and not _is_no_time(tokens, index, low) for index, sign in enumerate(signs, low)
    )
    has_future_word = has_future_word or (bool(present & TERM) and _has_term(tokens, low, head))
    return Scene(
        has_future_word,
        bool(present & PRESENT),
        has_date,
        has_past_date,
        has_condition,
        bool(present & (FUTURE | WEEKDAY | END)) and _is_set_ahead(tokens, low, head),
    )


def _has_term(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「二〇三〇年**までに**姿を消す」「今日**中に**返す」「**この夏**、訪れる」; 「これまでに」 is no term of what is to come."""
    if tokens[head].pos != "動詞":
        return _is_next(tokens, low, head)
    first = finite_before(tokens, low, head) + 1
    for index in range(max(first, low), head - 1):
        token, before = tokens[index], tokens[max(index - 1, low)]
        if token.lemma in SEASONS:
            if before.lemma == "此の" and tokens[index + 1].surface in _ANCHORS:
                return True
        elif token.lemma == NEXT and token.pos == "名詞" and tokens[index + 1].surface == "の":
            # 「**次の**選挙、与党は負ける」; 「次のように述べる」 points at words.
            if tokens[index + 2].pos == "名詞" and before.pos != "連体詞":
                return True
        elif token.surface == "後" and before.surface in ANCHORED_UNITS and tokens[index - 2].pos_detail == "数詞":
            # 「**十年後も**眠っている」; 「事故**から**十年後に」 counts from something told.
            opens = (
                index - 3 <= low or tokens[index - 3].pos not in {"助詞", "助動詞"} or tokens[index - 3].surface == "は"
            )
            if opens and tokens[index + 1].surface in _ANCHORS:
                return True
        elif tokens[index + 1].surface == "に":
            if token.lemma in ENDS and before.surface not in ANCHORED_UNITS and before.pos_detail != "数詞":
                return True  # 「**年末に**相場は割れる」
            if token.surface == "まで" and (before.surface in ANCHORED_UNITS or before.lemma in _PERIODS):
                return True
            if token.surface in {"中", "うち"} and any(item.lemma in _CURRENT for item in tokens[index - 2 : index]):
                return True
    return False


def _is_next(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「**次に**雨が降る**のは**来週だ」: when, or who, will be next."""
    start = next((i for i in range(low, head - 4) if tokens[i].lemma == NEXT and tokens[i + 1].surface == "に"), None)
    return start is not None and any(
        tokens[index].surface == "は"
        and tokens[index - 1].pos_detail == "準体助詞"
        and tokens[index - 2].conjugation_type != "助動詞-タ"
        for index in range(start + 4, head)
    )


def _is_no_time(tokens: Sequence[Token], index: int, low: int) -> bool:
    """「154億円**近く**に低迷」 is about a number, 「**近く**発表する」 about a time; 「**いずれ**も」 counts, 「**いずれ**」 does not."""
    token = tokens[index]
    if token.surface in _TARGETS or token.lemma in _TARGETS:
        # 「10月を**めどに**移す」; 「めどが立つ」 tells of a prospect.
        return index + 1 >= len(tokens) or tokens[index + 1].surface != "に"
    if token.lemma == "何れ":
        following = tokens[index + 1].surface if index + 1 < len(tokens) else ""
        return token.surface == "どれ" or following in {"も", "の", "か", "が"}
    # 「市場**近く**の道で」 is about a place.
    return token.surface == "近く" and index > low and tokens[index - 1].pos in {"名詞", "接尾辞"}


def _anchors(tokens: Sequence[Token], index: int, low: int, head: int) -> bool:
    """「2001年**に**」「9月2日午後2時ごろ**、**」 set a scene; 「2009年2月まで」「昨年の」 do not.

    A topic (「2008年に**は**」) reaches the head over clauses between, a bare に does not.
    """
    while index < head and tokens[index].lemma in _ABOUT:
        index += 1
    if index >= head or tokens[index].surface not in _ANCHORS:
        return False
    # Dates before `finite_before` belong to a relative or an earlier clause.
    return tokens[index + 1].surface in {"は", "も"} or index > finite_before(tokens, low, head)


def _is_set_ahead(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「**再来年の今ごろ、**」「**来月には**」 set the scene; in 「**来月の**開催を目指している」 they do not.

    A weekday or the end of a period does so only as a topic with に: 「**月曜の朝には**」「**年末には**」.
    """
    for index in range(low, head):
        sign = tokens[index].sign
        is_ahead = bool(sign & FUTURE) and not _is_no_time(tokens, index, low)
        if not (is_ahead or sign & (WEEKDAY | END)):
            continue
        at = index + 1
        while at < head and (tokens[at].lemma in _PARTS or tokens[at].surface == "の"):
            at += 1
        if at == head:
            return False
        is_topic = tokens[at].surface == "に" and tokens[at + 1].surface in {"は", "も"}
        if is_topic or (is_ahead and tokens[at].surface in _ANCHORS - {"に"}):
            return True
    return False


def is_appointed(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「適用**は12日から**」「再開**は週末**」「次**は**どこ」: a day as what is said of a topic."""
    index = head
    while index > low and tokens[index].pos == "助詞" and tokens[index].surface in {"から", "まで", "に"}:
        index -= 1
    if tokens[index].surface in {"ごろ", "頃", "ころ"}:
        index -= 1
    is_day = tokens[index].surface in DATE_UNITS and tokens[index - 1].pos_detail == "数詞"
    if not (is_day or tokens[index].sign & (WEEKDAY | END)):
        topic = next((at for at in range(head - 1, low, -1) if tokens[at].surface in {"は", "も"}), low)
        return topic > low and tokens[topic - 1].lemma == "次" and tokens[topic - 1].pos == "名詞"
    start = index - 1
    while start > low and (tokens[start].pos_detail == "数詞" or tokens[start].surface in ANCHORED_UNITS):
        if tokens[start].surface == "年":
            return False
        start -= 1
    return tokens[start].surface == "は"
