"""Agreement of two readings: the tables, and every way in which they can contradict the corpus or each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_rows import corpus_row, gold_claim, write
from kakudo.errors import CorpusError
from kakudo.training.agreement import LabelAgreement, agreement_of, read_pairs
from kakudo.training.corpus import LabelledDocument, read_corpus

SECOND = "claim\tholder\tcertainty\tpolarity\ttime\taxes\tcodes"
SETTLED = "claim\tlabel\tfirst\tsecond\tsettled\treason"


@pytest.fixture
def documents(tmp_path: Path) -> list[LabelledDocument]:
    first = corpus_row(
        "a",
        ("雨が降り、風が出た。", [gold_claim("雨が降り"), gold_claim("風が出た", axes=["oil", "finance"])]),
        ("晴れる。", [gold_claim("晴れる", time="future", codes=["KD102"])]),
    )
    second = corpus_row("b", ("油が出た。", [gold_claim("油が出た", axes=["oil"], holder="named")]))
    return read_corpus([write(tmp_path / "a.jsonl", first, second)])


def readings(folder: Path, second: list[str], settled: list[str] | None = None) -> Path:
    (folder / "second.tsv").write_text("\n".join([SECOND, *second]) + "\n", encoding="utf-8")
    if settled is not None:
        (folder / "settled.tsv").write_text("\n".join([SETTLED, *settled]) + "\n", encoding="utf-8")
    return folder


def row(claim: str, **labels: str) -> str:
    plain = {
        "holder": "writer",
        "certainty": "certain",
        "polarity": "affirmed",
        "time": "past",
        "axes": "-",
        "codes": "-",
    }
    return "\t".join([claim, *(plain | labels).values()])


ALL = [
    row("a#0", time="present"),
    row("a#1", axes="oil"),
    row("a#2", time="future", codes="KD102"),
    row("b#0", axes="oil", holder="anonymous"),
]


def agreement(documents: list[LabelledDocument], folder: Path) -> dict[str, LabelAgreement]:
    return agreement_of(read_pairs(documents, folder))


def test_the_first_reading_is_the_settled_table_s_where_that_has_a_row(
    documents: list[LabelledDocument], tmp_path: Path
) -> None:
    settled = [
        "a#0\ttime\tpast\tpresent\tpast\tit rained",
        "b#0\tholder\twriter\tanonymous\tnamed\tthe firm",
        "a#1\taxes\tfinance\toil\tfinance oil\tboth",
    ]
    pairs = read_pairs(documents, readings(tmp_path, ALL, settled))
    assert len(pairs) == 4 * 6
    by_key = {(pair.claim, pair.label): pair for pair in pairs}
    assert by_key["b#0", "holder"].first == {"writer"}  # the corpus has what was settled
    assert by_key["b#0", "axes"].first == {"oil"}
    assert by_key["a#1", "axes"].first == {"finance"}
    assert by_key["a#1", "codes"].first == frozenset()


def test_figures_of_single_labels(documents: list[LabelledDocument], tmp_path: Path) -> None:
    settled = ["a#0\ttime\tpast\tpresent\tpast\tit rained", "b#0\tholder\twriter\tanonymous\tnamed\tthe firm"]
    found = agreement(documents, readings(tmp_path, ALL, settled))
    # first: past past future past, second: present past future past; p_o = 3/4, p_e = (3·2 + 1·1)/16
    assert (found["time"].n, found["time"].raw) == (4, 0.75)
    assert found["time"].kappa == pytest.approx((12 - 7) / (16 - 7))
    assert found["time"].confusions == (("past", "present", 1),)
    assert (found["time"].alpha_masi, found["time"].members) == (None, {})
    assert (found["time"].settled_first, found["time"].settled_second, found["time"].settled_other) == (1, 0, 0)
    assert (found["holder"].settled_first, found["holder"].settled_second, found["holder"].settled_other) == (0, 0, 1)
    assert found["holder"].confusions == (("writer", "anonymous", 1),)
    assert (found["polarity"].raw, found["polarity"].kappa) == (1, None)


def test_figures_of_sets(documents: list[LabelledDocument], tmp_path: Path) -> None:
    found = agreement(documents, readings(tmp_path, ALL))["axes"]
    # first: ∅ {finance oil} ∅ {oil}, second: ∅ {oil} ∅ {oil}; p_e = (2·2 + 0 + 1·2)/16
    assert found.raw == 0.75
    assert found.kappa == pytest.approx((12 - 6) / (16 - 6))
    # Of the eight values four are ∅, three {oil}, one {finance oil}: MASI d = 2/3, Jaccard d = 1/2 between the last two.
    assert found.alpha_masi == pytest.approx(1 - (2 / 3 / 4) / (2 * (4 * 3 + 4 * 1 + 3 * 2 / 3) / 56))
    assert found.alpha_jaccard == pytest.approx(1 - (1 / 2 / 4) / (2 * (4 * 3 + 4 * 1 + 3 * 1 / 2) / 56))
    assert (found.members["oil"].n_first, found.members["oil"].n_second, found.members["oil"].kappa) == (2, 2, 1)
    assert (found.members["finance"].n_first, found.members["finance"].n_second) == (1, 0)
    assert found.members["finance"].kappa == 0
    assert found.confusions == (("finance oil", "oil", 1),)
    assert (found.n_unsettled, found.settled_first) == (1, 0)


def test_claims_that_were_read_once_do_not_count(documents: list[LabelledDocument], tmp_path: Path) -> None:
    found = agreement(documents, readings(tmp_path, ALL[:1]))
    assert {label: figures.n for label, figures in found.items()} == dict.fromkeys(found, 1)


SETTLED_TIME = "a#0\ttime\tpast\tpresent\tpast\tit rained"
BROKEN: list[tuple[list[str], list[str] | None, str]] = [
    ([row("a#9")], None, r"^second\.tsv:2: there is no claim 'a#9' in the corpus$"),
    ([row("a#0"), row("a#0")], None, r"^second\.tsv:3: claim 'a#0' stands twice$"),
    (
        [row("a#0", holder="me")],
        None,
        r"^second\.tsv:2: a#0: holder 'me' is none of agentless, anonymous, named, writer$",
    ),
    ([row("a#0", time="-")], None, r"time '-' is none of"),
    ([row("a#0", axes="oil sport")], None, r"a#0: axes 'oil sport' is none of .* or - for none$"),
    ([row("a#0", axes="")], None, r"axes '' is none of"),
    ([row("a#0", codes="KD110")], None, r"codes 'KD110' is none of"),
    ([row("a#0") + "\tmore"], None, r"^second\.tsv:2: 8 fields in place of 7: 'a#0'$"),
    (ALL, ["a#9\ttime\tpast\tpresent\tpast\t"], r"^settled\.tsv:2: claim 'a#9' was not read a second time"),
    (ALL, ["a#0\ttense\tpast\tpresent\tpast\t"], r"^settled\.tsv:2: a#0: label 'tense' is none of"),
    (ALL, [SETTLED_TIME, SETTLED_TIME], r"^settled\.tsv:3: time of 'a#0' is settled twice$"),
    (ALL, ["a#0\ttime\tsoon\tpresent\tpast\t"], r"^settled\.tsv:2: a#0: time 'soon' is none of"),
    (
        ALL,
        ["a#0\ttime\tpast\tfuture\tpast\t"],
        r"^settled\.tsv:2: a#0: second is 'future' here, but time is 'present' in",
    ),
    (
        ALL,
        ["a#0\ttime\tpast\tpresent\tpresent\t", "a#1\taxes\tfinance oil\toil\toil\t"],
        r"^settled\.tsv: the corpus does not carry what was settled: a#0 time \(present, in the corpus past\); "
        r"a#1 axes \(oil, in the corpus finance oil\); mend",
    ),
    (ALL, ["a#0\ttime\tpast"], r"^settled\.tsv:2: 3 fields in place of 6: 'a#0'$"),
]


@pytest.mark.parametrize(("second", "settled", "said"), BROKEN)
def test_a_broken_table_is_named_with_its_place(
    documents: list[LabelledDocument], tmp_path: Path, second: list[str], settled: list[str] | None, said: str
) -> None:
    with pytest.raises(CorpusError, match=said):
        read_pairs(documents, readings(tmp_path, second, settled))


def test_tables_that_cannot_be_read(documents: list[LabelledDocument], tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"second\.tsv cannot be read"):
        read_pairs(documents, tmp_path)
    (tmp_path / "second.tsv").write_text("claim\tholder\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"^second\.tsv:1: the header must be claim holder certainty"):
        read_pairs(documents, tmp_path)


def test_many_stale_rows_are_counted(tmp_path: Path) -> None:
    claims = "、".join(f"雨{number}が降った" for number in range(7))
    row_of = corpus_row("a", (claims, [gold_claim(text) for text in claims.split("、")]))
    documents = read_corpus([write(tmp_path / "a.jsonl", row_of)])
    second = [row(f"a#{number}", time="future") for number in range(7)]
    settled = [f"a#{number}\ttime\tpast\tfuture\tfuture\t" for number in range(7)]
    with pytest.raises(CorpusError, match=r"a#4 time \(future, in the corpus past\) and 2 more; mend"):
        read_pairs(documents, readings(tmp_path, second, settled))
