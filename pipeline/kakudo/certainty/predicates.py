"""Where the predicate stands whose tense is the proposition's."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.document import Token
from kakudo.grammar import word_class

__all__ = ["content_head", "finite_before", "is_cleft", "revealed"]

_REVEALING = word_class("revealing-predicate")
_FOCUS_OF_STATE = word_class("state-focus")
_VOICE = frozenset({"れる", "られる", "せる", "させる", "しめる", "ない", "ず", "たい", "ぬ"})
_CLOSING = frozenset({"など", "等"})
_SUBSIDIARY = frozenset({"居る", "仕舞う", "来る", "置く", "行く"})
_REACH = 12


def content_head(tokens: Sequence[Token], low: int, head: int) -> int:
    """「**行わ**れる」: the verb stands before its voice; 「**始め**た」などと: and before what closes its quotation."""
    start = head
    while head > low and (tokens[head].pos == "補助記号" or tokens[head].surface in _CLOSING):
        head -= 1
    if head < start or tokens[head].conjugation_type in {"助動詞-タ", "助動詞-マス"}:
        while head > low and (
            tokens[head].pos in {"助動詞", "補助記号"}
            or tokens[head].pos_detail in {"終助詞", "接続助詞"}
            or (tokens[head].lemma in _SUBSIDIARY and tokens[head - 1].surface in {"て", "で"})
        ):
            head -= 1
    while head > low and tokens[head].pos == "助動詞" and tokens[head].lemma in _VOICE:
        head -= 1
    return head


def finite_before(tokens: Sequence[Token], low: int, head: int) -> int:
    """The last word before the head that ends a clause of its own (relative, quoted or linked), or ``low - 1``."""
    for index in range(head - 2, low, -1):
        token = tokens[index]
        if token.pos in {"動詞", "形容詞", "助動詞"}:
            following = tokens[index + 1]
            if token.conjugation_form.startswith(("連体形", "終止形")) and following.pos not in {"助動詞", "動詞"}:
                return index
            if following.pos_detail == "接続助詞":
                return index
    return low - 1


def is_cleft(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「計画を**立てたのは**村長だ」: the event stands before のは; 「起きたのは初めてだ」 is about now."""
    for index in range(head - 1, low + 1, -1):
        token = tokens[index]
        if token.surface == "は" and tokens[index - 1].pos_detail == "準体助詞":
            if tokens[index - 2].conjugation_type != "助動詞-タ":
                return False
            return not any(item.lemma in _FOCUS_OF_STATE for item in tokens[index + 1 : head + 1])
    return False


def revealed(tokens: Sequence[Token], low: int, head: int) -> tuple[int, int] | None:
    """「**開く**ことを明らかにした」「**増える**ことが分かった」: the predicate that is made known, and where it ends.

    Returns:
        Its head and its end, or None where nothing is made known.
    """
    stem = head
    if tokens[head].lemma in {"成る", "為る"}:
        stem = head - 2 if tokens[head - 1].lemma == "だ" else head - 1
    if stem <= low or tokens[stem].lemma not in _REVEALING:
        return None
    for index in range(stem - 1, max(low + 1, stem - _REACH), -1):
        token = tokens[index]
        if token.pos in {"動詞", "形容詞"}:
            return None
        if token.surface in {"が", "を", "も", "は"} and token.pos == "助詞" and tokens[index - 1].lemma == "事":
            end = inner = index - 1
            inner -= 1
            while inner > low and (
                tokens[inner].pos == "助動詞"
                or tokens[inner].pos_detail == "接続助詞"
                or tokens[inner].lemma in {"居る", "有る"}
            ):
                inner -= 1
            return inner, end
    return None
