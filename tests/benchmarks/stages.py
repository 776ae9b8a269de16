"""What each stage of `kakudo tag` costs, in runs of the raw tokenizer over the same text.

    python tests/benchmarks/stages.py
    python tests/benchmarks/stages.py news.jsonl --documents 400 --rounds 5

The raw tokenizer (`fugashi`, `-Owakati`) reads whole documents beside every round of kakudo's, and all of it is processor time of one
process: the ratios compare between machines, the seconds do not. A stage includes what it waits for in memory after the stage before
it, which is why it costs more here than alone.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from fugashi import GenericTagger
from unidic_lite import DICDIR

import kakudo.analysis
from kakudo.cli.process import collector_spared
from kakudo.document import Document
from kakudo.loading import load
from kakudo.reading import ReadFailure, ReadOptions, read
from kakudo.reports import jsonl
from kakudo.training.pairs import PAIR_FOLDER, read_pair_folder

_PAIRS = Path(__file__).parents[2] / "corpus" / PAIR_FOLDER
# What a stage is called here, and where the analyzer calls it.
_FUNCTIONS = {
    "find_blocks": "split",
    "split_sentences": "split",
    "apply_context": "certainty",
    "find_dates": "evidence",
    "claim_views": "views",
}
_METHODS = {
    "_tokenize": "tokenize",
    "_tag": "certainty",
    "_find_evidence": "evidence",
    "_axis_features": "axes",
    "_judge": "overstatement",
}
_SCORING = ("predict_proba", "decide")


class Stopwatch:
    """Adds up the processor time of functions by stage; a stage inside another counts for itself alone."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._inner = [0.0]

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            start = time.process_time()
            try:
                found = work(*args, **options)
                # A generator does nothing before it is read.
                return list(found) if stage == "split" else found
            finally:
                took = time.process_time() - start
                self.spent[stage] += took - self._inner.pop()
                self._inner[-1] += took

        return run


class Scored:
    """An axis model whose scoring is timed."""

    def __init__(self, model: Any, watch: Stopwatch) -> None:
        self.axes = model.axes
        for name in _SCORING:
            setattr(self, name, watch.timed("axes", getattr(model, name)))


def documents(paths: list[str], n_documents: int) -> list[Document]:
    """Those of the files, else the articles of the corpus of pairs, again and again."""
    if not paths:
        return list(islice(cycle(read_pair_folder(_PAIRS).sources.values()), n_documents))
    found = (item for item in read(paths, ReadOptions()) if not isinstance(item, ReadFailure))
    return list(islice(found, n_documents))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="texts to tag; the articles of the corpus of pairs when none is named")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = documents(arguments.files, arguments.documents)
    with collector_spared():
        plain, watched = load(), load()
    tokenizer = GenericTagger(f"-Owakati -r /dev/null -d {DICDIR}")
    watch = Stopwatch()
    for name, stage in _METHODS.items():
        setattr(watched, name, watch.timed(stage, getattr(watched, name)))
    watched._model = Scored(watched._model, watch)  # type: ignore[assignment]
    functions = {name: getattr(kakudo.analysis, name) for name in _FUNCTIONS}

    def seconds(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    def written(analyzer: Any, render: Callable[..., object] = jsonl.render) -> None:
        for document in analyzer.pipe(texts):
            render(document)

    def staged() -> None:
        for name, stage in _FUNCTIONS.items():
            setattr(kakudo.analysis, name, watch.timed(stage, functions[name]))
        written(watched, watch.timed("JSON", jsonl.render))
        for name, work in functions.items():
            setattr(kakudo.analysis, name, work)

    def reading() -> None:
        if arguments.files:
            documents(arguments.files, arguments.documents)

    best: dict[str, float] = {}

    def keep(name: str, took: float) -> None:
        best[name] = min(took, best.get(name, took))

    for _ in range(arguments.rounds):
        keep("raw", seconds(lambda: [tokenizer.parse(document.text) for document in texts]))
        keep("read", seconds(reading))
        keep("whole", seconds(lambda: written(plain)))
        watch.spent.clear()
        keep("staged", seconds(staged))
        for stage, took in watch.spent.items():
            keep(stage, took)
    raw, whole = best.pop("raw"), best.pop("whole") + best["read"]
    del best["staged"]
    n_characters = sum(len(document.text) for document in texts)
    print(
        f"{len(texts)} documents, {n_characters} characters; raw tokenizer {n_characters / raw / 1e6:.2f} M characters/s"
    )
    best["the rest"] = max(whole - sum(best.values()), 0.0)
    for stage, took in sorted(best.items(), key=lambda item: -item[1]):
        print(f"{stage:<14} {took / raw:6.2f} times the raw tokenizer  {took / whole:4.0%}")
    print(f"{'whole':<14} {whole / raw:6.2f} times the raw tokenizer  {raw / whole:.3f} of its speed")
    # macOS counts bytes, Linux kilobytes (getrusage(2)). Two analyzers and two tokenizers are loaded here.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    print(f"memory, at most: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
