"""What the axis model sees of a claim. Training and inference share this one definition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kakudo.axes.terms import Term, TermMatcher
from kakudo.document import Span, Token
from kakudo.grammar import word_class
from kakudo.linear import Feature

__all__ = ["AxisFeatures", "Feature"]

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "接尾辞"})
_LIGHT = word_class("light-word")
_MAX_CACHED_TOKENS = 200_000


class _LemmaKeys(dict[Token, str]):
    """Token → its lemma when it is a content word, else an empty string."""

    def __missing__(self, token: Token) -> str:
        if len(self) >= _MAX_CACHED_TOKENS:
            self.clear()
        is_content = (
            token.pos in _CONTENT
            and token.pos_detail != "数詞"
            and token.lemma not in _LIGHT
            and token.lemma.strip() != ""
        )
        key = self[token] = token.lemma if is_content else ""
        return key


class AxisFeatures:
    """Extracts features of claims.

    Args:
        terms: the topic's term groups; may be empty.
    """

    def __init__(self, terms: Sequence[Term] = ()) -> None:
        self._lemma = _LemmaKeys()
        self._terms = TermMatcher(terms)

    def terms_of(self, tokens: Sequence[Token], start: int, end: int) -> list[Term]:
        """Term groups in a token range; those of a sentence or heading are the context of its neighbours."""
        return self._terms(tokens, start, end)

    def __call__(
        self, tokens: Sequence[Token], claim: Span, context: Iterable[Term] = (), section: Iterable[Term] = ()
    ) -> set[Feature]:
        """The features of one claim.

        Args:
            tokens: of its sentence.
            claim: its token range.
            context: term groups of the rest of the sentence and of the sentence before.
            section: term groups of the headings above it.
        """
        features: set[Feature] = set()
        previous = ""
        lemma = self._lemma
        for token in tokens[claim.start : claim.end]:
            key = lemma[token]
            if key:
                features.add(("w", key))
                if previous:
                    features.add(("b", previous, key))
            previous = key
        counts: dict[str, int] = {}
        for term in self._terms(tokens, claim.start, claim.end):
            features.add(("t", term.id))
            counts[term.axis] = counts.get(term.axis, 0) + 1
        for axis, count in counts.items():
            features.add(("a", axis))
            if count > 1:
                features.add(("a2", axis))
        if not counts:
            features.add(("none",))
        features.update(("c", term.axis) for term in context)
        features.update(("s", term.axis) for term in section)
        return features
