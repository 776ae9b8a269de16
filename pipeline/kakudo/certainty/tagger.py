"""The certainty stage: one tokenized sentence in, its claims with their labels out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import structs

from kakudo.certainty.composition import compose
from kakudo.certainty.credits import Credit, closing_credit, headline_credit
from kakudo.certainty.dialogue import announced_holder
from kakudo.certainty.holders import HolderLexicon, can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.labels import Labels, SentenceView
from kakudo.certainty.lexicon import Lexicon
from kakudo.certainty.matcher import CueMatch, CueMatcher
from kakudo.certainty.scope import Saying, find_sayings, find_sources, sealed_spans
from kakudo.certainty.time_model import TimeDecider
from kakudo.certainty.titles import as_cited, cited_title
from kakudo.document import Span
from kakudo.findings import HolderType, Time
from kakudo.linear import Feature, LinearModel
from kakudo.segmentation.brackets import Brackets, find_brackets
from kakudo.segmentation.claims import split_claims
from kakudo.token_signs import LINKING, QUOTATIVE
from kakudo.tokenization import TokenizedText

__all__ = ["CertaintyTagger", "SentenceReading"]

_HEADLINE_GROUP = "H"


class SentenceReading(msgspec.Struct, frozen=True, gc=False):
    """What the certainty stage found in one sentence; every span is a token range.

    Attributes:
        claims: token ranges, in text order.
        labels: one for each claim.
        is_title: the sentence is a cited title and who published it, see `kakudo.certainty.titles`.
    """

    tokenized: TokenizedText
    brackets: Brackets
    matches: Sequence[CueMatch]
    claims: Sequence[Span]
    labels: Sequence[Labels]
    is_title: bool = False


_IF = "condition.to-jouken"
_TO_COME: Feature = ("is", "has_future_word")
_LASTING = frozenset({("is", "is_stative"), ("is", "is_progressive")})


class CertaintyTagger:
    """Reads holder, certainty, polarity and time of every claim of a sentence.

    Args:
        lexicon: the cue lexicon.
        holders: the table of nouns that make claims.
        time_model: decides the time label from the rule's decision and what else the clause shows; the rule alone without it.
    """

    def __init__(self, lexicon: Lexicon, holders: HolderLexicon, time_model: LinearModel | None = None) -> None:
        self._match_heading = CueMatcher(lexicon)
        # Headline grammar (へ, か, も at the end) would take particles from other cues in running text.
        self._match = self._match_heading.without(_HEADLINE_GROUP)
        self._holders = holders
        self._time = TimeDecider(time_model) if time_model is not None else None

    def __call__(
        self, tokenized: TokenizedText, noise: Sequence[Span] = (), *, is_heading: bool = False
    ) -> SentenceReading:
        """Read one sentence.

        Args:
            tokenized: its tokens.
            noise: code-point ranges that are no language (URLs, hashtags, @names); claims neither begin nor end in them.
            is_heading: headline grammar applies (へ, か, も at the end).
        """
        tokens = tokenized.tokens
        brackets = find_brackets(tokens, tokenized.present)
        title = None if is_heading else cited_title(tokens, brackets)
        if title is not None:
            return self._read_title(tokenized, brackets, title)
        credit = closing_credit(tokens, brackets, self._holders)
        if credit is None and is_heading:
            credit = headline_credit(tokens, brackets, self._holders)
        if credit is not None:
            return self._read_credited(tokenized, brackets, credit, noise, is_heading=is_heading)
        matches = self._match_clauses(tokenized) if is_heading else self._match(tokens)
        sources = find_sources(tokens, brackets, matches, self._holders)
        sayings = find_sayings(tokens, brackets, matches, self._holders)
        if sayings:
            matches = _without_quotatives(matches, sayings.values())
        spans = split_claims(
            tokens, tokenized.starts, tokenized.ends, brackets, sealed_spans(brackets, sayings), is_heading=is_heading
        )
        if noise:
            spans = [
                span for span in (_without_noise(tokenized, span, noise) for span in spans) if span.start < span.end
            ]
        joints: list[int] = []
        if tokenized.present & (QUOTATIVE | LINKING):
            joints = [index for index, token in enumerate(tokens) if token.sign & (QUOTATIVE | LINKING)]
        view = SentenceView(
            tokens,
            brackets,
            matches,
            {match.end: match for match in matches},
            sources,
            sayings,
            self._holders,
            [index for index in joints if tokens[index].sign & QUOTATIVE],
            joints,
            tokenized.present,
            is_heading,
        )
        labels = _share_tense(_share_scene([compose(view, span) for span in spans]))
        if self._time is not None:
            labels = self._time(labels)
        if is_heading:
            labels = self._with_next_speakers(view, spans, labels)
        return SentenceReading(tokenized, brackets, matches, spans, labels)

    def _read_title(self, tokenized: TokenizedText, brackets: Brackets, title: Span) -> SentenceReading:
        """One claim, labelled as the headline that stands in the brackets."""
        inside = slice(title.start, title.end)
        tokens = tokenized.tokens[inside]
        starts, ends = tokenized.starts[inside], tokenized.ends[inside]
        headline = self(TokenizedText(tokens, starts, ends, tokenized.present), is_heading=True)
        end = title.end + 1
        matches = [_moved(match, title.start) for match in headline.matches]
        if not headline.claims:
            return SentenceReading(tokenized, brackets, matches, (), ())
        labels = as_cited(tokens, headline.labels[-1])
        labels = structs.replace(
            labels,
            holder_span=None if labels.holder_span is None else _shifted(labels.holder_span, title.start),
            proposition=_shifted(labels.proposition, title.start),
            governing=tuple(_moved(match, title.start) for match in labels.governing),
        )
        return SentenceReading(tokenized, brackets, matches, [Span(0, end)], [labels], is_title=True)

    def _read_credited(
        self, tokenized: TokenizedText, brackets: Brackets, credit: Credit, noise: Sequence[Span], *, is_heading: bool
    ) -> SentenceReading:
        """A sentence without what stands after its last mark or in its last brackets, which only tells who is behind it."""
        before = slice(0, credit.mark)
        reading = self(
            TokenizedText(
                tokenized.tokens[before], tokenized.starts[before], tokenized.ends[before], tokenized.present
            ),
            noise,
            is_heading=is_heading,
        )
        claims, labels = list(reading.claims), list(reading.labels)
        if claims and claims[-1].end == credit.mark:
            claims[-1] = Span(claims[-1].start, credit.end)
            if credit.holder is not None and labels[-1].holder in (HolderType.WRITER, HolderType.AGENTLESS):
                labels[-1] = structs.replace(labels[-1], holder=credit.holder, holder_span=credit.phrase)
        return SentenceReading(tokenized, brackets, reading.matches, claims, labels)

    def _match_clauses(self, tokenized: TokenizedText) -> Sequence[CueMatch]:
        """Cues of a headline, whose clauses end at spaces: 「資金繰り悪化の**恐れ**　政府、支援を検討」."""
        tokens, starts, ends = tokenized.tokens, tokenized.starts, tokenized.ends
        cuts = [
            index
            for index in range(1, len(tokens))
            if starts[index] > ends[index - 1]
            and not (tokens[index].surface.isascii() or tokens[index - 1].surface.isascii())
        ]
        if not cuts:
            return self._match_heading(tokens)
        found: list[CueMatch] = []
        for start, end in zip((0, *cuts), (*cuts, len(tokens)), strict=True):
            found += [_moved(match, start) for match in self._match_heading(tokens[start:end])]
        return found

    def _with_next_speakers(self, view: SentenceView, spans: Sequence[Span], labels: list[Labels]) -> list[Labels]:
        """「「選挙目当てではない」　官房長官、報道を否定」: in a headline the speaker of a quotation may open the next clause."""
        tokens, brackets = view.tokens, view.brackets
        for index in range(len(spans) - 1):
            span, following = spans[index], spans[index + 1]
            is_quotation = brackets.quote_closed_at(span.end - 1) == span.start
            if not is_quotation or labels[index].holder is not HolderType.WRITER:
                continue
            end = next(
                (
                    i
                    for i in range(following.start, following.end)
                    if tokens[i].surface in {"、", "，", "が", "は", "ら"}
                ),
                None,
            )
            if end is None:
                continue
            phrase = noun_phrase_before(tokens, brackets, end, following.start)
            if phrase.start == following.start and can_speak(tokens, phrase, self._holders):
                kind = classify_holder(tokens, phrase, self._holders)
                labels[index] = structs.replace(labels[index], holder=kind, holder_span=phrase)
        return labels

    def announced(self, reading: SentenceReading) -> HolderType | None:
        """Whose words stand in the next sentence, if this one announces a quotation; see `kakudo.certainty.dialogue`."""
        return announced_holder(reading.tokenized, reading.brackets, reading.labels, self._holders)


def _without_quotatives(matches: Sequence[CueMatch], sayings: Iterable[Saying]) -> Sequence[CueMatch]:
    """「高齢者に限らない**と**論文は指摘する」: this と brings what is said, and is no condition."""
    ends = {saying.end for saying in sayings}
    return [match for match in matches if match.row.id != _IF or match.start not in ends]


def _moved(match: CueMatch, by: int) -> CueMatch:
    return CueMatch(match.start + by, match.end + by, match.row)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _without_noise(tokenized: TokenizedText, span: Span, noise: Sequence[Span]) -> Span:
    start, end = span

    def is_noise(index: int) -> bool:
        position = tokenized.starts[index]
        return any(n.start <= position < n.end for n in noise)

    while start < end and (is_noise(end - 1) or tokenized.tokens[end - 1].pos == "空白"):
        end -= 1
    while start < end and is_noise(start):
        start += 1
    return Span(start, end)


def _share_scene(labels: list[Labels]) -> list[Labels]:
    """「**今後**、容疑者を移送し、動機を**調べる**」: an adverbial of what is to come reaches over clauses that stop in 連用形."""
    for index in range(len(labels) - 1):
        following = labels[index + 1]
        keys = following.time_keys
        is_placed = _TO_COME in labels[index].time_keys and labels[index].is_linked
        if is_placed and following.time is Time.PRESENT and not _LASTING & set(keys):
            labels[index + 1] = structs.replace(
                following, time=Time.FUTURE, time_keys=(("rule", str(Time.FUTURE)), *keys[1:], _TO_COME)
            )
    return labels


def _share_tense(labels: list[Labels]) -> list[Labels]:
    """「工場を**閉じ**、従業員を解雇した」: a clause that stops in 連用形 has the tense of the next."""
    for index in range(len(labels) - 2, -1, -1):
        if labels[index].is_linked:
            time = labels[index + 1].time
            labels[index] = structs.replace(
                labels[index], time=time, time_keys=(*labels[index].time_keys, ("next", str(time)))
            )
    return labels
