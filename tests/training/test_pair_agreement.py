"""The second reading of labelled posts: its tables, and how far it agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from kakudo.errors import CorpusError
from kakudo.training.agreement import LabelPair
from kakudo.training.pair_agreement import post_agreement, read_readings
from kakudo.training.pairs import PAIR_FOLDER, read_pair_folder
from pair_rows import labelled

SHIPPED = Path(__file__).parents[2] / "corpus" / PAIR_FOLDER
POSTS = [labelled("a"), labelled("b", "distorted", "KD301", "KD302"), labelled("c", "weaker", "KD320")]
SECOND = ("pair_id\tlabel\tcodes\twhy", "a\tfaithful\t-\t-", "b\tdistorted\tKD302\t帰属が消えた", "c\tfaithful\t-\t-")
SETTLED = ("pair_id\tlabel\tfirst\tsecond\tsettled\treason", "c\tlabel\tweaker\tfaithful\tweaker\tかも")


def tables(folder: Path, second: tuple[str, ...], settled: tuple[str, ...] = ()) -> Path:
    (folder / "second.tsv").write_text("\n".join(second) + "\n", encoding="utf-8")
    if settled:
        (folder / "settled.tsv").write_text("\n".join(settled) + "\n", encoding="utf-8")
    return folder


def one(value: str) -> frozenset[str]:
    return frozenset((value,))


def test_labels_and_main_codes_are_compared(tmp_path: Path) -> None:
    found = read_readings(POSTS, tables(tmp_path, SECOND, SETTLED))
    assert found == [
        LabelPair("a", "label", one("faithful"), one("faithful"), None),
        LabelPair("a", "code", one("-"), one("-"), None),
        LabelPair("b", "label", one("distorted"), one("distorted"), None),
        LabelPair("b", "code", one("KD301"), one("KD302"), None),
        LabelPair("c", "label", one("weaker"), one("faithful"), one("weaker")),
        LabelPair("c", "code", one("KD320"), one("-"), None),
    ]
    agreement = post_agreement(found)
    assert list(agreement) == ["label", "code"]
    label, code = agreement.values()
    assert (label.n, label.raw) == (3, pytest.approx(2 / 3))
    assert (label.settled_first, label.n_unsettled, code.n_unsettled) == (1, 0, 2)
    assert (label.alpha_masi, code.raw) == (None, pytest.approx(1 / 3))
    assert (label.members["faithful"].n_first, label.members["faithful"].n_second) == (1, 2)
    assert label.members["distorted"].kappa == 1.0
    assert set(code.members) == {"-", "KD301", "KD302", "KD320"}
    assert ("KD301", "KD302", 1) in code.confusions


def test_settled_on_the_second_reading(tmp_path: Path) -> None:
    settled = (SETTLED[0], "b\tcode\tKD305\tKD302\tKD301\tx")
    (pair,) = [
        x for x in read_readings(POSTS, tables(tmp_path, SECOND, settled)) if (x.claim, x.label) == ("b", "code")
    ]
    assert (pair.first, pair.second, pair.settled) == (one("KD305"), one("KD302"), one("KD301"))


@pytest.mark.parametrize(
    ("second", "settled", "said"),
    [
        (("pair_id\tlabel",), (), r"second\.tsv:1: the header must be pair_id label codes why"),
        ((SECOND[0], "x\tfaithful\t-\t-"), (), r"second\.tsv:2: there is no post 'x'"),
        ((*SECOND, SECOND[1]), (), r"second\.tsv:5: post 'a' stands twice"),
        ((SECOND[0], "a\ttrue\t-\t-"), (), r"second\.tsv:2: a: label 'true' is none of"),
        ((SECOND[0], "a\tdistorted\tKD399\t-"), (), r"second\.tsv:2: a: code 'KD399' is none of"),
        ((SECOND[0], "a\tdistorted\t\t-"), (), r"second\.tsv:2: a: code '' is none of"),
        ((SECOND[0], "a\tfaithful\t-"), (), r"second\.tsv:2: 3 fields in place of 4"),
        (SECOND, (SETTLED[0], "x\tlabel\tweaker\tfaithful\tweaker\t-"), r"settled\.tsv:2: post 'x' was not read"),
        (SECOND, (SETTLED[0], "c\tcodes\tweaker\tfaithful\tweaker\t-"), "label 'codes' is none of label, code"),
        (SECOND, (*SETTLED, SETTLED[1]), r"settled\.tsv:3: label of 'c' is settled twice"),
        (SECOND, (SETTLED[0], "c\tlabel\tweak\tfaithful\tweaker\t-"), "label 'weak' is none of"),
        (SECOND, (SETTLED[0], "c\tlabel\tweaker\tdistorted\tweaker\t-"), "second is 'distorted' here, but label is"),
        (
            SECOND,
            (SETTLED[0], "c\tlabel\tweaker\tfaithful\tfaithful\t-"),
            "the post has the label 'weaker', not 'faith",
        ),
    ],
)
def test_tables_that_do_not_fit_are_named(
    tmp_path: Path, second: tuple[str, ...], settled: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CorpusError, match=said):
        read_readings(POSTS, tables(tmp_path, second, settled))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"second\.tsv cannot be read"):
        read_readings(POSTS, tmp_path)


@pytest.mark.parametrize("part", ["", "test"], ids=["development", "held out"])
def test_every_post_was_read_twice_and_every_difference_settled(part: str) -> None:
    folder = SHIPPED / part
    posts = read_pair_folder(folder).posts
    pairs = read_readings(posts, folder / "readings")
    assert {pair.claim for pair in pairs} == {post.id for post in posts}
    for found in post_agreement(pairs).values():
        assert found.n_unsettled == 0
        assert found.kappa is not None
        assert found.kappa > 0.9
