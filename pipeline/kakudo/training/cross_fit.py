"""Tags of documents by models that did not learn from them, so that a corpus can be scored that the models are trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kakudo.config import Config
from kakudo.document import Document
from kakudo.errors import CorpusError
from kakudo.findings import TaggedDocument
from kakudo.loading import Models, load
from kakudo.topic import DEFAULT_TOPIC, load_topic
from kakudo.training.axes import train_axes
from kakudo.training.corpus import read_corpus
from kakudo.training.fit import training_examples
from kakudo.training.gold import gold_of
from kakudo.training.linear import folds_of
from kakudo.training.overstatement import has_every_code, overstatement_examples_of, train_overstatement
from kakudo.training.time import train_time

__all__ = ["CrossFitted"]

_N_FOLDS = 5
_SEED = 17


class CrossFitted:
    """Analyzers whose axis, time and overstatement models were each trained without a fifth of the corpus, and tag that fifth.

    The rules and the cue lexicon are the same for all: they are written, not trained.

    Args:
        paths: files in the corpus format.
        config: of the analyzers.

    Raises:
        CorpusError: a document is broken, or a fold cannot be trained on.
        MissingExtraError: scikit-learn is not installed.
    """

    def __init__(self, paths: Sequence[Path], config: Config) -> None:
        topic = config.topic or DEFAULT_TOPIC
        axes = [axis.id for axis in load_topic(topic).axes]
        documents = read_corpus(paths, frozenset(axes))
        names = [document.id for document in documents]
        if len(names) < _N_FOLDS:
            raise CorpusError(f"{len(names)} documents cannot be cross-fitted: at least {_N_FOLDS} are needed")
        self._fold = dict(zip(names, folds_of(names, _N_FOLDS, _SEED).tolist(), strict=True))
        examples, time_examples = training_examples(documents, topic)
        self._analyzers = []
        for fold in range(_N_FOLDS):
            axis_model, _ = train_axes([item for item in examples if self._fold[item.document] != fold], axes)
            time_model, _ = train_time([item for item in time_examples if self._fold[item.document] != fold])
            seen = [gold_of(document) for document in documents if self._fold[document.id] != fold]
            overstated = list(overstatement_examples_of(seen, load(config, Models(axis_model, time_model))))
            judging = train_overstatement(overstated)[0] if has_every_code(overstated) else None
            self._analyzers.append(load(config, Models(axis_model, time_model, judging)))

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
        """Tag documents of the corpus, each with the models that did not see it.

        Raises:
            CorpusError: a document that is not of the corpus.
        """
        for text in texts:
            name = text.id if isinstance(text, Document) else None
            if name is None or name not in self._fold:
                raise CorpusError(f"document {name!r} is not of the corpus that the models were cross-fitted on")
            yield self._analyzers[self._fold[name]](text)
