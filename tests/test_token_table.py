"""Answers about tokens are asked for once and do not pile up."""

from __future__ import annotations

from kakudo.document import Token
from kakudo.token_table import TokenTable, forget_tokens, union


def _token(surface: str) -> Token:
    return Token(surface, surface, "名詞", "", "", "", "")


def test_each_token_is_asked_about_once() -> None:
    asked: list[str] = []

    def length(token: Token) -> int:
        asked.append(token.surface)
        return len(token.surface)

    table = TokenTable(length)
    oil, price = _token("原油"), _token("価格帯")
    assert table.of([oil, price, oil]) == [2, 3, 2]
    assert asked == ["原油", "価格帯"]


def test_a_table_never_holds_more_than_it_may() -> None:
    table = TokenTable(lambda token: token.surface, max_tokens=3)
    for number in range(20):
        token = _token(str(number))
        assert table[token] == str(number)
        assert len(table) <= 3


def test_tables_forget_tokens_that_are_given_out_no_more() -> None:
    table = TokenTable(lambda token: token.surface)
    table.of([_token("原油"), _token("価格帯")])
    forget_tokens()
    assert not table
    assert table[_token("原油")] == "原油"


def test_tables_keep_the_answers_about_tokens_that_are_still_given_out() -> None:
    asked: list[str] = []
    table = TokenTable(lambda token: asked.append(token.surface) or token.surface)  # type: ignore[func-returns-value]
    common, rare = _token("原油"), _token("価格帯")
    table.of([common, rare])
    forget_tokens([common])
    assert table.of([common, rare]) == ["原油", "価格帯"]
    assert asked == ["原油", "価格帯", "価格帯"]


def test_union_of_signs() -> None:
    assert union([]) == 0
    assert union([1, 4, 4, 0]) == 5
