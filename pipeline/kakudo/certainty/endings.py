"""What follows a clause's head predicate and bears on its time: auxiliaries, cues, question marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, pairwise, zip_longest

from kakudo.document import Token
from kakudo.token_signs import ASKING, QUESTION_WORDS

__all__ = [
    "has_come_to",
    "is_asked",
    "is_ceasing",
    "is_clause",
    "is_coming",
    "is_frequent",
    "is_headed_for",
    "is_past_outside",
    "is_unlikely",
    "may_happen",
    "stops",
    "words_after",
]

_LIKELIHOODS = frozenset({"可能", "公算", "恐れ", "見込み", "望み", "心配"})
_UNLIKELY = frozenset({"無い", "小さい", "低い", "薄い", "乏しい", "僅か"})
_CONJECTURE = "意志推量形"
_REASONED = frozenset({"何", "誰", "何故", "どう", "どうして", "どの", "どんな", "なん"})
_MEASURED = frozenset({"何れ", "幾ら", "何時", "何処"})
_OFFERED = frozenset({"頂く", "貰う", "呉れる", "下さる"})
_CARRYING = frozenset(
    {
        *(
            "べし",
            "積もり",
            "積り",
            "所",
            "予定",
            "方針",
            "計画",
            "見込み",
            "見通し",
            "筈",
            "必要",
            "恐れ",
            "可能",
            "気",
            "様",
            "そう",
        ),
        *("無い", "有る", "成る", "得る", "掛ける", "欲しい"),
    }
)
_CARRYING_PARTICLES = frozenset({"は", "が", "も", "ば", "を", "て"})
_OF_SUBJECT = frozenset({"は", "が", "も", "など"})
_BOUND_TO_COME = frozenset({"避ける", "不可避", "必至", "必定"})
_OUTCOMES = frozenset({"事", "羽目", "結果"})
_REACH = 6


def words_after(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    """What the cues say of the clause, up to the next mark: 「可能性はない」 after 「細る」."""
    stop = end
    while stop < min(len(tokens), end + _REACH) and tokens[stop].surface not in {"、", "。", "，", "．", "」", "と"}:
        stop += 1
    return tokens[end:stop]


def is_past_outside(after: Sequence[Token]) -> bool:
    """「替えておく**べきだった**」「食べる**予定だった**」「見**たかった**」: the cue itself stands in the past; 「止まっ**たってよ**」."""
    for index, token in enumerate(after):
        if token.conjugation_type == "助動詞-タ":
            return not token.conjugation_form.startswith("仮定形")
        if index == 0 and token.lemma == "たって":
            return True
        if not (token.pos in {"助動詞", "接尾辞"} or token.lemma in _CARRYING or token.surface in _CARRYING_PARTICLES):
            return False
    return False


def has_come_to(tokens: Sequence[Token], end: int) -> bool:
    """「投票を行う**こととなった**」「店を畳む**羽目になった**」: the words after a clause that tell how it was settled."""
    words = tokens[end : end + 5]
    return (
        len(words) > 3
        and words[0].lemma in _OUTCOMES
        and words[1].surface in {"と", "に"}
        and words[2].lemma == "成る"
        and any(token.conjugation_type == "助動詞-タ" for token in words[3:])
    )


def is_ceasing(tail: Sequence[Token]) -> bool:
    """「使わ**なくなる**」."""
    if tail and tail[0].lemma == "無くなる":
        return True
    return any(before.lemma == "ない" and token.lemma == "成る" for before, token in pairwise(tail[:4]))


def is_clause(tail: Sequence[Token]) -> bool:
    """「延びる**のは**避けられない」「出る**ことは**おそらくない」."""
    is_nominal = len(tail) > 1 and (tail[0].pos_detail == "準体助詞" or tail[0].lemma == "事")
    return is_nominal and tail[1].surface in {"は", "が", "も"}


def is_frequent(tail: Sequence[Token]) -> bool:
    """「割れる**ことがある**」「遅れる**場合もある**」: it happens now and then."""
    return (
        len(tail) > 2
        and tail[0].lemma in {"事", "場合"}
        and tail[1].surface in {"が", "も"}
        and tail[2].lemma == "有る"
        and not any(token.lemma == "得る" for token in tail[3:])
    )


def is_headed_for(tokens: Sequence[Token], low: int, head: int, after: Sequence[Token]) -> bool:
    """「離村**は避けられない**」「幕を開ける**ことになり**そうだ」「侵攻など**絶対にない**」: an event that the cue places ahead."""
    if not after or head + 1 == len(tokens):
        return False
    last = tokens[head]
    if last.lemma == "事":
        return len(after) > 1 and after[0].surface in {"に", "と"} and after[1].lemma == "成る"
    if last.pos_class == "サ変可能" and tokens[head + 1].surface in _OF_SUBJECT:
        head, last = head + 1, tokens[head + 1]
    if last.surface in _OF_SUBJECT and head > low and tokens[head - 1].pos in {"名詞", "接尾辞"}:
        is_bound = after[0].lemma in _BOUND_TO_COME
        is_event = tokens[head - 1].pos_class == "サ変可能"
        return is_bound or (is_event and any(token.lemma in {"絶対", "得る"} for token in after))
    return False


def may_happen(after: Sequence[Token]) -> bool:
    """「融資停止**も**」 at the end of a headline."""
    return bool(after) and after[0].surface == "も" and all(token.pos in {"空白", "補助記号"} for token in after[1:])


def is_unlikely(after: Sequence[Token]) -> bool:
    """「細る**可能性はない**」「採択する**公算は小さい**」: it is not going to be."""
    rest = list(dropwhile(lambda token: token.pos == "助動詞", after))
    return bool(rest) and rest[0].lemma in _LIKELIHOODS and any(token.lemma in _UNLIKELY for token in rest)


def is_asked(tokens: Sequence[Token], low: int, head: int, tail: Sequence[Token]) -> bool:
    """「報復する**んかな**」「また上がる**？**」 ask what will be; 「なぜ騒ぐのか」「実施するかは未定」 do not.

    A measure or a time is asked of what will be (「どれだけ減るのか」「いつ動くのか」), a reason or an agent of what is.
    """
    # What follows the head is short, and asks nothing most of the time.
    may_ask = [token for token in tail if token.sign & ASKING]
    if not may_ask:
        return False
    asks = any(
        token.surface in QUESTION_WORDS
        and (following is None or following.pos in {"補助記号", "空白"} or following.surface == "な")
        for token, following in zip_longest(tail, tail[1:])
    )
    wonders = any(token.conjugation_form == _CONJECTURE for token in may_ask)
    if not (asks or wonders) or tokens[head].lemma in _OFFERED:
        return False
    if any(token.lemma in _REASONED for token in (*tokens[low:head], *tail)):
        return False
    # 「どこまで上がるのだろう」
    return asks or any(token.lemma in _MEASURED for token in tokens[low:head])


def stops(last: Token) -> bool:
    """「工場を閉**じ**」「解雇し**て**」: the clause goes on in the next."""
    return last.conjugation_form.startswith("連用形") or (
        last.pos_detail == "接続助詞" and last.surface in {"て", "で"}
    )


def is_coming(tail: Sequence[Token]) -> bool:
    """「時代が帰っ**てくる**」「職が消え**ていく**」."""
    return any(token.lemma in {"来る", "行く"} and before.surface in {"て", "で"} for before, token in pairwise(tail))
