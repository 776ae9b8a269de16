"""An evaluation of pairs as text: for the terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kakudo.findings import WEAKER
from kakudo.training.counts import NONE
from kakudo.training.metrics import Interval
from kakudo.training.pair_evaluation import CodeScore, FlagScores, PairEvaluation
from kakudo.training.table import Table

__all__ = ["render_codes", "render_pair_methods", "render_pair_mistakes", "render_pairs"]

_Part = str | Table
"""A paragraph or a table."""


def render_pairs(evaluation: PairEvaluation, format: str = "text") -> str:
    """The scores as ``text``, ``markdown`` or ``json``.

    Raises:
        ValueError: for another format.
    """
    if format == "json":
        return json.dumps(_as_json(evaluation), ensure_ascii=False, indent=1) + "\n"
    if format not in {"text", "markdown"}:
        raise ValueError(f"format {format!r} is none of text, markdown, json")
    blocks = []
    for part in _parts(evaluation):
        lines = [part] if isinstance(part, str) else part.as_markdown() if format == "markdown" else part.as_columns()
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _parts(evaluation: PairEvaluation) -> Iterator[_Part]:
    yield f"{evaluation.n_posts} posts checked against {evaluation.n_sources} articles" + (
        f"; {evaluation.n_failed} could not be checked and count as not flagged" if evaluation.n_failed else ""
    )
    yield _methods(evaluation)
    scores = evaluation.scores
    yield (
        f"flagged, with 95 % bootstrap intervals: accuracy {_with_interval(scores.table.accuracy, scores.accuracy_interval)}, "
        f"F1 {_with_interval(scores.f1, scores.f1_interval)}, "
        f"macro-F1 {_with_interval(scores.table.macro_f1, scores.macro_f1_interval)}"
    )
    if evaluation.retrieval is not None:
        yield _retrieval(evaluation)
    yield _codes(evaluation)
    yield (
        "found: posts with the code on which it is reported; reported: all posts on which it is. "
        f"{WEAKER} is information only: it flags no post."
    )
    yield _confusion(evaluation)
    yield (
        f"Main code in gold (rows) and found (columns); {NONE} is none. A post on which gold's main code is among the found counts under it."
    )


def render_pair_methods(evaluation: PairEvaluation) -> str:
    """The table of methods alone, as Markdown: a row for each baseline, kakudo last."""
    return "\n".join(_methods(evaluation).as_markdown())


def render_codes(evaluation: PairEvaluation) -> str:
    """The table of codes alone, as Markdown."""
    return "\n".join(_codes(evaluation).as_markdown())


def _methods(evaluation: PairEvaluation) -> Table:
    rows = [(name, *_figures(scores), NONE, NONE) for name, scores in evaluation.baselines.items()]
    n_hit, n_gold = evaluation.code_recall
    found = evaluation.retrieval
    right = _share(found.n_right, found.n_matched) if found is not None else NONE
    rows.append(("kakudo", *_figures(evaluation.scores), _share(n_hit, n_gold), right))
    header = (
        "compared by",
        "flagged acc.",
        "flagged F1",
        "macro-F1",
        "sound posts flagged",
        "code recall",
        "right source",
    )
    return Table(header, rows)


def _figures(scores: FlagScores) -> tuple[str, ...]:
    return (
        f"{scores.table.accuracy:.3f}",
        f"{scores.f1:.3f}",
        f"{scores.table.macro_f1:.3f}",
        _share(scores.n_false, scores.n_sound),
    )


def _share(n: int, total: int) -> str:
    return f"{n / total:.3f}" if total else NONE


def _with_interval(value: float, interval: Interval) -> str:
    return f"{value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _retrieval(evaluation: PairEvaluation) -> str:
    found = evaluation.retrieval
    if found is None:
        return ""
    return (
        f"without naming the article: {found.n_right} of {found.n_matched} matched posts find theirs "
        f"({_share(found.n_right, found.n_matched)}); flagged accuracy {found.scores.table.accuracy:.3f}, F1 {found.scores.f1:.3f}"
    )


def _codes(evaluation: PairEvaluation) -> Table:
    return Table(
        ("code", "posts", "found", "recall", "reported", "precision"),
        [(code, *_code_cells(score)) for code, score in evaluation.codes.items()],
    )


def _code_cells(score: CodeScore) -> tuple[str, ...]:
    return (
        str(score.n_gold),
        str(score.n_hit),
        _share(score.n_hit, score.n_gold),
        str(score.n_found),
        _share(score.n_hit, score.n_found),
    )


def _confusion(evaluation: PairEvaluation) -> Table:
    expected = sorted({gold for gold, _ in evaluation.confusion})
    found = sorted({code for _, code in evaluation.confusion})
    rows = [
        (
            gold,
            *(str(evaluation.confusion[gold, code]) if (gold, code) in evaluation.confusion else "" for code in found),
        )
        for gold in expected
    ]
    return Table(("gold \\ found", *found), rows)


def _as_json(evaluation: PairEvaluation) -> dict[str, object]:
    found = evaluation.retrieval
    return {
        "unit": "post",
        "n_posts": evaluation.n_posts,
        "n_sources": evaluation.n_sources,
        "n_failed": evaluation.n_failed,
        "flagged": _scores_as_json(evaluation.scores),
        "without_named_source": None
        if found is None
        else {"n_right": found.n_right, "n_matched": found.n_matched, "flagged": _scores_as_json(found.scores)},
        "codes": {
            code: {"n": score.n_gold, "hit": score.n_hit, "found": score.n_found}
            for code, score in evaluation.codes.items()
        },
        "confusion": [{"gold": gold, "found": code, "n": n} for (gold, code), n in evaluation.confusion.items()],
        "baselines": {name: _scores_as_json(scores) for name, scores in evaluation.baselines.items()},
    }


def _scores_as_json(scores: FlagScores) -> dict[str, object]:
    return {
        "accuracy": scores.table.accuracy,
        "f1": scores.f1,
        "macro_f1": scores.table.macro_f1,
        "n_false": scores.n_false,
        "n_sound": scores.n_sound,
        "intervals": {
            "accuracy": [scores.accuracy_interval.low, scores.accuracy_interval.high],
            "f1": [scores.f1_interval.low, scores.f1_interval.high],
            "macro_f1": [scores.macro_f1_interval.low, scores.macro_f1_interval.high],
        },
        "labels": {
            label: {"precision": score.precision, "recall": score.recall, "f1": score.f1, "support": score.support}
            for label, score in scores.table.labels.items()
        },
    }


def render_pair_mistakes(evaluation: PairEvaluation) -> str:
    """Every mistake on a line: id, label, codes expected → found, the post, the sentence of the source."""
    lines = []
    for mistake in evaluation.mistakes:
        post = mistake.post
        codes = f"{' '.join(post.codes) or NONE} → {' '.join(mistake.found) or NONE}"
        lines.append("\t".join((post.id, post.label, codes, _flat(post.text), f"⟵ {_flat(post.sentence)}")))
    return "\n".join(lines) + ("\n" if lines else "")


def _flat(text: str) -> str:
    return " ".join(text.split())
