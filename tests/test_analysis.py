"""The whole path as one call: exact offsets on any text, order, failures that stay alone, and what is drawn from around."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kakudo
from growth import growth
from kakudo.analysis import Analyzer
from kakudo.artifacts import find_model
from kakudo.axes.features import AxisFeatures
from kakudo.axes.model import load_axis_model
from kakudo.certainty.context import load_context_rows
from kakudo.certainty.lexicon import load_lexicon
from kakudo.certainty.tagger import CertaintyTagger
from kakudo.certainty.time_model import load_time_model
from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.document import Block, BlockKind, Document, DocumentKind
from kakudo.evidence.finder import EvidenceFinder
from kakudo.findings import Certainty, EvidenceType, Signature, Stance, TaggedDocument, Verdict, stance_of
from kakudo.overstatement.judge import Judge, verdict_of
from kakudo.overstatement.learned import load_suspicion
from kakudo.reports import jsonl
from kakudo.tokenization import TokenizedText, Tokenizer
from offset_checks import claims_of, inexact_spans

# --- offsets ---

VARIED = {
    "emoji": "🚀原油は🛢️上がった。👨‍👩‍👧‍👦の家計は、必ず苦しくなる🥶！",
    "half-width kana": "ﾛｼｱ外務省は｢ﾐｻｲﾙの供与を止める｣と発表した。ﾊﾞﾚﾙ単価は30㌦だ。",
    "full-width": "２０２６年１月、ＯＰＥＣは１００％減産すると述べた。",
    "CRLF": "海軍は港を閉じた。\r\n\r\n一、原油の輸出が止まった\r\n二、融資も止まった\r\n\r\n関係者によると、再開は来月だという。\r\n",
    "carriage returns": "海軍は港を閉じた。\r原油の輸出が止まった。\r",
    "combining marks": "か\u3099ソリンは値上か\u3099りした。パ\u309aリは冷えた。",
    "ligatures": "㈱原油は㍿の子会社で、①債務②株式を持つ。ﬁnal判断は㋀だ。",
    "headings": "# 見出し🚢\n\n## 一　経緯\n- 🔺 2000年代　輸出が始まる\n- 2013年　基金を設立\n\nここから先は断定ではない。\n値は下がる。\n",
    "quotes": "大統領は「『必ず勝つ』と言った者は“誰もいない”」と述べた（1月5日、🏛️で）。",
    "tabs and spaces": "\t　 海軍は\t港を　閉じた 。  \n　　原油は 値上がりした。",
    "no full stop": "両国、港の共用で合意へ",
    "byte order mark": "\ufeff海軍は港を閉じた。",
    "line separators": "海軍は港を閉じた。\u2028原油は上がった。\u0085融資は止まった。\x0b株は下がった。",
    "zero width": "原\u200b油は値上\u200dがりした。海\ufe0f軍は動いた。",
    "Latin": "OPEC+ agreed to cut 1.5 mb/d. サウジは「OK」と答えた。https://example.org/a?b=c#d を参照。",
    "old kanji and surrogates": "𠮷野家は𩸽を売った。國營會社は倒產する。",
    "one letter": "油",
    "marks alone": "。、！？…——「」",
}


@pytest.mark.parametrize("text", VARIED.values(), ids=VARIED)
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_span_is_a_slice_of_the_text_as_given(text: str, kind: DocumentKind, analyzer: Analyzer) -> None:
    document = analyzer(Document(text, kind=kind, published="2026-01-15"))
    assert document.error is None
    assert document.offset_unit == "codepoint"
    assert inexact_spans(document, text) == []


def test_offsets_count_code_points(analyzer: Analyzer) -> None:
    text = "🚀🚀原油は\r\n\r\n🛢️ﾛｼｱ外務省は２０２６年１月に供与を止めると発表した。"
    claim = claims_of(analyzer(text))[-1]
    start = text.index("ﾛｼｱ")
    assert (claim.start, claim.end) == (start, len(text) - 1)
    assert (claim.holder.text, claim.holder.start) == ("ﾛｼｱ外務省", start)
    assert [(item.text, item.start, item.value) for item in claim.when] == [
        ("２０２６年１月", text.index("２０２６"), "2026-01")
    ]


PIECES = st.sampled_from(
    [
        *(
            "原油は上がった",
            "必ず勝つ",
            "かもしれない",
            "海軍が動き",
            "、",
            "。",
            "。\n",
            "「",
            "」",
            "（",
            "）",
            "\r\n",
            "\n\n",
        ),
        *(
            "\r",
            "🚀",
            "👨‍👩‍👧‍👦",
            "ﾛｼｱ",
            "ｶﾞｽ",
            "㌦",
            "２０２６年１月",
            "昨日",
            "100万人",
            "と財務省は発表した",
            "という",
            "　",
        ),
        *(
            " ",
            "\t",
            "# ",
            "- ",
            "・",
            "1. ",
            "シナリオA：",
            "ここから先は断定ではない",
            "https://example.org/",
            "#原油",
            "@a_b",
        ),
        *(
            "か\u3099",
            "\ufe0f",
            "\u200b",
            "出典：",
            "などです。",
            "一般に想定されるのは、",
            "？",
            "!",
            "…",
            "！？",
            "a",
            "1",
            "%",
            "𠮷",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(list(DocumentKind)))
def test_any_mixture_has_exact_spans(analyzer: Analyzer, text: str, kind: DocumentKind) -> None:
    document = analyzer(Document(text, kind=kind, published="2026-01-15"))
    assert document.error is None, document.error
    assert inexact_spans(document, text) == []
    for claim in claims_of(document):
        assert claim.stance is stance_of(claim.holder.type, claim.certainty)
        assert claim.verdict is verdict_of(claim.certainty, claim.findings)
        assert 0 <= claim.strength <= 1
    assert next(jsonl.read([jsonl.render(document)])) == document


@pytest.mark.parametrize("text", ["", " ", "\r\n \u3000\n"], ids=repr)
def test_nothing_is_said_in_an_empty_text(text: str, analyzer: Analyzer) -> None:
    document = analyzer(text)
    assert (document.sentences, document.error, document.title) == ((), None, None)


# --- order, failures, streams ---


@dataclass(frozen=True)
class Parts:
    """What an analyzer is made of, to be taken apart."""

    given: dict[str, Any]

    def build(self, **others: Any) -> Analyzer:
        return Analyzer(**{**self.given, **others})


@pytest.fixture(scope="module")
def parts(tokenizer: Tokenizer, tagger: CertaintyTagger) -> Parts:
    return Parts(
        {
            "tokenizer": tokenizer,
            "tagger": tagger,
            "context_rows": load_context_rows(),
            "evidence": EvidenceFinder(),
            "features": AxisFeatures(),
            "model": load_axis_model(find_model()),
            "judge": Judge(CLAIM_RULES),
            "signature": Signature("1", "2", "3", "4"),
        }
    )


def exploding(stage: Callable[..., Any], word: str = "爆発") -> Callable[..., Any]:
    """A stage that raises on what holds the word."""

    def run(*arguments: Any, **named: Any) -> Any:
        found = stage(*arguments, **named)
        if any(word in part for part in map(_text_of, arguments)):
            raise ZeroDivisionError(f"{word} in a stage")
        return found

    return run


def _text_of(argument: Any) -> str:
    if isinstance(argument, TokenizedText):
        return "".join(token.surface for token in argument.tokens)
    return str(getattr(argument, "text", argument if isinstance(argument, str) else ""))


@pytest.mark.parametrize("stage", ["tokenizer", "tagger", "evidence", "judge"])
def test_a_stage_that_fails_costs_its_document_alone(stage: str, parts: Parts) -> None:
    analyzer = parts.build(**{stage: exploding(parts.given[stage])})
    texts = ["海軍は動いた。", "倉庫で爆発が起きた。", "原油は上がった。値も下がる。", "爆発だ。", "融資が止まった。"]
    documents = [
        Document(text, id=str(number), source="a.txt", published="2026-01-01", title="題", metadata={"n": number})
        for number, text in enumerate(texts)
    ]
    found = list(analyzer.pipe(documents))
    assert [document.id for document in found] == ["0", "1", "2", "3", "4"]
    for number, document in enumerate(found):
        assert (document.source, document.published, document.title) == ("a.txt", "2026-01-01", "題")
        assert document.metadata == {"n": number}
        assert document.signature == analyzer.signature
        if number in (1, 3):
            assert document.error is not None
            assert (document.error.type, document.error.message) == ("ZeroDivisionError", "爆発 in a stage")
            assert document.sentences == ()
        else:
            assert document.error is None
            # The axes of the others are still their own.
            assert document == parts.build()(documents[number])


def test_what_is_no_text_becomes_an_error(analyzer: Analyzer) -> None:
    odd: Any = [None, "海軍は動いた。", 5]
    none, text, number = analyzer.pipe(odd)
    assert none.error is not None
    assert number.error is not None
    assert claims_of(text)[0].text == "海軍は動いた"


def test_a_failure_says_what_it_is_told(analyzer: Analyzer) -> None:
    document = analyzer.failure(Document("", id="a", kind=DocumentKind.POST, source="b"), "InputError", "is empty")
    assert document.error is not None
    assert (document.error.type, document.error.message, document.sentences) == ("InputError", "is empty", ())
    assert (document.id, document.kind, document.source, document.schema) == ("a", "post", "b", "kakudo/1")
    assert next(jsonl.read([jsonl.render(document)])) == document


@pytest.mark.parametrize("n", [0, 1, 63, 64, 65, 130])
def test_a_stream_keeps_its_order(n: int, parts: Parts) -> None:
    analyzer = parts.build(evidence=exploding(parts.given["evidence"]))
    texts = ["原油が爆発した。" if number % 7 == 3 else f"原油は{number}ドル上がった。" for number in range(n)]
    found = list(analyzer.pipe(Document(text, id=str(number)) for number, text in enumerate(texts)))
    assert [document.id for document in found] == [str(number) for number in range(n)]
    assert [document.error is not None for document in found] == [number % 7 == 3 for number in range(n)]
    for text, document in zip(texts, found, strict=True):
        assert inexact_spans(document, text) == []
        assert all(claim.text in text for claim in claims_of(document))


def test_a_stream_need_not_end(analyzer: Analyzer) -> None:
    stream = analyzer.pipe(itertools.repeat("原油は上がった。"))
    first = list(itertools.islice(stream, 70))
    assert len(first) == 70
    assert all(document == first[0] for document in first)


def test_a_text_is_tagged_alike_alone_and_among_others(analyzer: Analyzer) -> None:
    texts = [*VARIED.values(), "原油の輸出が止まった。", "銀行は融資を止めた。海軍も動いた。"]
    assert list(analyzer.pipe(texts)) == [analyzer(text) for text in texts]
    assert list(analyzer.pipe(reversed(texts)))[::-1] == [analyzer(text) for text in texts]


def test_the_analyzer_remembers_nothing(analyzer: Analyzer) -> None:
    text = "2024年5月に会談した。\n\n翌月、合意した。"
    before = analyzer(text)
    analyzer("2010年3月に開戦した。")
    assert analyzer(text) == before


def test_every_process_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(VARIED.values()), encoding="utf-8")
    root = str(Path(kakudo.__file__).parents[1])

    def tagged(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-m", "kakudo", "tag", str(path)], capture_output=True, check=True, env=environment
        ).stdout

    first = tagged("1")
    assert first.count(b"\n") == 1
    assert first == tagged("2")


# --- what goes into every output ---


def test_the_signature_names_what_produced_the_output(analyzer: Analyzer) -> None:
    document = analyzer("海軍は動いた。")
    folder = find_model()
    assert document.schema == "kakudo/1"
    assert document.signature == analyzer.signature
    assert document.signature == Signature(
        kakudo.__version__,
        f"{load_axis_model(folder).name} {load_time_model(folder).name} {load_suspicion(folder).name}",
        load_lexicon().digest,
        Tokenizer().name,
    )
    assert document.signature.lexicon.startswith("sha256:")
    assert "unidic-lite" in document.signature.tokenizer


def test_what_is_known_of_a_document_is_passed_on(analyzer: Analyzer) -> None:
    given = Document(
        "海軍は動いた。", "x-1", DocumentKind.POST, "題", "https://example.org", "2026-01-05", {"著者": ["a", 1, None]}
    )
    document = analyzer(given)
    assert (document.id, document.kind, document.title) == ("x-1", "post", "題")
    assert (document.source, document.published) == ("https://example.org", "2026-01-05")
    assert document.metadata == {"著者": ["a", 1, None]}


ARTICLE = "# 港をめぐる十年\n\n1. 経緯\n両国は2015年に協定を結んだ。協定は港の拡張を定めている。\n\n2. 現状\n港は広がった。会議は毎年開かれている。\n"


def test_an_articles_first_heading_is_its_title_unless_it_has_one(analyzer: Analyzer) -> None:
    assert analyzer(ARTICLE).title == "港をめぐる十年"
    assert analyzer(Document(ARTICLE, title="別の題")).title == "別の題"
    assert analyzer(Document(ARTICLE, kind=DocumentKind.POST)).title is None
    assert analyzer("海軍は動いた。").title is None


def test_blocks_that_the_format_states_are_taken_as_they_are(analyzer: Analyzer) -> None:
    text = "港の歩み海軍は動いた。原油は上がった。"
    blocks = (
        Block(0, 4, BlockKind.HEADING, (), 1),
        Block(4, 11, BlockKind.QUOTE, ("港の歩み",)),
        Block(11, 19, BlockKind.PARAGRAPH, ("港の歩み",)),
    )
    document = analyzer(Document(text, blocks=blocks))
    assert [(item.text, item.block, item.section) for item in document.sentences] == [
        ("港の歩み", "heading", ()),
        ("海軍は動いた。", "quote", ("港の歩み",)),
        ("原油は上がった。", "paragraph", ("港の歩み",)),
    ]
    assert document.title == "港の歩み"


# --- posts ---


def post(analyzer: Analyzer, text: str) -> TaggedDocument:
    return analyzer(Document(text, kind=DocumentKind.POST))


def test_addresses_tags_and_names_are_no_claims(analyzer: Analyzer) -> None:
    text = "@taro 増産が決まったという #原油 #OPEC https://example.org/a"
    (claim,) = claims_of(post(analyzer, text))
    assert claim.text == "増産が決まったという"
    assert claims_of(post(analyzer, "#原油 #OPEC https://example.org/a @taro")) == []
    assert inexact_spans(post(analyzer, text), text) == []


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("増産は決まるだろう", Certainty.PROBABLE),
        ("増産は決まるかも", Certainty.POSSIBLE),
        ("増産は決まるかもしれない", Certainty.POSSIBLE),
        ("増産は決まった", Certainty.CERTAIN),
    ],
)
@pytest.mark.parametrize("tail", ["", " #原油", "。 #原油", " https://example.org/a", " @taro"])
def test_what_follows_a_posts_sentence_does_not_change_its_certainty(
    text: str, certainty: Certainty, tail: str, analyzer: Analyzer
) -> None:
    (claim,) = claims_of(post(analyzer, text + tail))
    assert (claim.text, claim.certainty) == (text, certainty)


def test_a_posts_line_is_no_headline(analyzer: Analyzer) -> None:
    # 「…へ」 at the end is headline grammar in an article, and half a sentence in a post.
    (in_article,) = claims_of(analyzer("両国、港の共用で合意へ"))
    (in_post,) = claims_of(post(analyzer, "両国、港の共用で合意へ"))
    assert in_article.stance is Stance.NONE
    assert {cue.id.split(".")[0] for cue in in_article.cues} >= {"headline"}
    assert not any(cue.id.startswith("headline.") for cue in in_post.cues)


# --- dates ---


def dates(document: TaggedDocument) -> list[tuple[str, str]]:
    return [(item.text, item.value) for claim in claims_of(document) for item in claim.when]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("昨日、空爆があった。", "2026-01-01", [("昨日", "2025-12-31")]),
        ("昨日、空爆があった。", "2024-03-01T09:00:00+09:00", [("昨日", "2024-02-29")]),
        ("政府は先月、制裁を決めた。", "2026-01-15", [("先月", "2025-12")]),
        ("来年には終わる。", "2026-01-15", [("来年", "2027")]),
        ("2024年5月に会談した。翌月、合意した。", "2026-01-15", [("2024年5月", "2024-05"), ("翌月", "2024-06")]),
        ("2024年5月に会談した。翌月、合意した。", None, [("2024年5月", "2024-05"), ("翌月", "2024-06")]),
    ],
)
def test_relative_dates_are_resolved(
    text: str, published: str | None, expected: list[tuple[str, str]], analyzer: Analyzer
) -> None:
    assert dates(analyzer(Document(text, published=published))) == expected


@pytest.mark.parametrize("published", [None, "2026", "2026-01", "an old day"])
def test_without_a_day_of_publication_they_stay_open(published: str | None, analyzer: Analyzer) -> None:
    ((text, value),) = dates(analyzer(Document("昨日、空爆があった。", published=published)))
    assert text == "昨日"
    assert not value[:4].isdigit()


# --- evidence in view ---


BOLD = "通貨は間違いなく暴落している。"


def evidence_and_codes(text: str, analyzer: Analyzer) -> tuple[set[str], set[str], Verdict]:
    """What the first claim has."""
    document = analyzer(text)
    assert inexact_spans(document, text) == []
    claim = claims_of(document)[0]
    return {str(item.type) for item in claim.evidence}, {finding.code for finding in claim.findings}, claim.verdict


def test_a_bold_claim_alone_is_overstated(analyzer: Analyzer) -> None:
    assert evidence_and_codes(BOLD, analyzer) == (set(), {"KD101"}, Verdict.OVERSTATED)


@pytest.mark.parametrize(
    "after",
    [
        "出典は中央銀行の年次統計。",
        "\n出典：中央銀行の年次統計",
        "（出典：中央銀行の年次統計）",
        "ソースは財務省の統計。",
        "\n→ 参照：財務省の白書",
    ],
)
def test_a_source_in_the_next_sentence_serves_the_claim_before(after: str, analyzer: Analyzer) -> None:
    types, codes, verdict = evidence_and_codes(BOLD + after, analyzer)
    assert EvidenceType.DOCUMENT in types
    assert "KD101" not in codes
    assert verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "after",
    ["中央銀行の年次統計は夏に出る。", "天気は晴れだ。", "株も間違いなく下がっている。出典は中央銀行の年次統計。"],
    ids=["speaks of a document", "something else", "serves another"],
)
def test_other_sentences_after_it_do_not(after: str, analyzer: Analyzer) -> None:
    types, codes, _ = evidence_and_codes(BOLD + after, analyzer)
    assert EvidenceType.DOCUMENT not in types
    assert "KD101" in codes


@pytest.mark.parametrize(
    ("before", "claim", "is_served"),
    [
        ("中央銀行は年次統計を公表した。", "それによれば通貨は間違いなく暴落している。", True),
        ("中央銀行は年次統計を公表した。", "この通貨は間違いなく暴落している。", True),
        ("中央銀行は年次統計を公表した。", "一方、その通貨は間違いなく暴落している。", True),
        ("中央銀行は年次統計を公表した。", BOLD, False),
        ("中央銀行は年次統計を公表した。\n\n", "この通貨は間違いなく暴落している。", False),
        ("桜が咲いた。", "この通貨は間違いなく暴落している。", False),
    ],
)
def test_a_sentence_that_refers_back_shares_the_sources_before_it(
    before: str, claim: str, is_served: bool, analyzer: Analyzer
) -> None:
    found = claims_of(analyzer(before + claim))[-1]
    assert (EvidenceType.DOCUMENT in {item.type for item in found.evidence}) is is_served
    assert ("KD101" not in {finding.code for finding in found.findings}) is is_served


def test_rules_that_are_switched_off_find_nothing(parts: Parts) -> None:
    assert [finding.code for claim in claims_of(parts.build()(BOLD)) for finding in claim.findings] == ["KD101"]
    (claim,) = claims_of(parts.build(judge=Judge([]))(BOLD))
    assert (claim.findings, claim.verdict) == ((), Verdict.SUPPORTED)


def test_a_headline_is_held_against_its_own_body(analyzer: Analyzer) -> None:
    body = "国営会社は来年、債務を踏み倒す可能性がある。返済の期限は三月に来る。銀行団は条件の変更に応じる構えだ。"
    flat = analyzer(f"# 国営会社が債務を踏み倒す\n\n{body}")
    assert "KD201" in {finding.code for finding in claims_of(flat)[0].findings}
    assert all(finding.code != "KD201" for claim in claims_of(flat)[1:] for finding in claim.findings)
    hedged = analyzer(f"# 国営会社、債務を踏み倒す可能性\n\n{body}")
    assert all(finding.code != "KD201" for claim in claims_of(hedged) for finding in claim.findings)


# --- length ---

LINES = {
    "one sentence again and again": "政府は5日、原油の供給を停止すると発表した。",
    "no full stop": "原油の供給を停止すると発表し",
    "one letter": "あ",
    "pairs of brackets": "「」",
    "brackets in brackets": "「「」",
    "lost brackets": "「",
    "figures": "1234567890",
    "Latin": "hello world ",
    "spaces": " あ",
    "hashtags": "#原油",
}


@pytest.mark.parametrize("unit", LINES.values(), ids=LINES)
def test_a_line_without_end_takes_time_by_its_length(unit: str) -> None:
    analyzer = kakudo.load()
    short, long = unit * (12_000 // len(unit)), unit * (96_000 // len(unit))
    analyzer(short)
    assert (
        growth(lambda: analyzer(short), lambda: analyzer(long), n_runs=1) < 24
    )  # eight times the text; 64 if quadratic
