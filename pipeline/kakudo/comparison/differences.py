"""Whether a post differs from its source, decided over everything that was compared: the rules' findings and what they weigh.

A rule sees one thing and must be sure of it. A fact-checker weighs: a lost hedge in a sentence that matches closely says more than
one found by a loose match; a post that keeps attribution, numbers and tense is seldom distorted. The weighing is a support vector
machine and a logistic regression (Cox, 1958) over the features below (`kakudo.comparison.margins`), beside which stands what the post's
words add to the source's and drop of them (`kakudo.comparison.wording`), and one such regression for each code, which says what the
difference most likely is where no rule could point at it. One more goes over each claim of the post by itself
(`kakudo.comparison.backing`): what a source lacks may stand beside what it has.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isfinite
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np

from kakudo.certainty.labels import RANK
from kakudo.comparison.backing import CLAIM_FEATURES
from kakudo.comparison.margins import KernelMargin, LinearMargin, Margin, dot
from kakudo.comparison.matching import holds, same_amount
from kakudo.comparison.pair import Pair
from kakudo.comparison.rules.polarity import denies
from kakudo.comparison.rules.telling import is_attributed
from kakudo.comparison.support import FEATURES as SUPPORT_FEATURES
from kakudo.comparison.support import support_features
from kakudo.comparison.wording import NO_WORDING, Wording, WordingModel, wording_of
from kakudo.comparison.wordlists import MarkKind
from kakudo.errors import ModelError
from kakudo.findings import WEAKER, HolderType, Time

__all__ = [
    "CODES",
    "DIFFERENCE_FILE",
    "FEATURES",
    "UNTRAINED",
    "DifferenceModel",
    "Weighed",
    "difference_features",
    "has_finding",
    "is_enough",
    "load_differences",
    "save_differences",
    "weighed",
]

DIFFERENCE_FILE = "differences.json"
CODES = tuple(f"KD{number}" for number in (301, 302, 303, 304, 305, 306, 307, 308, 309, 310))
"""The codes between which the model chooses; KD320 is information and the rules' alone."""
_RULE_CODES = (*CODES[:-1], WEAKER)
_KINDS = tuple(MarkKind)

FEATURES: tuple[str, ...] = (
    *(f"{code} on the claim" for code in _RULE_CODES),
    *(f"{code} on the post" for code in _RULE_CODES),
    *(f"{kind} in post" for kind in _KINDS),
    *(f"{kind} in source" for kind in _KINDS),
    *(f"{kind} dropped" for kind in _KINDS),
    *(f"{kind} added" for kind in _KINDS),
    "certainty rank above source",
    "strength above source",
    "post is the writer's",
    "source is the writer's",
    "post is attributed",
    "teller dropped",
    "polarity differs",
    "post denies",
    "source denies",
    "one denies",
    "time differs",
    "past for future",
    "coverage",
    "support",
    "predicate in claim",
    "predicate in article",
    "numbers",
    "numbers in sentence",
    "numbers nowhere",
    "approximator differs",
    "dates",
    "dates nowhere",
    *(f"support: {name}" for name in SUPPORT_FEATURES),
    "words in post",
    "words in source",
)
_UNKNOWN = 0.5
_COVERAGE = FEATURES.index("coverage")
_FOUND = slice(0, len(_RULE_CODES) - 1)  # KD301 to KD309, on the claim
_FOUND_ON_POST = slice(len(_RULE_CODES), 2 * len(_RULE_CODES) - 1)
_COPY, _ENOUGH_OF_A_COPY = 0.75, 0.4
_WORDINGS = ("added", "dropped")
_ARRAYS = ("centre", "scale", "vectors", "coefficients", "weights")


class Weighed(NamedTuple):
    """What is weighed of a post.

    Attributes:
        features: in the order of `FEATURES`.
        wording: what its words add to the source's and drop of them.
        claims: features of each of its claims, in the order of `kakudo.comparison.backing.CLAIM_FEATURES`.
    """

    features: tuple[float, ...]
    wording: Wording = Wording()
    claims: tuple[tuple[float, ...], ...] = ()


def weighed(
    pair: Pair, on_claim: Collection[str], on_post: Collection[str], claims: Sequence[tuple[float, ...]], main: int
) -> Weighed:
    """What is weighed of a post.

    Args:
        pair, on_claim, on_post: those of `difference_features`.
        claims: those of `Weighed`.
        main: which of them is the pair's.
    """
    # What a source holds of the main claim is asked once.
    features = difference_features(pair, on_claim, on_post, claims[main][: len(SUPPORT_FEATURES)])
    return Weighed(features, wording_of(pair.post, pair.sentence), tuple(claims))


def difference_features(
    pair: Pair, on_claim: Collection[str], on_post: Collection[str], support: Sequence[float] | None = None
) -> tuple[float, ...]:
    """What is weighed, in the order of `FEATURES`.

    Args:
        pair: the post's main claim beside its source.
        on_claim, on_post: codes that the rules found on it, and on any claim of the post.
        support: what `kakudo.comparison.support.support_features` says of it, where that is known.
    """
    claim, gist = pair.claim, pair.gist
    scope = list(pair.scope())
    own = list(pair.own_sentence())
    kept = [any(item.has(kind) for item in own) for kind in _KINDS]
    said = [any(item.has(kind) for item in scope) for kind in _KINDS]
    is_own, is_theirs = claim.holder is HolderType.WRITER, gist.holder is HolderType.WRITER
    attributed = is_attributed(pair)
    own_denial, their_denial = any(map(denies, own)), any(map(denies, scope))
    near = [amount for item in pair.sentence for amount in item.amounts]
    same = [(amount, other) for amount in claim.amounts for other in near if same_amount(amount, other)]
    dates = {when.text for item in pair.source.gists for when in item.when}
    return (
        *(float(code in on_claim) for code in _RULE_CODES),
        *(float(code in on_post) for code in _RULE_CODES),
        *map(float, kept),
        *map(float, said),
        *(float(theirs and not mine) for mine, theirs in zip(kept, said, strict=True)),
        *(float(mine and not theirs) for mine, theirs in zip(kept, said, strict=True)),
        float(RANK[claim.certainty] - RANK[gist.certainty]),
        claim.strength - gist.strength,
        float(is_own),
        float(is_theirs),
        float(attributed),
        float(not is_theirs and not attributed),
        float(claim.polarity is not gist.polarity),
        float(own_denial),
        float(their_denial),
        float(own_denial is not their_denial),
        float(claim.time is not scope[-1].time),
        float(claim.time is Time.PAST and scope[-1].time is Time.FUTURE),
        pair.coverage,
        pair.support,
        holds(gist, claim.predicate) if claim.predicate else _UNKNOWN,
        max((holds(item, claim.predicate) for item in pair.source.gists), default=0.0) if claim.predicate else _UNKNOWN,
        float(len(claim.amounts)),
        float(len({id(amount) for amount, _ in same})),
        float(sum(not any(same_amount(amount, other) for other in pair.source.amounts) for amount in claim.amounts)),
        float(sum(bool(amount.approximator) is not bool(other.approximator) for amount, other in same)),
        float(len(claim.when)),
        float(sum(when.text not in dates for when in claim.when)),
        *(support_features(claim, pair.as_match()) if support is None else support),
        float(len(claim.words)),
        float(len(gist.words)),
    )


_NO_BACKING = LinearMargin((0.0,) * len(CLAIM_FEATURES), 0.0)


@dataclass(frozen=True, slots=True)
class DifferenceModel:
    """What decides over `FEATURES`.

    Attributes:
        margin: log-odds that the post differs at all.
        code_weights, code_intercepts: linear models of each code, in the order of `CODES`.
        threshold: probability from which a post on which no rule finds anything counts as differing; chosen out of fold by source.
        name: ``differences-`` and the hash of what it learned from.
        added, dropped: more log-odds, by what the post's words add and drop.
        threshold_found: the lower one of posts on which a rule finds something.
        backing: log-odds that the source lacks a claim, over `kakudo.comparison.backing.CLAIM_FEATURES`.
        threshold_unbacked: probability from which it counts as lacking it.
    """

    margin: Margin
    code_weights: tuple[tuple[float, ...], ...]
    code_intercepts: tuple[float, ...]
    threshold: float
    name: str = ""
    added: WordingModel = NO_WORDING
    dropped: WordingModel = NO_WORDING
    threshold_found: float = 0.5
    backing: LinearMargin = _NO_BACKING
    threshold_unbacked: float = 1.0

    def probability(self, post: Weighed) -> float:
        """Probability that the post differs from its source."""
        return _logistic(
            self.margin(post.features) + self.added(post.wording.added) + self.dropped(post.wording.dropped)
        )

    def differs(self, post: Weighed) -> bool:
        """Whether the post counts as differing from its source."""
        return is_enough(self.probability(post), post.features, self.threshold, self.threshold_found)

    def unbacked(self, claim: Sequence[float]) -> float:
        """Probability that the source lacks a claim.

        Args:
            claim: its features, in the order of `kakudo.comparison.backing.CLAIM_FEATURES`.
        """
        return _logistic(self.backing(claim))

    def likeliest(self, features: Sequence[float]) -> str:
        """The code that most likely names the difference."""
        scores = [
            intercept + dot(weights, features)
            for weights, intercept in zip(self.code_weights, self.code_intercepts, strict=True)
        ]
        return CODES[max(range(len(CODES)), key=scores.__getitem__)]


UNTRAINED = DifferenceModel(
    LinearMargin((0.0,) * len(FEATURES), 0.0),
    ((0.0,) * len(FEATURES),) * len(CODES),
    (0.0,) * len(CODES),
    0.5,
    "differences-untrained",
)
"""Knows nothing: for a checker that only weighs posts, to train on."""


def is_enough(probability: float, features: Sequence[float], threshold: float, threshold_found: float) -> bool:
    """Whether a probability is enough to call a post different.

    Less is asked where a rule sees a claim part from its source, which a fact-checker can look at, than where the model alone would have
    it so; least from a sentence that holds most of its words (否決した → 可決した): hardly any post of news is so close to its source, and
    models learn little of those.
    """
    return probability >= (threshold_found if has_finding(features) else threshold) or (
        probability >= _ENOUGH_OF_A_COPY and features[_COVERAGE] >= _COPY and any(features[_FOUND])
    )


def has_finding(features: Sequence[float]) -> bool:
    """Whether a rule found a difference on any claim of the post."""
    return any(features[_FOUND_ON_POST])


def _logistic(score: float) -> float:
    # Far on either side exp overflows or says nothing.
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def load_differences(folder: Path) -> DifferenceModel:
    """Read the model that ``kakudo train`` wrote. No pickle is loaded.

    Raises:
        ModelError: it is missing, damaged, or made for other features than those of this kakudo.
    """
    path = folder / DIFFERENCE_FILE
    remake = "make it anew with `kakudo train`"
    try:
        content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        is_same = tuple(content["features"]) == FEATURES and tuple(content["codes"]) == CODES
        if not is_same or tuple(content.get("claim_features", ())) != CLAIM_FEATURES:
            raise ModelError(f"{path} was made for other features than those of this kakudo: {remake}")
        with np.load(path.with_suffix(".npz"), allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in _ARRAYS}
            added, dropped = (
                WordingModel(dict(zip(map(str, content[key]), map(float, stored[key]), strict=True)))
                for key in _WORDINGS
            )
        model = DifferenceModel(
            KernelMargin(**arrays, gamma=float(content["gamma"]), intercept=float(content["intercept"])),
            tuple(tuple(map(float, row)) for row in content["code_weights"]),
            tuple(map(float, content["code_intercepts"])),
            float(content["threshold"]),
            str(content["name"]),
            added,
            dropped,
            float(content["threshold_found"]),
            LinearMargin(tuple(map(float, content["claim_weights"])), float(content["claim_intercept"])),
            float(content["threshold_unbacked"]),
        )
        _check(model, arrays)
    except FileNotFoundError as error:
        raise ModelError(f"{error.filename} is missing: {remake}") from None
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile, zlib.error) as error:
        raise ModelError(f"{path} is damaged ({error!r}): {remake}") from error
    return model


def _check(model: DifferenceModel, arrays: Mapping[str, Any]) -> None:
    """Refuse values that do not fit each other, of which a score would be an error long after loading.

    Raises:
        ValueError: naming what is wrong.
    """
    n = len(FEATURES)
    n_vectors = len(arrays["coefficients"])
    expected = {"centre": (n,), "scale": (n,), "vectors": (n_vectors, n), "coefficients": (n_vectors,), "weights": (n,)}
    for key, shape in expected.items():
        array = arrays[key]
        if array.shape != shape or not np.issubdtype(array.dtype, np.floating) or not np.isfinite(array).all():
            raise ValueError(f"{key} has shape {array.shape} for {shape}, or holds what is no number")
    if not (arrays["scale"] > 0).all():
        raise ValueError("a scale is not above 0")
    n_codes = {len(model.code_weights), len(model.code_intercepts)}
    if not all(map(isfinite, (*model.added.weights.values(), *model.dropped.weights.values()))):
        raise ValueError("a weight of its wording is no number")
    of_claims = (*model.backing.weights, model.backing.intercept)
    if len(of_claims) != len(CLAIM_FEATURES) + 1 or not all(map(isfinite, of_claims)):
        raise ValueError("its weights of claims do not fit their features, or one is no number")
    if any(len(row) != n for row in model.code_weights) or n_codes != {len(CODES)}:
        raise ValueError("its weights do not fit its features")


def save_differences(model: DifferenceModel, folder: Path) -> tuple[Path, Path]:
    """Write a trained model as arrays and JSON; returns the two files.

    Raises:
        TypeError: it was not trained.
    """
    margin = model.margin
    if not isinstance(margin, KernelMargin):
        raise TypeError("only a trained difference model can be written")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DIFFERENCE_FILE
    content = {
        "features": FEATURES,
        "codes": CODES,
        "gamma": margin.gamma,
        "intercept": margin.intercept,
        "code_weights": model.code_weights,
        "code_intercepts": model.code_intercepts,
        "threshold": model.threshold,
        "threshold_found": model.threshold_found,
        "threshold_unbacked": model.threshold_unbacked,
        "name": model.name,
        "claim_features": CLAIM_FEATURES,
        "claim_weights": model.backing.weights,
        "claim_intercept": model.backing.intercept,
        **{key: list(getattr(model, key).weights) for key in _WORDINGS},
    }
    arrays: dict[str, Any] = {key: getattr(margin, key) for key in _ARRAYS}
    for key in _WORDINGS:
        arrays[key] = np.array(list(getattr(model, key).weights.values()), dtype=np.float32)
    np.savez_compressed(path.with_suffix(".npz"), **arrays)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path.with_suffix(".npz"), path
