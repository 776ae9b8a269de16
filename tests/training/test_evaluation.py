"""Evaluation: both gold formats, alignment of claims, and what counts as a mistake, with an analyzer of known answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gold_rows import PLAIN, Row, corpus_row, gold_claim, text_row, write
from kakudo.document import Document
from kakudo.findings import (
    SCHEMA,
    AxisScore,
    Certainty,
    Cue,
    CueType,
    Finding,
    Holder,
    HolderType,
    Level,
    Polarity,
    Signature,
    TaggedClaim,
    TaggedDocument,
    TaggedSentence,
    Time,
    Verdict,
    stance_of,
)
from kakudo.training.evaluation import Evaluation, Mistake, evaluate
from kakudo.training.gold import read_gold


def tagged_claim(text: str, start: int, **labels: Any) -> TaggedClaim:
    """A claim of the analyzer; what is not given is as in `PLAIN`."""
    labels = {**PLAIN, "codes": (), "info": (), "cues": (), **labels}
    end = start + len(text)
    findings = tuple(
        Finding(code, "name", level, start, end, "message", "needed")
        for level, codes in ((Level.WARNING, labels["codes"]), (Level.INFO, labels["info"]))
        for code in codes
    )
    holder, certainty = HolderType(labels["holder"]), Certainty(labels["certainty"])
    return TaggedClaim(
        start,
        end,
        text,
        tuple(AxisScore(axis, 0.9) for axis in labels["axes"]),
        Holder(holder),
        certainty,
        0.5,
        Polarity(labels["polarity"]),
        Time(labels["time"]),
        (),
        (),
        stance_of(holder, certainty),
        tuple(Cue(cue, CueType.HEDGE, start, end, text) for cue in labels["cues"]),
        (),
        Verdict.OVERSTATED if labels["codes"] else Verdict.SUPPORTED,
        findings,
    )


class Answers:
    """Tags each document with the claims that are given for its id; keeps what it was asked."""

    def __init__(self, **answers: list[list[tuple[str, Row]]]) -> None:
        self.answers = answers
        self.asked: list[Document] = []

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[TaggedDocument]:
        for document in texts:
            assert isinstance(document, Document)
            self.asked.append(document)
            yield self._tagged(document)

    def _tagged(self, document: Document) -> TaggedDocument:
        sentences, position = [], 0
        for claims in self.answers.get(document.id, []):
            found, begin = [], position
            for text, labels in claims:
                position = document.text.index(text, position)
                found.append(tagged_claim(text, position, **labels))
                position += len(text)
            text = document.text[begin:position]
            sentences.append(TaggedSentence(begin, position, text, "paragraph", (), tuple(found)))
        signature = Signature("0", "none", "none", "none")
        return TaggedDocument(
            SCHEMA, document.id, "article", None, None, None, "codepoint", {}, signature, tuple(sentences)
        )


# --- one labelled text a line ---


@pytest.fixture
def four(tmp_path: Path) -> Evaluation:
    """Four texts: right, a wrong certainty, a wrong axis and code, and one in which nothing is found."""
    gold = write(
        tmp_path / "gold.jsonl",
        text_row("a", "海軍が港を閉じた。", axes=["military"], overstated=False, codes=[]),
        text_row("b", "値は上がるだろう。", certainty="probable", time="future", overstated=False, codes=[]),
        text_row("c", "必ず勝つ。", certainty="emphatic", time="future", overstated=True, codes=["KD101", "KD102"]),
        text_row("d", "桜が咲いた。", overstated=False, codes=[]),
    )
    answers = Answers(
        a=[[("海軍が港を閉じた", {"axes": ["military"]})]],
        b=[[("値は上がるだろう", {"time": "future", "cues": ["probable.darou"]})]],
        c=[[("必ず勝つ", {"certainty": "emphatic", "time": "future", "axes": ["oil"], "codes": ["KD101"]})]],
    )
    return evaluate(read_gold([gold]), answers)


def test_a_text_is_scored_by_its_main_claim(four: Evaluation) -> None:
    assert (four.unit, four.n_claims, four.boundaries) == ("main claim", 4, None)
    accuracy = {name: column.table.accuracy for name, column in four.columns.items()}
    assert accuracy == {
        "stance": 0.5,  # b is not hedged; d claims nothing
        "certainty": 0.5,
        "holder": 1.0,
        "polarity": 1.0,
        "time": 0.75,
        "axes": 0.75,
        "overstated": 1.0,
        "codes": 0.75,
    }
    certainty = four.columns["certainty"].table
    assert certainty.confusion == {
        ("certain", "certain"): 1,
        ("probable", "certain"): 1,
        ("emphatic", "emphatic"): 1,
        ("certain", "uncommitted"): 1,
    }
    assert certainty.labels["certain"].precision == certainty.labels["certain"].recall == 0.5
    axes = four.columns["axes"].table
    assert (axes.labels["military"].f1, axes.labels["oil"].precision) == (1.0, 0.0)
    assert axes.micro_f1 == pytest.approx(2 / 3)
    assert four.columns["codes"].table.micro_f1 == pytest.approx(2 / 3)
    assert four.off_topic_precision == pytest.approx(2 / 3)  # b and d of b, c, d


def test_intervals_hold_the_figure_that_they_belong_to(four: Evaluation) -> None:
    for name, column in four.columns.items():
        main = column.table.micro_f1 if name in {"axes", "codes"} else column.table.accuracy
        assert column.accuracy.low <= main <= column.accuracy.high
        assert column.macro_f1.low <= column.table.macro_f1 <= column.macro_f1.high
    assert (four.columns["holder"].accuracy.low, four.columns["holder"].accuracy.high) == (1.0, 1.0)
    assert four.columns["stance"].accuracy.low < 0.5 < four.columns["stance"].accuracy.high


def test_mistakes_say_what_is_wrong_and_which_cues_fired(four: Evaluation) -> None:
    assert four.mistakes == (
        Mistake(
            "b",
            "値は上がるだろう。",
            {"stance": ("hedged", "assertive"), "certainty": ("probable", "certain")},
            ("probable.darou",),
        ),
        Mistake("c", "必ず勝つ。", {"axes": ("-", "oil")}, ()),
        Mistake(
            "d",
            "桜が咲いた。",
            {"stance": ("assertive", "none"), "certainty": ("certain", "uncommitted"), "time": ("past", "present")},
            (),
        ),
    )


def test_the_main_claim_is_the_last_one_and_axes_are_those_of_all(tmp_path: Path) -> None:
    text = "海軍は動いたが、値は上がるだろう。了。"
    gold = write(
        tmp_path / "g.jsonl", text_row("a", text, axes=["military", "oil"], certainty="probable", time="future")
    )
    first = ("海軍は動いたが", {"axes": ["military"], "codes": ["KD101"]})
    last = ("値は上がるだろう", {"axes": ["oil"], "certainty": "probable", "time": "future"})
    evaluation = evaluate(read_gold([gold]), Answers(a=[[first, last], []]))  # the last sentence has no claim
    assert evaluation.mistakes == ()
    assert "overstated" not in evaluation.columns  # gold says nothing of it
    assert evaluation.off_topic_precision is None


@pytest.mark.parametrize(
    ("gold", "found", "wrong"),
    [
        ((True, ["KD101"]), {"codes": ["KD101"]}, None),
        ((True, ["KD101"]), {"codes": ["KD102"]}, None),  # overstated all the same: the codes column counts it
        ((True, ["KD101"]), {}, ("KD101", "-")),
        ((True, ["KD102", "KD101"]), {"info": ["KD320"]}, ("KD101 KD102", "-")),  # information is no overstatement
        ((False, []), {"codes": ["KD103"]}, ("-", "KD103")),
        ((False, []), {"info": ["KD320"]}, None),
    ],
)
def test_overstatement(tmp_path: Path, gold: tuple[bool, list[str]], found: Row, wrong: tuple[str, str] | None) -> None:
    path = write(tmp_path / "g.jsonl", text_row("a", "港が開いた。", overstated=gold[0], codes=gold[1]))
    evaluation = evaluate(read_gold([path]), Answers(a=[[("港が開いた", found)]]))
    assert [mistake.wrong for mistake in evaluation.mistakes] == ([] if wrong is None else [{"overstated": wrong}])
    assert evaluation.columns["overstated"].table.accuracy == (wrong is None)


def test_only_texts_with_a_judgement_are_judged(tmp_path: Path) -> None:
    path = write(tmp_path / "g.jsonl", text_row("a", "港。"), text_row("b", "港。", overstated=True, codes=["KD101"]))
    columns = evaluate(read_gold([path]), Answers(a=[[("港", {"codes": ["KD101"]})]])).columns
    assert columns["overstated"].table.confusion == {("yes", "no"): 1}
    assert sum(columns["certainty"].table.confusion.values()) == 2


# --- the corpus format ---


def test_every_claim_is_scored_against_the_one_that_shares_its_end(tmp_path: Path) -> None:
    one, two = "海軍は動いたが、融資は止まった。", "桜が咲き、猫が鳴いた。"
    gold = write(
        tmp_path / "g.jsonl",
        corpus_row(
            "d",
            (one, [gold_claim("海軍は動いたが", axes=["military"]), gold_claim("融資は止まった", axes=["finance"])]),
            (two, [gold_claim("桜が咲き"), gold_claim("猫が鳴いた", time="present", codes=["KD101"])]),
        ),
    )
    answers = Answers(
        d=[
            # 「動いたが、融資は止まった」 shares more text with neither, and its end with the second.
            [("海軍は", {"axes": ["oil"]}), ("動いたが、融資は止まった", {"axes": ["finance"]})],
            [("猫が鳴いた", {"time": "present", "codes": ["KD101"]})],
        ]
    )
    evaluation = evaluate(read_gold([gold]), answers)
    assert (evaluation.unit, evaluation.n_claims) == ("claim", 4)
    wrong = {mistake.text: mistake.wrong for mistake in evaluation.mistakes}
    assert set(wrong) == {"海軍は動いたが", "桜が咲き"}
    assert wrong["海軍は動いたが"] == {"axes": ("military", "oil")}
    # Nothing of the found claims is in 「桜が咲き」: it counts as not claimed.
    assert wrong["桜が咲き"] == {
        "stance": ("assertive", "none"),
        "certainty": ("certain", "uncommitted"),
        "time": ("past", "present"),
    }
    assert evaluation.columns["overstated"].table.confusion == {("no", "no"): 3, ("yes", "yes"): 1}
    assert evaluation.off_topic_precision == 1.0
    # Of gold's four claims the last alone is found from its beginning to its end, and two more in vain.
    assert evaluation.boundaries is not None
    assert evaluation.boundaries.micro_f1 == pytest.approx(2 * 1 / (4 + 3))
    assert evaluation.boundaries.accuracy == 0.0


def test_the_same_end_counts_for_more_than_shared_text(tmp_path: Path) -> None:
    # The end holds the predicate, and the labels are the predicate's.
    gold = write(tmp_path / "g.jsonl", corpus_row("d", ("融資は止まった。", [gold_claim("融資は止まった")])))
    evaluation = evaluate(read_gold([gold]), Answers(d=[[("融資は止ま", {"time": "future"}), ("った", {})]]))
    assert evaluation.columns["time"].table.confusion == {("past", "past"): 1}


def test_without_a_common_end_the_most_shared_text_decides(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "g.jsonl", corpus_row("d", ("海軍は動いたが、融資は止まった。", [gold_claim("海軍は動いたが")]))
    )
    evaluation = evaluate(read_gold([gold]), Answers(d=[[("海軍", {"time": "future"}), ("は動い", {})]]))
    assert evaluation.columns["time"].table.confusion == {("past", "past"): 1}


def test_a_claim_of_one_sentence_is_not_taken_for_another(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "g.jsonl",
        corpus_row("d", ("港が開いた。", [gold_claim("港が開いた")]), ("港が開いた。", [gold_claim("港が開いた")])),
    )
    evaluation = evaluate(
        read_gold([gold]), Answers(d=[[("港が開いた", {})], [("港が開いた", {"polarity": "negated"})]])
    )
    assert evaluation.columns["polarity"].table.confusion == {("affirmed", "affirmed"): 1, ("affirmed", "negated"): 1}
    assert evaluation.boundaries is not None
    assert evaluation.boundaries.accuracy == 1.0


def test_documents_of_all_files_are_scored_together(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / f"{id}.jsonl", corpus_row(id, ("港が開いた。", [gold_claim("港が開いた")])))
        for id in ("b", "a")
    ]
    answers = Answers(a=[[("港が開いた", {"time": "future"})]], b=[[("港が開いた", {})]])
    evaluation = evaluate(read_gold(paths), answers)
    assert evaluation.n_claims == 2
    assert [mistake.id.split("#")[0] for mistake in evaluation.mistakes] == ["a"]


def test_mistakes_of_a_document_have_ids_of_their_own(tmp_path: Path) -> None:
    sentences = [("港が開いた。", [gold_claim("港が開いた")]), ("船が来た。", [gold_claim("船が来た")])]
    evaluation = evaluate(read_gold([write(tmp_path / "g.jsonl", corpus_row("d", *sentences))]), Answers())
    assert len({mistake.id for mistake in evaluation.mistakes}) == len(evaluation.mistakes) == 2


def test_a_claim_that_ends_elsewhere_is_not_gold_s(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "g.jsonl", corpus_row("d", ("海軍は動いたが、融資は止まった。", [gold_claim("海軍は動いたが")]))
    )
    boundaries = evaluate(read_gold([gold]), Answers(d=[[("海軍は動いたが、融資は止まった", {})]])).boundaries
    assert boundaries is not None
    assert boundaries.micro_f1 == 0.0
