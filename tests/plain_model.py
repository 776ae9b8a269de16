"""A difference model that needs no training: what the rules find counts, and a crude measure of support."""

from __future__ import annotations

from kakudo.comparison.differences import CODES, FEATURES, DifferenceModel
from kakudo.comparison.margins import LinearMargin

__all__ = ["plain_model"]

_NOUNS = "support: nouns in article"
_SURE = 100.0


def plain_model(unsupported: str = "never") -> DifferenceModel:
    """A model under which a post differs when a rule says so.

    Args:
        unsupported: when nothing speaks of a post that shares a word with a source: ``never``, ``always``, or ``nouns``: when
            the article has little more than half of its nouns, which is enough to tell an invention from a paraphrase.
    """
    bias, by_nouns = {"never": (-_SURE, 0.0), "always": (_SURE, 0.0), "nouns": (1.1 * _SURE, -2 * _SURE)}[unsupported]
    # Each rule that finds something outweighs whatever else there is; KD320 is no difference.
    found = {f"{code} on the post": 10 * _SURE for code in CODES if code != "KD310"}
    if unsupported == "nouns":
        found[_NOUNS] = by_nouns
    differs = tuple(found.get(name, 0.0) for name in FEATURES)
    nothing = (0.0,) * len(FEATURES)
    support = tuple(by_nouns if name == _NOUNS else 0.0 for name in FEATURES)
    return DifferenceModel(
        LinearMargin(differs, bias),
        tuple(support if code == "KD310" else nothing for code in CODES),
        tuple(bias if code == "KD310" else 0.0 for code in CODES),
        0.5,
        "differences-plain",
    )
