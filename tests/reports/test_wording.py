"""Which words of a post and its source are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checked_posts import claim, finding, post
from kakudo.findings import TaggedDocument
from kakudo.reports.wording import MarkedText, in_brackets, mark_post, mark_source


def marked(parts: tuple[MarkedText, ...]) -> list[str]:
    return [part.text for part in parts if part.finding is not None]


def test_the_words_of_a_finding_are_a_slice_of_the_post(checked: tuple[TaggedDocument, ...]) -> None:
    for document in checked:
        findings = dict(enumerate(f for s in document.sentences for c in s.claims for f in c.findings))
        parts = mark_post(document.sentences, findings)
        text = "".join(part.text for part in parts)
        assert text == "\n".join(sentence.text for sentence in document.sentences)
        position = 0
        for part in parts:
            if part.finding is not None:
                own = findings[part.finding]
                assert own.start <= position
                assert position + len(part.text) <= own.end
                assert text[position : position + len(part.text)] == part.text
            position += len(part.text)
            assert all(findings[number].end == position for number in part.ends)
        assert sorted(number for part in parts for number in part.ends) == sorted(findings)


def test_the_shorter_of_two_findings_marks_what_both_cover() -> None:
    document = post("p", claim("船が31人を乗せた", {"船が31人を乗せた": finding("KD302"), "31人": finding("KD304")}))
    parts = mark_post(document.sentences, dict(enumerate(document.sentences[0].claims[0].findings)))
    assert [(part.text, part.finding, part.ends) for part in parts] == [
        ("船が", 0, ()),
        ("31人", 1, (1,)),
        ("を乗せた", 0, (0,)),
    ]
    assert in_brackets(parts) == "［船が31人を乗せた］"


def test_a_finding_outside_the_text_marks_nothing() -> None:
    document = post("p", claim("船が出た"))
    for start, end in ((40, 50), (3, 3), (-5, 0), (4, 2)):
        out = finding("KD301")
        out = type(out)(out.code, out.name, out.level, start, end, out.message, out.needed)
        assert marked(mark_post(document.sentences, {0: out})) == []


@pytest.mark.parametrize(
    ("source", "said", "message", "expected"),
    [
        pytest.param(
            "死者は少なくとも13人に上った",
            "死者は31人",
            "出典の数は「13人」、投稿では「31人」です。",
            ["13人"],
            id="quoted",
        ),
        pytest.param(
            "政府は「開戦」を検討した",
            "政府は開戦した",
            "投稿『政府は開戦した』は、出典『政府は「開戦」を検討した』より強い。",
            ["検討"],
            id="quotation-in-a-whole-claim",
        ),
        pytest.param(
            "Aは「可能性がある」と述べた",
            "Aは確実だと述べた",
            "The source gives “可能性がある”, the post “確実だ”.",
            ["可能性がある"],
            id="english",
        ),
        pytest.param(
            "船が出るかもしれない",
            "船が出た",
            "The post says “船が出た” (certain), which is stronger than “船が出るかもしれない” (possible) in the source.",
            ["るかもしれない"],
            id="english-whole-claims",
        ),
        pytest.param(
            "チロルのスキー場で止まり",
            "スキー場で5時間止まった",
            "出典の数は「最長5時間」です。",
            [],
            id="quoted-from-elsewhere",
        ),
        pytest.param("海峡を全面封鎖する", "海峡を封鎖する", "強い。", ["全面"], id="pairs-of-letters"),
        pytest.param("海峡を封鎖する可能性がある", "海峡を封鎖した", "強い。", ["する可能性がある"], id="hedge"),
        pytest.param("300人が参加した", "30人が参加した", "違う。", ["300"], id="numbers-are-whole"),
        pytest.param("１，２００人が参加した", "1200人が参加した", "違う。", [], id="same-number"),
        pytest.param("漁協の一部が、反対した。", "漁協が反対した", "広い。", ["一部"], id="scope"),
        pytest.param("船を、出した。", "船が出した", "違う。", [], id="particles-and-points-say-nothing"),
        pytest.param("船は出ない", "船は出た", "逆。", ["ない"], id="negation"),
        pytest.param("両国は協議を続けている", "猫がいる", "違う。", [], id="all-in-other-words"),
        pytest.param("船が出た", "船が出た", "違う。", [], id="same"),
        pytest.param("", "船が出た", "違う。", [], id="empty"),
    ],
)
def test_the_words_of_the_source_that_make_the_difference(
    source: str, said: str, message: str, expected: list[str]
) -> None:
    parts = mark_source(source, said, {7: finding("KD301", message)})
    assert "".join(part.text for part in parts) == source
    assert marked(parts) == expected
    assert {part.finding for part in parts} <= {None, 7}


def test_without_findings_nothing_of_the_source_is_marked() -> None:
    assert marked(mark_source("海峡を全面封鎖する", "海峡を封鎖する", {})) == []


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_marks_lose_no_letter(source: str, said: str, message: str) -> None:
    parts = mark_source(source, said, {0: finding("KD301", f"「{message}」と「{source[2:5]}」")})
    assert "".join(part.text for part in parts) == source
