"""When a proposition holds: past, present (also timeless) or future, from its predicate and its adverbials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kakudo.certainty.predicates import content_head, finite_before, is_cleft, revealed
from kakudo.document import Token
from kakudo.findings import Certainty, Time
from kakudo.grammar import PREDICATE_POS, word_class
from kakudo.token_table import TokenTable, union

__all__ = ["TimeFeatures", "tense_around", "time_features", "time_of"]

_STATIVE = word_class("stative-predicate")
_STATIC_NOUNS = word_class("static-verbal-noun")
_PROSPECTIVE = word_class("prospective-noun")
_FUTURE_WORDS = word_class("future-adverbial")
_PRESENT_WORDS = word_class("present-adverbial")
_PAST_WORDS = word_class("past-adverbial")
_FORMAL = word_class("tense-bearing-noun")
_ATTITUDES = word_class("attitude-predicate")
_COUNTED_EVENTS = word_class("event-count-noun")
_REACHING = word_class("amount-predicate")
_DATE_UNITS = frozenset({"日", "月", "週", "時"})
_ANCHORED_UNITS = frozenset({"年", "日", "月", "時", "分"})
_ABOUT = frozenset({"頃", "前", "過ぎ", "半"})
_ANCHORS = frozenset({"に", "は", "、", "も"})
_PAST_ENDINGS = frozenset({"た", "けり"})
_PROGRESSIVE = frozenset({"居る", "おる"})
_PROGRESSIVE_SURFACES = frozenset({"てる", "てい", "てん"})
_EXPERIENCE = {"有る": frozenset("がはも"), "無い": frozenset("がはも"), "成る": frozenset("にと")}
_HOLDING = frozenset({"持つ", "有る", "強い", "考える", "出る", "浮上"})
_STANDING = frozenset({"言う", "居る", "有る", "無い", "ない", "た"})
_SHARES = frozenset({"%", "％", "割", "パーセント", "位", "目", "倍", "つ"})
_NEAR = 6
_FUTURE, _PRESENT, _PAST, _NUMBER, _DATE_UNIT, _ANCHORED_UNIT, _WEEKDAY, _CONDITION = (1 << bit for bit in range(8))
_VERBAL_NOUN = "サ変可能"


class TimeFeatures(NamedTuple):
    """What the clause shows of its time.

    Attributes:
        is_past: た right after the head predicate, or before the formal noun or the cleft that carries it.
        is_progressive: ている, てある.
        is_stative: adjective, copula, noun or a stative verb.
        is_verbal_noun: ends in a する-noun without する (体言止め).
        has_future_word, has_present_word: adverbials such as 来月, 現在.
        has_date: a calendar day, month or weekday is named; has_past_date: a day or a year sets the predicate's scene.
        has_condition: a clause with ば, たら or なら stands before the predicate.
        is_linked: the predicate stops in 連用形 or て, and takes its tense from the clause after it.
        is_change: the clause ends in に, or becomes something with なる.
        is_count: it counts events: 「死者は50人に上る」.
        is_attitude: what a speaker does or feels in saying it: 「支持する」「おわびする」.
        is_prospect: ends in a noun of what is to come: 「…する見込み」.
    """

    is_past: bool
    is_progressive: bool
    is_stative: bool
    is_verbal_noun: bool
    has_future_word: bool = False
    has_present_word: bool = False
    has_date: bool = False
    has_past_date: bool = False
    has_condition: bool = False
    is_linked: bool = False
    is_change: bool = False
    is_count: bool = False
    is_attitude: bool = False
    is_prospect: bool = False


def time_features(tokens: Sequence[Token], low: int, head: int, end: int) -> TimeFeatures:
    """Read the features of the clause ``low`` to ``end`` whose head predicate is the token ``head``."""
    head = content_head(tokens, low, head)
    complement = revealed(tokens, low, head)
    if complement is not None:
        # 「**開催される**ことが明らかになった」: what is made known has its own time.
        head, end = complement
        return time_features(tokens, low, head, end)
    head_token = tokens[head]
    if (
        head_token.lemma in _FORMAL and head > low and tokens[head - 1].conjugation_type == "助動詞-タ"
    ) or _is_experience(tokens, low, head):
        # 「与えたものだ」「記録したことがある」「更新したことになる」: the tense stands before the formal noun.
        return TimeFeatures(True, False, True, False)
    is_past = head_token.lemma == "済み"
    is_progressive = has_predicate = False
    before: Token | None = None
    for token in tokens[head + 1 : end]:
        pos, lemma = token.pos, token.lemma
        has_predicate = has_predicate or pos in PREDICATE_POS
        is_past = is_past or token.conjugation_type == "助動詞-タ" or (lemma in _PAST_ENDINGS and pos == "助動詞")
        is_progressive = (
            is_progressive
            or lemma in _PROGRESSIVE
            or token.conjugation_type == "下一段-テル"
            or token.surface in _PROGRESSIVE_SURFACES
            or (lemma == "有る" and before is not None and before.pos == "助詞" and before.surface in {"て", "で"})
        )
        before = token
    stem_at = head - 1 if head_token.lemma == "為る" and head > low else head
    stem = tokens[stem_at].lemma
    is_verb = head_token.pos == "動詞"
    is_prospect = _is_prospect(tokens, low, stem_at)
    is_verbal_noun = head_token.pos_class == _VERBAL_NOUN and not has_predicate and stem not in _STATIC_NOUNS
    if is_verbal_noun and _is_predicate_noun(tokens, low, head):
        is_verbal_noun = False
    is_stative = (not is_verb and not is_verbal_noun) or stem in _STATIVE
    if is_stative and not is_past and not is_verb:
        is_past = is_cleft(tokens, low, head)
    is_count = (is_stative or stem in _REACHING) and _counts_events(tokens, low, head)
    last = before or head_token
    scene = _scene(tokens, low, head, end)
    return TimeFeatures(
        is_past,
        is_progressive,
        is_stative,
        is_verbal_noun,
        *scene,
        _is_linked(last),
        (stem == "成る" and _becomes(tokens, low, head)) or (last.surface == "に" and last.pos_detail == "格助詞"),
        is_count,
        stem in _ATTITUDES,
        is_prospect or (last.surface == "へ" and last.pos_detail == "格助詞"),
    )


def tense_around(tokens: Sequence[Token], start: int, end: int) -> Time | None:
    """The tense of the words around a claim: 「…を**望んでいる**」 is present, 「…を**祈った**」 past; None where plain."""
    tense = None
    for token in tokens[start:end]:
        if token.conjugation_type == "助動詞-タ":
            tense = Time.PAST
        elif token.lemma in _PROGRESSIVE or token.conjugation_type == "下一段-テル":
            tense = Time.PRESENT
    return tense


def _sign(token: Token) -> int:
    sign = 0
    lemma, surface = token.lemma, token.surface
    if lemma in _FUTURE_WORDS or surface in _FUTURE_WORDS:
        sign |= _FUTURE
    if lemma in _PRESENT_WORDS:
        sign |= _PRESENT
    if token.pos_detail == "数詞":
        sign |= _NUMBER
    elif lemma in _PAST_WORDS:
        sign |= _PAST
    if surface in _DATE_UNITS:
        sign |= _DATE_UNIT
    if surface in _ANCHORED_UNITS:
        sign |= _ANCHORED_UNIT
    if lemma.endswith("曜日") or surface.endswith("曜"):
        sign |= _WEEKDAY
    is_conditional = surface == "ば" and token.pos_detail == "接続助詞"
    if is_conditional or (token.pos == "助動詞" and token.conjugation_form.startswith("仮定形")):
        sign |= _CONDITION
    return sign


_SIGNS = TokenTable(_sign)


def _scene(tokens: Sequence[Token], low: int, head: int, end: int) -> tuple[bool, bool, bool, bool, bool]:
    """What the clause says of its time by adverbials, dates and conditions, in the order of `TimeFeatures`."""
    signs = _SIGNS.of(tokens[low:end])
    present = union(signs)
    has_date, has_past_date = bool(present & _WEEKDAY), False
    if present & (_NUMBER | _PAST):
        for index, (sign, following) in enumerate(pairwise(signs), low + 1):
            if sign & _NUMBER:
                has_date = has_date or bool(following & _DATE_UNIT)
                if following & _ANCHORED_UNIT and _anchors(tokens, index + 1, low, head):
                    has_past_date = True
            elif sign & _PAST and _anchors(tokens, index, low, head):
                has_past_date = True
    has_condition = bool(present & _CONDITION) and any(sign & _CONDITION for sign in signs[: max(head - low, 0)])
    has_future_word = bool(present & _FUTURE) and any(
        sign & _FUTURE and not _is_amount(tokens, index, low) for index, sign in enumerate(signs, low)
    )
    return has_future_word, bool(present & _PRESENT), has_date, has_past_date, has_condition


def _is_amount(tokens: Sequence[Token], index: int, low: int) -> bool:
    """「154億円**近く**に低迷」 is about a number, 「**近く**発表する」 about a time."""
    return tokens[index].surface == "近く" and index > low and tokens[index - 1].pos_class == "助数詞可能"


def _anchors(tokens: Sequence[Token], index: int, low: int, head: int) -> bool:
    """「2001年**に**」「9月2日午後2時ごろ**、**」 set a scene; 「2009年2月まで」「昨年の」 do not.

    A topic (「2008年に**は**」) reaches the head over clauses between, a bare に does not.
    """
    while index < head and tokens[index].lemma in _ABOUT:
        index += 1
    if index >= head or tokens[index].surface not in _ANCHORS:
        return False
    # Dates before `finite_before` belong to a relative or an earlier clause.
    return tokens[index + 1].surface in {"は", "も"} or index > finite_before(tokens, low, head)


def _counts_events(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「**死者**は50人に上る」「投じ**た費用**は2億円」: a number of completed events, or of what an event left."""
    has_number = False
    for index in range(head, low, -1):
        token = tokens[index]
        if token.pos_detail == "数詞":
            if any(item.surface in _SHARES for item in tokens[index + 1 : index + 3]):
                return False
            has_number = has_number or head - index < _NEAR
        elif token.pos == "助詞" and token.surface in {"は", "が", "も"}:
            if not has_number:
                return False
            start = index - 1
            while start > low and tokens[start].pos == "接尾辞":
                start -= 1
            if tokens[start].pos == "助詞":  # 「起きたのは2度目だ」
                return False
            return tokens[start].lemma in _COUNTED_EVENTS or tokens[start - 1].conjugation_type == "助動詞-タ"
    return False


def _is_prospect(tokens: Sequence[Token], low: int, stem: int) -> bool:
    """「…する**見込み**」「開く**方針**としている」「輸入したい**希望**を持っている」「使用される**ことになって**いる」."""
    if tokens[stem].surface == "と":
        stem -= 1
    if (
        stem > low + 1
        and tokens[stem].lemma in _HOLDING
        and tokens[stem - 1].pos == "助詞"
        and tokens[stem - 2].lemma in _PROSPECTIVE
    ):
        stem -= 2
    if stem > low + 1 and tokens[stem].lemma in _PROSPECTIVE:
        before = tokens[stem - 1]
        if before.surface == "の":
            return tokens[stem - 2].surface == "と"
        return before.pos in {"動詞", "助動詞"} and before.conjugation_type != "助動詞-タ"
    return tokens[stem].lemma == "成る" and tokens[stem - 2].lemma == "事" and _becomes(tokens, low, stem)


def _becomes(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「特別編と**なる**」 is to come; 「2カ国目になる」「団体であるということになる」 says what is."""
    if head - low < 3:
        return True
    complement = tokens[head - 2]
    if complement.lemma == "事":
        return tokens[head - 3].lemma not in _STANDING
    return complement.pos != "接尾辞" and tokens[head - 3].pos_detail != "数詞"


def _is_predicate_noun(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「原因は設備の**老朽化**」: with a topic and no argument of its own, the する-noun names a state."""
    for index in range(head - 1, low, -1):
        token = tokens[index]
        if (
            token.pos == "助詞"
            and token.pos_detail == "格助詞"
            and token.surface in {"が", "を", "に", "と", "で", "へ"}
        ):
            return False
        if token.surface == "は" and token.pos == "助詞":
            return tokens[head - 1].surface == "の" or tokens[head].pos == "接尾辞"
    return False


def _is_experience(tokens: Sequence[Token], low: int, head: int) -> bool:
    particles = _EXPERIENCE.get(tokens[head].lemma)
    if particles is None or head - low < 3:
        return False
    return (
        tokens[head - 1].surface in particles
        and tokens[head - 2].lemma == "事"
        and tokens[head - 3].conjugation_type == "助動詞-タ"
    )


def _is_linked(last: Token) -> bool:
    return last.conjugation_form.startswith("連用形") or (
        last.pos_detail == "接続助詞" and last.surface in {"て", "で"}
    )


def time_of(
    features: TimeFeatures,
    certainty: Certainty,
    cue_time: Time | None,
    *,
    has_agent: Callable[[], bool],
    is_negated: bool,
    is_spoken: bool,
    is_prescribed: bool,
    is_forecast: bool,
    is_open_question: bool,
) -> Time:
    """Decide the time label.

    Args:
        cue_time: what a cue says of it: 予定 and 方針 make it future.
        has_agent: whether somebody acts, or says it: 「…を停止すると発表した」「財務省は歳出を削る」 speak of what is to come.
            Asked only where nothing else decides, since looking for a subject is dear.
        is_negated: 「見つからない」 speaks of now.
        is_spoken: somebody else than the writer says it.
        is_prescribed: an obligation, a command or a question: it holds now.
        is_open_question: 「…したかどうかは不明だ」: that it is not known is the claim.
        is_forecast: 「…と予想される」「…が懸念されている」.
    """
    if features.is_past:
        return Time.PRESENT if is_open_question else Time.PAST
    if is_forecast:
        return Time.FUTURE
    if cue_time is not None and not features.is_progressive:
        return cue_time
    if features.is_prospect:
        return Time.FUTURE
    if features.is_progressive:
        # 「2001年には流出が起こっている」 tells history; 「2008年現在、販売している」 does not.
        return Time.PAST if features.has_past_date and not features.has_present_word else Time.PRESENT
    if features.has_future_word:
        return Time.FUTURE
    if features.is_verbal_noun or features.is_count:
        return Time.PAST
    if features.is_change and features.is_stative:
        return Time.PAST  # 「債務、90億円に」
    if features.is_stative or features.has_present_word or (features.is_attitude and is_spoken):
        return Time.PRESENT
    if (is_prescribed or is_negated) and not features.has_date:
        return Time.PRESENT
    if certainty in (Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNCOMMITTED):
        return Time.FUTURE  # 「封鎖するだろう」「値上がりする恐れがある」
    is_open = features.has_date or features.has_condition or features.is_change or has_agent()
    return Time.FUTURE if is_open else Time.PRESENT
