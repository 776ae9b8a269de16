"""Complements of verbs of saying: where what is said ends, and what marks it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from kakudo.certainty.holders import HolderLexicon
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.patterns import CLASSES
from kakudo.certainty.subjects import find_subject, speaker_after_quote
from kakudo.document import Token
from kakudo.findings import Certainty
from kakudo.grammar import COMMAS, NOUN_POS, PREDICATE_POS
from kakudo.segmentation.brackets import Brackets

__all__ = ["Complement", "find_complement", "is_passive", "is_quotative_to", "puts_out_document"]

_is_predicate = CLASSES["pred"]
# 「…と、同氏は記者団の質問に対し厳しい表情で答えた」: how far と may stand from its verb.
_MAX_GAP = 30
_NO_CONDITION = frozenset({"だ", "た", "です", "ます"})
_REVEALING = "明らか"
_TOPICS = frozenset({"は", "が"})
_FOCUS = frozenset({"も", "は", "だけ", "まで"})
# 「公正な選挙を行うと繰り返し主張した」: linked verbs that only say how often.
_ADVERBIAL = frozenset({"繰り返す", "重ねる", "改める", "続ける"})


# A comment or a statement is speech; these are things.
_DOCUMENTS = frozenset(
    {"書", "報告書", "白書", "論文", "資料", "文書", "記事", "本", "統計", "データ", "レポート", "リポート"}
)
_NAMING = frozenset({"為る", "言う"})
_PASSIVE = frozenset({"れる", "られる"})


class Complement(StrEnum):
    """What marks the complement of a verb of saying."""

    TO = "to"  # …と述べた
    KOTO = "koto"  # …ことを明らかにした
    NOUN = "noun"  # 残高を明らかにした; そう公表した


def is_quotative_to(tokens: Sequence[Token], index: int) -> bool:
    """Whether the と at ``index`` can only quote: after a plain non-past verb it may be the conditional one (「続く**と**困る」)."""
    return tokens[index].pos_detail != "接続助詞" or tokens[index - 1].lemma in _NO_CONDITION


def find_complement(
    tokens: Sequence[Token], brackets: Brackets, match: CueMatch, lexicon: HolderLexicon
) -> tuple[Complement, int] | None:
    depth = brackets.depth[match.start]
    index = match.start - 1
    low = max(0, match.start - _MAX_GAP)
    n_links = 0
    quoted = _quotation_before(tokens, brackets, match, lexicon)
    if quoted is not None:
        return Complement.TO, quoted
    while index > 0 and index >= low:
        opener = brackets.partner.get(index)
        if opener is not None and opener < index:
            low = min(low, opener - 2)
            index = opener - 1
            continue
        if brackets.depth[index] < depth or opener is not None:
            return None
        token, before = tokens[index], tokens[index - 1]
        is_adjacent = index == match.start - 1 or all(
            between.surface in _FOCUS for between in tokens[index + 1 : match.start]
        )
        if token.pos == "助詞":
            if token.surface in {"と", "って"}:
                closes = brackets.quote_closed_at(index - 1) is not None
                # 「必要だと…語った」: unidic-lite takes this と for the conditional one.
                is_quotative = is_quotative_to(tokens, index) or n_links == 0
                # 「「…」として、計画を強調した」: として is a clause of its own.
                is_toshite = not is_adjacent and tokens[index + 1].lemma == "為る"
                # 「火事は落雷のせい**って**報告書に書いてある」
                is_topical = token.surface == "って" and any(item.surface in _TOPICS for item in tokens[low:index])
                if (closes or (_is_predicate(before) and is_quotative) or is_adjacent or is_topical) and not is_toshite:
                    if puts_out_document(tokens[index + 1 : match.start]):
                        return None
                    return Complement.TO, index
            elif token.surface in {"を", "も", "は", "が", "に"} and before.lemma in {"事", "旨"}:
                # 「…実施したことを、同国の機関が発表した」; 「帰国することを呼びかけた」 is an act.
                is_call = match.row.certainty is Certainty.UNCOMMITTED
                # 「…いる**ことは**、かねて**指摘されて**きた」
                may_stand_apart = token.surface == "を" or (token.surface != "に" and is_passive(tokens, match))
                if is_adjacent or (may_stand_apart and not n_links):
                    if is_call:
                        return None
                    # 「「…」との旨を表明した」: the words end before と.
                    is_quoted = (
                        index > 2 and tokens[index - 2].lemma in {"の", "言う"} and is_quotative_to(tokens, index - 3)
                    )
                    return (Complement.TO, index - 3) if is_quoted else (Complement.KOTO, index - 1)
        if token.surface == "を" and tokens[match.start].lemma == _REVEALING and before.pos in NOUN_POS and not n_links:
            return Complement.NOUN, index
        if token.lemma == "様" and _is_predicate(before):
            return None  # 「撤退するよう求めた」: a request is an act, which the writer reports
        if token.pos_detail == "接続助詞" and token.surface in {"が", "し", "から", "ので"} and not is_adjacent:
            return None
        if (
            token.surface in {"、", ","}
            and before.pos in {"動詞", "助動詞"}
            and before.conjugation_form.startswith("連用形")
        ):
            return None  # 「勝利だと称え、増産を求めた」: another clause
        if (
            token.surface in COMMAS
            and _is_finite(before)
            and find_subject(tokens, brackets, index + 1, match.start, lexicon)
        ):
            return (
                Complement.TO,
                index,
            )  # translated prose: 「…するだろう、と」 without と: 「…するだろう、上院議員が言う」
        # 「…と語り、会場を後にしたと話した」: at most two linked verbs may stand between と and its verb.
        if token.pos == "動詞" and token.pos_detail == "一般" and token.lemma not in _ADVERBIAL:
            n_links += 1
            if n_links > 2:
                return None
        index -= 1
    return None


def is_passive(tokens: Sequence[Token], match: CueMatch) -> bool:
    """「指摘**されて**」: whether a verb of saying stands in the passive."""
    return any(token.lemma in _PASSIVE for token in tokens[match.end : match.end + 2])


def puts_out_document(after: Sequence[Token]) -> bool:
    """Whether the words after と are a verb of saying that describes a document: 「崩れると**断じる文書を**出した」.

    To put it out is an act, which the writer tells; 「とする声明を出した」 says.
    """
    verb = next((i for i, token in enumerate(after[:4]) if token.conjugation_form.startswith("連体形")), None)
    if verb is None or after[0].lemma in _NAMING or not any(token.pos == "動詞" for token in after[: verb + 1]):
        return False
    mark = next((i for i in range(verb + 1, min(len(after), verb + 6)) if after[i].pos == "助詞"), None)
    return mark is not None and after[mark].surface == "を" and after[mark - 1].lemma in _DOCUMENTS


def _quotation_before(
    tokens: Sequence[Token], brackets: Brackets, match: CueMatch, lexicon: HolderLexicon
) -> int | None:
    """Where a quotation ends that no と follows, as in translated prose: 「「…忘れません。」彼女は言った」「…で「…」指摘した」."""
    if brackets.depth[match.start]:
        return None
    if brackets.quote_closed_at(match.start - 1) is not None:
        return match.start
    opener = next((index for index in (0, 1) if index in brackets.opens_quote), None)
    closer = brackets.partner.get(opener) if opener is not None else None
    if closer is None or closer + 1 >= match.start:
        return None
    if opener == 1 and tokens[0].pos in NOUN_POS and tokens[closer + 1].surface in COMMAS:
        # 「首相「増税しない」、野党は反発した」: these words have their speaker before them, and 反発 another subject.
        between = tokens[closer + 2 : match.start]
        has_subject = any(token.pos == "助詞" and token.surface in {"は", "が", "も"} for token in between)
        return None if has_subject else closer + 1
    rest = range(closer + 1, match.start)
    # 「首相**と**大統領の会談に続いて述べた」 joins two nouns.
    if any(
        tokens[index].surface in {"と", "って"}
        and not brackets.depth[index]
        and (index == closer + 1 or tokens[index - 1].pos in PREDICATE_POS or tokens[index - 1].pos_detail == "終助詞")
        for index in rest
    ):
        return None
    has_speaker = (
        speaker_after_quote(tokens, brackets, closer + 1, match.start) is not None
        or find_subject(tokens, brackets, closer + 1, match.start, lexicon) is not None
    )
    return closer + 1 if has_speaker else None


def _is_finite(token: Token) -> bool:
    return token.pos in {"動詞", "助動詞", "形容詞"} and token.conjugation_form.startswith(("終止形", "意志"))
