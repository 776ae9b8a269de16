"""Reading labelled posts and their articles; the ones that ship."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from case_files import SHARED
from gold_rows import Row, write
from kakudo.document import Document, DocumentKind
from kakudo.errors import CorpusError
from kakudo.reading import ReadOptions, read
from kakudo.training.pairs import (
    CODES,
    LABELS,
    LabelledPost,
    PairSet,
    is_pair_file,
    read_pair_folder,
    read_posts,
    read_sources,
    source_files,
)
from pair_rows import ARTICLE, pair_row, source_row

SHIPPED = Path(__file__).parents[2] / "corpus" / "pairs"
SOURCES = {"s1": Document(ARTICLE, id="s1")}


def test_a_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.sources.jsonl", source_row())
    write(
        tmp_path / "a.pairs.jsonl",
        pair_row("a", source_sentence="工事の費用は約3億円だ。"),
        "",
        pair_row("b", "橋は来年閉鎖する", "distorted", "KD301", "KD302", note="可能性が消えた"),
    )
    pairs = read_pair_folder(tmp_path)
    assert pairs == PairSet(
        (
            LabelledPost("a", "s1", "橋、来年閉まるかも", "faithful", (), "工事の費用は約3億円だ。"),
            LabelledPost("b", "s1", "橋は来年閉鎖する", "distorted", ("KD301", "KD302"), "", "可能性が消えた"),
        ),
        {"s1": Document(ARTICLE, id="s1", title="橋", published="2031-04-05")},
    )
    assert [post.is_flagged for post in pairs.posts] == [False, True]
    assert pairs.posts[0].document(names_source=True).sources == ("s1",)
    alone = pairs.posts[0].document(names_source=False)
    assert (alone.id, alone.kind, alone.sources) == ("a", DocumentKind.POST, ())


BROKEN: list[tuple[Row | str, str]] = [
    (pair_row("b", label="true"), "label 'true' of 'b' is none of faithful, weaker"),
    (pair_row("b", "橋", "distorted", "KD311"), "code 'KD311' of 'b' is none of KD301"),
    (pair_row("b", "橋", "distorted", "KD101"), "code 'KD101' of 'b' is none of KD301"),
    (pair_row("b", "橋", "faithful", "KD301"), "'b' is faithful, which does not go with the codes KD301"),
    (pair_row("b", "橋", "distorted"), r"does not go with the codes \(none\)"),
    (pair_row("b", "橋", "distorted", "KD320"), "does not go with the codes KD320"),
    (pair_row("b", "橋", "weaker", "KD301"), "does not go with the codes KD301"),
    (pair_row("b", "橋", "unsupported", "KD301"), "does not go with the codes KD301"),
    (pair_row("b", "橋", "distorted", "KD301", "KD301"), "does not go with the codes KD301 KD301"),
    (pair_row("b") | {"codes": "KD301"}, "codes of 'b' must be a list"),
    (pair_row("b") | {"doc_id": "s2"}, "there is no source 's2' for 'b'; there are s1"),
    (pair_row("b", source_sentence="費用は3億円だ。"), "source_sentence of 'b' does not stand in the text of 's1'"),
    (pair_row("b", note=5), "source_sentence and note of 'b' must be texts"),
    (pair_row("a"), r"pair_id 'a' is already at small\.pairs\.jsonl:1"),
    (pair_row("b", " "), "'post' must be a text and not empty"),
    ({"pair_id": "b"}, "'doc_id' must be a text and not empty"),
    ("[]", "a row is a JSON object"),
    ("{", "is not valid JSON"),
]


@pytest.mark.parametrize(("row", "said"), BROKEN, ids=[str(n) for n in range(len(BROKEN))])
def test_a_broken_row_is_named_with_file_and_line(tmp_path: Path, row: Row | str, said: str) -> None:
    path = write(tmp_path / "small.pairs.jsonl", pair_row("a"), "", row)
    with pytest.raises(CorpusError, match=rf"^small\.pairs\.jsonl:3: .*{said}"):
        read_posts([path], SOURCES)


def test_a_swap_of_actors_is_distorted_and_bears_the_code_of_what_no_sentence_says(tmp_path: Path) -> None:
    (post,) = read_posts([write(tmp_path / "a", pair_row("a", "橋", "distorted", "KD310"))], SOURCES)
    assert (post.label, post.codes) == ("distorted", ("KD310",))


def test_an_id_stands_once_in_all_files(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, pair_row("a")) for name in ("a.jsonl", "b.jsonl")]
    with pytest.raises(CorpusError, match=r"^b\.jsonl:1: pair_id 'a' is already at a\.jsonl:1$"):
        read_posts(paths)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((source_row(), source_row()), r"small:2: the source 's1' is already at small:1"),
        ((source_row(text=""),), r"small:1: 'text' must be a text"),
        ((source_row() | {"title": 5},), r"small:1: 'title' must be a text"),
        ((source_row(id=""),), r"small:1: 'id' must be a text"),
    ],
)
def test_a_broken_source_is_named(tmp_path: Path, rows: tuple[Row, ...], said: str) -> None:
    with pytest.raises(CorpusError, match=f"^{said}"):
        read_sources([write(tmp_path / "small", *rows)])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pairs.jsonl").write_bytes("橋".encode("cp932"))
    with pytest.raises(CorpusError, match=r"a\.pairs\.jsonl cannot be read as UTF-8"):
        read_posts([tmp_path / "a.pairs.jsonl"])
    with pytest.raises(CorpusError, match="none cannot be read"):
        read_posts([tmp_path / "none"])


def test_a_folder_without_posts_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=rf"no \*\.pairs\.jsonl in {tmp_path}"):
        read_pair_folder(tmp_path)


def test_files_of_posts_are_known_by_their_first_row(tmp_path: Path) -> None:
    assert is_pair_file(write(tmp_path / "a", "", pair_row("a")))
    assert not is_pair_file(write(tmp_path / "b", source_row()))
    assert not is_pair_file(write(tmp_path / "c", "{"))
    assert not is_pair_file(write(tmp_path / "d"))
    assert not is_pair_file(tmp_path / "none")
    assert not is_pair_file(tmp_path)


# --- the posts that ship ---


@pytest.fixture(scope="module", params=["", "test"], ids=["development", "held out"])
def shipped(request: pytest.FixtureRequest) -> PairSet:
    return read_pair_folder(SHIPPED / str(request.param))


def test_every_label_and_code_has_posts(shipped: PairSet) -> None:
    labels = Counter(post.label for post in shipped.posts)
    codes = Counter(code for post in shipped.posts for code in post.codes)
    n = len(shipped.posts)
    assert n >= 300
    assert set(labels) == set(LABELS)
    assert set(codes) == set(CODES)
    assert 0.4 * n <= sum(post.is_flagged for post in shipped.posts) <= 0.6 * n
    assert min(codes.values()) >= 14


def test_every_article_has_posts_of_both_kinds(shipped: PairSet) -> None:
    by_source = Counter((post.source, post.is_flagged) for post in shipped.posts)
    assert {source for source, _ in by_source} == set(shipped.sources)
    assert all(by_source[source, kind] for source in shipped.sources for kind in (True, False))


def test_what_was_changed_is_said_and_only_there(shipped: PairSet) -> None:
    for post in shipped.posts:
        assert bool(post.note) == (post.label != "faithful"), post.id
        assert post.sentence, post.id


def test_no_two_posts_are_alike(shipped: PairSet) -> None:
    texts = Counter("".join(post.text.split()) for post in shipped.posts)
    assert max(texts.values()) == 1


def test_articles_are_what_check_reads() -> None:
    paths = source_files(SHIPPED)
    ours = read_sources(paths)
    for path in paths:
        for document in read([str(path)], ReadOptions()):
            assert isinstance(document, Document)
            own = ours[document.id]
            assert (own.text, own.title, own.published) == (document.text, document.title, document.published)


@pytest.mark.shared
def test_the_shared_pairs_are_read() -> None:
    path = SHARED / "gold" / "pairs-dev.jsonl"
    if not path.is_file():
        pytest.skip("the shared development material is not beside the checkout")
    assert len(read_posts([path])) == 59
