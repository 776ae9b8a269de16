"""A claim as the comparison sees it: its labels, content words, quantities, dates and marks, detached from text and tokens.

Posts and sources come to the same value, so that an index can keep it and one function can compare any two claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from kakudo.certainty.lexicon import CueRole
from kakudo.comparison.terms import content_terms, kanji_of
from kakudo.comparison.wordlists import MarkKind, mark_rows
from kakudo.document import BlockKind
from kakudo.evidence.numbers import Quantity, find_numbers
from kakudo.findings import Certainty, CueType, HolderType, Polarity, Stance, Time, When
from kakudo.overstatement.view import ClaimView

__all__ = ["Amount", "Gist", "Mark", "Word", "gist_of", "gists_of"]

# Cues of these types say how a claim is put, not what it is about. The others (cause, quantifier, plan) hold content words.
_FORM = frozenset(
    {
        CueType.HEDGE,
        CueType.BOOSTER,
        CueType.HEARSAY,
        CueType.ATTRIBUTION,
        CueType.ASSERTION,
        CueType.OPINION,
        CueType.QUESTION,
        CueType.SPEAKER,
        CueType.APPROXIMATOR,
    }
)

_BASE_UNITS = {
    "キロメートル": ("メートル", 1000.0),
    "センチ": ("メートル", 0.01),
    "ミリ": ("メートル", 0.001),
    "キログラム": ("グラム", 1000.0),
    "トン": ("グラム", 1_000_000.0),
    "名": ("人", 1.0),
    "時間": ("分間", 60.0),
    "週間": ("日間", 7.0),
    "年間": ("カ月", 12.0),
    "度": ("回", 1.0),
}
_HOLDER_SHARE = 0.4
_CREDIT = re.compile(
    "[（(](?=[^（()）]{0,16}(?:新聞|通信|放送|テレビ|ロイター|AP|AFP|BBC|CNN|NHK|紙|日経|朝日|読売|毎日|産経|共同|時事|スポニチ))[^（()）]{2,20}[)）]"
    "[^ぁ-んァ-ヶ一-龠A-Za-z0-9]*$"
)
_TELLING = frozenset({CueType.HEARSAY, CueType.ATTRIBUTION})

# 「**早ければ**来年」, 「**長ければ**数年」 give the ends of a range, and no condition.
_RANGING = re.compile("(?:早|遅|長|短|多|少な)けれ$")
# 「読売新聞『労組に罰金』」 at the foot of an article cites another: the words are a title, not a statement of this text.
_TITLE = re.compile(r"^[^『』「」]{0,40}『[^』]{4,}』?$|^[^「」\"“”]{0,40}[\"“][^\"“”]{4,}[\"”]?。?$")


class Word(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A content word; offsets are code points of the document. See `kakudo.comparison.terms.Term`."""

    word: str
    start: int
    end: int
    weight: float
    is_predicate: bool
    is_negated: bool


class Mark(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words that bound, condition, date or explain a claim; offsets are code points of the document."""

    kind: MarkKind
    start: int
    end: int
    text: str


class Amount(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A quantity; ``low`` and ``high`` are inclusive bounds, None where there is none."""

    low: float | None
    high: float | None
    unit: str
    approximator: str
    start: int
    end: int
    text: str


class Gist(msgspec.Struct, frozen=True, array_like=True):
    """One claim, ready to be compared. Offsets are code points of its document.

    Attributes:
        sentence, claim: its place: index of the sentence in the document and of the claim in the sentence.
        words: its content words, without those that say how certain it is and who says so.
        kanji: the distinct kanji of these, and of how they are written.
        predicate: the word that says what happened, or empty.
        is_linked: its clause stops in 連用形 or て, so that what ends the sentence (予定だ, という) holds for it too.
        is_title: a heading, or the cited title of another text (『…』).
    """

    sentence: int
    claim: int
    start: int
    end: int
    text: str
    certainty: Certainty
    strength: float
    holder: HolderType
    holder_text: str
    stance: Stance
    polarity: Polarity
    time: Time
    is_title: bool
    is_linked: bool
    words: tuple[Word, ...]
    kanji: str
    predicate: str
    amounts: tuple[Amount, ...]
    when: tuple[When, ...]
    marks: tuple[Mark, ...]

    def written(self, word: Word) -> str:
        """A word of the claim as it is written there."""
        return self.text[word.start - self.start : word.end - self.start]

    def has(self, *kinds: MarkKind) -> bool:
        """Whether the claim holds a mark of one of the kinds."""
        return any(mark.kind in kinds for mark in self.marks)

    def marks_of(self, kind: MarkKind) -> list[Mark]:
        """Its marks of one kind, in text order."""
        return [mark for mark in self.marks if mark.kind is kind]


def gists_of(views: Sequence[Sequence[ClaimView]]) -> Iterator[Gist]:
    """The gists of a document's claims, in text order.

    Args:
        views: the claims of each sentence, as the overstatement rules see them.
    """
    for sentence, own in enumerate(views):
        for claim, view in enumerate(own):
            yield gist_of(view, sentence, claim)


def gist_of(view: ClaimView, sentence: int, claim: int) -> Gist:
    """The gist of one claim, which stands at the given place of its document."""
    tokens, starts, ends = view.tokens, view.starts, view.ends
    labels = view.labels
    skip: set[int] = set()
    for match in view.cues:
        if match.row.type in _FORM and match.row.role is not CueRole.BLOCK:
            skip.update(range(match.start, match.end))
    holder_text = ""
    span = labels.holder_span
    credit = _CREDIT.search(view.text)
    # 「…が分かった（日々通信）」: who is credited leads to its sentences no more than who is named as the speaker.
    credited = view.start + credit.start() if credit is not None else view.end
    if span is not None and span.start < span.end:
        holder_text = view.text[starts[span.start] - view.start : ends[span.end - 1] - view.start]
    words = tuple(
        Word(
            term.word,
            starts[term.start],
            ends[term.end - 1],
            # Who says it is not what is said: 「時事によると」 must not lead to whatever else the agency is quoted for.
            term.weight
            * (
                _HOLDER_SHARE
                if starts[term.start] >= credited or (span is not None and span.start <= term.start < span.end)
                else 1.0
            ),
            term.is_predicate,
            term.is_negated,
        )
        for term in content_terms(tokens, view.span.start, view.span.end, skip)
    )
    inner = [
        word
        for word in words
        if word.is_predicate and word.end <= ends[max(labels.proposition.end - 1, view.span.start)]
    ]
    days = [(when.start - view.start, when.end - view.start) for when in view.when if when.type != "duration"]
    amounts = tuple(_amount(item, view.start) for item in find_numbers(view.text, days))
    return Gist(
        sentence,
        claim,
        view.start,
        view.end,
        view.text,
        labels.certainty,
        round(labels.strength, 3),
        labels.holder,
        holder_text,
        view.stance,
        labels.polarity,
        labels.time,
        view.block is BlockKind.HEADING or bool(_TITLE.search(view.text)),
        labels.is_linked,
        words,
        # 改める stands for 変わる in its class, and 清水 is シミズ: the kanji as written are those that a paraphrase keeps (改正).
        kanji_of("".join(word.word + view.text[word.start - view.start : word.end - view.start] for word in words)),
        inner[-1].word if inner else "",
        amounts,
        tuple(view.when),
        _marks(view),
    )


def _amount(quantity: Quantity, offset: int) -> Amount:
    """A quantity in its base unit: 1.4キロ and 1400メートル are the same."""
    unit, sign, rate = quantity.unit.partition("/")
    base, factor = _BASE_UNITS.get(unit, (unit, 1.0))
    return Amount(
        None if quantity.low is None else round(float(quantity.low) * factor, 6),
        None if quantity.high is None else round(float(quantity.high) * factor, 6),
        base + sign + rate,
        quantity.approximator,
        quantity.start + offset,
        quantity.end + offset,
        quantity.text,
    )


def _is_quoted(text: str, place: int) -> bool:
    """Whether a place stands between brackets with more around them: what 「本当に要るの？」という声 asks is no question of the post."""
    start = text.rfind("「", 0, place)
    return start >= 0 and text.rfind("」", 0, place) < start and "」" in text[place:-1]


def _marks(view: ClaimView) -> tuple[Mark, ...]:
    found: dict[tuple[MarkKind, int, int], Mark] = {}
    # よれば is no condition: a cue inside a source phrase or a word of saying is that alone.
    told = [range(match.start, match.end) for match in view.cues if match.row.type in _TELLING]
    for row in mark_rows():
        for match in view.cues:
            if match.row.type is CueType.CONDITION and any(
                match.start in span or match.end - 1 in span for span in told
            ):
                continue
            if row.holds(match.row.id):
                start, end = view.span_of(match)
                if row.kind is MarkKind.REACTION and _is_quoted(view.text, start - view.start):
                    continue
                if row.kind is MarkKind.CONDITION and _RANGING.search(view.text[: start - view.start]):
                    continue
                found[row.kind, start, end] = Mark(
                    row.kind, start, end, view.text[start - view.start : end - view.start]
                )
        for hit in row.pattern.finditer(view.text):
            start, end = hit.start() + view.start, hit.end() + view.start
            if row.kind is MarkKind.REACTION and _is_quoted(view.text, hit.start()):
                continue
            if not any(mark.kind is row.kind and mark.start <= start and end <= mark.end for mark in found.values()):
                found[row.kind, start, end] = Mark(row.kind, start, end, hit.group())
    return tuple(sorted(found.values(), key=lambda mark: (mark.start, mark.end, mark.kind)))
