"""Where the predicate stands whose tense is the proposition's."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.document import Token
from kakudo.grammar import word_class

__all__ = ["content_head", "finite_before", "is_cleft", "last_predicate", "revealed"]

_REVEALING = word_class("revealing-predicate")
_FOCUS_OF_STATE = word_class("state-focus")
_VOICE = frozenset({"れる", "られる", "せる", "させる", "しめる", "ない", "ず", "たい", "ぬ"})
_TRUTHS = frozenset({"明白", "明らか", "確か", "事実", "歴然"})
_CLOSING = frozenset({"など", "等"})
_SUBSIDIARY = frozenset({"居る", "仕舞う", "来る", "置く", "行く"})
_REACH = 12
_CONTRACTED = frozenset({"とく", "どく", "ちゃう", "ちまう"})
_BENDING = _VOICE | _CONTRACTED
_CONJECTURE = "意志推量形"
_NOMINAL = frozenset({"名詞", "代名詞", "接尾辞", "接頭辞", "連体詞", "形状詞", "副詞", "助詞", "補助記号", "記号"})
_QUOTING = frozenset({"と", "って"})


def last_predicate(tokens: Sequence[Token], low: int, head: int) -> int:
    """The head without what only trails behind it: signs, particles after a finite predicate, a phrase put last.

    「**売り切れ**だった⛽」「**下がっ**たとは」「回収**でき**てたのに」「**延長**になるんでしょうね、あの免許」.
    """
    start = head
    while head > low:
        step = _before_phrase_put_last(tokens, low, head)
        if step == head:
            step = head - _n_trailing(tokens, low, head)
        if step == head:
            break
        head = step
    return head if head == start else _before_auxiliaries(tokens, low, head)


def _n_trailing(tokens: Sequence[Token], low: int, head: int) -> int:
    """How many tokens at the head say nothing of the predicate: a sign, an emoji, a closing or quoting particle."""
    token, before = tokens[head], tokens[head - 1]
    goes_on = head + 1 < len(tokens) and tokens[head + 1].pos != "補助記号"
    if token.pos == "副詞" and goes_on and (before.surface == "、" or before.pos_detail == "係助詞"):
        return 1  # 「細工があった**ことは、もはや**疑いようがない」
    if token.pos in {"補助記号", "空白"} or (token.pos == "記号" and not token.surface.isalnum()):
        return 1
    if token.pos != "助詞":
        return 0
    if token.pos_detail == "終助詞":
        return 1
    if token.pos_detail == "接続助詞" and token.surface not in {"て", "で"}:
        return 1 if _is_finite(before) else 0
    if token.surface == "に" and before.pos_detail == "準体助詞" and head - 2 > low and _is_finite(tokens[head - 2]):
        return 2
    is_clause = before.pos_detail == "準体助詞" or before.lemma in {"事", "積り"}
    if token.surface in {"は", "が", "も"} and is_clause and head - 2 > low and _is_finite(tokens[head - 2]):
        return 2  # 「**ずれ込む**のは避けられない」「**出る**ことはおそらくない」
    if token.surface in _QUOTING:
        return 1 if _is_finite(before) or before.surface == "、" else 0
    if token.surface in {"は", "も"} and before.surface in _QUOTING and head - 2 > low and _is_finite(tokens[head - 2]):
        return 2
    return 0


def _is_finite(token: Token) -> bool:
    return token.pos in {"動詞", "形容詞", "助動詞"} and token.conjugation_form.startswith(
        ("終止形", "連体形", _CONJECTURE)
    )


def _before_phrase_put_last(tokens: Sequence[Token], low: int, head: int) -> int:
    """The end of the clause before 「、これは」 in 「増派くる**っしょ**、これは」, or the head where no phrase was put last."""
    for index in range(head - 1, low + 1, -1):
        token = tokens[index]
        if token.surface == "、":
            closing = tokens[index - 1]
            is_closed = (
                (closing.pos_detail == "終助詞" and closing.surface not in {"か", "の"})
                or closing.conjugation_form == _CONJECTURE
                or (closing.surface in {"だ", "です"} and tokens[index - 2].pos_detail == "準体助詞")
            )
            return index - 1 if is_closed else head
        if token.pos not in _NOMINAL:
            return head
    return head


def _before_auxiliaries(tokens: Sequence[Token], low: int, head: int) -> int:
    while head > low and (
        tokens[head].pos in {"助動詞", "補助記号"}
        or tokens[head].pos_detail in {"終助詞", "接続助詞"}
        or (tokens[head].pos_detail == "準体助詞" and tokens[head + 1].pos == "助動詞" and _is_finite(tokens[head - 1]))
        or (tokens[head].lemma in _SUBSIDIARY and tokens[head - 1].surface in {"て", "で"})
    ):
        head -= 1
    return head


def content_head(tokens: Sequence[Token], low: int, head: int) -> int:
    """「**行わ**れる」: the verb stands before its voice; 「**始め**た」などと: and before what closes its quotation."""
    head = last_predicate(tokens, low, head)
    start = head
    while head > low and (tokens[head].pos == "補助記号" or tokens[head].surface in _CLOSING):
        head -= 1
    if head < start or tokens[head].conjugation_type in {"助動詞-タ", "助動詞-マス"}:
        head = _before_auxiliaries(tokens, low, head)
    while head > low and tokens[head].pos == "助動詞" and tokens[head].lemma in _BENDING:
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
            if any(item.lemma == "から" for item in tokens[head : head + 3]):  # 「閉じたのは売り**たい**からだ」
                return False  # the reason holds now
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
    is_truth = tokens[stem].lemma in _TRUTHS  # 「公約が偽り**だった**ことは明白だ」
    if stem <= low or not (is_truth or tokens[stem].lemma in _REVEALING):
        return None
    for index in range(stem - 1, max(low + 1, stem - _REACH), -1):
        token = tokens[index]
        if token.pos in {"動詞", "形容詞"}:
            return None
        if (
            token.surface in {"が", "を", "も", "は"}
            and token.pos == "助詞"
            and (tokens[index - 1].lemma == "事" or (is_truth and tokens[index - 1].pos_detail == "準体助詞"))
        ):
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
