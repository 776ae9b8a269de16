"""Labelled posts described: counts, style, duplicates."""

from __future__ import annotations

from pathlib import Path

import pytest

from kakudo.errors import CorpusError
from kakudo.training.pair_description import describe_pairs, guess_by_style, style_of
from kakudo.training.pairs import PAIR_FOLDER
from pair_rows import labelled, pair_row, write_pairs

pytest.importorskip("sklearn")

SHIPPED = Path(__file__).parents[2] / "corpus" / PAIR_FOLDER


def test_counts(tmp_path: Path) -> None:
    found = describe_pairs([write_pairs(tmp_path)])
    assert list(found.counts) == ["train", "test"]
    train, test = found.counts.values()
    assert (train.n_posts, train.n_sources, train.n_sentences) == (18, 6, 18)
    assert train.labels == {"faithful": 6, "weaker": 0, "distorted": 6, "unsupported": 6}
    assert {code: n for code, n in train.codes.items() if n} == {"KD301": 6, "KD310": 6, "-": 6}
    assert (test.n_posts, test.labels["faithful"]) == (1, 1)
    assert found.styles["faithful"].n == 7
    assert found.guesses["train"].majority == pytest.approx(2 / 3)
    assert found.agreement == {}


def test_an_id_stands_in_one_part(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="the post 's0-a' of test is already in train"):
        describe_pairs([write_pairs(tmp_path, pair_row("s0-a", "漁船12隻流されたって") | {"doc_id": "t1"})])


def test_style() -> None:
    found = style_of(["橋が開いた😭 #橋", "「橋」が開くらしい！", "開いたって。ほんと？"])
    assert found.mean_chars == pytest.approx((9 + 10 + 10) / 3)
    assert [round(x, 2) for x in (found.emoji, found.hashtag, found.quotation, found.hearsay, found.question)] == [
        0.33,
        0.33,
        0.33,
        0.67,
        0.33,
    ]
    assert style_of([]).n == 0


@pytest.mark.parametrize(
    ("post", "is_hearsay"),
    [
        ("橋が開くらしい", True),
        ("橋が開くんだって😭 #橋", True),
        ("橋が開くとのこと。", True),
        ("橋が開くそうだ\nうれしい", True),
        ("橋が開くという話", True),
        ("橋が開いた", False),
        ("らしい話だ", False),
        ("だって橋だし", False),
    ],
)
def test_hearsay_ends_a_line(post: str, is_hearsay: bool) -> None:
    assert (style_of([post]).hearsay == 1.0) == is_hearsay


def test_a_style_that_gives_the_label_away_is_seen() -> None:
    told = [
        labelled(
            str(n),
            *(("distorted", "KD301") if n % 2 else ()),
            source=str(n // 4),
            text=f"{n}橋が" + "閉開"[n % 2] + "く",
        )
        for n in range(40)
    ]
    found = guess_by_style(told)
    assert (found.n, found.accuracy, found.majority) == (40, 1.0, 0.5)
    assert guess_by_style([]).accuracy == 0.0


def test_the_posts_that_ship() -> None:
    found = describe_pairs([SHIPPED])
    assert (len(found.posts.across), len(found.sources.across)) == (0, 0)
    # The posts of `near` keep the words of their source, so that a faithful and a distorted one may be alike; no others are.
    assert all(pair.first.document.startswith("near-") and not pair.is_exact for pair in found.posts.within)
    lengths = [style.mean_chars for style in found.styles.values()]
    assert max(lengths) < 1.2 * min(lengths)
    sound, changed = found.styles["faithful"], found.styles["distorted"]
    for name in ("emoji", "hashtag", "quotation", "hearsay", "question"):
        assert abs(getattr(sound, name) - getattr(changed, name)) < 0.08, name
    # Words that a distortion drops (ない, かも, という) tell something; more would be the writers' manner.
    assert all(guess.accuracy < 0.75 for guess in found.guesses.values())
