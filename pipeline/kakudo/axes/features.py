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
            and token.pos_class != "人名"
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
        features: set[Feature] = set()
        lemma = self._lemma
        start = _after_source(tokens, claim)
        for token in tokens[start : claim.end]:
            key = lemma[token]
            if key:
                features.add(("w", key))
        counts: dict[str, int] = {}
        weak: dict[str, int] = {}
        others: set[str] = set()
        n_states = acts = 0
        found = self._terms(tokens, start, claim.end)
        ids = {term.id for term in found}
        for term in found:
            if term.beside:
                if term.beside in ids: acts += 1
                continue
            if not term.axis:
                if term.id == "other.state":
                    n_states += 1
                else:
                    others.add(term.id)
                continue
            features.add(("t", term.id))
            target = weak if term.is_weak else counts
            target[term.axis] = target.get(term.axis, 0) + 1
        if n_states:
            features.add(("g", "1" if n_states == 1 else "2"))
        if acts:
            features.add(("act", "1" if n_states == 1 else "2"))
        for other in others:
            features.add(("o", other))
        for axis, count in counts.items():
            features.add(("a", axis))
            if count > 1 or axis in weak:
                features.add(("a2", axis))
            if n_states:
                features.add(("ag", axis))
        for axis, count in weak.items():
            if axis in counts: continue
            features.add(("x", axis))
            if count > 1:
                features.add(("x2", axis))
            if n_states:
                features.add(("xg", axis, "1" if n_states == 1 else "2"))
        if not counts:
            features.add(("none",))
        for term in context:
            if term.beside: continue
            if term.axis:
                if term.axis not in counts:
                    if not term.is_weak: features.add(("c", term.axis))
                    elif term.axis not in weak: features.add(("cx", term.axis))
            elif term.id != "other.state":
                features.add(("co", term.id))
        features.update(("s", term.axis) for term in section if term.axis)
        return features


def _after_source(tokens: Sequence[Token], claim: Span) -> int:
    """Where the claim's own words begin: after 「…によると」 or 「…によれば」, whose words name who says it."""
    for index in range(claim.start + 2, claim.end):
        token = tokens[index]
        if token.surface in ("と", "ば") and tokens[index - 1].lemma == "因る" and tokens[index - 2].surface == "に":
            return index + 1
    return claim.start
