"""Names of places among the tokens of a sentence, with what is compounded onto them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kakudo.document import Span, Token
from kakudo.tokenization import TokenizedText

__all__ = ["find_places", "is_place_name"]

_SUFFIXES_WORDS: Final = """
    都 道 府 県 市 区 町 村 州 郡 島 諸島 列島 半島 湾 川 河 港 空港 海峡 海 洋 山 山脈 峠 沖 地方 地区 地域
    自治区 自治州 共和国 省 駅 沿岸 盆地 平野 高原 運河 油田 ガス田 鉱区 基地 原発 大使館 国境 東部 西部 南部 北部
    中部 東方 西方 南方 北方 南東部 北東部 南西部 北西部 東岸 西岸 南岸 北岸 内陸部 沿海 国内 国外 市内 県内 都内
    域内 市街 郊外 近郊 周辺 付近 各地 全土 全域 沿い 上空 中心部 首都圏 本土 側 一帯
"""
_SUFFIXES: Final = frozenset(_SUFFIXES_WORDS.split())
# ロシア人, 日本語: a people or a language.
_NOT_AFTER_WORDS: Final = "一 人 語 系 製 産 風 氏 さん 君 式 流 株 戦 派 教 史 勢 国籍 時間 杯 円 代表"
_NOT_AFTER: Final = frozenset(_NOT_AFTER_WORDS.split())


def is_place_name(token: Token) -> bool:
    """Whether the dictionary knows the token as the name of a place (UniDic 固有名詞-地名)."""
    return token.pos_class == "地名" and token.pos_detail == "固有名詞"


def find_places(text: str, tokenized: TokenizedText, candidates: Sequence[int]) -> list[Span]:
    """Find the places that a sentence names, each name once.

    ニューヨーク州, 東京都千代田区 and ウクライナ東部 are one each. A name inside another name or a noun for people is
    none: 東京電力,
    ロシア政府, 日本人; nor is a one-character abbreviation (米, 英), which stands for a government.

    Args:
        text: the sentence.
        tokenized: its tokens.
        candidates: indexes of the tokens for which `is_place_name` holds.

    Returns:
        Spans in code points of ``text``, in order.
    """
    tokens, starts, ends = tokenized.tokens, tokenized.starts, tokenized.ends
    n = len(tokens)
    found: list[Span] = []
    seen: set[str] = set()
    index = 0
    for first in candidates:
        if first < index:
            continue
        index = first + 1
        is_whole = len(tokens[first].surface) > 1
        while index < n and starts[index] == ends[index - 1]:
            token = tokens[index]
            if token.surface in _SUFFIXES or is_place_name(token):
                is_whole = True
                index += 1
            else:
                break
        if not is_whole:
            continue
        if index < n and starts[index] == ends[index - 1] and _belongs_to_name(tokens[index]):
            continue
        if first and ends[first - 1] == starts[first] and tokens[first - 1].pos_detail == "固有名詞":
            continue  # 千葉真一 and the like: a part of a person's name
        span = Span(starts[first], ends[index - 1])
        name = text[span.start : span.end]
        if name not in seen:
            seen.add(name)
            found.append(span)
    return found


def _belongs_to_name(token: Token) -> bool:
    """Whether a token right after a place makes it part of something else."""
    surface = token.surface
    return (
        surface in _NOT_AFTER
        or (token.pos == "名詞" and token.pos_detail != "数詞")
        or token.pos in ("接尾辞", "接頭辞")
    )
