"""The one place that knows the order of the stages: read → segment → tokenize → certainty → evidence → axes → overstatement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from msgspec import structs

from kakudo.axes.features import AxisFeatures
from kakudo.axes.model import AxisModel
from kakudo.certainty.context import ContextRow, ContextualLabels, apply_context
from kakudo.certainty.tagger import CertaintyTagger, SentenceReading
from kakudo.claim_views import Part, claim_views
from kakudo.document import BlockKind, Document, DocumentKind, Sentence, Span
from kakudo.evidence.dates import find_dates
from kakudo.evidence.finder import EvidenceFinder
from kakudo.findings import (
    SCHEMA,
    AxisScore,
    Cue,
    Failure,
    Holder,
    HolderType,
    Signature,
    TaggedClaim,
    TaggedDocument,
    TaggedSentence,
    Time,
    When,
)
from kakudo.overstatement.judge import Judge, verdict_of
from kakudo.overstatement.view import ClaimView
from kakudo.segmentation.blocks import find_blocks
from kakudo.segmentation.sentences import split_sentences
from kakudo.tokenization import Tokenizer

__all__ = ["Analyzer", "Views"]

Views: TypeAlias = Sequence[Sequence[ClaimView]]
"""The claims of each sentence of a document."""

# What stands in a post without being language: addresses, hashtags, mentions.
_ADDRESS = re.compile(r"https?://[^\s「」『』（）。、]+")
_NOISE = re.compile(_ADDRESS.pattern + r"|(?<!\w)[#＃][\w・ー]+|(?<![\w.])@\w{2,}")
_YEAR = re.compile(r"[12][0-9][0-9X]{2}(?=-|$)")
_OFFSET_UNIT = "codepoint"
_CHUNK = 64


class _Draft(NamedTuple):
    document: Document
    parts: Sequence[Part]
    features: Sequence[Any]
    sections: Sequence[frozenset[str]]


class Analyzer:
    """Tags texts. Every dependency is given to it; `kakudo.load` builds one from a configuration.

    Args:
        tokenizer: text → tokens.
        tagger: the certainty stage.
        context_rows: the table of disclaimers, scenarios and lead-ins.
        evidence: finds evidence in one sentence.
        features, model: the axis stage.
        judge: the overstatement rules.
        signature: what goes into every output.
    """

    def __init__(
        self,
        *,
        tokenizer: Tokenizer,
        tagger: CertaintyTagger,
        context_rows: Sequence[ContextRow],
        evidence: EvidenceFinder,
        features: AxisFeatures,
        model: AxisModel,
        judge: Judge,
        signature: Signature,
    ) -> None:
        self._tokenize = tokenizer
        self._tag = tagger
        self._context_rows = context_rows
        self._find_evidence = evidence
        self._features = features
        self._model = model
        self._judge = judge
        self.signature = signature

    def __call__(self, text: str | Document) -> TaggedDocument:
        """Tag one text.

        Args:
            text: a text, or a document with what is known of it.

        Returns:
            Its tagged sentences and claims; offsets are code points of the text.
        """
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
        """Tag many texts as a stream, in order.

        A text that cannot be tagged yields a document with ``error`` set; the others go on.
        """
        return (document for document, _ in self.pipe_views(texts))

    def pipe_views(self, texts: Iterable[str | Document]) -> Iterator[tuple[TaggedDocument, Views]]:
        """As `pipe`, with what the rules saw of each claim beside it: one sequence of views per sentence.

        A document with an ``error`` has no views.
        """
        drafts: list[_Draft | TaggedDocument] = []
        for text in texts:
            document = text if isinstance(text, Document) else Document(text)
            try:
                drafts.append(self._draft(document))
            except Exception as error:  # one bad record must not cost the others
                drafts.append(self.failure(document, type(error).__name__, str(error)))
            if len(drafts) >= _CHUNK:
                yield from self._finish(drafts)
                drafts = []
        yield from self._finish(drafts)

    def failure(self, document: Document, kind: str, message: str) -> TaggedDocument:
        """The output for a record that could not be tagged."""
        return self._document(document, (), Failure(kind, message))

    def _draft(self, document: Document) -> _Draft:
        text = document.text
        blocks = document.blocks if document.blocks is not None else find_blocks(text)
        if (
            document.title is None
            and blocks
            and blocks[0].kind is BlockKind.HEADING
            and document.kind is DocumentKind.ARTICLE
        ):
            document = replace(document, title=text[blocks[0].start : blocks[0].end])
        sentences = list(split_sentences(text, blocks))
        # All sentences are tokenized before the first is read: the dictionary's pages stay in the processor's cache.
        noises = [_noise(sentence.text) for sentence in sentences]
        words = [_words(sentence.text, noise) for sentence, noise in zip(sentences, noises, strict=True)]
        tokenized = list(map(self._tokenize, words))
        readings = [
            self._tag(tokens, noise, is_heading=_is_heading(sentence, document.kind))
            for sentence, tokens, noise in zip(sentences, tokenized, noises, strict=True)
        ]
        labels = apply_context(sentences, readings, self._context_rows, self._read_text, self._announced)
        parts = []
        anchor: str | None = None
        published = _day(document.published)
        for sentence, reading, contextual in zip(sentences, readings, labels, strict=True):
            when = find_dates(sentence.text, published, anchor)
            anchor = next((item.value for item in reversed(when) if item.type == "date"), anchor)
            evidence = self._find_evidence(sentence.text, reading.tokenized, when)
            parts.append(Part(sentence, reading, contextual, when, evidence))
        parts = _with_past_dates(parts, published)
        features, sections = self._axis_features(parts)
        return _Draft(document, parts, features, sections)

    def _announced(self, reading: SentenceReading) -> HolderType | None:
        return self._tag.announced(reading)

    def _read_text(self, text: str) -> SentenceReading:
        return self._tag(self._tokenize(text))

    def _axis_features(self, parts: Sequence[Part]) -> tuple[list[Any], list[frozenset[str]]]:
        features = []
        sections = []
        before: list[Any] = []
        titles: dict[tuple[str, ...], list[Any]] = {}
        for part in parts:
            tokens = part.reading.tokenized.tokens
            matches = self._features.matches_of(tokens)
            terms = self._features.terms_in(matches)
            path = part.sentence.section
            if path not in titles:
                titles[path] = [term for title in path[-2:] for term in self._terms_of_title(title)]
            named = frozenset(term.axis for term in titles[path])
            for claim in part.reading.claims[: len(part.labels)]:
                features.append(self._features(tokens, claim, (*before, *terms), titles[path], matches))
                sections.append(named)
            before = terms if part.sentence.block is not BlockKind.HEADING else []
        return features, sections

    def _terms_of_title(self, title: str) -> list[Any]:
        tokens = self._tokenize(title).tokens
        return self._features.terms_of(tokens, 0, len(tokens))

    def _finish(self, drafts: Sequence[_Draft | TaggedDocument]) -> Iterator[tuple[TaggedDocument, Views]]:
        features = [feature for draft in drafts if isinstance(draft, _Draft) for feature in draft.features]
        sections = [named for draft in drafts if isinstance(draft, _Draft) for named in draft.sections]
        axes = self._model.decide(self._model.predict_proba(features), sections) if features else []
        position = 0
        for draft in drafts:
            if isinstance(draft, TaggedDocument):
                yield draft, ()
                continue
            n_claims = len(draft.features)
            try:
                views = claim_views(draft.parts)
                sentences = self._sentences(draft, views, axes[position : position + n_claims])
            except Exception as error:
                yield self.failure(draft.document, type(error).__name__, str(error)), ()
            else:
                yield self._document(draft.document, sentences, None), views
            position += n_claims

    def _sentences(
        self, draft: _Draft, views: Views, axes: Sequence[tuple[AxisScore, ...]]
    ) -> tuple[TaggedSentence, ...]:
        tagged = []
        position = 0
        for part, own in zip(draft.parts, views, strict=True):
            claims = []
            for view in own:
                claims.append(self._claim(draft.document.text, view, axes[position]))
                position += 1
            sentence = part.sentence
            tagged.append(
                TaggedSentence(
                    sentence.start, sentence.end, sentence.text, str(sentence.block), sentence.section, tuple(claims)
                )
            )
        return tuple(tagged)

    def _claim(self, text: str, view: ClaimView, axes: tuple[AxisScore, ...]) -> TaggedClaim:
        labels = view.labels
        start, end = view.start, view.end
        span = labels.holder_span
        if span is not None and span.start < span.end:
            holder = Holder(
                labels.holder,
                text[view.starts[span.start] : view.ends[span.end - 1]],
                view.starts[span.start],
                view.ends[span.end - 1],
            )
        else:
            holder = Holder(labels.holder)
        findings = self._judge(view, 0, text)
        cues = tuple(
            Cue(
                match.row.id,
                match.row.type,
                view.starts[match.start],
                view.ends[match.end - 1],
                text[view.starts[match.start] : view.ends[match.end - 1]],
            )
            for match in view.cues
        )
        return TaggedClaim(
            start,
            end,
            text[start:end],
            axes,
            holder,
            labels.certainty,
            round(labels.strength, 3),
            labels.polarity,
            labels.time,
            tuple(view.when),
            tuple(view.context),
            view.stance,
            cues,
            tuple(view.evidence),
            verdict_of(labels.certainty, findings),
            findings,
        )

    def _document(
        self, document: Document, sentences: tuple[TaggedSentence, ...], error: Failure | None
    ) -> TaggedDocument:
        return TaggedDocument(
            SCHEMA,
            document.id,
            str(document.kind),
            document.title,
            document.source,
            document.published,
            _OFFSET_UNIT,
            dict(document.metadata),
            self.signature,
            sentences,
            error,
        )


def _day(published: str | None) -> date | None:
    """The day of publication, or None when it is unknown or no whole day (``2026-01``)."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _with_past_dates(parts: Sequence[Part], published: date | None) -> list[Part]:
    """「2000年代　船積みが始まる」 in a timeline tells what was: a year gone by overrules a plain non-past verb.

    The present is the year of publication, or the latest year that the text names.
    """
    years = [year for part in parts for item in part.when if (year := _last_year(item)) is not None]
    if not years:
        return list(parts)
    present = published.year if published is not None else max(years)
    return [
        structs.replace(part, labels=[_dated(part, index, present) for index in range(len(part.labels))])
        if part.when
        else part
        for part in parts
    ]


def _dated(part: Part, index: int, present: int) -> ContextualLabels:
    item, claim = part.labels[index], part.reading.claims[index]
    if item.labels.time is not Time.FUTURE:
        return item
    low, high = part.reading.tokenized.starts[claim.start], part.reading.tokenized.ends[claim.end - 1]
    years = [_last_year(when) for when in part.when if low <= when.start < high and when.type == "date"]
    is_past = bool(years) and all(year is not None and year < present for year in years)
    return structs.replace(item, labels=structs.replace(item.labels, time=Time.PAST)) if is_past else item


def _last_year(when: When) -> int | None:
    """The last year that a TIMEX3 value covers: 2009 for ``200X``, 2019 for ``2018/2019``; None when it names no year."""
    match = _YEAR.match(when.value.rpartition("/")[2])
    return int(match.group().replace("X", "9")) if match and when.type == "date" else None


def _noise(text: str) -> list[Span]:
    may_have = "http" in text or "#" in text or "＃" in text or "@" in text
    return [Span(*match.span()) for match in _NOISE.finditer(text)] if may_have else []


def _words(text: str, noise: Sequence[Span]) -> str:
    """「決まるかも https://…」: the tokenizer takes かも before Latin letters for a noun; blanks keep every offset."""
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text) if noise else text


def _is_heading(sentence: Sentence, kind: DocumentKind) -> bool:
    """Whether the grammar of headlines applies: also to a line of an article that no full stop ends."""
    return sentence.block is BlockKind.HEADING or (
        kind is DocumentKind.ARTICLE
        and sentence.block is not BlockKind.LIST_ITEM
        and sentence.text[-1] not in "。！？!?」』"
    )
