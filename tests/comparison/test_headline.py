"""KD201: held to its own examples, and to what a headline may and may not leave out."""

from __future__ import annotations

import pytest

from kakudo.analysis import Analyzer
from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.comparison.headline import HEADLINE_STRONGER
from kakudo.document import Block, BlockKind, Document
from kakudo.findings import TaggedClaim
from kakudo.overstatement.rule import Example
from offset_checks import claims_of

_CODE = HEADLINE_STRONGER.code
_BETTER = [example for example in HEADLINE_STRONGER.fires if example.better]


def _flagged(analyzer: Analyzer, text: str | Document) -> list[TaggedClaim]:
    document = analyzer(text)
    assert document.error is None
    return [claim for claim in claims_of(document) if _CODE in {finding.code for finding in claim.findings}]


@pytest.mark.parametrize("example", HEADLINE_STRONGER.fires, ids=lambda example: example.text[:20])
def test_fires(example: Example, analyzer: Analyzer) -> None:
    text = example.text
    (claim,) = _flagged(analyzer, text)
    assert text.startswith("# " + claim.text)


@pytest.mark.parametrize("example", HEADLINE_STRONGER.quiet, ids=lambda example: example.text[:20])
def test_stays_quiet(example: Example, analyzer: Analyzer) -> None:
    assert not _flagged(analyzer, example.text)


@pytest.mark.parametrize("example", _BETTER, ids=lambda example: example.better)
def test_the_suggested_headline_is_clean(example: Example, analyzer: Analyzer) -> None:
    better, text = example.better, example.text
    assert not _flagged(analyzer, f"# {better}\n\n{text.partition(chr(10) * 2)[2]}")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "市は2日、中央図書館を閉鎖する可能性があると明らかにした。利用者は年々減っている。耐震の工事には8億円かかる。",
            id="possible",
        ),
        pytest.param(
            "市は中央図書館を閉鎖するかもしれない。利用者は年々減り、耐震の工事には8億円かかる。", id="perhaps"
        ),
        pytest.param(
            "市は中央図書館の閉鎖を検討している。利用者は年々減り、耐震の工事には8億円かかる。", id="considered"
        ),
    ],
)
def test_a_weaker_body_fires(body: str, analyzer: Analyzer) -> None:
    assert [claim.text for claim in _flagged(analyzer, f"# 市が中央図書館を閉鎖した\n\n{body}")] == [
        "市が中央図書館を閉鎖した"
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("市は2日、中央図書館を閉館した。ほかの施設も閉じる可能性がある。", id="another-verb"),
        pytest.param("中央図書館は2日、市によって閉鎖された。分館も閉鎖される可能性がある。", id="passive"),
        pytest.param("市立の中央図書館が2日に閉鎖となった。市は、分館も閉鎖する可能性があるとしている。", id="noun"),
        pytest.param("市は中央図書館を閉鎖する可能性があるとみられていたが、2日、閉鎖した。", id="later"),
    ],
)
def test_a_body_that_says_the_same_in_other_words_is_quiet(body: str, analyzer: Analyzer) -> None:
    assert not _flagged(analyzer, f"# 市が中央図書館を閉鎖した\n\n{body}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# 市が中央図書館を閉鎖か\n\n市は中央図書館を閉鎖する可能性がある。", id="weak-headline"),
        pytest.param("# 市が中央図書館を閉鎖した\n\n議会は条例を可決する可能性がある。", id="nothing-matches"),
        pytest.param("# 市が中央図書館を閉鎖した", id="no-body"),
        pytest.param("# お知らせ\n\nお知らせがあるかもしれない。", id="too-few-words"),
        pytest.param("市が中央図書館を閉鎖した。\n\n市は中央図書館を閉鎖する可能性がある。", id="no-headline"),
    ],
)
def test_what_cannot_be_compared_is_quiet(text: str, analyzer: Analyzer) -> None:
    assert not _flagged(analyzer, text)


def test_a_headline_that_the_format_states(analyzer: Analyzer) -> None:
    title, body = "市が中央図書館を閉鎖した", "市は中央図書館を閉鎖する可能性がある。"
    text = f"{title}\n{body}"
    blocks = (
        Block(0, len(title), BlockKind.HEADING, level=1),
        Block(len(title) + 1, len(text), BlockKind.PARAGRAPH, (title,)),
    )
    assert [claim.text for claim in _flagged(analyzer, Document(text, blocks=blocks))] == [title]


def test_it_stands_among_the_rules_that_need_no_other_text() -> None:
    assert CLAIM_RULES[-1] is HEADLINE_STRONGER
    codes = [rule.code for rule in CLAIM_RULES]
    assert codes == sorted(codes)
    for wording in (HEADLINE_STRONGER.ja, HEADLINE_STRONGER.en):
        assert all((wording.title, wording.why, wording.message, wording.needed, wording.rephrase))
