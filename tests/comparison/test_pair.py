"""What a rule of the comparison sees of two claims."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import Source, match_claim
from kakudo.comparison.pair import Pair, certainty_label
from kakudo.comparison.wordlists import MarkKind
from kakudo.findings import Certainty

GistsOf = Callable[[str], tuple[Gist, ...]]
PairOf = Callable[..., Pair]


@pytest.fixture
def pair_of(gists: GistsOf) -> PairOf:
    """A post's claim beside the claim of a source that matches best."""

    def of(post: str, source: str, claim: int = 0) -> Pair:
        own, whole = gists(post), Source("s", gists(source))
        matches = match_claim(own[claim], whole)
        best = matches[0]
        others = [match.gist for match in matches[1:]]
        return Pair(own[claim], own, best.gist, best.sentence, others, whole, best.coverage, best.support)

    return of


def test_what_ends_the_sentence_holds_for_the_clauses_that_lead_to_it(pair_of: PairOf) -> None:
    pair = pair_of("ペンギンが水族館へ送られた。", "ペンギンは水族館へ送られ、来春から展示される予定だ。")
    assert pair.gist.text.endswith("送られ")
    scope = list(pair.scope())
    assert scope[0] is pair.gist
    assert scope[-1].text.endswith("予定だ")


def test_a_finished_clause_is_all_there_is_to_it(pair_of: PairOf) -> None:
    pair = pair_of("ペンギンが水族館へ送られた。", "ペンギンは水族館へ送られたが、展示される予定はない。")
    assert list(pair.scope()) == [pair.gist]


def test_a_new_subject_begins_a_claim_of_its_own(pair_of: PairOf) -> None:
    pair = pair_of("男が店に押し入った。", "男が店に押し入り、警察は行方を追う方針だ。")
    assert [gist.text for gist in pair.scope()] == [pair.gist.text]


def test_the_clauses_before_are_not_in_its_scope(pair_of: PairOf) -> None:
    pair = pair_of("来春から展示される。", "ペンギンは水族館へ送られ、来春から展示される予定だ。")
    assert pair.gist.text.endswith("予定だ")
    assert list(pair.scope()) == [pair.gist]


def test_the_deed_is_found_whichever_sentence_matches(pair_of: PairOf) -> None:
    pair = pair_of(
        "修学旅行の39人、帰国した。", "修学旅行の39人が足止めされた。校長は修学旅行中の生徒の帰国も含めて検討している。"
    )
    assert pair.claim.predicate == "帰国"
    assert ["帰国" in gist.text for gist in pair.occurrences()] == [True]


def test_the_deed_of_somebody_else_is_no_occurrence(pair_of: PairOf) -> None:
    pair = pair_of("修学旅行の39人、帰国した。", "修学旅行の39人が足止めされた。首相は帰国した。")
    assert pair.occurrences() == []


def test_a_title_is_no_occurrence(pair_of: PairOf) -> None:
    pair = pair_of("修学旅行の39人が帰国した。", "# 修学旅行の39人が帰国\n\n修学旅行の39人は帰国を待っている。")
    assert [gist.is_title for gist in pair.occurrences()] == [False]


def test_a_claim_without_a_predicate_occurs_nowhere(pair_of: PairOf) -> None:
    pair = pair_of("町の図書館。", "町は図書館を建て替える。")
    assert pair.claim.predicate == ""
    assert pair.occurrences() == []


def test_rivals_are_claims_of_other_sentences_but_no_titles(pair_of: PairOf) -> None:
    source = "# 橋の工事が始まる\n\n市は橋の工事を始めた。県は橋の工事を始める予定だ。"
    pair = pair_of("橋の工事が始まった。", source)
    rivals = list(pair.rivals())
    assert rivals
    assert pair.gist not in rivals
    assert not any(gist.is_title for gist in rivals)
    assert list(pair._replace(others=[gist for gist in pair.source.gists if gist.is_title]).rivals()) == []


def test_marks_are_looked_for_in_the_whole_post_and_in_what_matches(pair_of: PairOf) -> None:
    source = "雪がやめば、試合は午後に始まる。観客は30人だった。"
    pair = pair_of("試合は午後に始まる。晴れれば。", source)
    assert pair.source_has(MarkKind.CONDITION)
    other = pair_of("観客は30人。", source)
    assert not other.source_has(MarkKind.CONDITION)


def test_the_claims_of_one_sentence(pair_of: PairOf) -> None:
    pair = pair_of("橋が落ち、けが人が出た。市は直す。", "橋が落ちた。")
    own = list(pair.own_sentence())
    assert own[0] is pair.claim
    assert {gist.sentence for gist in own} == {0}
    assert len(own) < len(pair.post)


def test_every_certainty_has_a_name(gists: GistsOf) -> None:
    (gist,) = gists("橋が落ちるかもしれない。")
    assert certainty_label(gist, "ja") == "可能性"
    assert certainty_label(gist, "en") == certainty_label(gist, "fr") == Certainty.POSSIBLE
