from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kakudo.comparison.gist import Gist
from kakudo.comparison.index import FORMAT, IndexedDocument, SourceIndex
from kakudo.errors import SourceIndexError

GistsOf = Callable[[str], tuple[Gist, ...]]

_TEXTS = {
    "a": "町立図書館の工事は来年4月に始まる。費用は12億円だ。",
    "b": "動物園でペンギンのヒナが生まれた。名前は公募する。",
    "c": "私鉄の今期の赤字は最大40億円に膨らむ。",
}
_SIGNATURE = "kakudo 0, x"


@pytest.fixture
def index(gists: GistsOf) -> SourceIndex:
    return SourceIndex.build((IndexedDocument(id, gists(text)) for id, text in _TEXTS.items()), _SIGNATURE)


@pytest.fixture
def folder(index: SourceIndex, tmp_path: Path) -> Path:
    index.write(tmp_path / "index")
    return tmp_path / "index"


def _search(index: SourceIndex, text: str, gists: GistsOf, n: int = 8) -> list[str]:
    words = [(word.word, word.weight) for gist in gists(text) for word in gist.words]
    return [source.id for source, _ in index.candidates(words, n)]


@pytest.mark.parametrize(
    ("post", "id"),
    [("図書館の工事は4月から。", "a"), ("ペンギンのヒナ、かわいい！", "b"), ("赤字40億円って、私鉄どうするの。", "c")],
)
def test_search_finds_the_document(post: str, id: str, index: SourceIndex, gists: GistsOf) -> None:
    assert _search(index, post, gists)[0] == id


def test_candidates_come_best_first_and_no_more_than_asked(index: SourceIndex) -> None:
    words = [("費用", 1.0), ("ペンギン", 1.2), ("赤字", 1.1)]
    scores = [score for _, score in index.candidates(words, 8)]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert len(index.candidates(words, 2)) == 2
    assert index.candidates(words, 0) == []


def test_what_shares_far_less_than_the_best_is_no_candidate(index: SourceIndex) -> None:
    assert [source.id for source, _ in index.candidates([("費用", 0.1), ("ペンギン", 9.0)], 8)] == ["b"]


def test_what_shares_no_word_is_no_candidate(index: SourceIndex, gists: GistsOf) -> None:
    assert _search(index, "宇宙船が着陸した。", gists) == []


def test_the_words_of_a_title_count(gists: GistsOf) -> None:
    body = gists("名前は公募する。")
    index = SourceIndex.build([IndexedDocument("plain", body), IndexedDocument("titled", body, ("ペンギン",))])
    assert _search(index, "ペンギンの公募", gists)[0] == "titled"


def test_ids_lead_to_sources(index: SourceIndex, gists: GistsOf) -> None:
    assert len(index) == 3
    assert "b" in index
    assert "z" not in index
    assert index.get("z") is None
    source = index.get("b")
    assert source is not None
    assert tuple(source.gists) == gists(_TEXTS["b"])
    assert index.get("b") is source


def test_two_equal_ids_are_refused(gists: GistsOf) -> None:
    with pytest.raises(SourceIndexError, match="'a'"):
        SourceIndex.build([IndexedDocument("a", ()), IndexedDocument("a", gists("橋が落ちた。"))])


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = SourceIndex.build([], _SIGNATURE)
    index.write(tmp_path)
    for empty in (index, SourceIndex.open(tmp_path, _SIGNATURE)):
        assert len(empty) == 0
        assert empty.candidates([("橋", 1.0)], 8) == []


def test_a_document_without_claims_is_kept(gists: GistsOf) -> None:
    index = SourceIndex.build([IndexedDocument("empty", ()), IndexedDocument("full", gists("橋が落ちた。"))])
    source = index.get("empty")
    assert source is not None
    assert source.gists == ()
    assert _search(index, "橋", gists) == ["full"]


def test_a_written_index_is_the_same_when_opened(folder: Path, index: SourceIndex, gists: GistsOf) -> None:
    opened = SourceIndex.open(folder, _SIGNATURE)
    assert list(opened.ids) == list(index.ids)
    assert opened.signature == _SIGNATURE
    for text in _TEXTS.values():
        words = [(word.word, word.weight) for gist in gists(text) for word in gist.words]
        left, right = index.candidates(words, 8), opened.candidates(words, 8)
        assert [(source.id, score) for source, score in left] == [(source.id, score) for source, score in right]
        assert left[0][0].gists == right[0][0].gists


def test_an_opened_index_can_be_written_again(folder: Path, tmp_path: Path) -> None:
    SourceIndex.open(folder, _SIGNATURE).write(tmp_path / "copy")
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "copy").iterdir())
    assert all((folder / name).read_bytes() == (tmp_path / "copy" / name).read_bytes() for name in names)


def test_an_index_is_replaced(folder: Path, gists: GistsOf) -> None:
    SourceIndex.build([IndexedDocument("n", gists("橋が落ちた。"))], _SIGNATURE).write(folder)
    assert list(SourceIndex.open(folder, _SIGNATURE).ids) == ["n"]


def test_is_index(folder: Path, tmp_path: Path) -> None:
    assert SourceIndex.is_index(folder)
    assert not SourceIndex.is_index(tmp_path)
    assert not SourceIndex.is_index(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["index.json", "terms.msgpack"])
def test_an_index_that_has_lost_a_file_is_still_one(name: str, folder: Path) -> None:
    (folder / name).unlink()
    assert SourceIndex.is_index(folder)


def test_the_files_of_an_index_are_known(folder: Path, tmp_path: Path) -> None:
    (folder / "notes.txt").touch()
    (tmp_path / "index.json").touch()
    assert SourceIndex.is_part(folder / "index.json")
    assert not SourceIndex.is_part(folder / "notes.txt")
    assert not SourceIndex.is_part(tmp_path / "index.json")


def test_an_index_is_not_strewn_among_other_files(folder: Path, tmp_path: Path) -> None:
    SourceIndex.check_folder(folder)
    SourceIndex.check_folder(tmp_path / "new" / "one")
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".DS_Store").touch()
    SourceIndex.check_folder(tmp_path / "hidden")
    (tmp_path / "hidden" / "a.txt").touch()
    with pytest.raises(SourceIndexError, match=r"holds other files \(a\.txt\)"):
        SourceIndex.check_folder(tmp_path / "hidden")
    with pytest.raises(SourceIndexError, match="is a file"):
        SourceIndex.check_folder(folder / "index.json")


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceIndexError, match="holds no index"):
        SourceIndex.open(tmp_path, _SIGNATURE)


def test_another_signature_is_refused(folder: Path) -> None:
    with pytest.raises(SourceIndexError, match="another kakudo"):
        SourceIndex.open(folder, "kakudo 1, y")


def test_another_format_is_refused(folder: Path) -> None:
    manifest = folder / "index.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(FORMAT, "kakudo-index/0"), encoding="utf-8")
    with pytest.raises(SourceIndexError, match="kakudo-index/0"):
        SourceIndex.open(folder, _SIGNATURE)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"sizes": 3}'])
def test_a_broken_manifest_is_refused(content: str, folder: Path) -> None:
    (folder / "index.json").write_text(content, encoding="utf-8")
    with pytest.raises(SourceIndexError, match=r"index\.json"):
        SourceIndex.open(folder, _SIGNATURE)


_PARTS = [
    "terms.msgpack",
    "ids.msgpack",
    "records.bin",
    "postings.npy",
    "impacts.npy",
    "starts.npy",
    "record_starts.npy",
]


@pytest.mark.parametrize("name", _PARTS)
def test_a_missing_file_is_named(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(SourceIndexError, match=f"{name} is missing or cut off"):
        SourceIndex.open(folder, _SIGNATURE)


@pytest.mark.parametrize("name", _PARTS)
def test_a_cut_off_file_is_named(name: str, folder: Path) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SourceIndexError, match=f"{name} is missing or cut off"):
        SourceIndex.open(folder, _SIGNATURE)


@pytest.mark.parametrize("name", ["terms.msgpack", "starts.npy"])
def test_a_damaged_file_of_the_right_size_is_refused(name: str, folder: Path) -> None:
    path = folder / name
    path.write_bytes(b"\xc1" * path.stat().st_size)
    with pytest.raises(SourceIndexError, match="damaged"):
        SourceIndex.open(folder, _SIGNATURE)


def test_damaged_claims_are_refused_when_they_are_read(folder: Path) -> None:
    path = folder / "records.bin"
    path.write_bytes(b"\xc1" * path.stat().st_size)
    index = SourceIndex.open(folder, _SIGNATURE)
    with pytest.raises(SourceIndexError, match="'b' in the index are damaged"):
        index.get("b")


def test_a_manifest_without_sizes_is_refused(folder: Path) -> None:
    manifest = folder / "index.json"
    manifest.write_text(json.dumps({"format": FORMAT, "signature": _SIGNATURE}), encoding="utf-8")
    with pytest.raises(SourceIndexError, match="is missing or cut off"):
        SourceIndex.open(folder, _SIGNATURE)


def test_the_manifest_says_what_is_inside(folder: Path) -> None:
    manifest = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert (manifest["format"], manifest["signature"], manifest["n_documents"]) == (FORMAT, _SIGNATURE, 3)
    assert sorted(manifest["sizes"]) == sorted(_PARTS)
