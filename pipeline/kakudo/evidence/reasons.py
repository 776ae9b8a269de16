"""Reasons that a sentence gives: 〜ため、〜ことから、〜ので、〜により、〜を受けて. A purpose (勝つために) is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kakudo.document import Span, Token
from kakudo.tokenization import TokenizedText

__all__ = ["find_reasons", "may_give_reason"]

# 〜するため is a purpose unless the verb is a state: 人が足りているため, 規制があるため, 違うため.
_STATES_WORDS: Final = """
    居る 有る 出来る 無い 為れる れる られる 違う 異なる 掛かる 要る 足りる 成る 見える 過ぎる 相次ぐ 続く 高まる
    強まる 増える 減る 迫る
"""
_STATES: Final = frozenset(_STATES_WORDS.split())
# 悪天候のため, 故障のため; 治療のため is a purpose.
_CAUSES_WORDS: Final = """
    悪天候 天候 大雪 雪 雨 大雨 豪雨 濃霧 霧 強風 台風 地震 津波 洪水 火災 火事 停電 断水 事故 故障 不具合 不備
    不足 病気 病 急病 けが 怪我 負傷 骨折 肺炎 心不全 がん 癌 老衰 高齢 体調 不調 疲労 影響 遅れ 遅延 渋滞 混雑
    混乱 悪化 低下 減少 増加 上昇 下落 高騰 急騰 急落 不振 不況 不漁 不作 赤字 破綻 倒産 反対 対立 制裁 封鎖 禁輸
    戦争 内戦 紛争 休業 休み 祝日 理由 都合 事情 ミス 誤り 欠陥 老朽 劣化 違反 過多 過剰 難 安 高 増 減 化 不良
    不全 障害 流行 感染
"""
_CAUSES: Final = frozenset(_CAUSES_WORDS.split())
_AGENTS: Final = (
    "者",
    "人",
    "官",
    "員",
    "隊",
    "軍",
    "警察",
    "政府",
    "社",
    "会",
    "党",
    "氏",
    "省",
    "庁",
    "所",
    "署",
    "委",
    "側",
    "銀",
    "国",
    "ら",
    "勢力",
    "大統領",
    "相",
    "長",
    "新聞",
    "名",
    "団",
    "組織",
    "グループ",
    "メンバー",
    "通信",
    "機関",
    "さん",
    "院",
    "裁",
)
_DIFFER_WORDS: Final = "異なる 違う 様々 まちまち 差 変わる 分かれる"
_DIFFER: Final = frozenset(_DIFFER_WORDS.split())
# 治療を受けて is not "because of".
_RECEIVED_WORDS: Final = """
    治療 検査 手術 教育 訓練 指導 支援 援助 研修 診察 診断 輸血 賞 表彰 取材 聴取 授業 講義 試験 面接 サービス
    許可 認可 選挙 相談 電話 注文 依頼 攻撃 批判 被害 銃弾 印象 感じ 質問
"""
_RECEIVED: Final = frozenset(_RECEIVED_WORDS.split())
_BOUNDARIES_WORDS: Final = "、 。 「 」 『 』 ， ( ) ・・・ …"
_BOUNDARIES: Final = frozenset(_BOUNDARIES_WORDS.split())


def may_give_reason(token: Token) -> bool:
    """Whether a token may mark a reason, so that a sentence without one need not be read."""
    surface, lemma = token.surface, token.lemma
    return (
        surface in ("から", "ため", "為", "ので", "せい", "おかげ")
        or lemma == "因る"
        or (lemma == "受ける" and surface == "受け")
        or (surface == "の" and token.pos_detail == "準体助詞")
    )


def find_reasons(tokenized: TokenizedText, candidates: Sequence[int]) -> list[Span]:
    """Find the clauses that give a reason.

    Args:
        tokenized: the tokens of a sentence.
        candidates: indexes of the tokens for which `may_give_reason` holds.

    Returns:
        Spans from the beginning of the clause to the end of its marker, in code points of the sentence.
    """
    tokens, starts, ends = tokenized.tokens, tokenized.starts, tokenized.ends
    found: list[Span] = []
    for index in candidates:
        last = _marker_end(tokens, index)
        if last is None:
            continue
        first = index
        while first and tokens[first - 1].surface not in _BOUNDARIES:
            first -= 1
        span = Span(starts[first], ends[last])
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _marker_end(tokens: Sequence[Token], index: int) -> int | None:
    """Index of the last token of the marker at ``index``; None when it marks no reason."""
    token, before = tokens[index], tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    next_surface = after.surface if after else ""
    surface = token.surface
    if surface in ("ため", "為"):
        return _end_of_tame(tokens, index, before, next_surface)
    if surface in ("せい", "おかげ"):
        is_marker = before is not None and before.surface in ("の", "た") and next_surface in ("で", "か")
        return index + 1 if is_marker else None
    if surface == "から":
        if token.pos_detail == "接続助詞":
            # 安いからといって: "even though".
            return None if next_surface in ("と", "って") else index
        is_fact = (
            before is not None
            and before.surface == "こと"
            and (after is None or after.lemma not in ("始める", "始まる", "学ぶ"))
        )
        return index if is_fact else None
    if surface == "の":
        is_node = next_surface == "で" and (
            index + 2 >= len(tokens)
            or tokens[index + 2].surface not in ("は", "ある", "あり", "あっ", "も", "あろ", "なく", "ない")
        )
        return index + 1 if is_node else None
    if surface == "ので":
        return index
    if token.lemma == "因る":
        return _end_of_yoru(tokens, index, next_surface)
    return _end_of_ukete(tokens, index, next_surface)


def _end_of_tame(tokens: Sequence[Token], index: int, before: Token | None, next_surface: str) -> int | None:
    if before is None or next_surface == "の":
        return None
    end = index + 1 if next_surface == "に" else index
    if before.surface in ("その", "この"):
        return None if next_surface == "に" else index
    if before.surface == "の":
        noun = tokens[index - 2] if index > 1 else None
        is_cause = noun is not None and (noun.surface in _CAUSES or noun.surface[-1] in "難安高増減病症")
        return end if is_cause else None
    if before.pos in ("形容詞", "形状詞") or before.surface in ("た", "だ", "な", "ない", "ぬ"):
        return end
    if before.lemma in _STATES and before.pos in ("動詞", "助動詞", "接尾辞"):
        return end
    return None


def _end_of_yoru(tokens: Sequence[Token], index: int, next_surface: str) -> int | None:
    """により, によって; not the agent of a passive (警察によって), によると or によっては."""
    surface = tokens[index].surface
    if index < 2 or tokens[index - 1].surface != "に":
        return None
    end = index
    if surface == "よっ":
        if next_surface != "て":
            return None
        end = index + 1
    elif surface != "より":
        return None
    noun = tokens[index - 2]
    if noun.pos_detail == "固有名詞" or noun.pos == "代名詞" or noun.surface.endswith(_AGENTS):
        return None
    following = tokens[end + 1 : end + 5]
    if following and (following[0].surface in ("は", "も") or any(token.lemma in _DIFFER for token in following)):
        return None
    return end


def _end_of_ukete(tokens: Sequence[Token], index: int, next_surface: str) -> int | None:
    """を受けて, を受け、 after an event; 治療を受けて is none."""
    if index < 2 or tokens[index - 1].surface != "を" or tokens[index - 2].surface in _RECEIVED:
        return None
    if next_surface == "、":
        return index
    if next_surface != "て":
        return None
    following = tokens[index + 2] if index + 2 < len(tokens) else None
    if following is None or following.lemma in ("居る", "来る", "行く", "も", "は", "から", "下さる", "貰う"):
        return None
    return index + 1
