"""How fast kakudo tags and checks, beside the raw tokenizer in the same run, and how much memory it takes.

    python tests/benchmarks/ratios.py
    python tests/benchmarks/ratios.py --posts 100000 --index news-index --rounds 1

Each figure is the best of several rounds in processor time of one process; ratios, unlike seconds, compare between machines.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

from fugashi import GenericTagger
from unidic_lite import DICDIR

import kakudo
from kakudo.comparison.index import SourceIndex
from kakudo.comparison.sources import index_signature
from kakudo.document import Document, DocumentKind
from kakudo.loading import load_checker, load_index
from kakudo.reports import jsonl
from kakudo.training.pairs import PAIR_FOLDER, read_pair_folder

_PAIRS = Path(__file__).parents[2] / "corpus" / PAIR_FOLDER


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Processor time of the best round, without the collector of the others' garbage."""
    found = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1000, help="how many; those of the corpus, again and again")
    parser.add_argument("--index", type=Path, help="made by `kakudo index`; else the articles of the corpus")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    pairs = read_pair_folder(_PAIRS)
    texts = list(islice(cycle(post.text for post in pairs.posts), arguments.posts))
    analyzer = kakudo.load()
    if arguments.index is None:
        index = load_index(analyzer, pairs.sources.values())
    else:
        index = SourceIndex.open(arguments.index, index_signature(analyzer.signature))
    checker = load_checker(index, analyzer=analyzer)

    def documents() -> Iterator[Document]:
        return (Document(text, id=str(number), kind=DocumentKind.POST) for number, text in enumerate(texts))

    def written(stream: Iterable[object]) -> None:
        for document in stream:
            jsonl.render(document)  # type: ignore[arg-type]

    found = {
        "check": seconds(lambda: written(checker.pipe(documents())), arguments.rounds),
        "tag": seconds(lambda: written(analyzer.pipe(documents())), arguments.rounds),
    }
    # macOS counts bytes, Linux kilobytes (getrusage(2)). Before the tokenizer beside kakudo's own loads its dictionary once more.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    tokenizer = GenericTagger(f"-r /dev/null -d {DICDIR}")
    found["tokenizer"] = seconds(lambda: [tokenizer.parse(text) for text in texts], arguments.rounds)
    print(f"{len(texts)} posts, {sum(map(len, texts))} characters, {len(index)} articles")
    for name, own in found.items():
        faster = [f"{value / own:.3f} of {other}" for other, value in found.items() if value < own]
        print(f"{name:<10} {len(texts) / own:8.0f} posts/s  {'  '.join(faster)}".rstrip())
    print(f"memory, at most: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
