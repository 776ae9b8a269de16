"""Overstatements that no table of words foresees: a linear model over what the rules see, for the codes that turn on meaning.

「再来年の今ごろ、人民元で石油を売ってる」 is a forecast, 「命が惜しかっただけ」 a motive, and no list of words ends. The rules come first, since they
can say which words decide; the model reads what they leave, of claims that a rule could fire on at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from pathlib import Path
from typing import Any

from kakudo.document import Token
from kakudo.findings import Certainty, Polarity
from kakudo.grammar import word_class
from kakudo.linear import Feature, LinearModel, load_linear
from kakudo.overstatement.view import ClaimView
from kakudo.token_table import TokenTable

__all__ = ["FORMAT", "LEARNED_CODES", "NOTHING", "STEM", "Suspicion", "is_open", "load_suspicion", "suspicion_features"]

STEM = "overstatement"
FORMAT = "kakudo-overstatement/1"
NOTHING = "none"
"""The label of claims that are not overstated."""
LEARNED_CODES = ("KD102", "KD103", "KD104", "KD105", "KD106")
"""What the others turn on (a booster, an unnamed source, stacked hearsay) the rules read as well as the model."""
_MIN_PROBABILITY = 0.70

_CONTENT = frozenset(
    {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接尾辞", "代名詞", "助動詞", "連体詞", "接続詞", "感動詞"}
)
_SEPARATORS = frozenset({"補助記号", "空白"})
_OUTCRY = frozenset("wW！!笑😂😡🔥")
_FINAL_PARTICLES = frozenset("ぞよねわさぜ")
_FIRST_PERSON = word_class("first-person")
_TENSE_KINDS = frozenset({"is", "adverb", "tail", "last", "form"})
_N_END = 4
_LONG, _STEP = 4, 8


def is_open(view: ClaimView) -> bool:
    """Whether a claim can be overstated in one of the `LEARNED_CODES`: the writer's own, flat, with no source in view."""
    return view.is_unsourced and view.labels.polarity is not Polarity.PARTIAL


def _word(token: Token) -> Feature | None:
    if token.pos not in _CONTENT:
        return None
    if token.pos_detail == "数詞":
        return ("number",)
    if token.pos_class == "人名" or token.pos_detail == "固有名詞":
        return ("name", token.pos_class)
    return ("w", token.lemma)


_WORDS = TokenTable(_word)


def suspicion_features(view: ClaimView) -> list[Feature]:
    """What the model sees of an open claim: its labels, words and ending, its cues, its evidence, and the claim before it."""
    tokens = view.tokens[view.span.start : view.span.end]
    words = [word for word in map(_WORDS.__getitem__, tokens) if word is not None]
    return list(dict.fromkeys((*words, *_features(view, tokens))))


def _features(view: ClaimView, tokens: Sequence[Token]) -> Iterator[Feature]:
    labels = view.labels
    yield ("certainty", str(labels.certainty), str(labels.time))
    yield ("time", str(labels.time))
    yield ("polarity", str(labels.polarity))
    yield ("block", str(view.block))
    yield ("length", str(min(_LONG, len(tokens) // _STEP)))
    for key in labels.time_keys:
        if key[0] in _TENSE_KINDS:
            yield ("t", *key)
    for item in view.evidence:
        yield ("evidence", item.type)
    for item in view.evidence_in_view:
        yield ("view", item.type)
    for match in view.cues:
        yield ("cue", match.row.id)
        yield ("type", match.row.type)
    for when in view.when:
        yield ("when", when.value if str(when.value).endswith("REF") else "date")
    particles = {token.surface for token in tokens if token.pos == "助詞"}
    yield ("topic", "は" if particles & {"は", "も"} else "が" if "が" in particles else "")
    if any(token.lemma in _FIRST_PERSON for token in tokens):
        yield ("self",)
    yield from _ending(view, tokens)
    before = view.before
    if before is None:
        yield ("before", "")
        return
    yield ("before", str(before.labels.holder), str(before.labels.certainty))
    yield ("before", "same" if before.tokens is view.tokens else "other")


def _ending(view: ClaimView, tokens: Sequence[Token]) -> Iterator[Feature]:
    words = [token for token in tokens if token.pos not in _SEPARATORS][-_N_END:]
    ends = ["N" if token.pos == "名詞" else token.lemma for token in words]
    for index in range(len(ends)):
        yield ("end", *ends[index:])
    start, end = view.labels.proposition
    if start < end:
        head = view.tokens[end - 1]
        yield ("head", head.lemma)
        yield ("head", head.pos, head.pos_class)
    if not _OUTCRY.isdisjoint(view.text):
        yield ("outcry",)
    if words and words[-1].surface in _FINAL_PARTICLES:
        yield ("particle", words[-1].surface)
    if view.labels.certainty is Certainty.EMPHATIC:
        yield ("emphatic",)


def load_suspicion(folder: Path) -> LinearModel:
    """Read ``overstatement.npz`` and ``overstatement.json``.

    Raises:
        ModelError: a file is missing, damaged, of another format, or the files do not fit each other.
    """
    return load_linear(folder, STEM, FORMAT)[0]


class Suspicion:
    """Says which code a claim that no rule fired on most probably deserves, if any.

    Args:
        model: its labels are `NOTHING` and codes.
    """

    def __init__(self, model: LinearModel) -> None:
        self._labels = model.labels
        self._nothing = model.labels.index(NOTHING)
        self._row = row = model.vocabulary.get
        # Most features are words; which row theirs is, is asked once a word.
        self._row_of_word = TokenTable(lambda token: row(word) if (word := _WORDS[token]) is not None else None)
        self._weights: list[list[float]] = model.weights.tolist()
        self._bias: list[float] = model.bias.tolist()

    def __call__(self, view: ClaimView) -> str | None:
        """The code, or None where the claim is as it should be or can have none of the `LEARNED_CODES`."""
        if not is_open(view):
            return None
        tokens = view.tokens[view.span.start : view.span.end]
        found: set[Any] = {*map(self._row_of_word.__getitem__, tokens), *map(self._row, _features(view, tokens))}
        found.discard(None)
        # Sums depend on their order. Plain lists: on one claim's few dozen numbers numpy's calls cost twice what they save.
        known = map(self._weights.__getitem__, sorted(found))
        odds = [exp(sum(column)) for column in zip(self._bias, *known, strict=True)]
        if odds[self._nothing] / sum(odds) >= 1 - _MIN_PROBABILITY:
            return None
        odds[self._nothing] = 0.0
        return self._labels[odds.index(max(odds))]
