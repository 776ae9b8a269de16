"""Rules about what a claim stands on: motives and causes."""

from __future__ import annotations

import re

from kakudo.certainty.matcher import CueMatch
from kakudo.document import Span
from kakudo.findings import CueType, Level, Polarity
from kakudo.grammar import word_class
from kakudo.overstatement.patterns import patterns
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.view import ClaimView

__all__ = [
    "CAUSE_AS_FACT",
    "MOTIVE_AS_FACT",
    "has_topic",
    "is_own",
    "speaks_of_self",
]

_TOPIC_PARTICLES = frozenset({"は", "が", "も"})


def has_topic(view: ClaimView) -> bool:
    """Whether the claim itself says what it is about, by は, が or も."""
    tokens = view.tokens[view.span.start : view.span.end]
    return any(token.surface in _TOPIC_PARTICLES and token.pos == "助詞" for token in tokens)


_FRAMES = patterns("grounds")
_FORMAL_NOUNS = word_class("formal-noun")
_INQUIRED = re.compile(
    "(可能性|疑い|おそれ|恐れ|か)(も|が)?(あ[りる])?と(して|みて|見て)|との見方|とする見方|[かと](どうか|の説)"
)
# 「課長は自分が楽したいだけだ」: 自分 is whoever the sentence is about.
_FIRST_PERSON = word_class("first-person") - {"自分"}


# 「わざとなのかは謎」 asks; 「…と言われてもいい」 gives leave.
_OPEN = frozenset({CueType.QUESTION, CueType.OBLIGATION})
_GUESS, _OUT_OF_WISH = "motive.taitoshika", "motive.takute"
_TOPICS = frozenset({"は", "も"})


def is_own(text: str) -> bool:
    """Whether a text is about the writer's own house, pets, money and games."""
    return bool(_FRAMES["own"].search(text))


def speaks_of_self(view: ClaimView) -> bool:
    """Whether the claim speaks of the writer, whose aims are known and whose things are counted."""
    tokens = view.tokens[view.span.start : view.span.end]
    return any(token.lemma in _FIRST_PERSON for token in tokens) or is_own(view.text)


def _found(view: ClaimView, kind: str) -> Span | None:
    frame = _FRAMES[kind].search(view.text)
    return Span(view.start + frame.start(), view.start + frame.end()) if frame else None


def _imputes(view: ClaimView, cue: CueMatch) -> bool:
    """「…たいとしか思えない」 owns that it is a guess; 「見たくて徹夜した」 with nobody before it is the writer's own wish."""
    if cue.row.id == _GUESS:
        return False
    return cue.row.id != _OUT_OF_WISH or any(
        token.surface in _TOPICS and token.pos == "助詞" for token in view.tokens[: cue.start]
    )


def _spares_cause(view: ClaimView) -> bool:
    return is_own(view.text) or bool(_FRAMES["everyday"].search(view.text))


def _find_motive(view: ClaimView) -> Span | None:
    if not view.is_unsourced or view.labels.polarity is Polarity.PARTIAL:
        return None
    if any(match.row.type in _OPEN for match in view.cues):
        return None
    # A wish that leaves the claim flat is somebody else's: 「政権は選挙を遅らせたい」.
    motives = view.cues_of(CueType.MOTIVE) or [cue for cue in view.labels.governing if cue.row.id == "wish.tai"]
    motives = [cue for cue in motives if _imputes(view, cue)]
    found = view.span_of(motives[-1]) if motives else _found(view, "motive")
    return None if found is None or speaks_of_self(view) else found


MOTIVE_AS_FACT = Rule(
    code="KD104",
    name="motive-as-fact",
    level=Level.WARNING,
    ja=Wording(
        title="動機の断定",
        why="他者の意図や恐れは外から見えません。本人の言葉か、それを論じた出典がなければ推測です。",
        message="「{text}」と他者の動機・意図を事実として述べていますが、本人の発言も出典もありません。",
        needed="本人の発言、内部文書、または動機を分析した出典。なければ「〜とみられる」「狙いがあるとの見方がある」に改める。",
        rephrase="「〜する狙いがあるとみられる」のように、推測であることを示す。",
    ),
    en=Wording(
        title="Motive as fact",
        why="Another party's intentions and fears cannot be seen from outside. Without their own words or a source that argues it, it is a guess.",
        message="“{text}” states another party's motive as fact, with neither their words nor a source.",
        needed="Their own statement, an internal document, or an analysis that can be cited; otherwise mark it as a view.",
        rephrase="Mark it as inference: 〜とみられる, との見方がある.",
    ),
    find=_find_motive,
    fires=(
        Example(
            "中国が融資を止めたのはビビっているからだ。", "中国が融資を止めた背景には回収への懸念があるとみられる。"
        ),
        Example("大統領は戦争を長引かせたがっている。", "大統領は戦争を長引かせたいのではないかとの見方がある。"),
        Example("首相が本当に欲しいのは改憲の票だ。", "首相には改憲の票を固める狙いがあるとみられる。"),
    ),
    quiet=(
        Example("中国が融資を止めたのは回収リスクを恐れたからだと、世界銀行の報告書は分析した。"),
        Example("大統領は戦争を長引かせるつもりはないと述べた。"),
        Example("私は来年こそ優勝を狙っている。"),
        Example("わざと遅らせたのか、ただの遅刻かは分からない。"),
        Example("住民は洪水を恐れて高台に移った。"),
    ),
    spares=speaks_of_self,
)


def _is_claimed(view: ClaimView, cue: CueMatch) -> bool:
    """Whether a cause is what is claimed.

    「大学が**生み出した**特許は12件」 speaks of the patents, 「原因は落雷の**可能性もあるとして**調べている」 of an inquiry.
    """
    index, end = cue.end, view.span.end
    if index < end and _INQUIRED.search(view.text[view.ends[index - 1] - view.start :]):
        return False
    while index < end and view.tokens[index].pos == "助動詞":
        index += 1
    if index >= end or view.tokens[index - 1].pos not in {"動詞", "助動詞"}:
        return True
    following = view.tokens[index]
    return following.pos != "名詞" or following.lemma in _FORMAL_NOUNS or following.pos_class == "副詞可能"


def _find_cause(view: ClaimView) -> Span | None:
    if not view.is_unsourced or view.labels.polarity is not Polarity.AFFIRMED:
        return None
    causes = [cue for cue in view.cues_of(CueType.CAUSE) if _is_claimed(view, cue)]
    found = view.span_of(causes[0]) if causes else _found(view, "cause")
    if found is None or _FRAMES["everyday"].search(view.text):
        return None
    return None if not causes and _FRAMES["own"].search(view.text) else found


CAUSE_AS_FACT = Rule(
    code="KD105",
    name="cause-as-fact",
    level=Level.WARNING,
    ja=Wording(
        title="原因の断定",
        why="二つの出来事が続いて起きても、片方が原因とは限りません。争いのある因果は、誰がどう確かめたかが必要です。",
        message="「{text}」と因果・必然を言い切っていますが、それを示す出典がありません。",
        needed="原因を調べた報告・調査、または分析した人の名前。なければ「一因とみられる」「〜の後に」にとどめる。",
        rephrase="「〜の後に」「〜が一因とみられる」と、確かめた範囲で書く。",
    ),
    en=Wording(
        title="Cause as fact",
        why="That one event follows another does not make it the cause. A disputed cause needs to say who established it and how.",
        message="“{text}” asserts a cause or necessity flatly, with no source that shows it.",
        needed="An inquiry or study of the cause, or a named analyst; otherwise say only what came after what.",
        rephrase="Say what followed what, or that it is seen as one factor.",
    ),
    find=_find_cause,
    fires=(
        Example("制裁のせいで国民は飢えている。", "制裁の後、国民の生活は苦しくなった。"),
        Example("停電は政府の無策が原因だ。", "停電には政府の対応の遅れも影響したとみられる。"),
        Example("銀行の破綻を招いたのは監督官庁の油断である。", "銀行は破綻し、監督官庁の対応が問われている。"),
    ),
    quiet=(
        Example("停電の原因は設備の老朽化だと電力会社は説明した。"),
        Example("制裁の後、国民の生活は苦しくなった。"),
        Example("制裁のせいで国民が飢えているとは限らない。"),
        Example("台風のせいで運動会が延びた。"),
    ),
    spares=_spares_cause,
)
