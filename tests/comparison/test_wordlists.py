"""Every row of the comparison's tables is held to its own examples."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from kakudo.certainty.lexicon import load_lexicon
from kakudo.comparison.gist import Gist
from kakudo.comparison.terms import content_terms
from kakudo.comparison.wordlists import MarkKind, aliases, antonyms, mark_rows, synonyms
from kakudo.tokenization import Tokenizer

GistsOf = Callable[[str], tuple[Gist, ...]]


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    return tomllib.loads((files("kakudo.lexicons") / "comparison" / f"{name}.toml").read_text(encoding="utf-8"))[key]


_ALIASES = _rows("aliases", "alias")
_MARKS = _rows("marks", "mark")
_ANTONYMS = _rows("antonyms", "antonyms")


def _terms(text: str, tokenizer: Tokenizer) -> list[str]:
    tokens = tokenizer(text).tokens
    return sorted(term.word for term in content_terms(tokens, 0, len(tokens)))


@pytest.mark.parametrize("row", _ALIASES, ids=lambda row: "+".join(row["terms"]))
def test_both_names_come_to_the_same_terms(row: dict[str, Any], tokenizer: Tokenizer) -> None:
    assert row["examples"]
    for left, right in row["examples"]:
        assert _terms(left, tokenizer) == _terms(right, tokenizer), (left, right)
        assert set(row["terms"]) <= set(_terms(left, tokenizer)), left


def test_a_form_stands_for_one_thing() -> None:
    forms = [form for row in _ALIASES for form in row["forms"]]
    assert len(forms) == len(set(forms))
    assert set(aliases()) == set(forms)


def _classes() -> list[list[str]]:
    folder = files("kakudo.lexicons") / "comparison" / "synonyms"
    tables = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir() if path.name.endswith(".toml")
    ]
    return [line.split() for table in tables for line in table["classes"]]


def test_a_word_stands_in_one_class() -> None:
    words = [word for row in _classes() for word in row]
    assert len(words) == len(set(words))
    assert set(synonyms()) == set(words)


def test_a_class_has_more_than_one_word() -> None:
    assert not [row for row in _classes() if len(row) < 2]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("検討", "決定"),
        ("負傷", "死亡"),
        ("逮捕", "起訴"),
        ("提案", "合意"),
        ("増加", "急増"),
        ("疑い", "判明"),
        ("減速", "停止"),
        ("引退", "棄権"),
    ],
)
def test_what_differs_in_kind_or_degree_is_kept_apart(left: str, right: str, tokenizer: Tokenizer) -> None:
    assert _terms(left, tokenizer) != _terms(right, tokenizer)


def test_opposites_are_opposite_both_ways_and_never_the_same_class() -> None:
    table = antonyms()
    for word, opposites in table.items():
        assert word not in opposites
        assert all(word in table[opposite] for opposite in opposites)


def test_a_pair_of_opposites_stands_once() -> None:
    pairs = [frozenset(pair) for row in _ANTONYMS for pair in row["pairs"]]
    assert len(pairs) == len(set(pairs))


def _are_opposed(left: str, right: str, tokenizer: Tokenizer) -> bool:
    table = antonyms()
    theirs = set(_terms(right, tokenizer))
    return any(theirs & table.get(word, frozenset()) for word in _terms(left, tokenizer))


@pytest.mark.parametrize("row", _ANTONYMS)
def test_opposites_are_found_in_their_examples_only(row: dict[str, Any], tokenizer: Tokenizer) -> None:
    assert row["fires"]
    assert row["quiet"]
    for left, right in row["fires"]:
        assert _are_opposed(left, right, tokenizer), (left, right)
    for left, right in row["quiet"]:
        assert not _are_opposed(left, right, tokenizer), (left, right)


@pytest.mark.parametrize("row", _MARKS, ids=lambda row: row["kind"])
def test_a_mark_is_found_in_its_examples_only(row: dict[str, Any], gists: GistsOf) -> None:
    kind = MarkKind(row["kind"])
    assert row["fires"]
    assert row["quiet"]
    for text in row["fires"]:
        assert any(gist.has(kind) for gist in gists(text)), text
    for text in row["quiet"]:
        assert not any(gist.has(kind) for gist in gists(text)), text


def test_every_kind_has_one_row() -> None:
    assert sorted(row.kind for row in mark_rows()) == sorted(MarkKind)


def test_every_cue_of_a_mark_is_in_the_lexicon() -> None:
    ids = [row.id for row in load_lexicon().rows]
    for row in mark_rows():
        assert row.cues <= set(ids)
        assert all(any(cue.startswith(family) for cue in ids) for family in row.families)
