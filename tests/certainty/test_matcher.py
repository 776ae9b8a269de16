from __future__ import annotations

from pathlib import Path

from kakudo.certainty.lexicon import load_lexicon
from kakudo.certainty.matcher import CueMatcher
from kakudo.tokenization import Tokenizer

_TEMPLATE = (
    "[[cue]]\n"
    'id = "{id}"\n'
    'type = "hedge"\n'
    'role = "{role}"\n'
    'group = "C5"\n'
    'meaning = "m"\n'
    "patterns = [{patterns}]\n"
    'fires = ["あ"]\n'
    'quiet = ["い"]\n'
)


def _matcher(tmp_path: Path, *rows: tuple[str, str, str]) -> CueMatcher:
    content = "".join(_TEMPLATE.format(id=id, role=role, patterns=patterns) for id, role, patterns in rows)
    (tmp_path / "cues.toml").write_text(content, encoding="utf-8")
    return CueMatcher(load_lexicon(tmp_path))


def _found(matcher: CueMatcher, tokenizer: Tokenizer, text: str) -> list[tuple[str, str]]:
    tokens = tokenizer(text).tokens
    return [
        (match.row.id, "".join(token.surface for token in tokens[match.start : match.end])) for match in matcher(tokens)
    ]


def test_longest_match_wins(tmp_path: Path, tokenizer: Tokenizer) -> None:
    matcher = _matcher(tmp_path, ("always", "adverb", '"必ず"'), ("notalways", "adverb", '"必ず しも"'))
    assert _found(matcher, tokenizer, "必ずしも勝つとは言えない。") == [("notalways", "必ずしも")]
    assert _found(matcher, tokenizer, "必ず勝つ。") == [("always", "必ず")]


def test_lemma_matches_every_inflection(tmp_path: Path, tokenizer: Tokenizer) -> None:
    matcher = _matcher(tmp_path, ("possible", "predicate", '"可能 性 が|も 有る"'))
    assert [text for _, text in _found(matcher, tokenizer, "可能性があり、可能性もあった。")] == [
        "可能性があり",
        "可能性もあっ",
    ]


def test_neighbours_decide(tmp_path: Path, tokenizer: Tokenizer) -> None:
    matcher = _matcher(tmp_path, ("seen", "predicate", '"<%pred と 見る られる"'))
    assert _found(matcher, tokenizer, "撤退したとみられる。")
    assert not _found(matcher, tokenizer, "影響が見られる。")


def test_surface_and_optional_elements(tmp_path: Path, tokenizer: Tokenizer) -> None:
    matcher = _matcher(tmp_path, ("duck", "modifier", '"=カモ"'), ("that", "predicate", '"と の? 事 $"'))
    assert [id for id, _ in _found(matcher, tokenizer, "カモを見た")] == ["duck"]
    assert not _found(matcher, tokenizer, "鴨を見た")
    assert [text for _, text in _found(matcher, tokenizer, "終わったとのこと。")] == ["とのこと"]


def test_a_block_row_consumes_its_tokens(tmp_path: Path, tokenizer: Tokenizer) -> None:
    matcher = _matcher(tmp_path, ("outlook", "predicate", '"見通し"'), ("view", "block", '"見通し が 良い"'))
    assert [id for id, _ in _found(matcher, tokenizer, "湾の見通しが良い。")] == ["view"]
    assert [id for id, _ in _found(matcher, tokenizer, "増える見通し。")] == ["outlook"]


def test_paths_that_leave_the_same_to_read_are_one_state(tmp_path: Path, tokenizer: Tokenizer) -> None:
    matcher = _matcher(tmp_path, ("possible", "predicate", '"可能 性 が|も|は|さえ 有る"'))
    _found(matcher, tokenizer, "可能性がある。")
    n_states = matcher.n_states
    for text in ("可能性もある。", "可能性はある。", "可能性さえある。", "可能性がない。"):
        _found(matcher, tokenizer, text)
    assert matcher.n_states == n_states
