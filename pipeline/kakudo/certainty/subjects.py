"""Subjects: which noun phrase of a clause can be the one that speaks."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.certainty.holders import HolderLexicon, can_speak, classify_holder, noun_phrase_before
from kakudo.document import Span, Token
from kakudo.findings import HolderType
from kakudo.grammar import COMMAS, word_class
from kakudo.segmentation.brackets import Brackets
from kakudo.token_signs import SUBJECT, TOPIC

__all__ = ["find_subject", "last_subject", "medium_before", "speaker_after_quote", "subject_after_joint"]

_MARKS = TOPIC | SUBJECT
_MEDIA = frozenset({"新聞", "通信", "放送", "テレビ", "紙", "誌"})
_RECORDS = word_class("record-noun")


def find_subject(
    tokens: Sequence[Token],
    brackets: Brackets,
    low: int,
    high: int,
    lexicon: HolderLexicon,
    *,
    nearest_last: bool = False,
) -> Span | None:
    """The noun phrase between ``low`` and ``high`` that is marked as topic (は, も) or else as subject (が) and can speak.

    Args:
        nearest_last: prefer the last topic instead of the first (the subject that stands right before its verb).
    """
    marks = _marks(tokens, brackets, low, high)
    if not marks:
        return None
    topic = _marked(tokens, brackets, low, marks, TOPIC, lexicon, nearest_last)
    if topic is not None:
        return topic[0]
    subject = _marked(tokens, brackets, low, marks, SUBJECT, lexicon, nearest_last)
    if subject is None:
        return None
    # 「兵士が搭乗していたと伝えた」: a lone が belongs to what is said; 「専門家が、景気は戻ったと述べた」 has one of each.
    phrase, position = subject
    is_alone = not any(
        tokens[index].pos == "助詞" and tokens[index].surface in {"は", "が", "も"} and not brackets.depth[index]
        for index in range(position + 1, high)
    )
    has_predicate_after = any(
        tokens[index].pos in {"動詞", "助動詞", "形容詞"} and not brackets.depth[index]
        for index in range(position + 1, high)
    )
    return None if is_alone and has_predicate_after else phrase


def _marks(tokens: Sequence[Token], brackets: Brackets, low: int, high: int) -> list[tuple[int, int]]:
    """Where particles of topic or subject stand outside brackets, with what they mark."""
    start, depth = max(low, 1), brackets.depth
    return [
        (index, token.sign)
        for index, token in enumerate(tokens[start:high], start)
        if token.sign & _MARKS and not depth[index]
    ]


def _marked(
    tokens: Sequence[Token],
    brackets: Brackets,
    low: int,
    marks: Sequence[tuple[int, int]],
    wanted: int,
    lexicon: HolderLexicon,
    nearest_last: bool,
) -> tuple[Span, int] | None:
    """The first (or last) noun phrase with one of the particles that can speak, and where its particle stands."""
    best: tuple[Span, int] | None = None
    for index, sign in marks:
        if not sign & wanted:
            continue
        position = index
        if tokens[index - 1].surface in {"で", "に"} and tokens[index - 1].pos == "助詞":
            # 「日本技術開発では…」: a body as a place speaks too; 「会議では」 does not.
            position = index - 1
        phrase = noun_phrase_before(tokens, brackets, position, low)
        if can_speak(tokens, phrase, lexicon):
            best = phrase, index
            if not nearest_last:
                return best
    return best


def subject_after_joint(
    tokens: Sequence[Token], brackets: Brackets, low: int, high: int, lexicon: HolderLexicon
) -> Span | None:
    """「政府は仲裁に踏み切り、**労組側も**職場へ戻ると表明した」「経緯はなく、**警察は**…としている」: a clause with a topic of its own has
    its own speaker."""
    for index in range(high - 2, low + 1, -1):
        if tokens[index].surface not in COMMAS or brackets.depth[index]:
            continue
        before = tokens[index - 1]
        is_joint = before.pos in {"動詞", "助動詞", "形容詞"} and before.conjugation_form.startswith("連用形")
        is_joint = is_joint or (before.pos_detail == "接続助詞" and before.surface in {"が", "て", "で", "し", "けど"})
        if not is_joint:
            continue
        for mark in range(index + 2, min(high, index + 12)):
            if tokens[mark].pos == "助詞" and tokens[mark].surface in {"は", "も"} and not brackets.depth[mark]:
                phrase = noun_phrase_before(tokens, brackets, mark, index + 1)
                is_known = phrase.start == index + 1 and can_speak(tokens, phrase, lexicon)
                # 「軍人6人が負傷したが、死亡者はなかったと伝えている」: those spoken of do not speak.
                # 「省は明かさなかったが、ディーラーの一人は「…」と話す」: what opens after は is this one's words.
                speaks = mark + 1 in brackets.opens_quote
                if is_known and (speaks or classify_holder(tokens, phrase, lexicon) is HolderType.NAMED):
                    return phrase
                break
    return None


def last_subject(
    tokens: Sequence[Token], brackets: Brackets, low: int, high: int, lexicon: HolderLexicon
) -> Span | None:
    """The が that stands between 〜ことを and its verb can only be the speaker's."""
    found = _marked(tokens, brackets, low, _marks(tokens, brackets, low, high), SUBJECT, lexicon, True)
    return found[0] if found is not None else None


def medium_before(tokens: Sequence[Token], brackets: Brackets, high: int) -> Span | None:
    """「年次報告書**には**、…と記されている」「**新聞では**…と書かれている」: the text in which it stands."""
    for index in range(1, high):
        if tokens[index].surface == "で" and tokens[index + 1].surface == "は" and not brackets.depth[index]:
            phrase = noun_phrase_before(tokens, brackets, index)
            if any(tokens[place].lemma in _MEDIA or tokens[place].lemma in _RECORDS for place in range(*phrase)):
                return phrase
        if tokens[index].surface == "に" and not brackets.depth[index]:
            phrase = noun_phrase_before(tokens, brackets, index)
            begins = phrase.start == 0 or tokens[phrase.start - 1].surface in COMMAS
            if not begins and tokens[index + 1].surface != "は":
                continue
            if phrase.start < phrase.end and tokens[phrase.end - 1].lemma in _RECORDS:
                return phrase
    return None


def speaker_after_quote(tokens: Sequence[Token], brackets: Brackets, low: int, high: int) -> Span | None:
    """「「…」23歳のラムは言った」: whatever noun phrase は or が marks right after the quotation; names need not be known."""
    for index in range(low, high):
        token = tokens[index]
        if token.pos == "助詞" and token.surface in {"は", "が"} and not brackets.depth[index]:
            phrase = noun_phrase_before(tokens, brackets, index, low)
            between = tokens[low : phrase.start]
            is_apposition = all(
                item.pos in {"名詞", "接尾辞", "接頭辞", "補助記号"} or item.surface == "の" for item in between
            )
            # 「「…」人々を指さし**ながら**トランプは語った」
            is_aside = bool(between) and between[-1].surface in {"ながら", "て", "で"} and between[-1].pos == "助詞"
            return phrase if phrase.start < phrase.end and (is_apposition or is_aside) else None
    return None
