"""The axis model at inference: weights as arrays, labels and thresholds as JSON, scored without scikit-learn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kakudo.axes.features import Feature
from kakudo.errors import ModelError
from kakudo.findings import AxisScore

__all__ = ["FORMAT", "AxisModel", "load_axis_model", "save_axis_model"]

FORMAT = "kakudo-axes/1"


@dataclass(frozen=True, slots=True)
class AxisModel:
    """A linear model over sparse binary features, one logistic output per axis.

    Attributes:
        axes: axis ids, in the order of the columns.
        vocabulary: feature → row of ``weights``.
        weights: float32 array of shape (n_features, n_axes).
        bias: float32 array of shape (n_axes,).
        thresholds: the probability from which an axis is reported, shape (n_axes,).
        name: for signatures, ``axes-`` and a digest of the training data.
        metadata: what `save_axis_model` wrote beside them.
    """

    axes: tuple[str, ...]
    vocabulary: Mapping[Feature, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    thresholds: npt.NDArray[np.float32]
    name: str
    metadata: Mapping[str, Any]

    def predict_proba(self, claims: Sequence[Iterable[Feature]]) -> npt.NDArray[np.float32]:
        """Probability of every axis for every claim.

        Returns:
            Array of shape (n_claims, n_axes).
        """
        ids: list[int] = []
        counts: list[int] = []
        lookup = self.vocabulary.get
        for features in claims:
            known = [index for index in map(lookup, features) if index is not None]
            # Sums of floats depend on their order, and a set has none of its own.
            known.sort()
            ids.extend(known)
            counts.append(len(known))
        scores = np.zeros((len(counts), len(self.axes)), dtype=np.float32)
        if ids:
            owner = np.repeat(np.arange(len(counts)), counts)
            np.add.at(scores, owner, self.weights[ids])
        scores += self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)

    def decide(self, probabilities: npt.NDArray[np.float32]) -> list[tuple[AxisScore, ...]]:
        """The axes at or above their threshold, most probable first.

        Args:
            probabilities: of shape (n_claims, n_axes).
        """
        decided = []
        for row, above in zip(probabilities.tolist(), (probabilities >= self.thresholds).tolist(), strict=True):
            if not any(above):
                decided.append(())
                continue
            scores = [
                AxisScore(axis, round(probability, 4))
                for axis, probability, is_above in zip(self.axes, row, above, strict=True)
                if is_above
            ]
            scores.sort(key=lambda score: -score.probability)
            decided.append(tuple(scores))
        return decided


def save_axis_model(model: AxisModel, folder: Path) -> None:
    """Write ``axes.npz`` (arrays) and ``model.json`` (everything else)."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "axes.npz", weights=model.weights, bias=model.bias, thresholds=model.thresholds)
    features = [list(feature) for feature, _ in sorted(model.vocabulary.items(), key=lambda item: item[1])]
    document = {"format": FORMAT, "name": model.name, "axes": list(model.axes), **model.metadata, "features": features}
    (folder / "model.json").write_text(_dump(document), encoding="utf-8")


def _dump(document: dict[str, Any]) -> str:
    """JSON whose feature list takes a line a thousand, so that a diff stays readable and the file small."""
    features = document.pop("features")
    head = json.dumps(document, ensure_ascii=False, indent=1)
    lines = [
        json.dumps(features[start : start + 100], ensure_ascii=False, separators=(",", ":"))[1:-1] for start in range(0, len(features), 100)
    ]
    return head.rstrip("}").rstrip() + ',\n "features": [\n' + ",\n".join(lines) + "\n]}\n"


def load_axis_model(folder: Path) -> AxisModel:
    """Read what `save_axis_model` wrote. No pickle is loaded.

    Raises:
        ModelError: a file is missing, damaged, of another format, or the files do not fit each other.
    """
    try:
        metadata = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "axes.npz", allow_pickle=False) as arrays:
            weights, bias, thresholds = arrays["weights"], arrays["bias"], arrays["thresholds"]
    except FileNotFoundError as error:
        raise ModelError(f"no model in {folder}: {error.filename} is missing; make one with `kakudo train`") from error
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the model in {folder} is damaged ({error}); make it anew with `kakudo train`") from error
    if metadata.get("format") != FORMAT:
        raise ModelError(f"the model in {folder} has format {metadata.get('format')!r}, this kakudo reads {FORMAT!r}: train it anew")
    features = metadata.pop("features")
    axes = tuple(metadata["axes"])
    if weights.shape != (len(features), len(axes)) or bias.shape != (len(axes),) or thresholds.shape != (len(axes),):
        raise ModelError(f"the model in {folder} does not fit its labels: weights {weights.shape}, {len(features)} features, {len(axes)} axes")
    vocabulary = {tuple(feature): index for index, feature in enumerate(features)}
    return AxisModel(axes, vocabulary, weights, bias, thresholds, metadata["name"], metadata)
