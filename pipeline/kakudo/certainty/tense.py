"""What a clause shows of when it holds: its predicate, its endings and its adverbials; `kakudo.certainty.time_rule` decides over it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kakudo.certainty.endings import (
    has_come_to,
    is_asked,
    is_ceasing,
    is_clause,
    is_coming,
    is_frequent,
    is_headed_for,
    is_past_outside,
    is_unlikely,
    may_happen,
    stops,
    words_after,
)
from kakudo.certainty.predicates import content_head, is_cleft, revealed
from kakudo.certainty.scene import is_appointed, scene_of
from kakudo.document import Token
from kakudo.findings import Time
from kakudo.grammar import PREDICATE_POS, word_class

__all__ = ["TimeFeatures", "tense_around", "time_features"]

_STATIVE = word_class("stative-predicate")
_FOCUS_OF_STATE = word_class("state-focus")
_STATIC_NOUNS = word_class("static-verbal-noun")
_PROSPECTIVE = word_class("prospective-noun")
_FORMAL = word_class("tense-bearing-noun")
_THINGS = word_class("thing-noun")
_COMPLETED = word_class("punctual-predicate")
_GROWING = word_class("growing-predicate")
_RESOLVED = word_class("resolve-predicate")
_ATTITUDES = word_class("attitude-predicate")
_EXTENTS = frozenset({"目", "連続", "振り", "以来", "最多"})
_COUNTED_EVENTS = word_class("event-count-noun")
_REACHING = word_class("amount-predicate")
_PAST_ENDINGS = frozenset({"た", "けり"})
_PROGRESSIVE = frozenset({"居る", "おる", "てる", "でる"})
_PROGRESSIVE_SURFACES = frozenset({"てる", "てい", "てん"})
_EXPERIENCE = {"有る": frozenset("がはも"), "無い": frozenset("がはも"), "成る": frozenset("にと")}
_HOLDING = frozenset({"持つ", "有る", "強い", "考える", "出る", "浮上"})
_STANDING = frozenset({"言う", "居る", "有る", "無い", "ない", "た"})
_SHARES = frozenset({"%", "％", "割", "パーセント", "位", "目", "倍", "つ"})
_PARTIAL = frozenset({"訳", "限る"})
_NEGATING = frozenset({"ない", "ず", "ぬ", "ます"})
_GOING_ON = frozenset({"動詞", "形容詞", "助動詞", "形状詞", "助詞"})
_NEAR = 6
_VERBAL_NOUN = "サ変可能"
# What `is_ceasing` and `is_coming` cannot do without: most clauses end in a word or two, and are not asked.
_CEASING = frozenset({"無くなる", "成る"})
_GOING = frozenset({"来る", "行く"})


class TimeFeatures(msgspec.Struct, frozen=True, gc=False):
    """What the clause shows of its time.

    Attributes:
        is_past: た right after the head predicate, or before the formal noun or the cleft that carries it.
        is_progressive: ている, てある.
        is_stative: adjective, copula, noun or a stative verb.
        is_verbal_noun: ends in a する-noun without する (体言止め).
        has_future_word, has_present_word: adverbials such as 来月, 現在.
        has_date: a calendar day, month or weekday is named; has_past_date: a day or a year sets the predicate's scene.
        has_condition: a clause with ば, たら or なら stands before the predicate.
        has_future_scene: the clause is set in what is to come: 「**再来年の今ごろ、**…売ってる」「**月曜の朝には**紙くず」.
        is_linked: the predicate stops in 連用形 or て, and takes its tense from the clause after it.
        is_change: the clause ends in に, or becomes something with なる.
        is_count: it counts events: 「死者は50人に上る」.
        is_attitude: what a speaker does or feels in saying it: 「支持する」「おわびする」.
        is_prospect: ends in a noun of what is to come: 「…する見込み」.
        is_conjecture: でしょう or っしょ stands in the clause, before a phrase put last: 「来る**っしょ**、これは」.
        is_asked: 「報復する**んかな**」.
        is_partial: 「跳ね上がる**わけではない**」.
        is_frequent: 「割れる**ことがある**」.
        is_coming: 「時代が帰っ**てくる**」「職が消え**ていく**」.
        is_completed: a punctual verb in ている: 「2人が**死亡している**」.
        is_growing: a stative verb that a hedge makes one of change: 「まだ**続く**だろう」.
        is_ceasing: 「使わ**なくなる**」.
        is_clause: the predicate stands before のは or ことは: 「**延びる**のは避けられない」.
        is_own_act: an act at will that is denied, not what cannot be done: 「応じない」, not 「払えない」.
        is_appointed: 「適用は**12日から**」.
        is_wish: 「会い**たい**」; is_request: 「見て**ほしい**」.
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
    has_future_scene: bool = False
    is_linked: bool = False
    is_change: bool = False
    is_count: bool = False
    is_attitude: bool = False
    is_prospect: bool = False
    is_conjecture: bool = False
    is_asked: bool = False
    is_partial: bool = False
    is_frequent: bool = False
    is_wish: bool = False
    is_request: bool = False
    is_coming: bool = False
    is_completed: bool = False
    is_growing: bool = False
    is_appointed: bool = False
    is_ceasing: bool = False
    is_clause: bool = False
    is_own_act: bool = False


def time_features(tokens: Sequence[Token], low: int, head: int, end: int) -> TimeFeatures:
    """Read the features of the clause ``low`` to ``end`` whose head predicate is the token ``head``, see `content_head`."""
    complement = revealed(tokens, low, head)
    if complement is not None:
        # 「**開催される**ことが明らかになった」: what is made known has its own time.
        head, end = complement
        return time_features(tokens, low, content_head(tokens, low, head), end)
    head_token = tokens[head]
    if (
        head_token.lemma in _FORMAL and head > low and tokens[head - 1].conjugation_type == "助動詞-タ"
    ) or _is_experience(tokens, low, head):
        # 「与えたものだ」「記録したことがある」「更新したことになる」: the tense stands before the formal noun.
        return TimeFeatures(True, False, True, False)
    after = words_after(tokens, end)
    tail = words_after(tokens, head + 1)
    following = {token.lemma for token in tail}
    ceases = not _CEASING.isdisjoint(following) and is_ceasing(tail)
    is_past = head_token.lemma == "済み" or is_past_outside(after) or has_come_to(tokens, end)
    is_advised = bool(after) and after[0].lemma == "方"  # 「早めに売っ**た方がいい**」
    is_progressive = has_predicate = is_conjecture = is_wish = is_hypothesis = False
    before: Token | None = None
    for token in tokens[head + 1 : end]:
        pos, lemma = token.pos, token.lemma
        has_predicate = has_predicate or pos in PREDICATE_POS
        if token.conjugation_form.startswith("仮定形"):  # 「迫ってき**たら**……」
            is_hypothesis = token.conjugation_type == "助動詞-タ"
            before = token
            continue
        is_past = is_past or token.conjugation_type == "助動詞-タ" or (lemma in _PAST_ENDINGS and pos == "助動詞")
        is_wish = is_wish or lemma == "たい"
        is_conjecture = is_conjecture or (token.conjugation_form == "意志推量形" and lemma in {"だ", "です"})
        is_progressive = (
            is_progressive
            or lemma in _PROGRESSIVE
            or token.conjugation_type == "下一段-テル"
            or token.surface in _PROGRESSIVE_SURFACES
            or (lemma == "有る" and before is not None and before.pos == "助詞" and before.surface in {"て", "で"})
        )
        before = token
    is_past = is_past and not is_advised
    stem_at = head - 1 if head_token.lemma == "為る" and head > low else head
    stem = tokens[stem_at].lemma
    is_verb = head_token.pos == "動詞"
    is_prospect = _is_prospect(tokens, low, stem_at)
    is_verbal_noun = head_token.pos_class == _VERBAL_NOUN and not has_predicate and stem not in _STATIC_NOUNS
    # 「放火**に決まってる**」 says what it is.
    is_verbal_noun = is_verbal_noun and not (after and after[0].surface == "に")
    if is_verbal_noun and (_is_predicate_noun(tokens, low, head) or head_token.lemma in _THINGS):
        is_verbal_noun = False
    is_stative = (not is_verb and not is_verbal_noun) or stem in _STATIVE
    is_stative = is_stative or (stem == "成る" and _has_extent(tokens, low, head))
    is_stative = (is_stative or is_wish or (stem == "が" and is_verb)) and not ceases
    if is_stative and not is_past and not is_verb:
        is_past = is_cleft(tokens, low, head)
    is_count = (is_stative or stem in _REACHING) and _counts_events(tokens, low, head)
    last = before or head_token
    scene = scene_of(tokens, low, head, end)
    wishes = [token.lemma for token in after[:2]]
    return TimeFeatures(
        is_past,
        is_progressive,
        is_stative,
        is_verbal_noun,
        *scene,
        stops(last) and not (after and after[0].pos in _GOING_ON),
        (stem == "成る" and _becomes(tokens, low, head))
        or ceases
        or (last.surface == "に" and last.pos_detail == "格助詞"),
        is_count,
        stem in _ATTITUDES,
        is_prospect
        or (last.surface == "へ" and last.pos_detail == "格助詞")
        or (not is_verb and may_happen(after))
        or is_headed_for(tokens, low, head, after)
        or (is_hypothesis and all(token.pos == "補助記号" for token in after))
        or (is_verb and not is_stative and is_unlikely(tail)),
        is_conjecture,
        is_asked(tokens, low, head, (*tokens[head + 1 : end], *after)),
        not _PARTIAL.isdisjoint(following),
        is_frequent(tail),
        "たい" in wishes,
        "欲しい" in wishes,
        not _GOING.isdisjoint(following) and is_coming(tail),
        is_progressive and stem in _COMPLETED and not scene.has_condition,
        stem in _GROWING,
        is_stative and not is_verb and is_appointed(tokens, low, head),
        ceases,
        is_verb and is_clause(tail),
        stem in _RESOLVED and bool(tail) and tail[0].lemma in _NEGATING and not _is_potential(head_token, tail),
    )


def _is_potential(head: Token, tail: Sequence[Token]) -> bool:
    """「払**え**ない」「入れ**られ**ない」: UniDic gives the former the lemma 払う, and the endings of a verb in える."""
    is_short = head.conjugation_type.startswith("下一段") and (
        not head.lemma.endswith("る") or (head.conjugation_type == "下一段-ラ行" and not head.lemma.endswith("れる"))
    )
    return is_short or any(token.lemma in {"れる", "られる", "出来る"} for token in tail[:2])


def tense_around(tokens: Sequence[Token], start: int, end: int) -> Time | None:
    """The tense of the words around a claim: 「…を**望んでいる**」 is present, 「…を**祈った**」 past; None where plain."""
    tense = None
    for token in tokens[start:end]:
        if token.conjugation_type == "助動詞-タ":
            tense = Time.PAST
        elif token.lemma in _PROGRESSIVE or token.conjugation_type == "下一段-テル":
            tense = Time.PRESENT
    return tense


def _counts_events(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「**死者**は50人に上る」「投じ**た費用**は2億円」: a number of completed events, or of what an event left."""
    has_number = False
    for index in range(head, low, -1):
        token = tokens[index]
        if token.pos_detail == "数詞":
            if any(item.surface in _SHARES for item in tokens[index + 1 : index + 3]):
                return False
            has_number = has_number or head - index < _NEAR
        elif token.surface == "、" and has_number and _is_left_by_event(tokens, low, index):
            return True  # 「逃げた資本、ざっと900億ドル」
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


def _is_left_by_event(tokens: Sequence[Token], low: int, comma: int) -> bool:
    start = comma - 1
    while start > low and tokens[start].pos in {"名詞", "接尾辞"}:
        start -= 1
    return start < comma - 1 and tokens[start].conjugation_type == "助動詞-タ"


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
    if _has_extent(tokens, low, head):
        return False
    if complement.lemma == "事":
        return tokens[head - 3].lemma not in _STANDING
    if complement.lemma in _FOCUS_OF_STATE or complement.lemma.startswith("最"):
        return False  # 「過去最大となる」「2009年以来となる」
    return complement.pos != "接尾辞" and tokens[head - 3].pos_detail != "数詞"


def _has_extent(tokens: Sequence[Token], low: int, head: int) -> bool:
    """「五度**目の**延期となる」「3年**連続の**優勝となる」: how often it makes, which holds already."""
    return any(token.lemma in _EXTENTS for token in tokens[max(low, head - 6) : max(head - 2, low)])


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
