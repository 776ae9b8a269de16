"""What the axis model sees of a claim. Training and inference share this one definition."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from kakudo.axes.terms import Match, Term, TermMatcher
from kakudo.document import Span, Token
from kakudo.grammar import word_class
from kakudo.linear import Feature
from kakudo.token_signs import WHEREBY
from kakudo.token_table import TokenTable

__all__ = ["AxisFeatures", "Feature"]

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "接尾辞"})
_LIGHT = word_class("light-word")
_STATE = "other.state"
_MANY = 3
_BESIDE = "beside an axis"


def _word(token: Token) -> Feature | None:
    """The feature of a content word that is nobody's name."""
    is_content = (
        token.pos in _CONTENT
        and token.pos_detail != "数詞"
        and token.pos_class != "人名"
        and token.lemma not in _LIGHT
        and token.lemma.strip() != ""
    )
    return ("w", token.lemma) if is_content else None


class AxisFeatures:
    """Extracts features of claims.

    A feature's first part is its kind: ``w`` a lemma, no part of a look-alike or a name of a state; ``t`` a term group of an axis; ``a``
    an axis that a group of the claim speaks for, ``a2`` more than one sign of it, ``ag`` beside the name of a state; ``x``, ``x2``,
    ``xg`` the same of weak groups alone; ``g`` how many different states it names, ``cg`` how many with its surroundings, where that is
    more; ``act`` a deed between states; those two once more beside a strong group of an axis; ``o`` a group of other matters;
    ``none`` no sign of an axis; ``c``, ``cx`` an axis, by a strong or a weak group, and ``co`` another matter in the claim's
    surroundings; ``s`` an axis in the headings above it.

    Args:
        terms: the topic's term groups; may be empty.
        known: the features that the model has a weight for; words beyond them are then left out from the first. All, where it is None.
    """

    def __init__(self, terms: Sequence[Term] = (), known: Container[Feature] | None = None) -> None:
        self._word = TokenTable(
            _word if known is None else lambda token: word if (word := _word(token)) in known else None
        )
        # One term a state: 「米国」 and 「アメリカ」 in one claim are no two states.
        self._terms = TermMatcher([one for term in terms for one in (term.things() if term.id == _STATE else (term,))])

    def terms_of(self, tokens: Sequence[Token], start: int, end: int) -> list[Term]:
        """Term groups in a token range; those of a sentence or heading are the context of its neighbours."""
        return self._terms(tokens, start, end)

    def matches_of(self, tokens: Sequence[Token]) -> list[Match]:
        """Where term groups stand in a sentence: looked for once, for all of its claims."""
        return self._terms.matches(tokens, 0, len(tokens))

    def terms_in(self, matches: Sequence[Match]) -> list[Term]:
        """`terms_of` a sentence, from its matches."""
        return self._terms.standing(matches)

    def __call__(
        self,
        tokens: Sequence[Token],
        claim: Span,
        context: Iterable[Term] = (),
        section: Iterable[Term] = (),
        matches: Sequence[Match] | None = None,
    ) -> set[Feature]:
        """The features of one claim.

        Args:
            tokens: of its sentence.
            claim: its token range.
            context: term groups of its whole sentence and of the sentence before.
            section: term groups of the headings above it.
            matches: of the whole sentence (`matches_of`), where they are known.
        """
        start, end = claim
        for index in [at for at, token in enumerate(tokens[start:end], start) if token.sign & WHEREBY]:
            if _names_source(tokens, index, claim):
                # 「国連によると、…」: the words before name who says it, not what it is about.
                start = index + 2
        known = matches if matches is not None else self.matches_of(tokens)
        matches = self._terms.within(known, tokens, start, end)
        words = list(map(self._word.__getitem__, tokens[start:end]))
        for match in matches:
            if _hides_words(match):
                words[match.start - start : match.end - start] = [None] * (match.end - match.start)
        features = set(filter(None, words))
        strong: dict[str, int] = {}
        weak: dict[str, int] = {}
        states: set[str] = set()
        n_acts = 0
        context = list(context)
        # 「WTI先物は続落し、最高値から遠のいた」: what an axis nearby takes for itself does not count in this clause either.
        owners = {term.axis for term in context if term.axis and not term.is_weak}
        for term in self._terms.standing(matches):
            if term.id == _STATE:
                states.add(term.words[0])
            elif term.beside:
                n_acts += 1
            elif not term.axis:
                features.add(("o", term.id))
            elif term.unless not in owners:
                features.add(("t", term.id))
                counts = weak if term.is_weak else strong
                counts[term.axis] = counts.get(term.axis, 0) + 1
                if term.also:
                    counts[term.also] = counts.get(term.also, 0) + 1
        if states:
            number = str(min(len(states), _MANY))
            features.add(("g", number))
            if n_acts:
                features.add(("act", number))
            if strong:
                # Two states in news of a war or of prices are less of a sign than where nothing else is said.
                features.add(("g", number, _BESIDE))
                if n_acts:
                    features.add(("act", number, _BESIDE))
        for axis, count in strong.items():
            features.add(("a", axis))
            if count > 1 or axis in weak:
                features.add(("a2", axis))
            if states:
                features.add(("ag", axis))
        for axis, count in weak.items():
            if axis not in strong:
                features.add(("x", axis))
                if count > 1:
                    features.add(("x2", axis))
                if states:
                    features.add(("xg", axis))
        if not strong:
            features.add(("none",))
        around = set(states)
        for term in context:
            if not term.axis:
                if term.id == _STATE:
                    around.add(term.words[0])
                else:
                    features.add(("co", term.id))
            elif not term.beside:
                for axis in (term.axis, term.also) if term.also else (term.axis,):
                    if axis in strong:
                        continue
                    if not term.is_weak:
                        features.add(("c", axis))
                    elif axis not in weak:
                        features.add(("cx", axis))
        if len(around) > len(states):
            features.add(("cg", str(min(len(around), _MANY))))
        features.update(("s", term.axis) for term in section if term.axis and not term.beside)
        return features


def _hides_words(match: Match) -> bool:
    """Whether the words of a match are parts of a name: the ガス of 温室効果ガス is no energy, the 国 of 中央アフリカ共和国 no second state."""
    return match.term.is_lookalike or (match.term.id == _STATE and match.end - match.start > 1)


def _names_source(tokens: Sequence[Token], index: int, claim: Span) -> bool:
    """Whether the よる or よれ at ``index`` is that of 「…によると」 or 「…によれば」."""
    return (
        claim.start < index < claim.end - 1
        and tokens[index - 1].surface == "に"
        and tokens[index + 1].surface in ("と", "ば")
    )
