from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from kakudo.comparison.gist import Gist
from kakudo.comparison.wordlists import MarkKind
from kakudo.findings import Certainty, HolderType, Polarity

GistsOf = Callable[[str], tuple[Gist, ...]]


def test_offsets_are_of_the_given_text(gists: GistsOf) -> None:
    text = "🚀米軍は２０２６年１月５日、約４００人を派遣する可能性がある。\n橋の一部は落ちた。"
    for gist in gists(text):
        assert gist.text == text[gist.start : gist.end]
        for part in (*gist.amounts, *gist.marks):
            assert gist.start <= part.start < part.end <= gist.end
            assert part.text == text[part.start : part.end]
        for word in gist.words:
            assert gist.start <= word.start < word.end <= gist.end


def test_claims_are_placed_by_sentence_and_order(gists: GistsOf) -> None:
    found = gists("港が閉じ、船が戻った。市場は開いた。")
    assert [(gist.sentence, gist.claim) for gist in found] == [(0, 0), (0, 1), (1, 0)]


def test_labels_are_those_of_the_claim(gists: GistsOf) -> None:
    hedged, denied = gists("橋は落ちるかもしれない。ロイター通信によると、両国は合意しなかった。")
    assert hedged.certainty is Certainty.POSSIBLE
    assert hedged.holder is HolderType.WRITER
    assert denied.polarity is Polarity.NEGATED
    assert denied.holder is HolderType.NAMED
    assert "ロイター" in denied.holder_text


def test_how_a_claim_is_put_is_not_among_its_words(gists: GistsOf) -> None:
    (plain,) = gists("火山灰が市街地に届く。")
    (hedged,) = gists("火山灰が市街地に届く可能性がある。")
    assert [word.word for word in plain.words] == [word.word for word in hedged.words]


def test_the_predicate_says_what_happened(gists: GistsOf) -> None:
    assert [gist.predicate for gist in gists("議会は法案を可決した。")] == ["可決"]
    assert [gist.predicate for gist in gists("市場がにぎわうとみられる。")] == ["賑わう"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("橋の長さは1.4キロメートルだ。", "橋の長さは1400メートルだ。"),
        ("会議は2時間続いた。", "会議は120分間続いた。"),
        ("参加者は30名だ。", "参加者は30人だ。"),
    ],
)
def test_amounts_are_in_their_base_unit(left: str, right: str, gists: GistsOf) -> None:
    (one,), (other,) = gists(left)[0].amounts, gists(right)[0].amounts
    assert (one.low, one.high, one.unit) == (other.low, other.high, other.unit)


def test_an_amount_keeps_what_bounds_it(gists: GistsOf) -> None:
    (most,) = gists("赤字は最大40億円に膨らむ。")[0].amounts
    assert (most.approximator, most.low, most.high) == ("最大", None, 4_000_000_000.0)


def test_the_cited_title_of_another_text_is_a_title(gists: GistsOf) -> None:
    assert [gist.is_title for gist in gists("読売新聞『鉄道の労組に罰金命令』")] == [True]
    assert [gist.is_title for gist in gists("裁判所は鉄道の労組に罰金を命じた。")] == [False]


def test_a_heading_is_a_title(gists: GistsOf) -> None:
    assert [gist.is_title for gist in gists("# 議会が法案を可決\n\n議会は法案を可決した。")] == [True, False]


def test_marks_are_in_text_order_and_asked_for_by_kind(gists: GistsOf) -> None:
    (gist,) = gists("雨がやめば、市の一部の学校で大会を開く計画だ。")
    assert [mark.start for mark in gist.marks] == sorted(mark.start for mark in gist.marks)
    assert gist.has(MarkKind.CONDITION)
    assert gist.has(MarkKind.CAUSE, MarkKind.PARTIAL)
    assert not gist.has(MarkKind.BOOSTER)
    assert [mark.text for mark in gist.marks_of(MarkKind.PLAN)] == ["計画"]


def test_a_source_phrase_is_no_condition(gists: GistsOf) -> None:
    (gist,) = gists("県警によれば、橋は落ちた。")
    assert not gist.has(MarkKind.CONDITION)


def test_a_gist_survives_encoding(gists: GistsOf) -> None:
    found = gists("米軍は5日、約400人を派遣する可能性がある。橋の一部は落ちた。")
    encoded = msgspec.msgpack.encode(found)
    assert msgspec.msgpack.decode(encoded, type=tuple[Gist, ...]) == found


def test_no_claims_no_gists(gists: GistsOf) -> None:
    assert gists("") == ()
