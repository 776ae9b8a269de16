"""What `kakudo corpus` says of labelled posts. Held-out posts are named, never quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_rows import Row, write
from kakudo.training.pair_corpus_report import pair_sections
from kakudo.training.pair_description import PairDescription, describe_pairs
from pair_rows import HELD_OUT, pair_row, write_pairs

pytest.importorskip("sklearn")


def said(description: PairDescription) -> dict[str, str]:
    return {
        title: "\n".join(part if isinstance(part, str) else "\n".join(part.as_columns()) for part in parts)
        for title, parts in pair_sections(description)
    }


def test_sections(tmp_path: Path) -> None:
    sections = said(describe_pairs([write_pairs(tmp_path)]))
    assert list(sections) == [
        "Posts against their sources",
        "Style of the posts",
        "Similarity of posts and of articles",
    ]
    assert "label  faithful     6 (33.3 %)  1 (100.0 %)" in sections["Posts against their sources"]
    assert "\ntrain  18     " in sections["Style of the posts"]
    assert "across splits 0 (exact 0)" in sections["Similarity of posts and of articles"]


@pytest.mark.parametrize(
    ("held_out", "article", "which"),
    [
        (pair_row("t", "旭川市は橋を来年閉鎖する。") | {"doc_id": "t1"}, HELD_OUT, "posts"),
        (pair_row("t", "漁船12隻流されたって") | {"doc_id": "t1"}, "工事の費用は約99億円だ。", "sources"),
    ],
    ids=["post", "article"],
)
def test_what_both_parts_hold_is_an_error_that_names_and_does_not_quote(
    tmp_path: Path, held_out: Row, article: str, which: str
) -> None:
    found = describe_pairs([write_pairs(tmp_path, held_out, article=article)])
    across = {"posts": found.posts.across, "sources": found.sources.across}
    assert {name for name, pairs in across.items() if pairs} == {which}
    sections = said(found)
    (error,) = [body for title, body in sections.items() if title.startswith("ERROR")]
    assert {"posts": "s0-b", "sources": "s0"}[which] in error
    assert not any(str(held_out["post"]) in body or article in body for body in sections.values())


def test_a_second_reading_is_shown(tmp_path: Path) -> None:
    path = write_pairs(tmp_path)
    (path / "test" / "readings").mkdir()
    write(path / "test" / "readings" / "second.tsv", "pair_id\tlabel\tcodes\twhy", "t\tfaithful\t-\t-")
    found = describe_pairs([path])
    assert list(found.agreement) == ["test"]
    assert "label  faithful  1      1" in said(found)["Agreement of two readings of the posts, held out"]
