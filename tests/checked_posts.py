"""Checked posts to test with, built by hand: what `kakudo check` gives, without its models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from kakudo.findings import (
    SCHEMA,
    Certainty,
    Comparison,
    Failure,
    Finding,
    Holder,
    HolderType,
    Level,
    Match,
    Polarity,
    Signature,
    Stance,
    TaggedClaim,
    TaggedDocument,
    TaggedSentence,
    Time,
    Verdict,
    stance_of,
)

__all__ = ["claim", "failed", "finding", "match", "post", "posts"]

STRENGTH = {
    Certainty.EMPHATIC: 0.97,
    Certainty.CERTAIN: 0.9,
    Certainty.PROBABLE: 0.6,
    Certainty.POSSIBLE: 0.38,
    Certainty.UNCOMMITTED: 0.0,
}
NAMES = {
    "KD101": "booster-without-evidence",
    "KD301": "stronger-than-source",
    "KD302": "attribution-dropped",
    "KD303": "scope-widened",
    "KD304": "number-changed",
    "KD305": "plan-as-done",
    "KD306": "cause-upgraded",
    "KD307": "negation-flipped",
    "KD308": "condition-dropped",
    "KD309": "time-collapsed",
    "KD310": "unsupported",
    "KD320": "weaker-than-source",
}
COMPARISONS = {
    "KD304": Comparison.CONTRADICTED,
    "KD307": Comparison.CONTRADICTED,
    "KD310": Comparison.UNMATCHED,
    "KD320": Comparison.WEAKER,
}


def finding(code: str, message: str = "出典と違う。", needed: str = "出典の原文。") -> Finding:
    """A finding without a place; `claim` puts it where its words stand."""
    level = Level.INFO if code == "KD320" else Level.ERROR if code in ("KD304", "KD307") else Level.WARNING
    return Finding(code, NAMES.get(code, code), level, 0, 0, message, needed)


def match(
    text: str,
    similarity: float = 0.8,
    certainty: Certainty = Certainty.CERTAIN,
    *,
    holder: HolderType = HolderType.WRITER,
    source_id: str = "kiji-1",
    start: int = 40,
) -> Match:
    stance = stance_of(holder, certainty)
    return Match(source_id, start, start + len(text), text, similarity, certainty, STRENGTH[certainty], stance)


def claim(
    text: str,
    found: Mapping[str, Finding] | None = None,
    matched: Match | None = None,
    certainty: Certainty = Certainty.CERTAIN,
) -> TaggedClaim:
    """A claim at 0; `post` moves it.

    Args:
        found: the words that a finding points at → the finding.
        matched: what it was compared with.
    """
    findings = tuple(
        replace(item, start=text.index(words), end=text.index(words) + len(words))
        for words, item in (found or {}).items()
    )
    codes = [f.code for f in findings if f.code.startswith("KD3")]
    comparison = Comparison.FAITHFUL if matched is not None else Comparison.UNMATCHED
    for code in codes:
        comparison = COMPARISONS.get(code, Comparison.STRONGER)
    return TaggedClaim(
        start=0,
        end=len(text),
        text=text,
        axes=(),
        holder=Holder(HolderType.WRITER),
        certainty=certainty,
        strength=STRENGTH[certainty],
        polarity=Polarity.AFFIRMED,
        time=Time.PRESENT,
        when=(),
        context=(),
        stance=Stance(stance_of(HolderType.WRITER, certainty)),
        cues=(),
        evidence=(),
        verdict=Verdict.OVERSTATED if findings else Verdict.NOT_APPLICABLE,
        findings=findings,
        matches=() if matched is None else (matched,),
        comparison=comparison,
    )


def post(
    id: str,
    *claims: TaggedClaim,
    metadata: Mapping[str, Any] | None = None,
    source: str | None = None,
    error: Failure | None = None,
) -> TaggedDocument:
    """A post with a sentence and a line for each claim."""
    sentences = []
    start = 0
    for item in claims:
        sentences.append(
            TaggedSentence(start, start + len(item.text), item.text, "paragraph", (), (_moved(item, start),))
        )
        start += len(item.text) + 1
    signature = Signature("0.1.0", "axes-2026.01", "sha256:3f9a1c77", "fugashi 1.5.2 / unidic-lite 1.0.8")
    return TaggedDocument(
        schema=SCHEMA,
        id=id,
        kind="post",
        title=None,
        source=source,
        published="2026-01-21",
        offset_unit="codepoint",
        metadata=dict(metadata or {}),
        signature=signature,
        sentences=tuple(sentences),
        error=error,
    )


def _moved(item: TaggedClaim, by: int) -> TaggedClaim:
    findings = tuple(replace(found, start=found.start + by, end=found.end + by) for found in item.findings)
    return replace(item, start=item.start + by, end=item.end + by, findings=findings)


def failed(id: str, message: str = "出典 kiji-9 が渡されていない。") -> TaggedDocument:
    """A post that could not be checked."""
    return post(id, claim("港は閉まった"), error=Failure("SourceError", message))


def posts() -> Iterator[TaggedDocument]:
    """Some of everything: each kind of comparison, several claims, several codes, no source, an error, nothing found."""
    yield post(
        "asa-001",
        claim("おはようございます☀️", certainty=Certainty.UNCOMMITTED),
        claim(
            "アルカン海軍は昨日、海峡の東側で訓練を始めた",
            matched=match("アルカン海軍は20日、海峡の東側で訓練を始めた", 0.9),
        ),
        metadata={"likes": 3},
    )
    yield post(
        "asa-002",
        claim(
            "アルカンが海峡を封鎖した！",
            {
                "アルカンが海峡を封鎖した！": finding(
                    "KD301",
                    "出典は「封鎖する可能性がある」（可能性）と述べるのに、断定している。",
                    "封鎖の実施を伝える発表または記事。",
                ),
                "封鎖した": finding(
                    "KD305", "出典では検討の段階の「封鎖」を、済んだこととして書いている。", "実施を伝える発表。"
                ),
            },
            match(
                "海峡を封鎖する可能性があると国防省の関係者は話した",
                0.72,
                Certainty.POSSIBLE,
                holder=HolderType.ANONYMOUS,
            ),
        ),
        claim(
            "間違いなく原油は上がる",
            {"間違いなく": finding("KD101", "「間違いなく」と強めているが、根拠がない。", "統計。")},
        ),
        metadata={"likes": "1.2万", "reposts": 3400, "author": "@minato_watch"},
        source="https://posts.example/asa-002",
    )
    yield post(
        "asa-003",
        claim(
            "港では31人がけがをした",
            {"31人": finding("KD304", "出典では「13人」だが、「31人」と書いている。", "負傷者数の発表。")},
            match(
                "港湾局によると、港では少なくとも13人がけがをした", 0.81, holder=HolderType.NAMED, source_id="kiji-2"
            ),
        ),
        claim("全員が軽傷だという", matched=match("いずれも軽傷だという", 0.6, source_id="kiji-2")),
        metadata={"likes": 40},
    )
    yield post(
        "asa-004",
        claim(
            "油の流出は確認されている",
            {
                "確認されている": finding(
                    "KD307", "出典の「確認されていない」と逆のことを述べている。", "海上保安局の調査結果。"
                )
            },
            match("事故の時点で油の流出は確認されていない", 0.77, holder=HolderType.NAMED, source_id="kiji-2"),
        ),
        claim(
            "沿岸の漁はすべて止まった",
            {"すべて": finding("KD303", "出典は「一部」に限っている。", "漁協の発表。")},
            match("沿岸の一部の漁協は操業を見合わせた", 0.52, source_id="kiji-3"),
        ),
    )
    yield post(
        "asa-005",
        claim(
            "船長は逮捕された",
            {
                "船長は逮捕された": finding(
                    "KD310", "渡された出典のどれにも、これに当たる主張がない。", "逮捕を伝える発表または記事。"
                )
            },
        ),
        metadata={"views": 250000},
    )
    yield post(
        "asa-006",
        claim(
            "協定は年内に結ばれるかもしれない",
            {"かもしれない": finding("KD320", "出典は断定しているのに、弱めている。", "なし。")},
            match("両国は協定を年内に結ぶと合意した", 0.7),
            Certainty.POSSIBLE,
        ),
    )
    yield failed("asa-007")
    yield post("asa-008", claim("みなさん、どう思いますか？", certainty=Certainty.UNCOMMITTED))
