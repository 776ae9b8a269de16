"""From a file to its report, through the command line: what a reader of the sample article is entitled to see.

These are properties, not snapshots: labels may get better without a change here, and may not get worse than this.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from case_files import SHARED
from kakudo.cli import main
from kakudo.findings import Certainty, ContextType, Polarity, Stance, TaggedClaim, TaggedDocument, TaggedSentence
from kakudo.reports import jsonl
from kakudo.topic import load_topic
from offset_checks import claims_of, inexact_spans

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
ARTICLE = SAMPLES / "article.txt"
AXIS_OF_SECTION = {"3.": "oil", "4.": "finance", "5.": "military", "6.": "diplomacy"}


class Result(NamedTuple):
    """What the command line made of one article."""

    text: str
    line: str
    document: TaggedDocument
    page: str


def run(folder: Path, *arguments: str) -> None:
    """Run a command line where no configuration of the developer's is found."""
    (folder / "kakudo.toml").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(arguments) == 0


def read(folder: Path, path: Path) -> Result:
    """Tag an article, and report it."""
    run(folder, "tag", str(path), "-o", "tagged.jsonl")
    run(folder, "report", str(path), "-o", "page.html")
    (line,) = (folder / "tagged.jsonl").read_text(encoding="utf-8").splitlines()
    (document,) = jsonl.read([line])
    return Result(path.read_text(encoding="utf-8"), line, document, (folder / "page.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return read(tmp_path_factory.mktemp("sample"), ARTICLE)


@pytest.fixture(scope="module")
def shared() -> Path:
    if not (SHARED / "real").is_dir():
        pytest.skip("the shared development material is not beside the checkout")
    return SHARED / "real"


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    return read(tmp_path_factory.mktemp("real"), shared / "venezuela-russia.txt")


@pytest.fixture(
    params=[pytest.param("sample"), pytest.param("real", marks=pytest.mark.shared)],
)
def article(request: pytest.FixtureRequest) -> Result:
    """Each article whose sections are built alike."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Result)
    return found


def under(document: TaggedDocument, number: str) -> list[TaggedSentence]:
    """The sentences of a numbered section, its own heading not among them."""
    return [sentence for sentence in document.sentences if sentence.section and sentence.section[0].startswith(number)]


def claims_under(document: TaggedDocument, number: str) -> list[TaggedClaim]:
    return [claim for sentence in under(document, number) for claim in sentence.claims]


def sentence_with(document: TaggedDocument, words: str) -> TaggedSentence:
    (found,) = (sentence for sentence in document.sentences if words in sentence.text)
    return found


# --- the output as a whole ---


def test_every_offset_is_exact(article: Result) -> None:
    assert article.document.error is None
    assert len(claims_of(article.document)) > 80
    assert inexact_spans(article.document, article.text) == []


def test_the_output_fits_the_schema_and_reads_back(article: Result) -> None:
    jsonschema.Draft202012Validator(jsonl.schema()).validate(json.loads(article.line))
    assert jsonl.render(article.document) == article.line


def test_the_title_is_the_first_line(article: Result) -> None:
    assert article.document.title == article.text.splitlines()[0]
    assert article.document.sentences[0].block == "heading"


def test_every_numbered_heading_opens_its_section(article: Result) -> None:
    headings = [line for line in article.text.splitlines() if re.match(r"\d+\. ", line)]
    assert len(headings) == 10
    found = dict.fromkeys(sentence.section[0] for sentence in article.document.sentences if sentence.section)
    assert list(found) == headings


# --- axes ---


@pytest.mark.parametrize(("number", "axis"), AXIS_OF_SECTION.items())
def test_most_claims_of_a_section_carry_its_axis(article: Result, number: str, axis: str) -> None:
    claims = [claim for claim in claims_under(article.document, number) if claim.stance is not Stance.NONE]
    assert len(claims) >= 6
    counts = Counter(score.id for claim in claims for score in claim.axes)
    assert counts[axis] > 0.5 * len(claims)
    assert counts.most_common(1)[0][0] == axis


@pytest.mark.parametrize(("number", "axis"), AXIS_OF_SECTION.items())
def test_the_heading_of_a_section_carries_its_axis(article: Result, number: str, axis: str) -> None:
    (heading,) = (
        sentence
        for sentence in article.document.sentences
        if sentence.block == "heading" and not sentence.section and sentence.text.startswith(number)
    )
    assert axis in {score.id for claim in heading.claims for score in claim.axes}


def test_axes_are_the_topics_and_the_most_probable_is_first(article: Result) -> None:
    known = {axis.id for axis in load_topic().axes}
    for claim in claims_of(article.document):
        probabilities = [score.probability for score in claim.axes]
        assert {score.id for score in claim.axes} <= known
        assert probabilities == sorted(probabilities, reverse=True)


# --- certainty ---


def test_the_timeline_is_in_order(sample: Result) -> None:
    items = [sentence for sentence in under(sample.document, "2.") if sentence.block == "list_item"]
    first = [sentence.claims[0].when[0].value for sentence in items]
    assert first == ["200X", "2005", "2013", "2016", "2022-03", "2023-08", "2024", "2026-01"]
    # An entry of the past is told, not foretold (「始まる」 in a list of dates is the historical present).
    assert sum(sentence.claims[0].time == "future" for sentence in items) <= 1


@pytest.mark.shared
def test_the_timeline_of_a_real_article_is_in_order(real: Result) -> None:
    items = [sentence for sentence in under(real.document, "2.") if sentence.block == "list_item"]
    first = [sentence.claims[0].when[0].value for sentence in items]
    assert first == ["200X", "201X", "2018/2019", "202X", "2025", "2026-01"]


def test_what_follows_the_disclaimer_is_never_asserted(article: Result) -> None:
    section = under(article.document, "8.")
    (at,) = (index for index, sentence in enumerate(section) if "ここから先は断定ではなく" in sentence.text)
    disclaimer = section[at]
    following = [claim for sentence in section[at + 1 :] for claim in sentence.claims]
    assert len(following) >= 10
    for claim in following:
        assert claim.stance in (Stance.HEDGED, Stance.NONE), claim.text
        assert claim.certainty in (Certainty.POSSIBLE, Certainty.UNCOMMITTED), claim.text
        context = {(item.type, item.start) for item in claim.context}
        assert (ContextType.DISCLAIMER, disclaimer.start) in context, claim.text


def test_the_disclaimer_ends_with_its_section(article: Result) -> None:
    outside = [
        claim
        for sentence in article.document.sentences
        if not sentence.section or not sentence.section[0].startswith("8.")
        for claim in sentence.claims
    ]
    assert not any(item.type is not ContextType.LEAD_IN for claim in outside for item in claim.context)


def test_scenarios_are_possible_and_say_which_one_they_belong_to(article: Result) -> None:
    section = under(article.document, "8.")
    names = [sentence.text for sentence in section if sentence.text.startswith("シナリオ")]
    assert [name[4] for name in names] == ["A", "B", "C"]
    for name in names:
        inside = [sentence for sentence in section if sentence.text == name or name in sentence.section]
        assert len(inside) >= 3
        for claim in (claim for sentence in inside for claim in sentence.claims):
            assert [item.text for item in claim.context if item.type is ContextType.SCENARIO] == [name], claim.text
            assert claim.stance is not Stance.ASSERTIVE, claim.text
            assert claim.time == "future", claim.text


def test_misreadings_are_denied_or_limited(sample: Result) -> None:
    answers = [sentence for sentence in under(sample.document, "9.") if sentence.block == "list_item"]
    assert len(answers) >= 4
    assert {sentence.claims[-1].polarity for sentence in answers} == {Polarity.NEGATED, Polarity.PARTIAL}
    assert sentence_with(sample.document, "置き換えられるわけではありません").claims[-1].polarity is Polarity.PARTIAL
    assert sentence_with(sample.document, "同盟国になったとは言えません").claims[-1].polarity is Polarity.PARTIAL
    assert sentence_with(sample.document, "同盟条約は確認されていません").claims[-1].polarity is Polarity.NEGATED


@pytest.mark.shared
def test_misreadings_of_a_real_article_are_denied_or_limited(real: Result) -> None:
    items = [sentence for sentence in under(real.document, "9.") if sentence.block == "list_item"]
    polarities = [sentence.claims[-1].polarity for sentence in items]
    assert polarities[:3] == [Polarity.PARTIAL, Polarity.NEGATED, Polarity.NEGATED]


@pytest.mark.parametrize(
    "words", ["とされます", "解釈されてきました", "とみられ", "とされています", "報じられ", "得ます"]
)
def test_what_is_reported_or_supposed_is_hedged(article: Result, words: str) -> None:
    said = [claim for claim in claims_of(article.document) if re.search(rf"{words}(る|ます|ました)?$", claim.text)]
    assert all(claim.stance is Stance.HEDGED for claim in said), [claim.text for claim in said]
    if words in ("とされます", "解釈されてきました"):
        assert said
    # とされます names nobody.
    assert all(claim.holder.text is None for claim in said)


LOST = {
    "sample": ["報じられてきたのは、", "挙げられるのは、", "運ばれているのは主に、"],
    "real": [
        "国営企業が",
        "制裁が強い局面では、",
        "資源が巨大でも、",
        "ただし、",
        "ロシアは一般に",
        "理解するコツは、",
    ],
}


@pytest.mark.parametrize("name", ["sample", pytest.param("real", marks=pytest.mark.shared)])
def test_lost_fragments_claim_nothing(name: str, request: pytest.FixtureRequest) -> None:
    document = request.getfixturevalue(name).document
    for ending in LOST[name]:
        found = [sentence for sentence in document.sentences if sentence.text.endswith(ending)]
        assert found, ending
        assert [claim.text for sentence in found for claim in sentence.claims] == []
    alone = [sentence for sentence in document.sentences if sentence.text in ("です。", "などです。")]
    assert alone
    assert not any(sentence.claims for sentence in alone)


def test_items_take_the_labels_of_the_sentence_that_they_complete(sample: Result) -> None:
    items = [sentence for sentence in under(sample.document, "3.") if sentence.block == "list_item"]
    completed = [claim for item in items[:3] for claim in item.claims]
    assert [[item.type for item in claim.context] for claim in completed] == [[ContextType.LEAD_IN]] * 3
    assert all(claim.certainty is Certainty.CERTAIN for claim in completed)


@pytest.mark.shared
def test_items_of_a_real_article_take_the_holder_of_their_sentence(real: Result) -> None:
    items = [sentence for sentence in under(real.document, "5.") if sentence.block == "list_item"]
    claims = [claim for item in items for claim in item.claims]
    assert len(claims) == 4  # what was sold, 「などを通じて…とされます」
    assert {str(claim.holder.type) for claim in claims} == {"agentless"}
    assert {claim.stance for claim in claims} == {Stance.HEDGED}


@pytest.mark.parametrize(
    ("words", "holder", "text"),
    [
        ("約140万トン", "named", "カザフスタン・エネルギー省"),
        ("4億2000万ドル", "named", "アゼルバイジャン財務省"),
        ("艦艇8隻", "named", "カザフスタン国防省"),
        ("制裁逃れに使わせない", "named", "カザフスタン外務省"),
        ("100％確定", "anonymous", "関係者"),
        ("ないかとの見方", "agentless", None),
    ],
)
def test_holders(sample: Result, words: str, holder: str, text: str | None) -> None:
    found = sentence_with(sample.document, words).claims[-1].holder
    assert found.type == holder
    assert found.text is None if text is None else text in (found.text or "")


# --- overstatement ---


PLANTED = {
    "間違いなく行き詰まって": "KD101",
    "一気に跳ね上がります": "KD102",
    "異を唱える人は誰もいません": "KD103",
    "威嚇したがっている": "KD104",
    "怠慢が原因です": "KD105",
    "9億ドルの債務が隠されて": "KD106",
    "100％確定だ": "KD107",
    "必ず増枠に踏み切るかも": "KD109",
}


@pytest.mark.parametrize(("words", "code"), PLANTED.items())
def test_what_was_planted_is_found(sample: Result, words: str, code: str) -> None:
    claims = sentence_with(sample.document, words).claims
    assert code in {finding.code for claim in claims for finding in claim.findings}
    assert "overstated" in {claim.verdict for claim in claims}


def test_hardly_anything_else_is(article: Result) -> None:
    flagged = [
        sentence.text
        for sentence in article.document.sentences
        if any(claim.verdict == "overstated" for claim in sentence.claims)
        and not any(words in sentence.text for words in PLANTED)
    ]
    assert len(flagged) <= 1, flagged


def test_what_names_its_source_is_not_flagged(sample: Result) -> None:
    for words in ("約140万トン", "4億2000万ドル", "艦艇8隻"):
        assert {claim.verdict for claim in sentence_with(sample.document, words).claims} == {"supported"}


# --- the page ---


def section(page: str, id: str) -> str:
    """The inside of a section of the page; sections do not nest."""
    return page.split(f'<section id="{id}"')[1].split("</section>")[0]


def said(part: str) -> list[str]:
    """The claims that a part of the page lists."""
    return [html.unescape(text) for text in re.findall(r'<a class="say"[^>]*>([^<]*)</a>', part)]


def test_the_page_lists_each_claim_under_its_axes(article: Result) -> None:
    cards = re.findall(r'<article class="axis-card ax(\d)">(.*?)</article>', section(article.page, "axes"), re.DOTALL)
    axes = load_topic().axes
    assert [int(slot) for slot, _ in cards] == [0, 1, 2, 3]
    for (slot, card), number in zip(cards, AXIS_OF_SECTION, strict=True):
        axis = axes[int(slot)]
        assert axis.name_ja in card.split("</h3>")[0]
        assert AXIS_OF_SECTION[number] == axis.id
        listed = Counter(said(card))
        expected = [claim for claim in claims_of(article.document) if axis.id in {score.id for score in claim.axes}]
        assert listed.keys() == {claim.text for claim in expected}
        of_section = [claim.text for claim in claims_under(article.document, number)]
        assert sum(text in listed for text in of_section) >= 0.5 * len(of_section)


def test_the_page_has_the_timeline_in_order(sample: Result) -> None:
    part = section(sample.page, "timeline")
    dates = re.findall(r'<p class="date">([^<]*)</p>', part)
    order = ["2000年代", "2005年", "2013年", "2016年", "2022年3月", "2023年8月", "2024年", "2026年1月"]
    assert [date for date in dict.fromkeys(dates) if date in order] == order
    texts = said(part)
    entries = [sentence.claims[0].text for sentence in under(sample.document, "2.") if sentence.block == "list_item"]
    assert [text for text in texts if text in entries] == entries


def test_the_page_lists_the_scenarios_and_the_flagged(article: Result) -> None:
    scenarios = section(article.page, "scenarios")
    assert len(re.findall(r'<article class="scenario"', scenarios)) == 3
    assert "ここから先は断定ではなく" in scenarios
    flagged = [claim.text for claim in claims_of(article.document) if claim.verdict == "overstated"]
    assert sorted(said(section(article.page, "flagged"))) == sorted(flagged)


def test_the_page_holds_every_line_of_the_text(article: Result) -> None:
    shown = re.sub(r'<a class="tag".*?</a>|<[^>]+>|\s', "", article.page.split('<div class="article"')[1])
    shown = html.unescape(shown)
    for line in article.text.splitlines():
        words = re.sub(r"^[^\w「“]+", "", line)  # bullets and what decorates them are marks of the list
        assert re.sub(r"\s", "", words) in shown, line


def test_a_report_of_what_tag_wrote_is_the_report_of_the_text(tmp_path: Path, sample: Result) -> None:
    (tmp_path / "t.jsonl").write_text(sample.line + "\n", encoding="utf-8")
    run(tmp_path, "report", "t.jsonl", "-o", "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == sample.page


def test_the_page_of_a_text_without_dates_lists_its_axes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("原油の輸出が止まった。銀行は融資を止めた。", encoding="utf-8")
    run(tmp_path, "report", "a.txt", "-o", "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<section id="timeline"' not in page
    assert "原油の輸出が止まった" in said(section(page, "axes"))


# --- many texts ---


def test_the_sample_posts(tmp_path: Path) -> None:
    run(tmp_path, "tag", str(SAMPLES / "posts.jsonl"), "-o", "tagged.jsonl")
    rows = [json.loads(line) for line in (SAMPLES / "posts.jsonl").read_text(encoding="utf-8").splitlines()]
    with (tmp_path / "tagged.jsonl").open(encoding="utf-8") as lines:
        documents = list(jsonl.read(lines))
    assert [document.id for document in documents] == [row["id"] for row in rows]
    for row, document in zip(rows, documents, strict=True):
        assert (document.kind, document.published, document.error) == ("post", row["published"], None)
        assert inexact_spans(document, row["text"]) == []
        assert document.metadata["author"] == row["author"]
    assert all(claims_of(document) for document in documents)


@pytest.mark.shared
def test_two_hundred_real_articles(shared: Path, tmp_path: Path) -> None:
    lines = (shared / "jawikinews.jsonl").read_text(encoding="utf-8").split("\n")
    chosen = random.Random(20260115).sample([line for line in lines if line.strip()], 200)
    (tmp_path / "news.jsonl").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    run(tmp_path, "tag", "news.jsonl", "-o", "tagged.jsonl")
    rows = [json.loads(line) for line in chosen]
    validator = jsonschema.Draft202012Validator(jsonl.schema())
    with (tmp_path / "tagged.jsonl").open(encoding="utf-8") as tagged:
        written = tagged.read().splitlines()
    documents = list(jsonl.read(written))
    assert [document.id for document in documents] == [row["id"] for row in rows]
    for row, document in zip(rows, documents, strict=True):
        assert document.error is None, document.id
        assert inexact_spans(document, row["text"]) == [], document.id
        assert claims_of(document), document.id
    for line in written[:20]:
        validator.validate(json.loads(line))
    # News states facts and names its sources; a reader that found the opposite would be of no use.
    stances = Counter(claim.stance for document in documents for claim in claims_of(document))
    assert set(stances) == set(Stance)
    n_flagged = sum(claim.verdict == "overstated" for document in documents for claim in claims_of(document))
    assert n_flagged <= 0.02 * stances.total()
