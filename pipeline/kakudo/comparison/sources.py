"""From documents to what an index keeps of them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from kakudo.comparison.gist import gists_of
from kakudo.comparison.index import IndexedDocument
from kakudo.comparison.terms import content_terms
from kakudo.comparison.wordlists import tables_digest
from kakudo.document import Document
from kakudo.findings import Signature, TaggedDocument
from kakudo.overstatement.view import ClaimView
from kakudo.tokenization import Tokenizer

__all__ = ["index_documents", "index_signature"]

_log = logging.getLogger(__name__)


class _Tagger(Protocol):
    def pipe_views(
        self, texts: Iterable[str | Document]
    ) -> Iterator[tuple[TaggedDocument, Sequence[Sequence[ClaimView]]]]: ...


def index_documents(tagger: _Tagger, documents: Iterable[Document], tokenizer: Tokenizer) -> Iterator[IndexedDocument]:
    """Tag documents and detach their claims, one after another.

    Args:
        tagger: an `Analyzer`.
        documents: the sources. One that cannot be tagged is left out, with a warning that names it.
        tokenizer: for their titles, which are searched too.
    """
    for tagged, views in tagger.pipe_views(documents):
        if tagged.error is not None:
            _log.warning("%s is left out of the sources: %s: %s", tagged.id, tagged.error.type, tagged.error.message)
            continue
        words: tuple[str, ...] = ()
        if tagged.title:
            tokens = tokenizer(tagged.title).tokens
            words = tuple(term.word for term in content_terms(tokens, 0, len(tokens)))
        yield IndexedDocument(tagged.id, tuple(gists_of(views)), words)


def index_signature(signature: Signature) -> str:
    """What an index depends on: the analyzer that made it and the tables of the comparison."""
    return (
        f"kakudo {signature.kakudo}, {signature.model}, {signature.lexicon}, {signature.tokenizer}, "
        f"tables {tables_digest()}"
    )
