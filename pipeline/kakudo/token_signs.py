"""What later stages ask of every token, as bits that are worked out once, where the token is made.

A table beside the tokens (`kakudo.token_table`) costs a fetch from memory for each token and question; these bits lie in the token itself,
which is read anyway. Here stands only what a token says by itself; what it means in its clause is for the stage that asks.
"""

from __future__ import annotations

from typing import Final

from kakudo.document import Token
from kakudo.grammar import word_class

__all__ = [
    "ADVERBIAL",
    "ANCHORED_UNIT",
    "ANCHORED_UNITS",
    "ASKING",
    "BRACKET",
    "CLOSES",
    "CONDITION",
    "DATE_UNIT",
    "DATE_UNITS",
    "END",
    "ENDS",
    "FUTURE",
    "HIDING",
    "JOINT",
    "LINKING",
    "NEXT",
    "NOMINALIZER",
    "NUMBER",
    "PAST",
    "PRESENT",
    "QUESTION_WORDS",
    "QUOTATIVE",
    "SCENE",
    "SEASONS",
    "SUBJECT",
    "TERM",
    "TOPIC",
    "WA",
    "WEEKDAY",
    "WHEREBY",
    "sign_of",
]

BRACKET: Final = 1 << 0
JOINT: Final = 1 << 1
"""A clause may end here: a mark, a particle that links clauses, or おり."""
QUOTATIVE: Final = 1 << 2
"""と, って or て, one of which every quotation without a cue has after it."""
WA: Final = 1 << 3
TOPIC: Final = 1 << 4
SUBJECT: Final = 1 << 5
WHEREBY: Final = 1 << 6
"""The よる of 「国連によると」."""
HIDING: Final = 1 << 7
"""A word by which a name is withheld: 「**匿名**を条件に」「**名**を伏せて」."""
ADVERBIAL: Final = 1 << 8
LINKING: Final = 1 << 20
"""が, けど, ので, から after a predicate: the clause before says nothing through a と after it."""
NOMINALIZER: Final = 1 << 21
"""The の of 「書いた**の**は」."""
ASKING: Final = 1 << 19
"""What a clause asks or wonders by: か, ？, or a conjectural form."""
FUTURE: Final = 1 << 9
PRESENT: Final = 1 << 10
PAST: Final = 1 << 11
NUMBER: Final = 1 << 12
DATE_UNIT: Final = 1 << 13
ANCHORED_UNIT: Final = 1 << 14
WEEKDAY: Final = 1 << 15
CONDITION: Final = 1 << 16
END: Final = 1 << 17
TERM: Final = 1 << 18
SCENE: Final = FUTURE | PRESENT | PAST | NUMBER | DATE_UNIT | ANCHORED_UNIT | WEEKDAY | CONDITION | END | TERM
"""Whatever bears on when a clause is set."""

CLOSES: Final = {
    "「": "」",
    "『": "』",
    "“": "”",
    "〝": "〟",
    "(": ")",
    "（": "）",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "[": "]",
    "［": "］",
}
"""Opening brackets and what closes them."""
QUESTION_WORDS: Final = frozenset({"か", "かな", "かしら", "？", "?", "⁉"})
SEASONS: Final = frozenset({"春", "夏", "秋", "冬"})
ENDS: Final = frozenset({"年末", "月末", "週末", "年度末", "期末"})
NEXT: Final = "次"
DATE_UNITS: Final = frozenset({"日", "月", "週", "時"})
ANCHORED_UNITS: Final = frozenset({"年", "日", "月", "時", "分"})

_BRACKETS = frozenset((*CLOSES, *CLOSES.values()))
_PARTICLES = {"は": TOPIC, "も": TOPIC, "では": TOPIC, "じゃ": TOPIC, "が": SUBJECT}
_QUOTATIVES = frozenset({"と", "って", "て"})
_LINKING = frozenset({"が", "けど", "けれど", "けれども", "ので", "から"})
_WHEREBY = frozenset({"よる", "よれ"})
_HIDING = frozenset({"匿名", "名", "名前", "実名", "氏名", "本名"})
_FUTURE_WORDS = word_class("future-adverbial")
_PRESENT_WORDS = word_class("present-adverbial")
_PAST_WORDS = word_class("past-adverbial")
_PERIOD_ENDS = ENDS | SEASONS | {"正月", "年始", "盆", "連休"}
_TERMS = SEASONS | ENDS | {NEXT}


def sign_of(token: Token) -> int:
    """The bits of a token."""
    surface, lemma = token.surface, token.lemma
    sign = 0
    if token.pos == "補助記号" or token.pos_detail == "接続助詞":
        sign |= JOINT
        if surface in _LINKING and token.pos_detail == "接続助詞":
            sign |= LINKING
        if token.pos == "補助記号" and surface in _BRACKETS:
            sign |= BRACKET
    if surface == "おり" and token.pos == "動詞":
        sign |= JOINT
    if surface in _QUOTATIVES:
        sign |= QUOTATIVE
    if surface == "は":
        sign |= WA
    if token.pos == "助詞":
        sign |= _PARTICLES.get(surface, 0)
    if token.pos_detail == "準体助詞":
        sign |= NOMINALIZER
    if surface in _WHEREBY:
        sign |= WHEREBY
    if lemma in _HIDING:
        sign |= HIDING
    if token.pos == "副詞" or "副詞可能" in (token.pos_class, token.pos_detail):
        sign |= ADVERBIAL
    if surface in QUESTION_WORDS or token.conjugation_form == "意志推量形":
        sign |= ASKING
    return sign | _scene_of(token)


def _scene_of(token: Token) -> int:
    lemma, surface = token.lemma, token.surface
    sign = 0
    if lemma in _FUTURE_WORDS or surface in _FUTURE_WORDS:
        sign |= FUTURE
    if lemma in _PRESENT_WORDS:
        sign |= PRESENT
    if token.pos_detail == "数詞":
        sign |= NUMBER
    elif lemma in _PAST_WORDS:
        sign |= PAST
    if surface in DATE_UNITS:
        sign |= DATE_UNIT
    if surface in ANCHORED_UNITS:
        sign |= ANCHORED_UNIT
    if lemma.endswith("曜日") or surface.endswith("曜"):
        sign |= WEEKDAY
    if surface in {"まで", "中", "うち", "後"} or lemma in _TERMS:
        sign |= TERM
    if lemma in _PERIOD_ENDS:
        sign |= END
    is_conditional = surface == "ば" and token.pos_detail == "接続助詞"
    if is_conditional or (token.pos == "助動詞" and token.conjugation_form.startswith("仮定形")):
        sign |= CONDITION
    return sign
