"""Linear models over sparse binary features: weights as arrays, everything else as JSON, scored without scikit-learn."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from kakudo.errors import ModelError

__all__ = ["Feature", "LinearModel", "load_linear", "save_linear"]

Feature = tuple[str, ...]
"""A feature's key: its kind and what it holds. Tuples, since lemmas can contain any character that might join them."""

_FEATURES_A_LINE = 100


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One score per label, linear in features that are there or not.

    Attributes:
        labels: in the order of the columns.
        vocabulary: feature → row of ``weights``.
        weights: float32 array of shape (n_features, n_labels).
        bias: float32 array of shape (n_labels,).
        metadata: what `save_linear` wrote beside them: name, training data, settings, scores.
    """

    labels: tuple[str, ...]
    vocabulary: Mapping[Feature, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    metadata: Mapping[str, Any]

    @property
    def name(self) -> str:
        """For signatures: what was trained and a digest of its training data."""
        return str(self.metadata["name"])

    def scores(self, items: Sequence[Iterable[Feature]]) -> npt.NDArray[np.float32]:
        """The score of every label for every item.

        Returns:
            Array of shape (n_items, n_labels).
        """
        ids: list[int] = []
        counts: list[int] = []
        lookup = self.vocabulary.get
        for features in items:
            known = [index for index in map(lookup, features) if index is not None]
            known.sort()  # sums of floats depend on their order, and a set has none of its own
            ids.extend(known)
            counts.append(len(known))
        totals = np.zeros((len(counts), len(self.labels)), dtype=np.float32)
        if ids:
            np.add.at(totals, np.repeat(np.arange(len(counts)), counts), self.weights[ids])
        totals += self.bias
        return totals


def save_linear(
    model: LinearModel, folder: Path, stem: str, arrays: Mapping[str, npt.NDArray[np.float32]] | None = None
) -> tuple[Path, Path]:
    """Write ``<stem>.npz`` (arrays) and ``<stem>.json`` (everything else).

    Args:
        arrays: more arrays to keep beside weights and bias.

    Returns:
        The two files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    array_file, text_file = folder / f"{stem}.npz", folder / f"{stem}.json"
    stored: dict[str, Any] = {"weights": model.weights, "bias": model.bias, **(arrays or {})}
    np.savez_compressed(array_file, **stored)
    features = [list(feature) for feature, _ in sorted(model.vocabulary.items(), key=lambda item: item[1])]
    text_file.write_text(_dump({"labels": list(model.labels), **model.metadata}, features), encoding="utf-8")
    return array_file, text_file


def _dump(document: Mapping[str, Any], features: Sequence[Sequence[str]]) -> str:
    """JSON whose feature list takes a line a hundred, so that a diff stays readable and the file small."""
    head = json.dumps(document, ensure_ascii=False, indent=1)
    lines = [
        json.dumps(features[start : start + _FEATURES_A_LINE], ensure_ascii=False, separators=(",", ":"))[1:-1]
        for start in range(0, len(features), _FEATURES_A_LINE)
    ]
    return head.rstrip("}").rstrip() + ',\n "features": [\n' + ",\n".join(lines) + "\n]}\n"


def load_linear(folder: Path, stem: str, format: str) -> tuple[LinearModel, dict[str, npt.NDArray[np.float32]]]:
    """Read what `save_linear` wrote. No pickle is loaded.

    Args:
        format: the value that the file's ``format`` must have.

    Returns:
        The model, and the arrays beside weights and bias.

    Raises:
        ModelError: a file is missing, damaged, of another format, or the files do not fit each other.
    """
    try:
        metadata = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        with np.load(folder / f"{stem}.npz", allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        weights, bias = arrays.pop("weights"), arrays.pop("bias")
        features = [tuple(feature) for feature in metadata.pop("features")]
        labels = tuple(metadata.pop("labels"))
        vocabulary = {feature: index for index, feature in enumerate(features)}
        _check_values(features, labels, {"weights": weights, "bias": bias, **arrays}, metadata)
    except FileNotFoundError as error:
        raise ModelError(f"no model in {folder}: {error.filename} is missing; make one with `kakudo train`") from error
    except (OSError, EOFError, ValueError, LookupError, AttributeError, TypeError, BadZipFile, zlib.error) as error:
        raise ModelError(
            f"the model {stem} in {folder} is damaged ({error}); make it anew with `kakudo train`"
        ) from error
    if metadata.get("format") != format:
        raise ModelError(
            f"the model {stem} in {folder} has format {metadata.get('format')!r}, this kakudo reads {format!r}: train it anew"
        )
    if weights.shape != (len(features), len(labels)) or bias.shape != (len(labels),):
        raise ModelError(
            f"the model {stem} in {folder} does not fit its labels: weights {weights.shape}, {len(features)} features, {len(labels)} labels"
        )
    return LinearModel(labels, vocabulary, weights, bias, metadata), arrays


def _check_values(
    features: Sequence[Feature], labels: Sequence[object], arrays: Mapping[str, Any], metadata: Mapping[str, Any]
) -> None:
    """Refuse values of which a score would be an error or no number long after loading.

    Raises:
        ValueError: naming what is wrong.
    """
    # Tens of thousands of parts: in C, this is no part of the start that one would notice.
    if not set(map(type, chain.from_iterable(features))) <= {str}:
        raise ValueError("a feature is no list of texts")
    if not all(isinstance(label, str) for label in labels):
        raise ValueError("a label is no text")
    for key, array in arrays.items():
        if not np.issubdtype(array.dtype, np.floating) or not np.isfinite(array).all():
            raise ValueError(f"{key} holds what is no number")
    if metadata.get("format") and not isinstance(metadata.get("name"), str):
        raise ValueError("it has no name")
