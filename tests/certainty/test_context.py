from __future__ import annotations

import pytest

from kakudo.certainty.context import ContextRow, ContextualLabels, apply_context, load_context_rows
from kakudo.certainty.tagger import CertaintyTagger, SentenceReading
from kakudo.document import BlockKind
from kakudo.findings import Certainty, ContextType, HolderType
from kakudo.segmentation.blocks import find_blocks
from kakudo.segmentation.sentences import split_sentences
from kakudo.tokenization import Tokenizer

_ROWS = load_context_rows()


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in _ROWS])
def test_row_examples(row: ContextRow) -> None:
    assert all(row.pattern.search(text) for text in row.fires)
    assert not any(row.pattern.search(text) for text in row.quiet)


def _labels(text: str, tokenizer: Tokenizer, tagger: CertaintyTagger) -> dict[str, ContextualLabels]:
    def read(sentence: str) -> SentenceReading:
        return tagger(tokenizer(sentence))

    sentences = list(split_sentences(text, find_blocks(text)))
    readings = [tagger(tokenizer(s.text), is_heading=s.block is BlockKind.HEADING) for s in sentences]
    found = apply_context(sentences, readings, _ROWS, read, tagger.announced)
    return {s.text: labels[-1] for s, labels in zip(sentences, found, strict=True) if labels}


_ARTICLE = """湾岸の二国の関係
港と電力をめぐる十年

1. 経緯
両国は2015年に協定を結んだ。協定は港の拡張を定めている。会議は毎年開かれてきた。両国の閣僚は交互に議長を務める。

2. 軍備
一般に想定されやすいのは
- 共同演習の拡大
- 港の共用
といった動きとみられる。

3. 見立て
ここから先は断定ではなく、筋書きとして並べます。港の使用料は下がる。

シナリオA：協定が延びる
- 電力の輸出が増える
- 港の拡張が進む

4. 事実
港の使用料は1割下がった。
"""


def test_disclaimer_governs_its_section_and_no_more(tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    labels = _labels(_ARTICLE, tokenizer, tagger)
    governed = labels["港の使用料は下がる。"]
    assert governed.labels.certainty is Certainty.POSSIBLE
    assert [context.type for context in governed.context] == [ContextType.DISCLAIMER]
    assert "断定ではなく" in governed.context[0].text
    free = labels["港の使用料は1割下がった。"]
    assert free.labels.certainty is Certainty.CERTAIN
    assert free.context == ()


def test_scenario_heading_makes_its_claims_conditional(tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    labels = _labels(_ARTICLE, tokenizer, tagger)
    claim = labels["電力の輸出が増える"]
    assert claim.labels.certainty is Certainty.POSSIBLE
    assert ContextType.SCENARIO in {context.type for context in claim.context}


def test_list_items_take_the_labels_of_the_sentence_they_complete(
    tokenizer: Tokenizer, tagger: CertaintyTagger
) -> None:
    labels = _labels(_ARTICLE, tokenizer, tagger)
    claim = labels["共同演習の拡大"]
    assert claim.labels.certainty is Certainty.PROBABLE
    assert claim.labels.holder is HolderType.AGENTLESS
    assert [context.type for context in claim.context] == [ContextType.LEAD_IN]
    assert "一般に想定されやすいのは" not in labels  # half a sentence claims nothing


def test_without_headings_a_disclaimer_holds_to_the_end(tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    labels = _labels("港は広がった。\n以下は筆者の推測です。\n港は閉まる。", tokenizer, tagger)
    assert labels["港は広がった。"].context == ()
    assert labels["港は閉まる。"].labels.certainty is Certainty.POSSIBLE
