"""Simple methods that flag posts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kakudo.document import Document
from kakudo.errors import MissingExtraError
from kakudo.training.pair_baselines import (
    best_threshold,
    pair_baselines,
    post_alone,
    sentences_of,
    string_similarity,
    tfidf_similarity,
)
from kakudo.training.pairs import LabelledPost, PairSet, read_pair_folder
from pair_rows import labelled, many_pairs

pytest.importorskip("sklearn")
pytest.importorskip("rapidfuzz")

NAMES = ["majority", "post alone", "string similarity", "TF-IDF cosine"]


@pytest.fixture
def pairs(tmp_path: Path) -> PairSet:
    posts, sources = many_pairs()
    for name, rows in (("pairs", posts), ("sources", sources)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"a.{name}.jsonl").write_text(lines, encoding="utf-8")
    return read_pair_folder(tmp_path)


def test_every_method_flags_every_post(pairs: PairSet) -> None:
    for flags in (pair_baselines(pairs), pair_baselines(pairs, pairs)):
        assert list(flags) == NAMES
        assert all(len(own) == len(pairs.posts) for own in flags.values())
        assert flags["majority"] == [True] * len(pairs.posts)  # two of three are flagged
        assert {type(flag) for own in flags.values() for flag in own} == {bool}


def test_what_is_learned_from_decides(pairs: PairSet) -> None:
    sound = PairSet(tuple(post for post in pairs.posts if not post.is_flagged), pairs.sources)
    flags = pair_baselines(pairs, sound)
    assert flags["majority"] == flags["post alone"] == [False] * len(pairs.posts)
    assert pair_baselines(sound, sound) == {name: [False] * len(sound.posts) for name in NAMES}


def test_the_best_sentence_counts() -> None:
    source = Document("空は晴れた。\n橋は来年閉鎖される。駅は残る。", id="s1")
    posts = tuple(labelled(text, text=text) for text in ("橋は来年閉鎖される", "橋は来年開く", "猫が鳴く"))
    pairs = PairSet(posts, {"s1": source})
    assert sentences_of(source) == ["空は晴れた。", "橋は来年閉鎖される。", "駅は残る。"]
    for method in (string_similarity, tfidf_similarity):
        same, near, far = method(pairs, pairs).tolist()
        assert same > near > far
    assert string_similarity(pairs, pairs)[0] == 1.0


def test_the_post_alone_learns_how_it_is_put_and_never_sees_the_article(pairs: PairSet) -> None:
    flags = post_alone(pairs.posts)
    assert [flag == post.is_flagged for flag, post in zip(flags, pairs.posts, strict=True)].count(True) >= 12
    moved = [LabelledPost(post.id, "s9", post.text, post.label, post.codes) for post in pairs.posts]
    assert post_alone(moved, pairs.posts) == post_alone(pairs.posts, pairs.posts)
    assert post_alone([labelled("a")]) == [False]


@pytest.mark.parametrize(
    ("similarities", "gold", "limit"),
    [
        ([0.1, 0.2, 0.8, 0.9], [True, True, False, False], 0.5),
        ([0.1, 0.9], [False, False], 0.1),
        ([0.3, 0.9], [True, True], 0.900001),
        ([], [], 0.0),
    ],
)
def test_the_threshold_parts_the_kinds(similarities: list[float], gold: list[bool], limit: float) -> None:
    assert best_threshold(np.array(similarities), gold) == pytest.approx(limit)


def test_a_missing_library_is_named(pairs: PairSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rapidfuzz.fuzz", None)
    with pytest.raises(MissingExtraError, match=r"rapidfuzz.*kakudo\[train\]"):
        string_similarity(pairs, pairs)
