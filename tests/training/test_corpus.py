"""The labelled corpus: what ships is sound, and what is wrong is named with its file and line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kakudo.errors import CorpusError
from kakudo.topic import load_topic
from kakudo.training.corpus import LabelledClaim, LabelledDocument, LabelledSentence, read_corpus

CORPUS = Path(__file__).parents[2] / "corpus"
Row = dict[str, Any]


def claim(text: str, **labels: object) -> Row:
    return {
        "text": text,
        "axes": [],
        "holder": "writer",
        "holder_text": None,
        "certainty": "certain",
        "polarity": "affirmed",
        "time": "past",
        "cues": [],
        "codes": [],
        **labels,
    }


def document(id: str = "agency-1") -> Row:
    first = claim(
        "海軍が必ず港を出たと外務省が発表し",
        axes=["military"],
        holder="named",
        holder_text="外務省",
        cues=["必ず", "と外務省が発表し"],
    )
    second = claim("港は静まった", certainty="emphatic", codes=["KD101"])
    sentence = {"text": "海軍が必ず港を出たと外務省が発表し、港は静まった。", "claims": [first, second]}
    return {"id": id, "register": "agency", "published": "2019-06-21", "title": None, "sentences": [sentence]}


def write(path: Path, *rows: Row | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_document_is_read_with_its_spans(tmp_path: Path) -> None:
    heading = {"text": "港", "block": "heading", "claims": []}
    row = document() | {"title": "出港"}
    row["sentences"].append(heading)
    (found,) = read_corpus([write(tmp_path / "a.jsonl", row)])
    text = "海軍が必ず港を出たと外務省が発表し、港は静まった。"
    first = LabelledClaim(
        0,
        17,
        text[:17],
        ("military",),
        "named",
        "外務省",
        "certain",
        "affirmed",
        "past",
        ("必ず", "と外務省が発表し"),
        (),
    )
    second = LabelledClaim(18, 24, "港は静まった", (), "writer", None, "emphatic", "affirmed", "past", (), ("KD101",))
    assert found == LabelledDocument(
        "agency-1",
        "agency",
        "2019-06-21",
        "出港",
        (LabelledSentence(text, "paragraph", (first, second)), LabelledSentence("港", "heading", ())),
    )
    assert found.text == f"{text}\n港"


def test_equal_claims_of_a_sentence_are_found_one_after_the_other(tmp_path: Path) -> None:
    row = document()
    row["sentences"] = [{"text": "勝った、勝った。", "claims": [claim("勝った"), claim("勝った")]}]
    (found,) = read_corpus([write(tmp_path / "a.jsonl", row)])
    assert [(item.start, item.end) for item in found.sentences[0].claims] == [(0, 3), (4, 7)]


def test_what_may_be_left_out(tmp_path: Path) -> None:
    row = document()
    del row["published"], row["title"], row["sentences"][0]["claims"][0]["holder_text"]
    (found,) = read_corpus([write(tmp_path / "a.jsonl", "", row, "   ")])
    assert (found.published, found.title, found.sentences[0].claims[0].holder_text) == (None, None, None)


def test_files_keep_their_order_and_a_topic_brings_its_axes(tmp_path: Path) -> None:
    row = document("fruit-1")
    row["sentences"][0]["claims"][0]["axes"] = ["fruit"]
    paths = [
        write(tmp_path / "b.jsonl", row),
        write(tmp_path / "a.jsonl", document("a") | {"sentences": row["sentences"]}),
    ]
    assert [found.id for found in read_corpus(paths, frozenset({"fruit"}))] == ["fruit-1", "a"]
    with pytest.raises(CorpusError, match=r"^b\.jsonl:1: .*axes \['fruit'\] unknown"):
        read_corpus(paths)


def at(*path: str | int) -> Callable[[Row], Any]:
    """The part of a document at a path."""

    def part(row: Row) -> Any:
        found: Any = row
        for key in path:
            found = found[key]
        return found

    return part


DOCUMENT, SENTENCE, CLAIM, SECOND = (
    at(),
    at("sentences", 0),
    at("sentences", 0, "claims", 0),
    at("sentences", 0, "claims", 1),
)
CHANGES: list[tuple[Callable[[Row], Any], str, object, str]] = [
    (DOCUMENT, "id", ..., "KeyError: 'id'"),
    (DOCUMENT, "register", ..., "KeyError: 'register'"),
    (DOCUMENT, "register", "novel", "register 'novel' is none of"),
    (DOCUMENT, "sentences", ..., "KeyError: 'sentences'"),
    (DOCUMENT, "sentences", [], "a document needs a sentence"),
    (DOCUMENT, "sentences", None, "TypeError"),
    (DOCUMENT, "sentences", ["海軍"], "TypeError"),
    (SENTENCE, "text", ..., "KeyError: 'text'"),
    (SENTENCE, "text", "海軍が港を出た。", "does not stand in '海軍が港を出た。'"),
    (SENTENCE, "claims", ..., "KeyError: 'claims'"),
    (SENTENCE, "block", "footer", "block 'footer' is none of"),
    *(
        (CLAIM, key, ..., f"KeyError: '{key}'")
        for key in ("text", "axes", "holder", "certainty", "polarity", "time", "cues", "codes")
    ),
    (CLAIM, "text", "", "claim '' does not stand"),
    (CLAIM, "text", "陸軍が港を出た", "claim '陸軍が港を出た' does not stand"),
    (SENTENCE, "claims", document()["sentences"][0]["claims"][::-1], "does not stand .* after character 24"),
    (SECOND, "text", "発表し、港は静まった", "does not stand .* after character 17"),  # overlaps the first
    (CLAIM, "holder", "author", "holder 'author' is none of"),
    (CLAIM, "certainty", "sure", "certainty 'sure' is none of"),
    (CLAIM, "polarity", "positive", "polarity 'positive' is none of"),
    (CLAIM, "time", None, "time None is none of"),
    (CLAIM, "axes", ["oil", "sport"], r"axes \['sport'\] unknown"),
    (CLAIM, "axes", "oil", "axes .* unknown"),
    (CLAIM, "axes", None, "TypeError"),
    (CLAIM, "codes", ["KD110"], r"codes \['KD110'\] unknown"),
    (CLAIM, "codes", ["KD301"], r"codes \['KD301'\] unknown"),
    (CLAIM, "cues", ["間違いなく"], r"cues \['間違いなく'\] do not stand in"),
    (CLAIM, "cues", ["港は"], r"cues \['港は'\] do not stand in"),  # it stands in the sentence, not in the claim
]


@pytest.mark.parametrize(
    ("part", "key", "value", "said"),
    CHANGES,
    ids=[f"{n}:{change[1]}" for n, change in enumerate(CHANGES)],
)
def test_a_broken_document_is_named_with_file_and_line(
    tmp_path: Path, part: Callable[[Row], Any], key: str, value: object, said: str
) -> None:
    row = document("agency-2")
    if value is ...:
        del part(row)[key]
    else:
        part(row)[key] = value
    sound, broken = (
        write(tmp_path / "sound.jsonl", document("other")),
        write(tmp_path / "small.jsonl", document(), "", row),
    )
    with pytest.raises(CorpusError, match=said) as caught:
        read_corpus([sound, broken])
    assert str(caught.value).startswith("small.jsonl:3: ")


@pytest.mark.parametrize("line", ["{", '{"id": 1,}', "[]", "5", '"text"', "null"])
def test_a_line_that_is_no_document_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match=r"^small\.jsonl:2: "):
        read_corpus([write(tmp_path / "small.jsonl", document(), line)])


def test_an_id_stands_once_in_all_files(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "a.jsonl", document("x"), document("y")),
        write(tmp_path / "b.jsonl", document("z"), document("y")),
    ]
    with pytest.raises(CorpusError, match=r"^b\.jsonl:2: id 'y' is already at a\.jsonl:2$"):
        read_corpus(paths)


@pytest.mark.parametrize("content", [None, '{"id": "港"}'.encode("cp932")], ids=["missing", "not utf-8"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "small.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"small\.jsonl"):
        read_corpus([path])


def test_a_text_may_hold_what_some_readers_take_for_a_line_end(tmp_path: Path) -> None:
    row = document() | {"title": "港\u2028海"}
    (found,) = read_corpus([write(tmp_path / "a.jsonl", row)])
    assert found.title == "港\u2028海"


def test_cues_are_a_list(tmp_path: Path) -> None:
    row = document()
    CLAIM(row)["cues"] = "必ず"
    with pytest.raises(CorpusError):
        read_corpus([write(tmp_path / "a.jsonl", row)])


# --- the corpus that ships ---


@pytest.fixture(scope="module")
def shipped() -> list[LabelledDocument]:
    return read_corpus(sorted(CORPUS.glob("*.jsonl")), frozenset(axis.id for axis in load_topic().axes))


def claims(documents: list[LabelledDocument]) -> list[tuple[LabelledSentence, LabelledClaim]]:
    return [(sentence, item) for found in documents for sentence in found.sentences for item in sentence.claims]


def test_the_corpus_is_large_and_mixed(shipped: list[LabelledDocument]) -> None:
    assert len(shipped) >= 500
    registers = Counter(found.register for found in shipped)
    assert set(registers) == {"agency", "editorial", "headline", "blog", "sns"}
    assert min(registers.values()) >= 15
    assert len(claims(shipped)) >= 2500


def test_no_sentence_stands_in_two_documents(shipped: list[LabelledDocument]) -> None:
    where: dict[str, set[str]] = {}
    for found in shipped:
        for sentence in found.sentences:
            where.setdefault(sentence.text, set()).add(found.id)
    # Set phrases (「知らんけど」) recur; a sentence that does would be seen both in training and when it is scored.
    assert {text: ids for text, ids in where.items() if len(ids) > 1 and len(text) >= 8} == {}


def test_every_label_has_examples_and_none_rules_alone(shipped: list[LabelledDocument]) -> None:
    found = [item for _, item in claims(shipped)]
    for column, least in (("holder", 0.02), ("certainty", 0.02), ("polarity", 0.008), ("time", 0.1)):
        counts = Counter(getattr(item, column) for item in found)
        assert min(counts.values()) >= least * len(found), column
        assert max(counts.values()) <= 0.9 * len(found), column
    axes = Counter(axis for item in found for axis in item.axes)
    assert set(axes) == {axis.id for axis in load_topic().axes}
    assert min(axes.values()) >= 200
    assert sum(not item.axes for item in found) >= 0.2 * len(found)
    assert set(Counter(code for item in found for code in item.codes)) == {f"KD10{n}" for n in range(1, 10)}


def test_holders_are_named_where_they_are_and_only_there(shipped: list[LabelledDocument]) -> None:
    n_named = n_near = 0
    for found in shipped:
        before = so_far = ""
        for sentence in found.sentences:
            so_far += sentence.text
            for item in sentence.claims:
                if item.holder in {"writer", "agentless"}:
                    assert item.holder_text is None, (found.id, item.text)
                elif item.holder_text is not None:
                    assert item.holder_text in so_far, (found.id, item.text)
                    n_named += 1
                    n_near += item.holder_text in sentence.text or item.holder_text in before
            before = sentence.text
    assert n_near >= 0.995 * n_named  # in the sentence, or the one before it
    identified = [item for _, item in claims(shipped) if item.holder in {"named", "anonymous"}]
    assert sum(item.holder_text is None for item in identified) <= 0.02 * len(identified)


def test_labels_of_a_claim_agree_with_each_other(shipped: list[LabelledDocument]) -> None:
    for _, item in claims(shipped):
        assert len(set(item.axes)) == len(item.axes), item.text
        assert len(set(item.codes)) == len(item.codes), item.text
        assert item.text == item.text.strip(), item.text
        assert item.text[-1] not in "、。", item.text
        if item.certainty == "uncommitted":
            assert not item.codes, item.text  # what is not claimed cannot be overstated
        if item.certainty in {"emphatic", "possible"}:
            assert item.cues, item.text  # some word must have raised or lowered it
        if "KD107" in item.codes:
            assert item.holder in {"anonymous", "agentless"}, item.text
        if "KD101" in item.codes:
            assert (item.holder, item.certainty) == ("writer", "emphatic"), item.text


def test_dates_of_publication_are_days(shipped: list[LabelledDocument]) -> None:
    for found in shipped:
        if found.published is not None:
            assert date.fromisoformat(found.published).isoformat() == found.published, found.id


def test_sentences_hold_claims(shipped: list[LabelledDocument]) -> None:
    sentences = [sentence for found in shipped for sentence in found.sentences]
    assert sum(not sentence.claims for sentence in sentences) <= 0.01 * len(sentences)
    assert all(sentence.text == sentence.text.strip() and "\n" not in sentence.text for sentence in sentences)
