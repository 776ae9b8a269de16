"""Who says what: source phrases, verbs of saying with their complements, and the subjects of both."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kakudo.certainty.complements import Complement, find_complement, is_passive
from kakudo.certainty.holders import HolderLexicon, can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.lexicon import CueRole
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.subjects import (
    find_subject,
    last_subject,
    medium_before,
    speaker_after_quote,
    subject_after_joint,
)
from kakudo.document import Span, Token
from kakudo.findings import Certainty, CueType, HolderType
from kakudo.grammar import COMMAS
from kakudo.segmentation.brackets import Brackets

__all__ = ["Saying", "Source", "find_sayings", "find_sources", "sealed_spans"]

_ENACTING = frozenset({"定める", "規定", "義務付ける"})
_TOLD = frozenset({"情報", "話", "内容", "報道", "記事", "証言", "説明"})


class Source(msgspec.Struct, frozen=True, gc=False):
    """A source phrase: 「ロイター通信によると」. It governs its sentence from ``match.end`` on."""

    match: CueMatch
    noun_phrase: Span
    type: HolderType


class Saying(msgspec.Struct, frozen=True, gc=False):
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
        if end == match.start > 0 and tokens[end].lemma == "言う" and tokens[end - 1].surface in {"が", "の"}:
            end -= 1  # 「**中の人が**言うには」
        if end == match.start > 1 and tokens[end - 1].surface == "など":
            end -= 1  # 「**住民**などによると」
        phrase = noun_phrase_before(tokens, brackets, end, across_coordination=True)
        if phrase.end - phrase.start == 1 and tokens[phrase.start].surface == "ところ":
            # 「東京新聞が報じたところによると」: ところ is nobody; who is meant is the subject of its clause.
            phrase = _teller(tokens, brackets, phrase.start, lexicon)
        elif _is_told(tokens, phrase):
            teller = _teller(tokens, brackets, phrase.start, lexicon)
            phrase = teller if teller.start < teller.end else phrase
        holder = match.row.holder
        # 「一説には」 names nobody; 「総務の人の噂では」 does.
        if phrase.start < phrase.end and not (holder is HolderType.AGENTLESS and phrase.start == match.start):
            holder = _classify_joint(tokens, brackets, phrase, lexicon)
        sources.append(Source(match, phrase, holder or HolderType.NAMED))
    return sources


def _classify_joint(tokens: Sequence[Token], brackets: Brackets, phrase: Span, lexicon: HolderLexicon) -> HolderType:
    """「**岐阜県警や**小屋の経営者の話では」: one who is named among several makes the source a named one."""
    kind = classify_holder(tokens, phrase, lexicon)
    if kind is not HolderType.ANONYMOUS:
        return kind
    first = _first_of(tokens, brackets, phrase.start)
    if first is not None and can_speak(tokens, first, lexicon):
        return classify_holder(tokens, first, lexicon)
    for index in range(phrase.start + 1, phrase.end - 1):
        if tokens[index].surface in {"や", "と", "、"} and can_speak(tokens, Span(phrase.start, index), lexicon):
            return classify_holder(tokens, Span(phrase.start, index), lexicon)
    return kind


def _first_of(tokens: Sequence[Token], brackets: Brackets, place: int) -> Span | None:
    """「**北洋新聞**をはじめとする各社の報道によると」: the one that is named of them all."""
    words = [token.surface for token in tokens[max(0, place - 4) : place]]
    if len(words) < 4 or words[0] != "を" or words[1] not in {"はじめ", "始め"} or words[2:] != ["と", "する"]:
        return None
    phrase = noun_phrase_before(tokens, brackets, place - 4)
    return phrase if phrase.start < phrase.end else None


def _is_told(tokens: Sequence[Token], phrase: Span) -> bool:
    """「海事局が流した**情報**によると」: a word for what is told, whose clause says by whom."""
    if phrase.end - phrase.start != 1 or phrase.start < 2 or tokens[phrase.start].lemma not in _TOLD:
        return False
    before = tokens[phrase.start - 1]
    return before.pos in {"動詞", "助動詞"} and before.conjugation_form.startswith("連体形")


def _teller(tokens: Sequence[Token], brackets: Brackets, place: int, lexicon: HolderLexicon) -> Span:
    """Who tells in 「…が報じたところによると」; an empty range at ``place`` when nobody is named (聞くところによると)."""
    for index in range(place - 1, 0, -1):
        if tokens[index].surface in ("が", "の", "は") and tokens[index].pos == "助詞" and not brackets.depth[index]:
            phrase = noun_phrase_before(tokens, brackets, index, across_coordination=True)
            if phrase.start < phrase.end and can_speak(tokens, phrase, lexicon):
                return phrase
    return Span(place, place)


def find_sayings(
    tokens: Sequence[Token], brackets: Brackets, matches: Sequence[CueMatch], lexicon: HolderLexicon
) -> dict[int, Saying]:
    """Verbs of saying that have a complement, by the token index at which their cue starts."""
    sayings: dict[int, Saying] = {}
    low = 0
    for match in matches:
        if match.row.role is not CueRole.SAYING:
            continue
        found = find_complement(tokens, brackets, match, lexicon)
        if found is None:
            continue
        complement, end = found
        in_passive = is_passive(tokens, match)
        subject = None if in_passive else _subject_of(tokens, brackets, match, end, low, lexicon)
        if in_passive and any(token.lemma in _ENACTING for token in tokens[match.start : match.end]):
            continue  # 「上限は3％までと定められている」 tells of a rule
        if in_passive:
            subject = _agent_of(tokens, brackets, match.start, lexicon) or medium_before(tokens, brackets, end)
            holder = HolderType.AGENTLESS if subject is None else classify_holder(tokens, subject, lexicon)
        elif match.row.type is CueType.ASSERTION:
            subject, holder = None, HolderType.WRITER  # 「…ことに気づいた」: the writer vouches for it
        elif subject is not None:
            holder = classify_holder(tokens, subject, lexicon)
        elif match.row.type is CueType.OPINION:
            holder = HolderType.WRITER  # 「…と思う。」 without a subject is the writer's own
        else:
            holder = match.row.holder or HolderType.NAMED
        if complement is Complement.NOUN and subject is None:
            continue  # 「調査が原因を明らかにした」: nobody speaks
        # 「「やむを得ない措置だ」と理解を求めた」: what is asked for stands with を, and the quotation is a plain one.
        asks_for_noun = match.row.certainty is Certainty.UNCOMMITTED and any(
            tokens[index].surface == "を" and not brackets.depth[index] for index in range(end + 1, match.start)
        )
        sayings[match.start] = Saying(match, complement, end, subject, holder, not asks_for_noun)
        if match.end < len(tokens) and tokens[match.end].surface in COMMAS:
            low = match.end  # 「政府は…と主張、専門家は…と反論した」: the next verb has its own subject
    return sayings


def _agent_of(tokens: Sequence[Token], brackets: Brackets, verb: int, lexicon: HolderLexicon) -> Span | None:
    """「凍結されたと、**地元紙によって**報じられた」「**知事に**「無責任だ」と一蹴された」: who does what a passive says."""
    opener = _quotation_said(tokens, brackets, verb)
    if opener is not None and opener > 1 and tokens[opener - 1].surface in {"に", "から"}:
        phrase = noun_phrase_before(tokens, brackets, opener - 1)
        if can_speak(tokens, phrase, lexicon):
            return phrase
    for index in range(verb - 1, 1, -1):
        if tokens[index].lemma == "因る" and tokens[index - 1].surface == "に" and not brackets.depth[index]:
            phrase = noun_phrase_before(tokens, brackets, index - 1)
            return phrase if can_speak(tokens, phrase, lexicon) else None
        if tokens[index].surface in {"と", "って"}:
            return None
    return None


def _quotation_said(tokens: Sequence[Token], brackets: Brackets, verb: int) -> int | None:
    """Where the quotation opens that stands right before と and the verb."""
    mark = verb - 1
    while mark > 1 and tokens[mark].surface in {"も", "など"}:
        mark -= 1
    return brackets.quote_closed_at(mark - 1) if tokens[mark].surface in {"と", "って"} else None


def sealed_spans(brackets: Brackets, sayings: dict[int, Saying]) -> list[Span]:
    """Token ranges that coordination must not cut: complements of verbs of saying that no quotation marks bound."""
    spans = []
    for saying in sayings.values():
        if brackets.depth[saying.match.start] or saying.complement is Complement.NOUN:
            continue
        opener = brackets.quote_closed_at(saying.end - 1)
        if opener is not None:
            spans.append(Span(opener, saying.match.end))
            continue
        start = saying.subject.end if saying.subject is not None and saying.subject.end < saying.end else 0
        spans.append(Span(start, saying.match.end))
    return spans


def _subject_of(
    tokens: Sequence[Token], brackets: Brackets, match: CueMatch, end: int, low: int, lexicon: HolderLexicon
) -> Span | None:
    if match.row.subject is not None and tokens[match.start - 1].surface == match.row.subject:
        # 「…と米紙に載っていた」: the medium is what says it
        phrase = noun_phrase_before(tokens, brackets, match.start - 1, end + 1)
        if phrase.start < phrase.end:
            return phrase
    if brackets.quote_closed_at(end - 1) is not None and tokens[end].surface not in {"と", "って"}:
        speaker = speaker_after_quote(tokens, brackets, end, match.start)
        if speaker is not None:
            return speaker
    after = (
        end if brackets.quote_closed_at(end - 1) is not None and tokens[end].surface not in {"と", "って"} else end + 1
    )
    between = find_subject(tokens, brackets, after, match.start, lexicon, nearest_last=True)
    if between is None and tokens[end].lemma in {"事", "旨"}:
        between = last_subject(tokens, brackets, after, match.start, lexicon)
    if between is not None:
        return between
    opener = brackets.quote_closed_at(end - 1)
    high = opener if opener is not None else end
    if opener is not None and opener > 1 and tokens[opener - 1].surface == "が":
        # 「通信社は、**役員の一人が**「知らない」と答えたと報じた」
        phrase = noun_phrase_before(tokens, brackets, opener - 1)
        if can_speak(tokens, phrase, lexicon):
            return phrase
    subject = (
        subject_after_joint(tokens, brackets, low, high, lexicon)
        or find_subject(tokens, brackets, low, high, lexicon)
        or (find_subject(tokens, brackets, 0, high, lexicon) if low else None)
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
