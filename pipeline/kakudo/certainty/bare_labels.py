"""Claims that state nothing: 「まとめ」「4-1. ロシアの資金に頼る背景」「石油：資源・権益・取引網」."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.document import Span, Token
from kakudo.grammar import COMMAS, NOUN_POS, PREDICATE_POS

__all__ = ["is_bare_label"]

_MARKS = frozenset({"補助記号", "空白"})
_ARGUMENT_PARTICLES = frozenset({"が", "を", "で", "に", "と", "へ", "から"})
# 「合意へ」「合意か」「停止も」「反撃に」 are the grammar of headlines, and state something.
_HEADLINE_PARTICLES = frozenset({"へ", "か", "も", "と", "に"})
_STOPS = frozenset({"。", "．", "、", "，"})
_CLOCK = frozenset({"年", "月", "日", "時", "分", "秒"})
_LAUGHS = frozenset({"草", "笑", "w", "爆笑"})
_VERBAL_NOUN = "サ変可能"
_PERSON_SUFFIXES = frozenset({"さん", "氏", "容疑者", "被告", "選手", "首相", "大統領", "会長", "社長"})


def is_bare_label(tokens: Sequence[Token], depth: Sequence[int], span: Span, *, is_heading: bool) -> bool:
    """Whether a claim without any cue is a label.

    A claim that ends in a noun states something when that noun stands for its する-verb and has an argument (「両国、供与で合意」),
    when は gives it a topic (「死者は3人」), or when something is counted.

    Args:
        tokens, depth: of the sentence.
        span: the claim's token range.
    """
    end = _end_of_words(tokens, depth, span)
    if end == span.start:
        return not any(tokens[index].pos in PREDICATE_POS for index in range(span.start, span.end))
    last = tokens[end - 1]
    before = tokens[end - 2] if end - span.start > 1 else None
    if last.surface in _LAUGHS and before is not None and before.surface == "で":
        return False
    if last.lemma == "閲覧" or (last.surface in _CLOCK and _is_citation(tokens, depth, span.start, end)):
        return True  # 「毎日新聞、2008年6月17日12時16分。」「気象庁、6月11日閲覧。」
    if not is_heading and _is_sentence(tokens, depth, span, end):
        return False  # 「東京らしいシンプルな銭湯。」「2000年には大統領選に立候補。」「死去、87歳。」
    if last.lemma == "件" and before is not None and before.pos in PREDICATE_POS and not is_heading:
        return False  # 「市長がすべり落ちた件」: posts tell a thing so
    if last.lemma in {"為", "ため", "過ぎる"} and before is not None:
        return False  # 「会期が延びたため」「会場のコーヒー高すぎ」
    if last.pos not in NOUN_POS or (last.pos == "接尾辞" and last.pos_detail == "形状詞的"):
        is_cut_off = (
            last.pos == "助詞" and last.pos_detail in {"格助詞", "係助詞"} and last.surface not in _HEADLINE_PARTICLES
        )
        return is_cut_off and (before is None or before.pos not in PREDICATE_POS)
    has_comma = any(tokens[index].surface in COMMAS and not depth[index] for index in range(span.start, end))
    if before is not None and before.surface == "の" and not has_comma:
        return not _has_topic(tokens, depth, span.start, end)  # 「ベネズエラとロシアの関係」「防空力の補強」
    if _has_topic(tokens, depth, span.start, end) or _has_argument(tokens, depth, span.start, end):
        return False
    if has_comma and end - span.start > 3 and (is_heading or last.pos_class == _VERBAL_NOUN):
        return False  # 「ドイツの新軍艦、また延期」「東証、2万円割れ」
    if last.pos_class == _VERBAL_NOUN and before is not None:
        if before.pos_detail == "固有名詞":
            return False  # 「リーマン破綻」
        if before.pos_class == "助数詞可能" or before.lemma == "人" or before.lemma in _PERSON_SUFFIXES:
            return False  # 「28人死亡」「元首相の安西さん死去」
    if _is_placed(tokens, depth, span.start, end):
        return False  # 「キーウで爆発音」「住宅地に破片」
    is_counted = (
        last.pos_class == "助数詞可能"
        and last.surface not in _CLOCK
        and any(token.pos_detail == "数詞" for token in tokens[max(span.start, end - 4) : end])
    )
    return is_heading or not is_counted or end - span.start <= 4


def _is_sentence(tokens: Sequence[Token], depth: Sequence[int], span: Span, end: int) -> bool:
    """Whether a full stop, or the comma of a longer sentence, ends a claim that holds more than names: 「死去、**82歳**。」."""
    if span.end >= len(tokens) or tokens[span.end].surface not in _STOPS or depth[span.end]:
        return False
    if tokens[end - 1].pos == "助詞" and tokens[end - 1].surface in {"が", "を", "の", "と"}:
        return False
    if span.start > 0 and tokens[span.start - 1].surface in {"、", "，"}:
        return True  # 「病院に運ばれたが、意識不明の重体。」
    words = [tokens[index] for index in range(span.start, end) if tokens[index].pos not in _MARKS and not depth[index]]
    has_substance = any(
        token.pos in PREDICATE_POS
        or (token.pos == "形状詞" and token.lemma != "最終")
        or (token.pos == "助詞" and token.surface not in {"の", "と", "や"})
        or (token.pos_class == "助数詞可能" and token.surface not in _CLOCK)
        for token in words
    )
    return len(words) > 1 and (has_substance or words[-1].pos_class == _VERBAL_NOUN)


def _is_citation(tokens: Sequence[Token], depth: Sequence[int], start: int, end: int) -> bool:
    """Whether only names, numbers and marks stand before a date or a time of day."""
    return all(
        depth[index] or tokens[index].pos in NOUN_POS or tokens[index].pos in _MARKS for index in range(start, end)
    )


def _end_of_words(tokens: Sequence[Token], depth: Sequence[int], span: Span) -> int:
    """Where the claim's words end: marks, asides, laughs, and the ものの of a concession are left out."""
    end = span.end
    while end > span.start and (tokens[end - 1].pos in _MARKS or depth[end - 1]):
        end -= 1
    while end - span.start > 2 and tokens[end - 1].surface.lower() in _LAUGHS and tokens[end - 2].surface != "で":
        end -= 1  # 「上がるの草」; 「彼らしい言い方で草」 says that it is funny
    if end - span.start > 2 and tokens[end - 1].surface == "の" and tokens[end - 2].lemma == "物":
        end -= 2
    return end


def _has_topic(tokens: Sequence[Token], depth: Sequence[int], start: int, end: int) -> bool:
    return any(
        tokens[index].surface in {"は", "も"}
        and tokens[index].pos_detail == "係助詞"
        and tokens[index - 1].surface not in {"に", "で", "と", "へ", "から", "まで"}
        and tokens[index - 1].pos != "補助記号"
        and not depth[index]
        for index in range(start + 1, end)
    )


def _is_placed(tokens: Sequence[Token], depth: Sequence[int], start: int, end: int) -> bool:
    """Whether で or に stands right before the nouns that end the headline."""
    index = end - 1
    while index > start and tokens[index].pos in NOUN_POS and not depth[index]:
        index -= 1
    return index > start and tokens[index].pos_detail == "格助詞" and tokens[index].surface in {"で", "に"}


def _has_argument(tokens: Sequence[Token], depth: Sequence[int], start: int, end: int) -> bool:
    """「供与で合意」: an argument of the last noun, not one inside a relative clause before it."""
    is_verbal = tokens[end - 1].pos_class == _VERBAL_NOUN
    for index in range(start + 1, end):
        token = tokens[index]
        if depth[index] or token.pos_detail != "格助詞" or token.surface not in _ARGUMENT_PARTICLES:
            continue
        between = tokens[index + 1 : end]
        if is_verbal and not any(
            t.pos in PREDICATE_POS and not t.conjugation_form.startswith("連用形") for t in between
        ):
            return True
        if token.surface == "が" and not any(t.pos in PREDICATE_POS for t in between):
            return True
    return False
