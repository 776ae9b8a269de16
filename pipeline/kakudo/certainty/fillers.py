"""Tokens after a predicate that add nothing to what it says: 「上がる**んですよね笑**」."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.document import Token
from kakudo.grammar import COMMAS

__all__ = ["is_filler"]

_FILLER_AUXILIARIES = frozenset({"た", "だ", "や", "です", "ます", "で", "てる", "とる", "ちゃう", "でる"})
_FILLER_SUBSIDIARIES = frozenset(
    {"居る", "有る", "仕舞う", "来る", "行く", "置く", "おる", "御座る", "参る", "ちゃう", "てる"}
)
_LAUGHS = frozenset("wWｗ笑草爆泣汗")


def is_filler(tokens: Sequence[Token], position: int, high: int) -> bool:
    """Whether the token before ``position`` only inflects, softens or closes what stands before it.

    Args:
        tokens: of the sentence.
        position: the token index up to which a claim is still to be read.
        high: where the claim ends.
    """
    token = tokens[position - 1]
    if token.pos in {"補助記号", "空白"} or token.pos_detail == "終助詞":
        return True
    if token.surface == "と" and position == high and position > 2 and tokens[position - 2].surface in COMMAS:
        return True  # 「知人が断言していた。増税はない、**と**。」
    if token.pos == "助動詞":
        return token.lemma in _FILLER_AUXILIARIES
    if token.pos_detail == "接続助詞":
        closes = position < high and tokens[position].pos_detail == "終助詞"  # 「一人もおらん**から**な」
        return position == high or closes or token.surface in {"て", "で", "ちゃ"}
    if token.pos == "動詞" and token.pos_detail == "非自立可能":
        before = tokens[position - 2] if position > 1 else None
        return (
            token.lemma in _FILLER_SUBSIDIARIES
            and before is not None
            and (before.surface in {"て", "で"} and before.pos in {"助詞", "助動詞"})
        )
    if token.surface == "ん" and position > 1 and tokens[position - 2].surface == "や":
        return True  # 「もうないや**ん**」
    if token.pos_detail == "準体助詞":  # のだ, んです
        return (
            position < high
            and tokens[position].pos in {"助動詞", "助詞"}
            and tokens[position].surface not in {"が", "を", "は", "も"}
        )
    if token.surface in {"から", "ため", "けど"} and (position == high or tokens[position].pos_detail == "終助詞"):
        return True
    if token.surface in {"もの", "もん"} and position == high and position > 1:
        return tokens[position - 2].pos in {"動詞", "助動詞", "形容詞"}  # 「誰も来ない**もの**。」
    if token.surface == "だけ" and position < high:
        return tokens[position].lemma in {"だ", "です"}  # 「下げてほしい**だけなんだ**」
    if token.surface == "ばかり" and position > 1 and tokens[position - 2].lemma == "た":
        return True  # 「方針を固めたばかりだった」
    return (
        _LAUGHS.issuperset(token.surface)
        and len(token.surface) <= 3
        and token.pos in {"名詞", "記号"}
        and position == high
    )
