"""What the axis model sees of a claim."""

from __future__ import annotations

import pytest

import kakudo.token_table
from kakudo.axes.features import AxisFeatures
from kakudo.axes.terms import Term
from kakudo.document import Span
from kakudo.linear import Feature
from kakudo.tokenization import Tokenizer

TERMS = (
    Term("oil", "oil.crude", ("石油", "原油"), (), ()),
    Term("oil", "oil.field", ("油田",), (), ()),
    Term("finance", "finance.loan", ("融資",), (), ()),
    Term("", "lookalike", ("石油ストーブ",), (), ()),
    Term("finance", "finance.economy", ("経済", "景気"), (), (), is_weak=True),
    Term("", "other.sport", ("試合",), (), ()),
    Term("", "other.state", ("ロシア", "トルコ"), (), ()),
    Term("diplomacy", "diplomacy.act", ("抗議",), (), (), beside="other.state"),
)
OIL, FIELD, LOAN, LOOKALIKE, ECONOMY, SPORT, STATE, ACT = TERMS


def features_of(text: str, tokenizer: Tokenizer, *terms: Term) -> set[Feature]:
    tokens = tokenizer(text).tokens
    return AxisFeatures(terms)(tokens, Span(0, len(tokens)))


def kind(features: set[Feature], *kinds: str) -> set[Feature]:
    return {feature for feature in features if feature[0] in kinds}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("原油が値上がりした。", {"原油", "値上がり"}),
        ("政府は輸入を認めた。", {"政府", "輸入", "認める"}),  # dictionary forms, no particles
        ("三月に百億円を払った。", {"円", "払う"}),  # numbers say nothing, nor does 月
        ("これはそういうことである。", set()),  # light words alone
        ("、。「」", set()),
        ("", set()),
    ],
)
def test_words_of_content_by_their_lemma(text: str, expected: set[str], tokenizer: Tokenizer) -> None:
    assert kind(features_of(text, tokenizer), "w") == {("w", lemma) for lemma in expected}


def test_names_of_people_say_nothing(tokenizer: Tokenizer) -> None:
    assert kind(features_of("田中が融資を受けた。", tokenizer), "w") == {("w", "融資"), ("w", "受ける")}


def test_equal_lemmas_are_one_feature(tokenizer: Tokenizer) -> None:
    assert features_of("減らす", tokenizer) == features_of("減らした", tokenizer) - {("w", "た")}


def test_terms_and_their_axes(tokenizer: Tokenizer) -> None:
    once = kind(features_of("原油を売る。", tokenizer, *TERMS), "t", "a", "a2", "none")
    assert once == {("t", "oil.crude"), ("a", "oil")}
    twice = kind(features_of("原油と油田に融資した。", tokenizer, *TERMS), "t", "a", "a2", "none")
    assert twice == {
        ("t", "oil.crude"),
        ("t", "oil.field"),
        ("t", "finance.loan"),
        ("a", "oil"),
        ("a2", "oil"),
        ("a", "finance"),
    }


@pytest.mark.parametrize("text", ["桜が咲いた。", "石油ストーブが壊れた。"])
def test_a_claim_without_terms_says_so(text: str, tokenizer: Tokenizer) -> None:
    assert kind(features_of(text, tokenizer, *TERMS), "t", "a", "a2", "none") == {("none",)}


def test_a_topic_may_have_no_terms(tokenizer: Tokenizer) -> None:
    features = features_of("原油を売る。", tokenizer)
    assert features == {("w", "原油"), ("w", "売る"), ("none",)}


def test_a_weak_group_counts_where_no_strong_one_stands(tokenizer: Tokenizer) -> None:
    kinds = ("t", "a", "a2", "x", "x2", "none")
    assert kind(features_of("経済が動く。", tokenizer, *TERMS), *kinds) == {
        ("t", "finance.economy"),
        ("x", "finance"),
        ("none",),
    }
    assert ("x2", "finance") in features_of("経済と景気が動く。", tokenizer, *TERMS)
    assert kind(features_of("経済に融資が要る。", tokenizer, *TERMS), *kinds) == {
        ("t", "finance.economy"),
        ("t", "finance.loan"),
        ("a", "finance"),
        ("a2", "finance"),
    }


def test_words_of_other_matters(tokenizer: Tokenizer) -> None:
    features = features_of("試合の後に融資が決まった。", tokenizer, *TERMS)
    assert kind(features, "o", "a") == {("o", "other.sport"), ("a", "finance")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ロシアが動いた。", {("g", "1")}),
        ("ロシアはトルコへ動いた。", {("g", "2")}),
        ("ロシアが抗議した。", {("g", "1"), ("act", "1")}),
        ("ロシアはトルコに抗議した。", {("g", "2"), ("act", "2")}),
        ("選手が抗議した。", set()),
        ("ロシアで経済が動いた。", {("g", "1"), ("xg", "finance")}),
        ("ロシアで融資と経済が動いた。", {("g", "1"), ("g", "1", "beside an axis"), ("ag", "finance")}),
    ],
)
def test_states_and_deeds_between_them(text: str, expected: set[Feature], tokenizer: Tokenizer) -> None:
    assert kind(features_of(text, tokenizer, *TERMS), "g", "act", "ag", "xg") == expected


STATES = Term(
    "", "other.state", ("米国", "アメリカ", "ロシア", "トルコ", "イラン"), (), (), kin=(("米国", "アメリカ"),)
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("米国はアメリカだ。", "1"),  # two names of one
        ("ロシアはロシアだ。", "1"),
        ("アメリカとロシアが動いた。", "2"),
        ("米国とロシアとトルコとイランが動いた。", "3"),  # three stand for many
    ],
)
def test_states_are_counted_once_each(text: str, number: str, tokenizer: Tokenizer) -> None:
    assert kind(features_of(text, tokenizer, STATES), "g", "cg") == {("g", number)}


def test_states_of_the_surroundings_are_counted_with_the_claims_own(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("アメリカが動き、ロシアも動いた。").tokens
    comma = next(index for index, token in enumerate(tokens) if token.surface == "、")
    extract = AxisFeatures((STATES,))
    context = extract.terms_of(tokens, 0, len(tokens))
    assert kind(extract(tokens, Span(0, comma), context), "g", "cg") == {("g", "1"), ("cg", "2")}
    assert kind(extract(tokens, Span(0, len(tokens)), context), "g", "cg") == {("g", "2")}


@pytest.mark.parametrize("text", ["銀行によると、原油が動いた。", "油田によれば、原油が動いた。"])
def test_who_says_it_is_not_what_it_is_about(text: str, tokenizer: Tokenizer) -> None:
    features = features_of(text, tokenizer, *TERMS)
    assert kind(features, "w", "t") == {("w", "原油"), ("w", "動く"), ("t", "oil.crude")}
    assert ("a2", "oil") not in features


def test_a_cause_is_what_it_is_about(tokenizer: Tokenizer) -> None:
    assert ("w", "融資") in features_of("融資による支えが要る。", tokenizer)


def test_context_and_section_are_axes_of_their_own_kind(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("値が動いた。").tokens
    extract = AxisFeatures(TERMS)
    plain = extract(tokens, Span(0, len(tokens)))
    around = extract(tokens, Span(0, len(tokens)), (OIL, FIELD, OIL, ECONOMY, SPORT, STATE, ACT), iter([LOAN, SPORT]))
    assert around - plain == {
        ("c", "oil"),
        ("cx", "finance"),
        ("co", "other.sport"),
        ("cg", "1"),
        ("s", "finance"),
    }
    assert plain <= around  # ("none",) stays: the claim itself names nothing


def test_the_claims_own_axes_are_no_context(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("原油と経済が動いた。").tokens
    around = AxisFeatures(TERMS)(tokens, Span(0, len(tokens)), (OIL, ECONOMY, LOAN))
    assert kind(around, "c", "cx") == {("c", "finance")}


def test_only_the_claim_is_seen(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("石油が増え、融資が止まった。").tokens
    comma = next(index for index, token in enumerate(tokens) if token.surface == "、")
    first = AxisFeatures(TERMS)(tokens, Span(0, comma))
    second = AxisFeatures(TERMS)(tokens, Span(comma + 1, len(tokens)))
    assert kind(first, "w", "t") == {("w", "石油"), ("w", "増える"), ("t", "oil.crude")}
    assert kind(second, "w", "t") == {("w", "融資"), ("w", "止まる"), ("t", "finance.loan")}
    assert AxisFeatures(TERMS)(tokens, Span(0, 0)) == {("none",)}


def test_terms_of_a_range(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("石油ストーブと油田と融資").tokens
    extract = AxisFeatures(TERMS)
    assert extract.terms_of(tokens, 0, len(tokens)) == [FIELD, LOAN]
    assert extract.terms_of(tokens, 0, 2) == []


def test_a_full_cache_changes_nothing(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "政府は原油の輸入を認め、銀行は融資を止めた。"
    expected = features_of(text, tokenizer, *TERMS)
    monkeypatch.setattr(kakudo.token_table, "_MAX_TOKENS", 2)
    tokens = tokenizer(text).tokens
    extract = AxisFeatures(TERMS)
    assert extract(tokens, Span(0, len(tokens))) == expected
    assert extract(tokens, Span(0, len(tokens))) == expected


def test_words_of_a_lookalike_are_no_features_either(tokenizer: Tokenizer) -> None:
    assert ("w", "石油") in features_of("石油を売る。", tokenizer, OIL, LOOKALIKE)
    assert ("w", "石油") not in features_of("石油ストーブを売る。", tokenizer, OIL, LOOKALIKE)
    assert ("w", "石油") in features_of("石油ストーブと石油を売る。", tokenizer, OIL, LOOKALIKE)


def test_parts_of_the_name_of_a_state_are_no_words(tokenizer: Tokenizer) -> None:
    state = Term("", "other.state", ("コンゴ共和国", "ロシア"), (), ())
    assert kind(features_of("コンゴ共和国で暮らす。", tokenizer, state), "w") == {("w", "暮らす")}
    assert kind(features_of("ロシアで暮らす。", tokenizer, state), "w") == {("w", "ロシア"), ("w", "暮らす")}


def test_a_group_may_speak_for_two_axes(tokenizer: Tokenizer) -> None:
    embargo = Term("oil", "oil.embargo", ("石油禁輸",), (), (), also="diplomacy")
    features = features_of("石油禁輸が続く。", tokenizer, embargo)
    assert kind(features, "t", "a", "none") == {("t", "oil.embargo"), ("a", "oil"), ("a", "diplomacy")}
    tokens = tokenizer("店が閉まった。").tokens
    around = AxisFeatures()(tokens, Span(0, len(tokens)), [embargo])
    assert kind(around, "c", "cx") == {("c", "oil"), ("c", "diplomacy")}


def test_what_an_axis_nearby_takes_for_itself_does_not_count(tokenizer: Tokenizer) -> None:
    quote = Term("finance", "finance.quote", ("最高値",), (), (), is_weak=True, unless="oil")
    tokens = tokenizer("最高値から遠のいた。").tokens
    extract = AxisFeatures([quote])
    span = Span(0, len(tokens))
    assert ("x", "finance") in extract(tokens, span)
    assert ("x", "finance") in extract(tokens, span, [ECONOMY])
    assert ("x", "finance") not in extract(tokens, span, [OIL])


def test_states_beside_an_axis_are_told_from_states_alone(tokenizer: Tokenizer) -> None:
    alone = features_of("ロシアはトルコに抗議した。", tokenizer, *TERMS)
    assert kind(alone, "g", "act") == {("g", "2"), ("act", "2")}
    beside = features_of("原油をめぐりロシアはトルコに抗議した。", tokenizer, *TERMS)
    assert kind(beside, "g", "act") == {
        ("g", "2"),
        ("act", "2"),
        ("g", "2", "beside an axis"),
        ("act", "2", "beside an axis"),
    }
