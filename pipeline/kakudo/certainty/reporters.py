"""Reporters that stand after what they report: 「満杯になる、とゴールドマンがメモに書いてる」「禁止されたとWSJ」「止まっていると商社の人に聞いた」.

Posts and headlines turn the order of news prose round, and leave the verb out. Three shapes are read: somebody who voices
(が … 書く), a medium in which it stands (に … ある), somebody from whom it was heard (から … 聞く), each with or without the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kakudo.certainty.complements import Complement, is_quotative_to, puts_out_document
from kakudo.certainty.holders import can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.labels import SentenceView
from kakudo.certainty.lexicon import CueRow
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.quotation import QUOTATIVE, is_katakana_name
from kakudo.certainty.scope import Saying
from kakudo.certainty.subjects import find_subject
from kakudo.certainty.tellers import received_from
from kakudo.document import Span, Token
from kakudo.findings import Certainty, HolderType
from kakudo.grammar import COMMAS, PREDICATE_POS, word_class

__all__ = ["reporter_after"]

_SPEAKER_MARKS = frozenset({"が", "は", "も"})
_SOURCE_MARKS = frozenset({"から", "に", "で", "より"})
_MARKS = _SPEAKER_MARKS | _SOURCE_MARKS | {"を"}
_NOMINAL_MARKS = frozenset({"", "が", "から"})
_VOICING = word_class("voicing-predicate")
_RECORDING = word_class("recording-predicate")
_HEARING = word_class("hearing-predicate")
_TELLING = _VOICING | _HEARING | _RECORDING
_NOT_SAYING = word_class("not-saying")
_ISSUING = word_class("issuing-predicate")
_RECORDS = word_class("record-noun")
_STATEMENTS = word_class("statement-noun")
_VIEWS = _STATEMENTS | word_class("view-noun")
_HOLDING = frozenset({"為る", "言う", "見る", "考える"})
_EXISTING = frozenset({"居る", "有る", "多い", "少ない", "目立つ", "増える"})
_SUBSIDIARY = frozenset({"居る", "有る", "くれる", "来る", "仕舞う", "為る", "下さる"})
_POSTPOSED = replace(
    QUOTATIVE,
    id="attribution.postposed",
    meaning="a reporter after what is reported",
    fires=("禁止されたとロイター。",),
)
_HEARD = replace(
    _POSTPOSED, id="attribution.heard", meaning="…と聞いた: from whom it was heard", holder=HolderType.ANONYMOUS
)


_VIEWED = replace(_POSTPOSED, certainty=Certainty.PROBABLE, strength=0.60)


_RUMOURED = replace(_POSTPOSED, id="attribution.rumoured", meaning="…と回ってきた", holder=HolderType.AGENTLESS)
_NO_MEDIUM = frozenset(
    {"以外", "他", "外", "為", "方", "内", "中", "前", "後", "時", "間"}
)  # 「補助金以外に理由あるのか」
_PASSED_ON = frozenset({"聞く", "回る", "流れる", "届く"})


class _Phrase(NamedTuple):
    """A noun phrase and the particle after it; ``mark`` is empty at the end of the claim."""

    span: Span
    mark: str


def reporter_after(view: SentenceView, low: int, position: int) -> Saying | None:
    """The reporter that ends a claim, if one does.

    Args:
        low, position: the tokens between which the claim's chain of predicates is being read.
    """
    tokens, brackets = view.tokens, view.brackets
    if position - low < 3 or not view.has_quotative(low, position):
        return None
    closing = _closing_reporter(view, low, position)
    if closing is not None:
        return closing
    level = min(brackets.depth[low:position])
    for index in reversed(view.joints):
        if not low < index < position - 1:
            continue
        token = tokens[index]
        if brackets.depth[index] != level:
            continue
        if token.pos_detail == "接続助詞" and token.surface in {"が", "けど", "ので", "から"}:
            return None
        if token.pos != "助詞" or not _is_quotative(tokens, index):
            continue
        following = tokens[index + 1]
        if puts_out_document(tokens[index + 1 : position]):
            return None
        statement = _statement(view, index, position) or received_from(view, low, index, position)
        if statement is not None:
            return statement
        if following.pos == "動詞" and following.lemma in _NOT_SAYING:
            holders = _people_who(view, index, position)
            if holders is not None:
                row = _VIEWED if following.lemma in {"見る", "考える"} else _POSTPOSED
                return Saying(CueMatch(index, index + 1, row), Complement.TO, index, holders, _kind(view, holders))
            if position - index > 4:
                return None  # 「という」「と呼ぶ」「疑いがあるとみて業者から聴いている」
        if following.pos_detail == "括弧開":
            continue  # 「「思う」と「やや思う」が」
        found = _read(view, low, index, position)
        if found is not None:
            row, phrase = found
            kind = _kind(view, phrase) if phrase is not None else row.holder
            return Saying(CueMatch(index, index + 1, row), Complement.TO, index, phrase, kind or HolderType.NAMED)
    return None


def _is_quotative(tokens: Sequence[Token], index: int) -> bool:
    """と and って, but not によると; て of western speech after a noun (「明日も35度**て**言いよる」)."""
    if tokens[index - 1].lemma == "因る":
        return False  # 「朝日新聞によると、記者が情報を漏らした」
    if tokens[index + 1].surface == "か" and tokens[index + 1].pos == "助詞":
        return False  # 「「安全な投資」**とか**いう広告」
    if tokens[index].surface == "て":
        return tokens[index - 1].pos in {"名詞", "接尾辞"}
    return tokens[index].surface in {"と", "って"}


def _kind(view: SentenceView, phrase: Span) -> HolderType:
    return classify_holder(view.tokens, phrase, view.holders)


def _statement(view: SentenceView, index: int, position: int) -> Saying | None:
    """「「…」**とする声明を**国外から**出した**」「…**との説明が**外務省から**あった**」「…**というのが**会社側の**言い分だ**」.

    The noun carries what is said; who says it is the subject, or stands before から or の.
    """
    tokens, brackets = view.tokens, view.brackets
    start = index + 1
    is_linked = tokens[start].surface in {"の", "する", "いう"}
    if not is_linked or start + 2 >= position:
        return None
    if tokens[start + 1].surface == "の" and tokens[start + 2].surface == "が":
        owner = _owner_of_view(view, start + 3, position)
        return _said(index, owner, _kind(view, owner)) if owner is not None else None
    mark = next(
        (i for i in range(start + 1, min(position, start + 5)) if tokens[i].pos == "助詞" and not brackets.depth[i]),
        None,
    )
    if mark is None or tokens[mark - 1].lemma not in _STATEMENTS:
        return None
    verb = _verb(tokens, mark, position)
    phrases = _phrases(view, mark + 1, position)
    if tokens[mark].surface in {"を", "も"} and verb in _ISSUING:
        subject = find_subject(tokens, brackets, 0, index, view.holders)
        opener = brackets.quote_closed_at(index - 1)
        if opener is not None:
            subject = find_subject(tokens, brackets, 0, opener, view.holders)
        return _said(index, subject, _kind(view, subject) if subject is not None else HolderType.NAMED)
    if tokens[mark].surface in {"が", "も"} and verb in {"有る", "出る", "届く", "寄せる"}:
        source = next((p.span for p in phrases if p.mark in _SOURCE_MARKS), None)
        return _said(index, source, _kind(view, source)) if source is not None else None
    return None


def _owner_of_view(view: SentenceView, start: int, position: int) -> Span | None:
    """The N of 「Nの言い分」 that ends a claim."""
    tokens = view.tokens
    end = position
    while end > start and tokens[end - 1].pos == "助動詞":
        end -= 1
    is_view = tokens[end - 1].lemma in _VIEWS or (tokens[end - 1].surface == "方" and tokens[end - 2].lemma == "見る")
    if end - 1 <= start or not is_view:
        return None
    for index in range(end - 2, start, -1):
        if tokens[index].surface == "の":
            phrase = noun_phrase_before(tokens, view.brackets, index, start)
            return phrase if phrase.start < phrase.end else None
    return None


def _said(index: int, subject: Span | None, kind: HolderType) -> Saying:
    return Saying(CueMatch(index, index + 1, _POSTPOSED), Complement.TO, index, subject, kind)


def _closing_reporter(view: SentenceView, low: int, position: int) -> Saying | None:
    """「うちの孫が「…」**って**」「隣の両替屋は「…」**とだけ**」「今朝のBBC、…だ**と**」: a claim that ends in と, its verb left out."""
    tokens, brackets = view.tokens, view.brackets
    index = position - 1
    if tokens[index].surface == "だけ":
        index -= 1
    if index - low < 2 or tokens[index].surface not in {"と", "って"} or tokens[index].pos != "助詞":
        return None
    opener = brackets.quote_closed_at(index - 1)
    if opener is None and tokens[index].surface != "と":
        return None  # 「来ないって」 is the lexicon's
    high = opener if opener is not None else index
    subject = find_subject(tokens, brackets, low, high, view.holders) or _first_phrase(view, low, high)
    if subject is None and opener is not None and tokens[opener - 1].surface in {"が", "は", "も"} and opener - 1 > low:
        phrase = noun_phrase_before(tokens, brackets, opener - 1, low)
        subject = phrase if can_speak(tokens, phrase, view.holders) else None
    if subject is None or (opener is None and not _is_clause(view, low, index)):
        return None
    return _said(index, subject, _kind(view, subject))


def _people_who(view: SentenceView, index: int, position: int) -> Span | None:
    """「激戦**とするメディアもあった**」「1千万円を下らない**とみる関係者もいる**」: those who hold it are the subject of いる or ある."""
    tokens = view.tokens
    if tokens[index + 1].lemma not in _HOLDING or not tokens[index + 1].conjugation_form.startswith(
        ("連体形", "終止形")
    ):
        return None
    end = position
    while end > index + 2 and tokens[end - 1].pos == "助動詞":
        end -= 1
    if tokens[end - 1].lemma not in _EXISTING or end < index + 4:
        return None
    if tokens[end - 2].lemma in {"人", "奴", "者", "勢"} and end - 2 == index + 2:
        return Span(end - 2, end - 1)  # 「…のせいって言う人多い」
    if tokens[end - 2].surface not in _SPEAKER_MARKS:
        return None
    phrase = noun_phrase_before(tokens, view.brackets, end - 2, index + 2)
    return phrase if phrase.start == index + 2 and _can_report(view, phrase) else None


def _read(view: SentenceView, low: int, index: int, position: int) -> tuple[CueRow, Span | None] | None:
    tokens = view.tokens
    start = index + 1
    while start < position and tokens[start].surface in COMMAS:
        start += 1
    is_certain = _quotes(view, low, index)
    opener = view.brackets.quote_closed_at(index - 1)
    before = noun_phrase_before(tokens, view.brackets, opener, low) if opener is not None else Span(0, 0)
    if can_speak(tokens, before, view.holders) and not any(t.pos == "動詞" for t in tokens[start:position]):
        return _POSTPOSED, before  # 「大統領「あれは自衛組織だ」と会見で」
    phrases = _phrases(view, start, position)
    verb = _verb(tokens, start, position)
    if verb is None:
        has_other_predicate = any(
            tokens[i].pos in PREDICATE_POS and not view.brackets.depth[i] for i in range(start, position)
        )
        if has_other_predicate or not _is_clause(view, low, index):
            return None
        # 「…と首相が会見で」「…とWSJ」: the reporter comes first; 「…だとイランは例外」 states something itself.
        first = phrases[0] if phrases else None
        is_reporter = first is not None and first.mark in _NOMINAL_MARKS and _can_report(view, first.span)
        return (_POSTPOSED, first.span) if first is not None and is_reporter else None
    speaker = next((p for p in reversed(phrases) if p.mark in _SPEAKER_MARKS and _can_report(view, p.span)), None)
    if verb in _VOICING and is_certain and speaker is None and tokens[position - 1].pos == "名詞":
        topic = _first_phrase(view, low, index)  # 「県警、容疑者は別人と会見で説明」
        speaker = _Phrase(topic, "、") if topic is not None else None
    if verb in _VOICING and speaker is not None:
        return _POSTPOSED, speaker.span
    is_passive = any(t.lemma in {"れる", "られる"} for t in tokens[start:position])
    if verb in _VOICING and is_passive and is_certain:
        told_by = next((p.span for p in reversed(phrases) if p.mark in {"で", "から"}), None)
        if told_by is not None:
            return _POSTPOSED, told_by  # 「…と一部の人の間で言われています」
    is_listed = tokens[index - 1].surface == "など"  # 「「…」**など**と反論するコメントを寄せた」
    if (
        verb in _ISSUING
        and (is_certain or is_listed)
        and any(p.mark == "を" and _is_record(view, p.span) for p in phrases)
    ):
        subject = find_subject(tokens, view.brackets, low, index, view.holders)
        own = speaker.span if speaker is not None else subject
        return (_POSTPOSED, own) if own is not None else None
    media = (p for p in reversed(phrases) if p.mark == "に" and tokens[p.span.end - 1].lemma not in _NO_MEDIUM)
    medium = next((p for p in media if is_certain or _is_record(view, p.span)), None)
    if verb in _RECORDING and medium is None and start == position - 1:
        medium = _medium_before_quote(view, low, index)  # 「案内板には「難攻不落」とある」
    if verb in _RECORDING and medium is None and start == position - 1:
        medium = _opening_medium(view, low, index)  # 「報告書に債務は九兆ドル弱と出てた」
    if verb in _RECORDING and medium is not None and (verb not in {"有る", "出る"} or is_certain):
        return _POSTPOSED, speaker.span if speaker is not None else medium.span
    if verb in _HEARING and (is_certain or tokens[index].surface == "って"):
        return _heard(view, phrases, verb, start, position)
    return None


def _opening_medium(view: SentenceView, low: int, index: int) -> _Phrase | None:
    for position in range(low + 1, min(index, low + 12)):
        if view.tokens[position].surface == "に" and not view.brackets.depth[position]:
            span = noun_phrase_before(view.tokens, view.brackets, position, low)
            return _Phrase(span, "に") if span.start == low and _is_record(view, span) else None
    return None


def _medium_before_quote(view: SentenceView, low: int, index: int) -> _Phrase | None:
    opener = view.brackets.quote_closed_at(index - 1)
    if opener is None or opener - 2 <= low:
        return None
    end = opener - 1 if view.tokens[opener - 1].surface == "は" else opener
    if view.tokens[end - 1].surface != "に":
        return None
    span = noun_phrase_before(view.tokens, view.brackets, end - 1, low)
    return _Phrase(span, "に") if span.start < span.end else None


def _heard(
    view: SentenceView, phrases: Sequence[_Phrase], verb: str, start: int, position: int
) -> tuple[CueRow, Span | None] | None:
    for phrase in reversed(phrases):
        if phrase.mark in _SOURCE_MARKS and _can_report(view, phrase.span):
            return _HEARD, phrase.span
        if phrase.mark in {"が", "も", ""} and _is_record(view, phrase.span):
            return _HEARD, phrase.span  # 「…と案内メールが回ってきました」
    # 「…と聞いた」「水道水に毒って回ってきたけど」
    is_bare = verb in _PASSED_ON and view.tokens[start].lemma == verb and position - start <= 3
    row = _HEARD if verb == "聞く" else _RUMOURED
    return (row, None) if is_bare else None


def _quotes(view: SentenceView, low: int, index: int) -> bool:
    """Whether the と at ``index`` can only quote; after a plain non-past verb it may be the conditional one."""
    tokens = view.tokens
    before = tokens[index - 1]
    if before.pos in PREDICATE_POS:
        return tokens[index].surface == "って" or is_quotative_to(tokens, index)
    return _is_clause(view, low, index)


def _is_clause(view: SentenceView, low: int, index: int) -> bool:
    """Whether what stands before と states something: 「AがBする**と**」「…、**と**」 and no mere 「A**と**B」."""
    tokens = view.tokens
    before = tokens[index - 1]
    if before.surface in COMMAS or before.pos in PREDICATE_POS or before.pos_detail == "終助詞":
        return True
    if view.brackets.quote_closed_at(index - 1) is not None:
        return True
    # 「入院中で確定って」: って after a noun may also be the topic of a post (「東京って遠い」).
    return tokens[index].surface == "って" and any(
        tokens[i].pos == "助詞" and tokens[i].surface in {"が", "を", "は", "も", "で"} and not view.brackets.depth[i]
        for i in range(low + 1, index - 1)
    )


def _phrases(view: SentenceView, start: int, position: int) -> list[_Phrase]:
    """The noun phrases with their particles, at the depth of the reporting clause."""
    tokens, brackets = view.tokens, view.brackets
    found = []
    for index in range(start + 1, position):
        token = tokens[index]
        if token.pos == "助詞" and token.surface in _MARKS and not brackets.depth[index]:
            # 「公式サイト**では**紹介している」「投稿の1つ**には**書かれていた」
            is_double = token.surface in {"は", "も"} and tokens[index - 1].surface in {"で", "に"}
            span = noun_phrase_before(tokens, brackets, index - 1 if is_double else index, start)
            if span.start < span.end:
                found.append(_Phrase(span, token.surface))
    last = noun_phrase_before(tokens, brackets, position, start)
    if last.start < last.end:
        found.append(_Phrase(last, ""))
    return found


def _first_phrase(view: SentenceView, low: int, index: int) -> Span | None:
    for position in range(low + 1, index):
        if view.tokens[position].surface in COMMAS:
            phrase = noun_phrase_before(view.tokens, view.brackets, position, low)
            return phrase if phrase.start == low and can_speak(view.tokens, phrase, view.holders) else None
    return None


def _verb(tokens: Sequence[Token], start: int, position: int) -> str | None:
    """The lemma of the predicate that ends the claim: a verb, or a noun that stands for its する-verb after a particle."""
    last = position - 1
    while last > start and (
        tokens[last].pos == "助動詞"
        or (
            tokens[last].pos == "動詞"
            and tokens[last].lemma in _SUBSIDIARY
            and tokens[last - 1].surface in {"て", "で"}
        )
        or (
            tokens[last].pos == "助詞"
            and tokens[last].surface in {"て", "で"}
            and tokens[last - 1].pos in PREDICATE_POS
        )
    ):
        last -= 1
    token = tokens[last]
    if token.pos == "動詞" and token.lemma == "為る" and last > start:
        token = tokens[last - 1]
        return token.lemma if token.pos == "名詞" else None
    if token.pos == "動詞":
        return token.lemma
    is_verbal_noun = token.pos == "名詞" and last > start and tokens[last - 1].pos == "助詞"
    return token.lemma if is_verbal_noun and token.lemma in _TELLING else None


def _is_record(view: SentenceView, span: Span) -> bool:
    last = view.tokens[span.end - 1]
    return last.lemma in _RECORDS or last.surface in _RECORDS


def _can_report(view: SentenceView, span: Span) -> bool:
    return is_katakana_name(view.tokens, span) or can_speak(view.tokens, span, view.holders) or _is_record(view, span)
