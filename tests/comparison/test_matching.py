from __future__ import annotations

from collections.abc import Callable

import pytest

from kakudo.comparison.gist import Amount, Gist
from kakudo.comparison.matching import Source, held, holds, match_claim, same_amount

GistsOf = Callable[[str], tuple[Gist, ...]]

_ARTICLE = (
    "町立図書館が新しくなる。工事は来年4月に始まる。費用は12億円だ。町は国の補助金で費用の半分をまかなう。"
    "住民の団体は、古い校舎を残すよう求めている。"
)


def _best(claim: str, article: str, gists: GistsOf) -> str:
    return match_claim(gists(claim)[0], Source("s", gists(article)))[0].gist.text


@pytest.mark.parametrize(
    ("claim", "matched"),
    [
        ("図書館の工事、来年4月にスタート。", "工事は来年4月に始まる"),
        ("国の補助金で費用の半分が出る。", "町は国の補助金で費用の半分をまかなう"),
        ("古い校舎を残せと住民団体。", "住民の団体は、古い校舎を残すよう求めている"),
        ("費用は12億円だって。", "費用は12億円だ"),
    ],
)
def test_the_sentence_that_speaks_of_it_comes_first(claim: str, matched: str, gists: GistsOf) -> None:
    assert _best(claim, _ARTICLE, gists).rstrip("。") == matched


def test_similarity_does_not_see_how_certain_a_claim_is(gists: GistsOf) -> None:
    source = Source("s", gists("火山灰が市街地に届く可能性がある。"))
    (flat,), (hedged,) = gists("火山灰が市街地に届く。"), gists("火山灰が市街地に届くかもしれない。")
    assert match_claim(flat, source)[0].coverage == match_claim(hedged, source)[0].coverage == pytest.approx(1.0)


def test_nothing_shared_is_no_match(gists: GistsOf) -> None:
    (claim,) = gists("ペンギンのヒナがかえった。")
    assert match_claim(claim, Source("s", gists("輸出が膨らんだ。"))) == []


def test_a_claim_without_content_matches_nothing(gists: GistsOf) -> None:
    for claim in gists("そうなんだ。"):
        assert match_claim(claim, Source("s", gists(_ARTICLE))) == []


def test_no_match_in_an_empty_source(gists: GistsOf) -> None:
    (claim,) = gists("図書館が新しくなる。")
    assert match_claim(claim, Source("s", ())) == []


def test_support_counts_the_rest_of_the_article_and_is_never_less_than_coverage(gists: GistsOf) -> None:
    (claim,) = gists("図書館の費用は12億円だ。")
    match = match_claim(claim, Source("s", gists(_ARTICLE)))[0]
    assert match.coverage < match.support < 1.0


def test_matches_are_of_different_sentences_and_few(gists: GistsOf) -> None:
    article = "".join(f"港の{ordinal}番目の倉庫が燃えた。" for ordinal in "一二三四五六七")
    matches = match_claim(gists("港の倉庫が燃えた。")[0], Source("s", gists(article)))
    assert 2 <= len(matches) <= 4
    assert len({match.gist.sentence for match in matches}) == len(matches)


def test_the_text_counts_more_than_its_title(gists: GistsOf) -> None:
    article = "# 町が図書館を建て替え\n\n町は来年、古い図書館を建て替える方針だ。"
    assert "方針" in _best("町が図書館を建て替える。", article, gists)


def test_words_beside_the_claim_tell_which_sentence_is_meant(gists: GistsOf) -> None:
    source = Source("s", gists("東町の生徒は9割が賛成した。西町の生徒は9割が賛成した。"))
    where, what = gists("西町で投票。生徒の9割が賛成。")
    assert "西町" in match_claim(what, source, where.words)[0].gist.text


@pytest.mark.parametrize(
    ("word", "words", "share"),
    [("輸出", {"輸出"}, 1.0), ("輸出額", {"輸出"}, 0.8), ("輸出", {"輸出額"}, 0.8), ("輸出", {"港"}, 0.0)],
)
def test_a_word_is_held_whole_or_in_part(word: str, words: set[str], share: float) -> None:
    assert held(word, words, frozenset()) == share


def test_kanji_hold_a_word_in_part() -> None:
    assert held("殺す", {"殺害"}, frozenset("殺害")) == pytest.approx(0.6)
    assert held("殺人", {"殺害"}, frozenset("殺害")) == pytest.approx(0.3)
    assert held("カラカス", {"殺害"}, frozenset("殺害")) == 0.0


def test_a_gist_holds_its_own_words(gists: GistsOf) -> None:
    (gist,) = gists("市場がにぎわった。")
    assert holds(gist, "市場") == 1.0
    assert holds(gist, "ペンギン") == 0.0


def _amount(low: float | None, high: float | None, unit: str = "人") -> Amount:
    return Amount(low, high, unit, "", 0, 1, "x")


def test_an_amount_is_the_same_whatever_bounds_it() -> None:
    assert same_amount(_amount(400, 400), _amount(400, None))
    assert same_amount(_amount(None, 400), _amount(400, 400))
    assert not same_amount(_amount(400, None), _amount(None, 500))
    assert not same_amount(_amount(None, 300), _amount(None, 400))
    assert not same_amount(_amount(400, 400), _amount(400, 400, "円"))
    assert same_amount(_amount(400, 400, "ドル/日"), _amount(400, 400, "ドル"))


@pytest.mark.parametrize(("unit", "is_same"), [("メートル", True), ("グラム", True), ("円", False)])
def test_a_kilo_is_of_length_or_of_weight(unit: str, is_same: bool) -> None:
    assert same_amount(_amount(3.5, 3.5, "キロ"), _amount(3500, 3500, unit)) is is_same
    assert same_amount(_amount(3500, None, unit), _amount(3.5, 3.5, "キロ")) is is_same
    assert not same_amount(_amount(3.5, 3.5, "キロ"), _amount(3600, 3600, unit))
    assert not same_amount(_amount(None, 3.5, "キロ"), _amount(3600, 3600, unit))


def test_the_clause_that_says_the_deed_is_the_one_matched(gists: GistsOf) -> None:
    article = "区は遊歩道の舗装費8200万円を来年度の計画に載せていたが、全額を凍結する方針を固めた。"
    (claim,) = gists("区が遊歩道の舗装費8200万円を凍結した。")
    assert match_claim(claim, Source("s", gists(article)))[0].gist.text.startswith("全額を")
    (claim,) = gists("区は遊歩道の舗装費8200万円を来年度の計画に載せていた。")
    assert "載せて" in match_claim(claim, Source("s", gists(article)))[0].gist.text


def test_other_claims_of_a_post_do_not_lead_away_from_its_own_number(gists: GistsOf) -> None:
    article = "港湾協会によれば61人が負傷した。また、負傷者は240人以上との情報もある。港湾協会は調査を続けている。"
    claim, *others = gists("けが人が240人だという情報も出ている。港湾協会の数字は61人だった。")
    context = [word for other in others for word in other.words]
    assert "240人" in match_claim(claim, Source("s", gists(article)), context)[0].gist.text


def test_a_word_is_found_by_the_kanji_with_which_it_is_written(gists: GistsOf) -> None:
    source = Source("s", gists("市は規則の改正を見送った。職員は校舎を見回った。"))
    assert source.claims_with("変わる", "改める")[0] > 0  # 改正
    assert not source.claims_with("変わる", "替わる")
    # 学 and 校 of two words are no 学校.
    assert not source.claims_with("学会", "学会")


def test_the_places_of_a_sentence_are_those_of_its_claims(gists: GistsOf) -> None:
    source = Source("s", gists("市は橋を閉じ、車を止めた。県は道を開けた。"))
    for sentence in source.sentences:
        assert [source.gists[place] for place in source.places_of(sentence.gists)] == list(sentence.gists)
    assert list(source.places_of(())) == []
