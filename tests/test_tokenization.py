from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kakudo.errors import InputError
from kakudo.tokenization import Tokenizer

_TOKENIZER = Tokenizer()


@pytest.mark.parametrize(
    "text",
    [
        "原油は３，０００億バレルだ。",
        "🚀ﾊﾞｲﾃﾞﾝ氏 は　語った\n",
        "  前に空白\tタブ",
        "㌦建て①",
    ],
)
def test_token_offsets_slice_the_given_text(text: str) -> None:
    tokenized = _TOKENIZER(text)
    for token, start, end in zip(tokenized.tokens, tokenized.starts, tokenized.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
        if text.isascii() or text[start:end] == token.surface:
            continue
        assert len(token.surface) >= 1


@given(st.text(max_size=60))
def test_any_text_gives_ordered_tokens(text: str) -> None:
    tokenized = _TOKENIZER(text)
    assert list(tokenized.starts) == sorted(tokenized.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(tokenized.starts, tokenized.ends, strict=True))


def test_fields_follow_unidic() -> None:
    tokens = {token.surface: token for token in _TOKENIZER("ロシア軍が撤退した。").tokens}
    assert tokens["ロシア"].pos_detail == "固有名詞"
    assert tokens["ロシア"].lemma == "ロシア"  # the origin (-Rossiya) is cut off
    assert tokens["た"].conjugation_type == "助動詞-タ"
    assert tokens["撤退"].pos_class == "サ変可能"


def test_equal_analyses_are_one_object() -> None:
    first, second = _TOKENIZER("撤退した。"), _TOKENIZER("撤退した。")
    assert all(a is b for a, b in zip(first.tokens, second.tokens, strict=True))


def test_unknown_word_keeps_its_surface_as_lemma() -> None:
    token = _TOKENIZER("ズムヌドフ").tokens[0]
    assert token.lemma == token.surface


def test_half_a_character_is_named() -> None:
    with pytest.raises(InputError, match=r"holds '\\ud83d'.*「雨\\ud83dだ。」"):
        Tokenizer()("雨\ud83dだ。")


@pytest.mark.parametrize("text", ["雪だ\0増税する", "雪だ\x1b\0増税する"])
def test_nothing_after_a_nul_is_lost(text: str) -> None:
    tokenized = _TOKENIZER(text)
    assert [token.surface for token in tokenized.tokens if token.surface != "\x1b"] == ["雪", "だ", "増税", "する"]
    assert tokenized.ends[-1] == len(text)


def test_the_commonest_analyses_stay_when_others_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kakudo.tokenization._MAX_CACHED_LINES", 6)
    monkeypatch.setattr("kakudo.tokenization._N_KEPT_LINES", 3)
    tokenize = Tokenizer()
    first = tokenize("橋は").tokens
    late = tokenize("川が").tokens
    assert tokenize("川が").tokens[0] is late[0]
    for text in ("山へ", "森も", "海と", "空で"):
        tokenize(text)
    assert all(now is before for now, before in zip(tokenize("橋は").tokens, first, strict=True))
    assert tokenize("川が").tokens[1] is not late[1]
    assert [token.surface for token in tokenize("川が").tokens] == ["川", "が"]
