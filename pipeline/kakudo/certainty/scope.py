"""Who says what: source phrases, verbs of saying with their complements, and the subjects of both."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from kakudo.certainty.holders import HolderLexicon, can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.lexicon import CueRole
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.patterns import CLASSES
from kakudo.document import Span, Token
from kakudo.findings import Certainty, CueType, HolderType
from kakudo.grammar import word_class
from kakudo.segmentation.brackets import Brackets

__all__ = ["Complement", "Saying", "Source", "find_sayings", "find_sources", "find_subject", "sealed_spans"]

_is_predicate = CLASSES["pred"]
# 「…と、同氏は記者団の質問に対し厳しい表情で答えた」: how far と may stand from its verb.
_MAX_GAP = 30
_TOPIC = frozenset({"は", "も", "では", "じゃ"})
_SUBJECT = frozenset({"が"})
_NO_CONDITION = frozenset({"だ", "た", "です", "ます"})
_RECORDS = word_class("record-noun")
_ENACTING = frozenset({"定める", "規定", "義務付ける"})
_FOCUS = frozenset({"も", "は", "だけ", "まで"})
_COMMAS = frozenset({"、", ",", "，"})
_PASSIVE = frozenset({"れる", "られる"})


class Source(NamedTuple):
    """A source phrase: 「ロイター通信によると」. It governs its sentence from ``match.end`` on."""

    match: CueMatch
    noun_phrase: Span
    type: HolderType


class Complement(StrEnum):
    """What marks the complement of a verb of saying."""

    TO = "to"  # …と述べた
    KOTO = "koto"  # …ことを明らかにした


class Saying(NamedTuple):
    """A verb of saying with its complement.

    Attributes:
        end: the token index where the complement ends (that of と or こと).
        is_capping: whether the verb's certainty holds for the complement.
        subject: token range of who says it, None when elided.
        type: the holder of the complement.
    """

    match: CueMatch
    complement: Complement
    end: int
    subject: Span | None
    type: HolderType
    is_capping: bool = True


def find_sources(
    tokens: Sequence[Token], brackets: Brackets, matches: Sequence[CueMatch], lexicon: HolderLexicon
) -> list[Source]:
    """The source phrases of a sentence outside quotations, in text order."""
    sources = []
    for match in matches:
        if match.row.role is not CueRole.SOURCE or brackets.depth[match.start]:
            continue
        # 「地元紙の報道によると」: the cue may itself hold the last noun of the phrase.
        end = match.start
        while (end < match.end and tokens[end].pos in {"名詞", "接尾辞"} and tokens[end].lemma != "曰く") or (
            end < match.end and tokens[end].surface == "の" and end > match.start
        ):
            end += 1
        phrase = noun_phrase_before(tokens, brackets, end, across_coordination=True)
        holder = match.row.holder
        # 「一説には」 names nobody; 「総務の人の噂では」 does.
        if phrase.start < phrase.end and not (holder is HolderType.AGENTLESS and phrase.start == match.start):
            holder = classify_holder(tokens, phrase, lexicon)
        sources.append(Source(match, phrase, holder or HolderType.NAMED))
    return sources


def find_sayings(
    tokens: Sequence[Token], brackets: Brackets, matches: Sequence[CueMatch], lexicon: HolderLexicon
) -> dict[int, Saying]:
    """Verbs of saying that have a complement, by the token index at which their cue starts."""
    sayings: dict[int, Saying] = {}
    low = 0
    for match in matches:
        if match.row.role is not CueRole.SAYING:
            continue
        found = _find_complement(tokens, brackets, match, lexicon)
        if found is None:
            continue
        complement, end = found
        is_passive = any(token.lemma in _PASSIVE for token in tokens[match.end : match.end + 2])
        subject = None if is_passive else _subject_of(tokens, brackets, match, end, low, lexicon)
        if is_passive and any(token.lemma in _ENACTING for token in tokens[match.start : match.end]):
            continue  # 「上限は3％までと定められている」 tells of a rule
        if is_passive:
            subject = _medium_before(tokens, brackets, end)
            holder = HolderType.AGENTLESS if subject is None else classify_holder(tokens, subject, lexicon)
        elif match.row.type is CueType.ASSERTION:
            subject, holder = None, HolderType.WRITER  # 「…ことに気づいた」: the writer vouches for it
        elif subject is not None:
            holder = classify_holder(tokens, subject, lexicon)
        elif match.row.type is CueType.OPINION:
            holder = HolderType.WRITER  # 「…と思う。」 without a subject is the writer's own
        else:
            holder = match.row.holder or HolderType.NAMED
        # 「「やむを得ない措置だ」と理解を求めた」: what is asked for stands with を, and the quotation is a plain one.
        asks_for_noun = match.row.certainty is Certainty.UNCOMMITTED and any(
            tokens[index].surface == "を" and not brackets.depth[index] for index in range(end + 1, match.start)
        )
        sayings[match.start] = Saying(match, complement, end, subject, holder, not asks_for_noun)
        if match.end < len(tokens) and tokens[match.end].surface in _COMMAS:
            low = match.end  # 「政府は…と主張、専門家は…と反論した」: the next verb has its own subject
    return sayings


def _find_complement(
    tokens: Sequence[Token], brackets: Brackets, match: CueMatch, lexicon: HolderLexicon
) -> tuple[Complement, int] | None:
    depth = brackets.depth[match.start]
    index = match.start - 1
    low = max(0, match.start - _MAX_GAP)
    n_links = 0
    while index > 0 and index >= low:
        opener = brackets.partner.get(index)
        if opener is not None and opener < index:
            # Translated prose leaves と out: 「「…忘れません。」彼女は言った」
            is_first = opener <= 1 and opener in brackets.opens_quote
            if is_first and _speaker_after_quote(tokens, brackets, index + 1, match.start) is not None:
                return Complement.TO, index + 1
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
                is_quotative = token.pos_detail != "接続助詞" or before.lemma in _NO_CONDITION or n_links == 0
                # 「「…」として、計画を強調した」: として is a clause of its own.
                is_toshite = not is_adjacent and tokens[index + 1].lemma == "為る"
                if (closes or (_is_predicate(before) and is_quotative) or is_adjacent) and not is_toshite:
                    return Complement.TO, index
            elif token.surface in {"を", "も", "は", "が", "に"} and before.lemma in {"事", "旨"}:
                # 「…実施したことを、同国の機関が発表した」; 「帰国することを呼びかけた」 is an act.
                is_call = match.row.certainty is Certainty.UNCOMMITTED
                if is_adjacent or (token.surface == "を" and not n_links):
                    return None if is_call else (Complement.KOTO, index - 1)
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
            token.surface in _COMMAS
            and _is_finite(before)
            and find_subject(tokens, brackets, index + 1, match.start, lexicon)
        ):
            return (
                Complement.TO,
                index,
            )  # translated prose: 「…するだろう、と」 without と: 「…するだろう、上院議員が言う」
        # 「…と語り、会場を後にしたと話した」: at most two linked verbs may stand between と and its verb.
        if token.pos == "動詞" and token.pos_detail == "一般":
            n_links += 1
            if n_links > 2:
                return None
        index -= 1
    return None


def _is_finite(token: Token) -> bool:
    return token.pos in {"動詞", "助動詞", "形容詞"} and token.conjugation_form.startswith(("終止形", "意志"))


def _subject_of(
    tokens: Sequence[Token], brackets: Brackets, match: CueMatch, end: int, low: int, lexicon: HolderLexicon
) -> Span | None:
    if match.row.subject is not None and tokens[match.start - 1].surface == match.row.subject:
        # 「…と米紙に載っていた」: the medium is what says it
        phrase = noun_phrase_before(tokens, brackets, match.start - 1, end + 1)
        if phrase.start < phrase.end:
            return phrase
    if brackets.quote_closed_at(end - 1) is not None and tokens[end].surface not in {"と", "って"}:
        speaker = _speaker_after_quote(tokens, brackets, end, match.start)
        if speaker is not None:
            return speaker
    after = (
        end if brackets.quote_closed_at(end - 1) is not None and tokens[end].surface not in {"と", "って"} else end + 1
    )
    between = find_subject(tokens, brackets, after, match.start, lexicon, nearest_last=True)
    if between is None and tokens[end].lemma in {"事", "旨"}:
        between = _last_subject(tokens, brackets, after, match.start, lexicon)
    if between is not None:
        return between
    opener = brackets.quote_closed_at(end - 1)
    high = opener if opener is not None else end
    subject = (
        _subject_after_joint(tokens, brackets, low, high, lexicon)
        or find_subject(tokens, brackets, low, high, lexicon)
        or find_subject(tokens, brackets, 0, high, lexicon)
    )
    if subject is None and opener is not None:
        # 「マドゥロ氏「必ず勝つ」と主張」「社長も、「…」と話す」
        position = opener
        while position > 0 and tokens[position - 1].surface in {"、", ",", "，"}:
            position -= 1
        phrase = noun_phrase_before(tokens, brackets, position)
        if can_speak(tokens, phrase, lexicon):
            return phrase
    return subject


def _speaker_after_quote(tokens: Sequence[Token], brackets: Brackets, low: int, high: int) -> Span | None:
    """「「…」23歳のラムは言った」: whatever noun phrase は or が marks right after the quotation; names need not be known."""
    for index in range(low, high):
        token = tokens[index]
        if token.pos == "助詞" and token.surface in {"は", "が"} and not brackets.depth[index]:
            phrase = noun_phrase_before(tokens, brackets, index, low)
            between = tokens[low : phrase.start]
            is_apposition = all(
                item.pos in {"名詞", "接尾辞", "接頭辞", "補助記号"} or item.surface == "の" for item in between
            )
            return phrase if phrase.start < phrase.end and is_apposition else None
    return None


def _medium_before(tokens: Sequence[Token], brackets: Brackets, high: int) -> Span | None:
    """「年次報告書**には**、…と記されている」: the text in which it stands."""
    for index in range(1, high):
        if tokens[index].surface == "に" and tokens[index + 1].surface == "は" and not brackets.depth[index]:
            phrase = noun_phrase_before(tokens, brackets, index)
            if phrase.start < phrase.end and tokens[phrase.end - 1].lemma in _RECORDS:
                return phrase
    return None


def _subject_after_joint(
    tokens: Sequence[Token], brackets: Brackets, low: int, high: int, lexicon: HolderLexicon
) -> Span | None:
    """「政府は仲裁に踏み切り、**労組側も**職場へ戻ると表明した」: a clause with a topic of its own has its own speaker."""
    for index in range(high - 2, low + 1, -1):
        if tokens[index].surface not in _COMMAS or brackets.depth[index]:
            continue
        before = tokens[index - 1]
        is_joint = before.pos in {"動詞", "助動詞"} and before.conjugation_form.startswith("連用形")
        is_joint = is_joint or (before.pos_detail == "接続助詞" and before.surface in {"が", "て", "で", "し", "けど"})
        if not is_joint:
            continue
        for mark in range(index + 2, min(high, index + 12)):
            if tokens[mark].pos == "助詞" and tokens[mark].surface in {"は", "も"} and not brackets.depth[mark]:
                phrase = noun_phrase_before(tokens, brackets, mark, index + 1)
                is_known = phrase.start == index + 1 and can_speak(tokens, phrase, lexicon)
                # 「軍人6人が負傷したが、死亡者はなかったと伝えている」: those spoken of do not speak.
                if is_known and classify_holder(tokens, phrase, lexicon) is HolderType.NAMED:
                    return phrase
                break
    return None


def _last_subject(
    tokens: Sequence[Token], brackets: Brackets, low: int, high: int, lexicon: HolderLexicon
) -> Span | None:
    """The が that stands between 〜ことを and its verb can only be the speaker's."""
    found = _marked(tokens, brackets, low, high, _SUBJECT, lexicon, True)
    return found[0] if found is not None else None


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
    topic = _marked(tokens, brackets, low, high, _TOPIC, lexicon, nearest_last)
    if topic is not None:
        return topic[0]
    subject = _marked(tokens, brackets, low, high, _SUBJECT, lexicon, nearest_last)
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


def _marked(
    tokens: Sequence[Token],
    brackets: Brackets,
    low: int,
    high: int,
    particles: frozenset[str],
    lexicon: HolderLexicon,
    nearest_last: bool,
) -> tuple[Span, int] | None:
    """The first (or last) noun phrase with one of the particles that can speak, and where its particle stands."""
    best: tuple[Span, int] | None = None
    for index in range(max(low, 1), high):
        token = tokens[index]
        if token.pos != "助詞" or token.surface not in particles or brackets.depth[index]:
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


def sealed_spans(brackets: Brackets, sayings: dict[int, Saying]) -> list[Span]:
    """Token ranges that coordination must not cut: complements of verbs of saying that no quotation marks bound."""
    spans = []
    for saying in sayings.values():
        if brackets.depth[saying.match.start]:
            continue
        opener = brackets.quote_closed_at(saying.end - 1)
        if opener is not None:
            spans.append(Span(opener, saying.match.end))
            continue
        start = saying.subject.end if saying.subject is not None and saying.subject.end < saying.end else 0
        spans.append(Span(start, saying.match.end))
    return spans
