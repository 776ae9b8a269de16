"""When a proposition holds: past, present (also timeless) or future, from its predicate and its adverbials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kakudo.document import Token
from kakudo.findings import Certainty, Time

__all__ = ["TimeFeatures", "time_features", "time_of"]

# Predicates whose plain form speaks of now: 「問題がある」「Aと異なる」.
_STATIVE = frozenset(
    "有る 居る 出来る 要る 違う 異なる 含む 属する 示す 意味する 占める 持つ 存在 該当 相当 関係 依存 意味 似る 優れる 成り立つ 続く 言える 思う 考える 見える 聞こえる 分かる 知る 過ぎる 当たる 言う".split()
)
_FUTURE_WORDS = frozenset(
    "来月 来週 来年 来年度 明日 明後日 今後 将来 再来年 再来週 近く 近々 間もなく 今夜 来春 来夏 来秋 来冬 翌月 いずれ 何れ やがて 次回 来季 来期 年内 年度内 今秋 明朝 後日 今度 早晩 直 その内".split()
)
_PRESENT_WORDS = frozenset("現在 今 目下 通常 一般 毎年 毎日 普段 常 最近 近年 毎月 毎週 毎朝 毎晩 何時も".split())
_VERBAL_NOUN = "サ変可能"


class TimeFeatures(NamedTuple):
    """What the clause shows of its time.

    Attributes:
        is_past: た right after the head predicate.
        is_progressive: ている, てある.
        is_stative: adjective, copula, noun or a stative verb.
        is_verbal_noun: ends in a する-noun without する (体言止め).
        has_future_word, has_present_word: adverbials such as 来月, 現在.
    """

    is_past: bool
    is_progressive: bool
    is_stative: bool
    is_verbal_noun: bool
    has_future_word: bool
    has_present_word: bool


def time_features(tokens: Sequence[Token], low: int, head: int, end: int) -> TimeFeatures:
    """Read the features of the clause ``low`` to ``end`` whose head predicate is the token ``head``."""
    tail = tokens[head + 1 : end]
    head_token = tokens[head]
    is_past = any(token.conjugation_type == "助動詞-タ" or token.lemma in {"た", "けり"} and token.pos == "助動詞" for token in tail)
    is_progressive = any(
        token.lemma in {"居る", "おる"} or token.conjugation_type == "下一段-テル" or token.surface in {"てる", "てい", "てん"} for token in tail
    ) or any(a.surface in {"て", "で"} and b.lemma == "有る" for a, b in zip(tail, tail[1:], strict=False))
    stem = head_token.lemma
    if head_token.lemma == "為る" and head > low:
        stem = tokens[head - 1].lemma
    is_verb = head_token.pos == "動詞"
    is_verbal_noun = head_token.pos_class == _VERBAL_NOUN and not any(token.pos in {"助動詞", "動詞"} for token in tail)
    is_stative = not is_verb and not is_verbal_noun or stem in _STATIVE
    words = tokens[low:end]
    return TimeFeatures(
        is_past,
        is_progressive,
        is_stative,
        is_verbal_noun,
        any(token.lemma in _FUTURE_WORDS or token.surface in _FUTURE_WORDS for token in words),
        any(token.lemma in _PRESENT_WORDS for token in words),
    )


def time_of(features: TimeFeatures, certainty: Certainty, cue_time: Time | None) -> Time:
    """Decide the time label.

    Args:
        cue_time: what a cue says of it: 予定 and 方針 make it future.
    """
    if features.is_past:
        return Time.PAST
    if cue_time is not None and not features.is_progressive:
        return cue_time
    if features.is_progressive:
        return Time.PRESENT
    if features.is_verbal_noun:
        return Time.FUTURE if features.has_future_word else Time.PAST
    if features.has_future_word:
        return Time.FUTURE
    if features.is_stative or features.has_present_word:
        return Time.PRESENT
    if certainty in (Certainty.PROBABLE, Certainty.POSSIBLE):
        return Time.FUTURE  # 「封鎖するだろう」「値上がりする恐れがある」
    return Time.PRESENT
