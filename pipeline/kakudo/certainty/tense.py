"""When a proposition holds: past, present (also timeless) or future, from its predicate and its adverbials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kakudo.document import Token
from kakudo.findings import Certainty, Time
from kakudo.grammar import word_class

__all__ = ["TimeFeatures", "main_predicate", "time_features", "time_of"]

_STATIVE = word_class("stative-predicate")
_FUTURE_WORDS = word_class("future-adverbial")
_PRESENT_WORDS = word_class("present-adverbial")
_PAST_WORDS = word_class("past-adverbial")
_FORMAL = word_class("tense-bearing-noun")
_VOICE = frozenset({"れる", "られる", "せる", "させる", "しめる", "ない", "ず", "たい", "ぬ"})
_DATE_UNITS = frozenset({"日", "月", "週", "時"})
_PREDICATE_POS = frozenset({"助動詞", "動詞", "形容詞"})
_PAST_ENDINGS = frozenset({"た", "けり"})
_PROGRESSIVE = frozenset({"居る", "おる"})
_PROGRESSIVE_SURFACES = frozenset({"てる", "てい", "てん"})
_EXPERIENCE = {"有る": frozenset("がはも"), "無い": frozenset("がはも"), "成る": frozenset("にと")}
_VERBAL_NOUN = "サ変可能"


class TimeFeatures(NamedTuple):
    """What the clause shows of its time.

    Attributes:
        is_past: た right after the head predicate.
        is_progressive: ている, てある.
        is_stative: adjective, copula, noun or a stative verb.
        is_verbal_noun: ends in a する-noun without する (体言止め).
        has_future_word, has_present_word: adverbials such as 来月, 現在.
        has_date: a calendar day, month or weekday is named; has_past_date: a year or 昨年 sets the scene.
        has_condition: a clause with ば, たら or なら stands before the predicate.
        is_linked: the predicate stops in 連用形 or て, and takes its tense from the clause after it.
    """

    is_past: bool
    is_progressive: bool
    is_stative: bool
    is_verbal_noun: bool
    has_future_word: bool
    has_present_word: bool
    has_date: bool
    has_past_date: bool
    has_condition: bool
    is_linked: bool


def main_predicate(tokens: Sequence[Token], low: int, head: int) -> int:
    """「**行わ**れる」: the verb stands before its voice."""
    while head > low and tokens[head].pos == "助動詞" and tokens[head].lemma in _VOICE:
        head -= 1
    return head


def time_features(tokens: Sequence[Token], low: int, head: int, end: int) -> TimeFeatures:
    """Read the features of the clause ``low`` to ``end`` whose head predicate is the token ``head``."""
    head = main_predicate(tokens, low, head)
    tail = tokens[head + 1 : end]
    head_token = tokens[head]
    if (
        head_token.lemma in _FORMAL and head > low and tokens[head - 1].conjugation_type == "助動詞-タ"
    ) or _is_experience(tokens, low, head):
        # 「与えたものだ」「記録したことがある」「更新したことになる」: the tense stands before the formal noun.
        return TimeFeatures(True, False, True, False, False, False, False, False, False, False)
    is_past = is_progressive = has_predicate = False
    before = ""
    for token in tail:
        pos, lemma = token.pos, token.lemma
        has_predicate = has_predicate or pos in _PREDICATE_POS
        is_past = is_past or token.conjugation_type == "助動詞-タ" or (lemma in _PAST_ENDINGS and pos == "助動詞")
        is_progressive = (
            is_progressive
            or lemma in _PROGRESSIVE
            or token.conjugation_type == "下一段-テル"
            or token.surface in _PROGRESSIVE_SURFACES
            or (lemma == "有る" and before in {"て", "で"})
        )
        before = token.surface
    stem = head_token.lemma
    if head_token.lemma == "為る" and head > low:
        stem = tokens[head - 1].lemma
    is_verb = head_token.pos == "動詞"
    is_verbal_noun = head_token.pos_class == _VERBAL_NOUN and not has_predicate
    if is_verbal_noun and _is_predicate_noun(tokens, low, head):
        is_verbal_noun = False
    is_stative = (not is_verb and not is_verbal_noun) or stem in _STATIVE
    scene = _scene(tokens, low, head, end)
    return TimeFeatures(
        is_past, is_progressive, is_stative, is_verbal_noun, *scene, _is_linked(tail[-1] if tail else head_token)
    )


def _scene(tokens: Sequence[Token], low: int, head: int, end: int) -> tuple[bool, bool, bool, bool, bool]:
    """What the clause says of its time by adverbials, dates and conditions, in the order of `TimeFeatures`."""
    has_future_word = has_present_word = has_date = has_past_date = has_condition = False
    previous: Token | None = None
    for index in range(low, end):
        token = tokens[index]
        lemma, surface = token.lemma, token.surface
        if lemma in _FUTURE_WORDS or surface in _FUTURE_WORDS:
            has_future_word = True
        if lemma in _PRESENT_WORDS:
            has_present_word = True
        if previous is not None:
            if previous.pos_detail == "数詞":
                has_date = has_date or surface in _DATE_UNITS
            elif previous.lemma in _PAST_WORDS and surface not in {"から", "以来"}:
                has_past_date = True
        if lemma.endswith("曜日") or surface.endswith("曜"):
            has_date = True
        if index < head and (
            (surface == "ば" and token.pos_detail == "接続助詞")
            or (token.pos == "助動詞" and token.conjugation_form.startswith("仮定形"))
        ):
            has_condition = True
        previous = token
    return has_future_word, has_present_word, has_date, has_past_date or _names_past_year(tokens[:end]), has_condition


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


def _names_past_year(words: Sequence[Token]) -> bool:
    """「2001年には」「2008年10月に」 set a scene; 「2009年2月まで」 does not."""
    for index in range(len(words) - 2):
        if words[index].pos_detail == "数詞" and len(words[index].surface) == 4 and words[index + 1].surface == "年":
            for token in words[index + 2 : index + 8]:
                if token.pos_detail != "数詞" and token.surface not in {"月", "日", "、"}:
                    return token.surface in {"に", "の"}
    return False


def _is_linked(last: Token) -> bool:
    return last.conjugation_form.startswith("連用形") or (
        last.pos_detail == "接続助詞" and last.surface in {"て", "で"}
    )


def time_of(features: TimeFeatures, certainty: Certainty, cue_time: Time | None, *, has_agent: bool) -> Time:
    """Decide the time label.

    Args:
        cue_time: what a cue says of it: 予定 and 方針 make it future.
        has_agent: somebody acts, or says it: 「…を停止すると発表した」「財務省は歳出を削る」 speak of what is to come.
    """
    if features.is_past:
        return Time.PAST
    if cue_time is not None and not features.is_progressive:
        return cue_time
    if features.is_progressive:
        # 「2001年には流出が起こっている」 tells history; 「2008年現在、販売している」 does not.
        return Time.PAST if features.has_past_date and not features.has_present_word else Time.PRESENT
    if features.has_future_word:
        return Time.FUTURE
    if features.is_verbal_noun:
        return Time.PAST
    if features.is_stative or features.has_present_word:
        return Time.PRESENT
    if certainty in (Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNCOMMITTED):
        return Time.FUTURE  # 「封鎖するだろう」「値上がりする恐れがある」
    return Time.FUTURE if has_agent or features.has_date or features.has_condition else Time.PRESENT
