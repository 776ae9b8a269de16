from __future__ import annotations

import pytest

from kakudo.comparison.terms import Term, content_terms, kanji_of
from kakudo.tokenization import Tokenizer


def _terms(text: str, tokenizer: Tokenizer) -> list[Term]:
    tokens = tokenizer(text).tokens
    return content_terms(tokens, 0, len(tokens))


def _words(text: str, tokenizer: Tokenizer) -> list[str]:
    return [term.word for term in _terms(text, tokenizer)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("作業員が亡くなった", "作業員が死亡した"),
        ("米軍が撤退した", "アメリカ軍が撤退した"),
        ("客が増えた", "客が増加した"),
    ],
)
def test_what_replaces_one_another_comes_to_one_word(left: str, right: str, tokenizer: Tokenizer) -> None:
    assert _words(left, tokenizer) == _words(right, tokenizer)


@pytest.mark.parametrize(
    ("left", "right"), [("作業員が負傷した", "作業員が死亡した"), ("増税を検討した", "増税を決定した")]
)
def test_what_differs_in_kind_or_degree_stays_apart(left: str, right: str, tokenizer: Tokenizer) -> None:
    assert _words(left, tokenizer) != _words(right, tokenizer)


def test_a_compound_name_is_several_terms_at_one_place(tokenizer: Tokenizer) -> None:
    america, forces = _terms("米軍が撤退した", tokenizer)[:2]
    assert (america.word, forces.word) == ("アメリカ", "軍")
    assert (america.start, america.end) == (forces.start, forces.end)


def test_one_kanji_is_a_country_only_as_a_name(tokenizer: Tokenizer) -> None:
    assert "アメリカ" in _words("米軍が撤退した", tokenizer)
    assert "アメリカ" not in _words("米が値上がりした", tokenizer)


def test_particles_numerals_and_light_verbs_are_no_content(tokenizer: Tokenizer) -> None:
    assert _words("橋が三つできることになった", tokenizer) == ["橋"]


def test_skipped_tokens_are_left_out(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("市場がにぎわう可能性がある").tokens
    place = next(index for index, token in enumerate(tokens) if token.surface == "可能")
    words = [term.word for term in content_terms(tokens, 0, len(tokens), {place, place + 1})]
    assert words == ["市場", "賑わう"]


def test_a_range_bounds_the_terms(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("港が開き、市場が開いた").tokens
    end = next(index for index, token in enumerate(tokens) if token.surface == "、")
    assert "港" in [term.word for term in content_terms(tokens, 0, end)]
    assert "市場" not in [term.word for term in content_terms(tokens, 0, end)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("両国は合意しなかった", "合意"),
        ("両国は合意には達しなかった", "合意"),
        ("市場は賑わっていない", "賑わう"),
        ("原因は未確認だ", "確認"),
        ("被害はゼロだ", "被害"),
    ],
)
def test_a_negation_reaches_its_predicate(text: str, word: str, tokenizer: Tokenizer) -> None:
    assert {term.is_negated for term in _terms(text, tokenizer) if term.word == word} == {True}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("両国は合意した", "合意"),
        ("水が足りず、学校が休校した", "休校"),
        ("大統領は笑わなかったが、首相は喜んだ", "首相"),
    ],
)
def test_a_negation_does_not_reach_further(text: str, word: str, tokenizer: Tokenizer) -> None:
    assert {term.is_negated for term in _terms(text, tokenizer) if term.word == word} == {False}


def test_a_name_tells_more_than_a_verb(tokenizer: Tokenizer) -> None:
    weights = {term.word: term.weight for term in _terms("カラカスの市場がにぎわう", tokenizer)}
    name, noun, verb = weights["カラカス"], weights["市場"], weights["賑わう"]
    assert name > noun > verb


def test_no_terms_in_nothing(tokenizer: Tokenizer) -> None:
    assert content_terms(tokenizer("").tokens, 0, 0) == []


def test_kanji_are_distinct_and_sorted() -> None:
    assert kanji_of("殺害と殺人、人々") == "".join(sorted("殺害人々"))
    assert kanji_of("カラカスで") == ""
