"""What the tests of the comparison share: claims of a text, and a checker over sources given as texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from kakudo.analysis import Analyzer
from kakudo.comparison.checker import Checker
from kakudo.comparison.gist import Gist, gists_of
from kakudo.comparison.index import IndexedDocument, SourceIndex
from kakudo.comparison.rules import COMPARISON_RULES
from plain_model import plain_model

GistsOf = Callable[[str], tuple[Gist, ...]]
CheckerOf = Callable[..., Checker]


@pytest.fixture(scope="session")
def gists(analyzer: Analyzer) -> GistsOf:
    """The claims of a text, as the comparison sees them."""

    def of(text: str) -> tuple[Gist, ...]:
        ((document, views),) = analyzer.pipe_views([text])
        assert document.error is None
        return tuple(gists_of(views))

    return of


@pytest.fixture(scope="session")
def checker_of(analyzer: Analyzer, gists: GistsOf) -> CheckerOf:
    """A checker with all rules over sources given as id → text."""

    def of(sources: Mapping[str, str], support: str = "never", lang: str = "ja") -> Checker:
        index = SourceIndex.build(IndexedDocument(id, gists(text)) for id, text in sources.items())
        return Checker(analyzer, index, COMPARISON_RULES, plain_model(support), lang)

    return of
