"""Posts in, posts out with the claims of the sources that they rest on, and where the two part."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from kakudo.comparison.backing import claim_features
from kakudo.comparison.differences import CODES, DifferenceModel, Weighed, weighed
from kakudo.comparison.gist import Gist, gists_of
from kakudo.comparison.index import SourceIndex
from kakudo.comparison.matching import Source, SourceMatch, match_claim, same_amount
from kakudo.comparison.outcome import with_comparison
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, certainty_label
from kakudo.comparison.support import is_checkable
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Document, DocumentKind, Span
from kakudo.findings import UNSUPPORTED, Finding, Level, Match, TaggedDocument
from kakudo.overstatement.view import ClaimView

__all__ = ["Checker", "ViewTagger"]

_log = logging.getLogger(__name__)

_N_CANDIDATES = 8
_N_NAMED = 5
_N_MATCHES = 3
# Below this the best match shares names alone, and nothing can be compared.
_MIN_SUPPORT = 0.38
_MIN_SUPPORT_BESIDE, _MIN_SUPPORT_OF_REACTION, _MIN_SUPPORT_WITH_NUMBER = 0.5, 0.8, 0.3
_MIN_WORDS_OF_REACTION, _NEVER = 4, 2.0
# How sure it must be that the source lacks a claim for what the rules find besides to count for nothing.
_SURELY_UNBACKED = 0.5
_MAX_QUOTE = 60
# How much BM25 counts beside what the claims themselves share, when articles are ranked.
_RETRIEVAL_SHARE = 0.3
# What a number that an article has counts there, beside words of weight one.
_NUMBER_SHARE = 3.0


class ViewTagger(Protocol):
    """What a checker needs of an analyzer."""

    def pipe_views(
        self, texts: Iterable[str | Document]
    ) -> Iterator[tuple[TaggedDocument, Sequence[Sequence[ClaimView]]]]: ...

    def failure(self, document: Document, kind: str, message: str) -> TaggedDocument: ...


_Compared: TypeAlias = tuple[tuple[Match, ...], tuple[Finding, ...]]


class _Found(NamedTuple):
    claim: Gist
    matches: Sequence[SourceMatch]

    @property
    def support(self) -> float:
        return self.matches[0].support if self.matches else 0.0


class _Examined(NamedTuple):
    main: _Found
    least: _Found
    unbacked: float
    compared: dict[tuple[int, int], _Compared]
    weighed: Weighed
    is_copy: bool


class Checker:
    """Compares posts with sources. `kakudo.loading.load_checker` builds one from a configuration.

    Args:
        analyzer: tags the posts.
        index: the sources.
        rules: the comparison rules; all of them, for the model weighs what each finds.
        model: weighs what the rules find; `load_checker` reads the one that ships.
        lang: language of the messages, ``ja`` or ``en``.
        reported: codes of the rules whose findings are given out; those of all when None.
    """

    def __init__(
        self,
        analyzer: ViewTagger,
        index: SourceIndex,
        rules: Sequence[ComparisonRule],
        model: DifferenceModel,
        lang: str = "ja",
        reported: Collection[str] | None = None,
    ) -> None:
        self._analyzer = analyzer
        self._index = index
        self._rules = [(rule, rule.wording(lang)) for rule in rules]
        self._model = model
        self._reported = frozenset(rule.code for rule in rules) if reported is None else frozenset(reported)
        self._lang = lang

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
        """Check many posts as a stream, in order.

        A post that names its ``sources`` is compared with those alone; one whose sources are all missing among the given ones
        comes back with an ``error`` that names them. Tagging fails for a post as in `Analyzer.pipe`; the others go on.
        """
        for post, tagged, gists in self._tagged(texts):
            missing = [id for id in post.sources if id not in self._index]
            if tagged.error is not None:
                yield tagged
            elif missing and len(missing) == len(post.sources):
                yield self.failure(
                    post,
                    "InputError",
                    f"none of its sources ({', '.join(missing[:_N_NAMED])}) is among the {len(self._index)} given ones: "
                    "give them with --against, or leave `sources` out to search all",
                )
            else:
                for id in missing:
                    _log.warning("%s: its source %r is not among the given ones; the others are compared", post.id, id)
                yield self._check(post, tagged, gists)

    def _tagged(self, texts: Iterable[str | Document]) -> Iterator[tuple[Document, TaggedDocument, list[Gist]]]:
        # The analyzer works ahead in chunks; the posts wait here for their turn.
        waiting: deque[Document] = deque()

        def watched() -> Iterator[Document]:
            for text in texts:
                post = text if isinstance(text, Document) else Document(text, kind=DocumentKind.POST)
                waiting.append(post)
                yield post

        for tagged, views in self._analyzer.pipe_views(watched()):
            yield waiting.popleft(), tagged, list(gists_of(views))

    def failure(self, document: Document, kind: str, message: str) -> TaggedDocument:
        """The output for a post that could not be checked."""
        return self._analyzer.failure(document, kind, message)

    def weigh(self, texts: Iterable[str | Document]) -> Iterator[Weighed | None]:
        """What the model sees of each post, for training; None where nothing is shared."""
        for post, _, gists in self._tagged(texts):
            examined = self._examine(post, gists)
            yield None if examined is None else examined.weighed

    def _check(self, post: Document, tagged: TaggedDocument, gists: list[Gist]) -> TaggedDocument:
        compared = {
            place: (matches, tuple(finding for finding in findings if finding.code in self._reported))
            for place, (matches, findings) in self._decided(post, gists).items()
        }
        return with_comparison(tagged, compared)

    def _decided(self, post: Document, gists: list[Gist]) -> dict[tuple[int, int], _Compared]:
        """The matches of each claim, and the findings that the model lets stand."""
        examined = self._examine(post, gists)
        if examined is None:
            return self._nothing_shared(gists)
        compared = {
            place: (matches, tuple(finding for finding in findings if finding.level is Level.INFO))
            for place, (matches, findings) in examined.compared.items()
        }
        is_lacking = examined.unbacked >= self._model.threshold_unbacked
        if examined.is_copy or not (is_lacking or self._model.differs(examined.weighed)):
            return compared
        code = self._model.likeliest(examined.weighed.features)
        has_findings = any(finding.code in CODES for _, findings in examined.compared.values() for finding in findings)
        names_claim = is_lacking and (not has_findings or examined.unbacked >= _SURELY_UNBACKED)
        if names_claim or code == UNSUPPORTED:
            compared[_place(examined.least)] = ((), self._unsupported(examined.least))
            return compared
        if not has_findings:
            matches, findings = compared.get(_place(examined.main), ((), ()))
            added = self._likely(examined.main, code)
            compared[_place(examined.main)] = (
                matches or tuple(map(_match, examined.main.matches[:1])),
                (*added, *findings),
            )
            return compared
        return examined.compared

    def _examine(self, post: Document, gists: list[Gist]) -> _Examined | None:
        """What the rules find on every claim of a post, and what is weighed about its main claim and the one with least support."""
        checkable = [item for item in self._match(post, gists) if is_checkable(item.claim)]
        found = [item for item in checkable if item.matches]
        main = max(found, key=lambda item: item.support * len(item.claim.words), default=None)
        if main is None:
            return None
        compared: dict[tuple[int, int], _Compared] = {}
        for item in found:
            if item.support >= _threshold(item, main):
                compared[_place(item)] = self._compare(item, gists)
        on_post = {finding.code for _, findings in compared.values() for finding in findings}
        on_claim = {finding.code for finding in compared.get(_place(main), ((), ()))[1]}
        source = main.matches[0].source
        claims = [claim_features(item.claim, source, item.matches[0] if item.matches else None) for item in checkable]
        unbacked = list(map(self._model.unbacked, claims))
        most = max(unbacked)
        return _Examined(
            main,
            checkable[unbacked.index(most)],
            most,
            compared,
            weighed(_pair(main, gists), on_claim, on_post, claims, checkable.index(main)),
            all(_is_copied(item) for item in found),
        )

    def _nothing_shared(self, gists: Sequence[Gist]) -> dict[tuple[int, int], _Compared]:
        """No word of the post is in any source: the claim that says most is the one to name."""
        checkable = [gist for gist in gists if is_checkable(gist) and not gist.has(MarkKind.REACTION)]
        if not checkable:
            return {}
        main = _Found(max(checkable, key=lambda gist: sum(word.weight for word in gist.words)), ())
        return {_place(main): ((), self._unsupported(main))}

    def _match(self, post: Document, gists: Sequence[Gist]) -> list[_Found]:
        named = [source for id in dict.fromkeys(post.sources) if (source := self._index.get(id)) is not None]
        sources = named if post.sources else self._best_sources(gists)
        found = []
        for gist in gists:
            context = [word for other in gists if other is not gist for word in other.words]
            each = [match_claim(gist, source, context) for source in sources]
            # Within a source the matcher's order stands: it weighs which sentence is meant, support only how much is shared.
            each.sort(key=lambda matches: -matches[0].support if matches else 0.0)
            found.append(_Found(gist, [match for matches in each for match in matches]))
        return found

    def _best_sources(self, gists: Sequence[Gist]) -> list[Source]:
        """The article that the post speaks of: candidates from the index, ranked by what their claims share with its claims."""
        weights: dict[str, float] = {}
        for gist in gists:
            for word in gist.words:
                weights[word.word] = max(word.weight, weights.get(word.word, 0.0))
        candidates = self._index.candidates(weights.items(), _N_CANDIDATES)
        if not candidates:
            return []
        top = candidates[0][1]
        total = sum(weights.values())
        own = [{word.word: word.weight for word in gist.words} for gist in gists]
        amounts = [amount for gist in gists for amount in gist.amounts]

        def score(candidate: tuple[Source, float]) -> float:
            source, retrieval = candidate
            anywhere = sum(weight for word, weight in weights.items() if word in source.words)
            together = sum(source.overlap(words) for words in own)
            # Of two articles on a vote the one is meant that has the 896万2847人 of the post.
            counted = sum(any(same_amount(amount, other) for other in source.amounts) for amount in amounts)
            return (together + anywhere + _NUMBER_SHARE * counted) / (2 * total) + _RETRIEVAL_SHARE * retrieval / top

        return [max(candidates, key=score)[0]]

    def _unsupported(self, item: _Found) -> tuple[Finding, ...]:
        return tuple(
            self._finding(rule, wording, item.claim, None, Difference(Span(item.claim.start, item.claim.end), None))
            for rule, wording in self._rules
            if rule.code == UNSUPPORTED
        )

    def _likely(self, item: _Found, code: str) -> tuple[Finding, ...]:
        """A finding of the model alone: the two claims side by side, without words to point at."""
        claim, gist = item.claim, item.matches[0].gist
        difference = Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))
        return tuple(
            self._finding(rule, wording, claim, gist, difference) for rule, wording in self._rules if rule.code == code
        )

    def _compare(self, item: _Found, post: Sequence[Gist]) -> _Compared:
        """The matches of a claim, with whatever other claims of the source a finding points at, and the findings."""
        best = item.matches[0]
        matches = list(item.matches[:_N_MATCHES])
        findings = []
        for finding, gist in self._differences(item, post):
            findings.append(finding)
            if all(match.gist is not gist for match in matches):
                matches.append(best._replace(gist=gist))
        return tuple(_match(match) for match in matches), tuple(findings)

    def _differences(self, item: _Found, post: Sequence[Gist]) -> Iterator[tuple[Finding, Gist]]:
        pair = _pair(item, post)
        for rule, wording in self._rules:
            if rule.code == UNSUPPORTED:
                continue
            difference = rule.find(pair)
            if difference is not None:
                gist = _told_by(pair, difference)
                yield self._finding(rule, wording, item.claim, gist, difference), gist

    def _finding(
        self, rule: ComparisonRule, wording: ComparisonWording, claim: Gist, gist: Gist | None, difference: Difference
    ) -> Finding:
        values = {
            "post": _quoted(claim.text),
            "post_words": _words(claim, difference.post),
            "post_certainty": certainty_label(claim, self._lang),
            "source": "",
            "source_words": "",
            "source_certainty": "",
        }
        if gist is not None:
            if difference.source is not None:
                values["source_words"] = _words(gist, difference.source)
            values["source"] = _quoted(gist.text)
            values["source_certainty"] = certainty_label(gist, self._lang)
        return Finding(
            rule.code,
            rule.name,
            rule.level,
            difference.post.start,
            difference.post.end,
            wording.message.format(**values),
            wording.needed,
        )


def _is_copied(item: _Found) -> bool:
    """Whether a source holds a claim word for word, and as certain and as much somebody's: nothing is left that could differ."""
    claim = item.claim
    return any(
        gist.text == claim.text and gist.certainty is claim.certainty and gist.holder is claim.holder
        for gist in (match.gist for match in item.matches)
    )


def _place(item: _Found) -> tuple[int, int]:
    return item.claim.sentence, item.claim.claim


def _pair(item: _Found, post: Sequence[Gist]) -> Pair:
    best = item.matches[0]
    others = [match.gist for match in item.matches[1:] if match.source is best.source]
    return Pair(item.claim, post, best.gist, best.sentence, others, best.source, best.coverage, best.support)


def _told_by(pair: Pair, difference: Difference) -> Gist:
    """The claim of the source that holds the words a difference points at."""
    span = difference.source
    return pair.gist if span is None else next((item for item in pair.source.gists if _holds(item, span)), pair.gist)


def _threshold(item: _Found, main: _Found | None) -> float:
    """How much a claim must share with the sources to be compared: beside the main claim stand reactions (「絶対食べない」)."""
    if item.claim.has(MarkKind.REACTION):
        return _MIN_SUPPORT_OF_REACTION if len(item.claim.words) >= _MIN_WORDS_OF_REACTION else _NEVER
    if item is not main:
        return _MIN_SUPPORT_BESIDE
    best = item.matches[0]
    numbers = [amount for gist in best.sentence for amount in gist.amounts]
    has_number = any(same_amount(amount, other) for amount in item.claim.amounts for other in numbers)
    return _MIN_SUPPORT_WITH_NUMBER if has_number else _MIN_SUPPORT


def _holds(gist: Gist, span: Span) -> bool:
    return gist.start <= span.start and span.end <= gist.end


def _words(gist: Gist, span: Span) -> str:
    return _quoted(gist.text[max(0, span.start - gist.start) : max(0, span.end - gist.start)])


def _quoted(text: str) -> str:
    """Words fit for a message: on one line, and cut when long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _MAX_QUOTE else flat[: _MAX_QUOTE - 1] + "…"


def _match(match: SourceMatch) -> Match:
    return Match(
        match.source.id,
        match.gist.start,
        match.gist.end,
        match.gist.text,
        round(match.coverage, 3),
        match.gist.certainty,
        match.gist.strength,
        match.gist.stance,
    )
