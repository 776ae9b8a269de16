"""How varied the language of a corpus is: lemmas, type-token ratios, and the endings of its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kakudo.document import Token
from kakudo.tokenization import TokenizedText, Tokenizer
from kakudo.training.corpus import LabelledClaim, LabelledDocument

__all__ = ["Diversity", "diversity_of", "ending_of", "moving_ratio"]

_SIGNS = frozenset({"補助記号", "記号", "空白"})
_N_ENDING = 3
_N_TOP = 10
_WINDOW = 500


@dataclass(frozen=True, slots=True)
class Diversity:
    """Figures of one part of a corpus; signs and white space are no tokens.

    Attributes:
        n_lemmas: distinct pairs of lemma and part of speech.
        n_lemmas_once: those that occur once.
        type_token_ratio: lemmas by tokens; falls as a text grows, so compare parts by `moving_ratio`.
        moving_ratio: mean over windows of 500 tokens.
        n_endings, n_endings_once: distinct endings of claims (`ending_of`), and those of one claim only.
        n_ending_surfaces: distinct endings as written.
        top_endings: the most frequent endings and their claims, best first.
    """

    n_tokens: int
    n_lemmas: int
    n_lemmas_once: int
    type_token_ratio: float
    moving_ratio: float
    n_claims: int
    n_endings: int
    n_endings_once: int
    n_ending_surfaces: int
    top_endings: tuple[tuple[str, int], ...]

    @property
    def top_share(self) -> float:
        """Share of the claims that end in one of `top_endings`."""
        return sum(n for _, n in self.top_endings) / self.n_claims if self.n_claims else 0.0


def diversity_of(documents: Sequence[LabelledDocument], tokenizer: Tokenizer) -> Diversity:
    """The figures of some documents."""
    lemmas: list[str] = []
    endings = Counter[str]()
    surfaces = set[tuple[str, ...]]()
    for document in documents:
        for sentence in document.sentences:
            tokenized = tokenizer(sentence.text)
            lemmas += (f"{token.lemma}/{token.pos}" for token in tokenized.tokens if token.pos not in _SIGNS)
            for claim in sentence.claims:
                ending = ending_of(tokenized, claim)
                endings[" ".join(token.lemma for token in ending)] += 1
                surfaces.add(tuple(token.surface for token in ending))
    types = Counter(lemmas)
    return Diversity(
        len(lemmas),
        len(types),
        _n_once(types),
        len(types) / len(lemmas) if lemmas else 0.0,
        moving_ratio(lemmas),
        endings.total(),
        len(endings),
        _n_once(endings),
        len(surfaces),
        tuple(sorted(endings.items(), key=lambda item: (-item[1], item[0]))[:_N_TOP]),
    )


def ending_of(tokenized: TokenizedText, claim: LabelledClaim) -> tuple[Token, ...]:
    """The last three tokens of a claim, where its predicate and what qualifies it stand (「発表し た」, 「性 が ある」, 「かも しれ ない」).

    Args:
        tokenized: the claim's sentence, so that the claim is cut as in its text.
    """
    return tuple(_words(tokenized, claim))[-_N_ENDING:]


def _words(tokenized: TokenizedText, claim: LabelledClaim) -> Iterator[Token]:
    for token, start in zip(tokenized.tokens, tokenized.starts, strict=True):
        if claim.start <= start < claim.end and token.pos not in _SIGNS:
            yield token


def moving_ratio(items: Sequence[str], window: int = _WINDOW) -> float:
    """Type-token ratio, averaged over all windows of so many tokens (MATTR; Covington & McFall 2010).

    A text shorter than the window is one window; none has the ratio 0.
    """
    size = min(window, len(items))
    if not size:
        return 0.0
    inside = Counter(items[:size])
    total = len(inside)
    for gone, come in zip(items, items[size:], strict=False):
        inside[come] += 1
        inside[gone] -= 1
        if not inside[gone]:
            del inside[gone]
        total += len(inside)
    return total / (size * (len(items) - size + 1))


def _n_once(counts: Counter[str]) -> int:
    return sum(n == 1 for n in counts.values())
