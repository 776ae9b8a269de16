from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kakudo.analysis import Analyzer
from kakudo.comparison.checker import Checker
from kakudo.comparison.differences import UNTRAINED
from kakudo.comparison.gist import Gist
from kakudo.comparison.index import IndexedDocument, SourceIndex
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.document import Document
from kakudo.findings import Comparison, TaggedClaim, TaggedDocument, Verdict

CheckerOf = Callable[..., Checker]

_SOURCES = {
    "library": "町は図書館を来年4月に建て替える方針だ。費用は12億円とみられる。",
    "zoo": "動物園でペンギンのヒナが生まれた。名前は公募する。",
    "council": "議会は法案を否決した。賛成は7人だった。",
}


def _claims(document: TaggedDocument) -> Iterator[TaggedClaim]:
    for sentence in document.sentences:
        yield from sentence.claims


def _check(checker: Checker, text: str, *sources: str) -> TaggedClaim:
    (document,) = checker.pipe([Document(text, id="p", sources=sources)])
    assert document.error is None
    (claim,) = _claims(document)
    return claim


def _codes(claim: TaggedClaim) -> set[str]:
    return {finding.code for finding in claim.findings if finding.code.startswith("KD3")}


def _matched_ids(claim: TaggedClaim) -> set[str]:
    assert isinstance(claim.matches, tuple)
    return {match.source_id for match in claim.matches}


@pytest.fixture(scope="module")
def checker(checker_of: CheckerOf) -> Checker:
    return checker_of(_SOURCES)


@pytest.mark.parametrize(
    ("text", "comparison", "code"),
    [
        ("動物園でペンギンのヒナが誕生。", Comparison.FAITHFUL, None),
        ("議会は法案を可決した。", Comparison.CONTRADICTED, "KD307"),
        ("町は図書館を建て替えた。", Comparison.STRONGER, "KD305"),
        ("動物園でペンギンのヒナが生まれたかもしれない。", Comparison.WEAKER, "KD320"),
    ],
)
def test_one_word_for_how_a_claim_stands(text: str, comparison: Comparison, code: str | None, checker: Checker) -> None:
    claim = _check(checker, text)
    assert claim.comparison is comparison
    assert code is None or code in _codes(claim)


def test_the_source_is_found_and_quoted(checker: Checker) -> None:
    claim = _check(checker, "ペンギンのヒナが動物園で生まれたよ。")
    assert isinstance(claim.matches, tuple)
    match = claim.matches[0]
    assert match.source_id == "zoo"
    assert match.text == _SOURCES["zoo"][match.start : match.end]
    assert 0 < match.similarity <= 1


def test_of_two_articles_on_one_matter_the_one_with_the_number_is_meant(checker_of: CheckerOf) -> None:
    checker = checker_of(
        {
            "spring": "橋の利用者の春の集計が出た。橋を渡った利用者は3万4120人だった。",
            "autumn": "橋の利用者の秋の集計が出た。橋を渡った利用者は5万1230人だった。",
        }
    )
    assert _matched_ids(_check(checker, "橋を渡った利用者、5万1230人も集計されたって")) == {"autumn"}
    assert _matched_ids(_check(checker, "橋を渡った利用者、3万4120人も集計されたって")) == {"spring"}


def test_a_post_is_compared_with_the_sources_that_it_names_alone(checker: Checker) -> None:
    assert _matched_ids(_check(checker, "議会は法案を可決した。", "council")) == {"council"}
    elsewhere = _check(checker, "議会は法案を可決した。", "zoo")
    assert elsewhere.comparison is Comparison.UNMATCHED
    assert _codes(elsewhere) == {"KD310"}


def test_several_named_sources_are_all_looked_at(checker: Checker) -> None:
    assert _matched_ids(_check(checker, "議会は法案を可決した。", "zoo", "council")) == {"council"}


def test_a_post_whose_sources_are_not_given_has_an_error_that_names_them(checker: Checker) -> None:
    (document,) = checker.pipe([Document("議会は法案を可決した。", id="p", sources=("nowhere",))])
    assert document.error is not None
    assert "nowhere" in document.error.message
    assert document.id == "p"


def test_a_source_that_is_named_twice_is_looked_at_once(checker: Checker) -> None:
    once, twice = (_check(checker, "議会は法案を可決した。", *["council"] * n) for n in (1, 2))
    assert once == twice


def test_one_unknown_source_among_known_ones_is_passed_over(checker: Checker) -> None:
    assert _matched_ids(_check(checker, "議会は法案を可決した。", "nowhere", "council")) == {"council"}


def test_posts_come_back_in_order(checker: Checker) -> None:
    texts = ["議会は法案を可決した。", "ペンギンのヒナが生まれた。", "", "町は図書館を建て替えた。"] * 20
    posts = [Document(text, id=str(number)) for number, text in enumerate(texts)]
    checked = list(checker.pipe(iter(posts)))
    assert [document.id for document in checked] == [post.id for post in posts]
    for first, again in zip(checked[:4], checked[-4:], strict=True):
        assert first.sentences == again.sentences


def test_no_posts_no_output(checker: Checker) -> None:
    assert list(checker.pipe([])) == []


def test_a_post_that_cannot_be_tagged_passes_through(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = Analyzer._draft

    def failing(self: Analyzer, document: Document) -> object:
        if document.id == "bad":
            raise ValueError("cannot be read")
        return draft(self, document)

    monkeypatch.setattr(Analyzer, "_draft", failing)
    posts = [Document("議会は法案を可決した。", id=id) for id in ("good", "bad", "after")]
    good, bad, after = checker.pipe(posts)
    assert bad.error is not None
    assert "cannot be read" in bad.error.message
    assert good.error is after.error is None
    assert good.sentences == after.sentences


def test_a_reaction_is_compared_with_nothing(checker: Checker) -> None:
    (document,) = checker.pipe([Document("議会は法案を否決した。すごい。", sources=("council",))])
    first, reaction = _claims(document)
    assert first.comparison is Comparison.FAITHFUL
    assert reaction.comparison is Comparison.UNMATCHED
    assert reaction.matches == ()


def test_what_nothing_supports_is_said_once_for_the_post(checker_of: CheckerOf) -> None:
    checker = checker_of(_SOURCES, "always")
    (document,) = checker.pipe([Document("議会は法案を可決した。賛成は9人だった。", sources=("council",))])
    claims = list(_claims(document))
    assert sum("KD310" in _codes(claim) for claim in claims) == 1
    assert {claim.comparison for claim in claims} == {Comparison.UNMATCHED}
    assert [claim.verdict for claim in claims if _codes(claim)] == [Verdict.UNSUPPORTED]


def test_no_sources_support_nothing(checker_of: CheckerOf) -> None:
    assert _codes(_check(checker_of({}), "議会は法案を可決した。")) == {"KD310"}


def test_messages_come_in_the_language_asked_for(checker_of: CheckerOf) -> None:
    text = "議会は法案を可決した。"
    (japanese,) = [item for item in _check(checker_of(_SOURCES), text).findings if item.code == "KD307"]
    (english,) = [item for item in _check(checker_of(_SOURCES, lang="en"), text).findings if item.code == "KD307"]
    assert japanese.message.startswith("投稿")
    assert english.message.startswith("The post")
    assert (japanese.start, japanese.end) == (english.start, english.end)


def test_a_long_claim_is_cut_in_a_message(checker_of: CheckerOf) -> None:
    source = (
        "議会は、"
        + "海辺の町の古い倉庫と新しい市場と狭い駅前の広場と遠い山の畑をまとめて整備するための" * 2
        + "法案を否決した。"
    )
    claim = _check(checker_of({"s": source}), source.replace("否決", "可決"))
    (finding,) = [item for item in claim.findings if item.code == "KD307"]
    assert "…" in finding.message
    assert len(finding.message) < 200


def test_the_findings_about_the_post_alone_stay(analyzer: Analyzer, checker: Checker) -> None:
    text = "議会は来月には必ず法案を否決する。"
    alone = {finding.code for claim in _claims(analyzer(text)) for finding in claim.findings}
    (document,) = checker.pipe([Document(text)])
    assert alone
    assert alone <= {finding.code for claim in _claims(document) for finding in claim.findings}


_REASON = "アゼルバイジャンが融資を急ぐのは隣国に主導権を奪われるのを恐れているからだ"


@pytest.mark.parametrize(("source", "is_copy"), [(f"{_REASON}。", True), (f"野党の広報官は{_REASON}と述べた。", False)])
def test_only_a_copy_word_for_word_cannot_differ(
    source: str, is_copy: bool, analyzer: Analyzer, gists: Callable[[str], tuple[Gist, ...]]
) -> None:
    index = SourceIndex.build([IndexedDocument("s", gists(source))])
    finds_fault_with_all = replace(UNTRAINED, threshold=0.0, threshold_found=0.0)
    claim = _check(Checker(analyzer, index, COMPARISON_RULES, finds_fault_with_all), f"{_REASON}。")
    assert (claim.comparison is Comparison.FAITHFUL) is is_copy
    assert bool(_codes(claim)) is not is_copy
