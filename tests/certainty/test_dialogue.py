"""Quotations that the sentence before announces belong to whom it names."""

from __future__ import annotations

import pytest

import kakudo
from kakudo.analysis import Analyzer


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return kakudo.load()


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("大臣は国会で次のように述べた。「延期はしない。」", "named"),
        ("町の関係者は記者団に語った。「橋はもう渡れない。」", "anonymous"),
        ("大臣は「増税はしない」と述べた。「延期はしない。」", "writer"),  # these words have their own verb
        ("大臣は庁舎を出た。「延期はしない。」", "writer"),
        ("大臣は国会で次のように述べた。延期は見送られた。", "named"),
        ("大臣は国会で強く述べた。延期は見送られた。", "writer"),
    ],
    ids=["as follows", "told", "has its own", "no verb of saying", "as follows without marks", "no quotation"],
)
def test_an_announced_quotation(analyzer: Analyzer, text: str, holder: str) -> None:
    claims = [claim for sentence in analyzer(text).sentences for claim in sentence.claims]
    assert str(claims[-1].holder.type) == holder


def test_a_quotation_in_another_paragraph_is_not_announced(analyzer: Analyzer) -> None:
    document = analyzer("大臣は国会で次のように述べた。\n\n「延期はしない。」")
    assert str(document.sentences[-1].claims[-1].holder.type) == "writer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("店の関係者が断言していた。値上げはない、と。", ("anonymous", "certain", "negated")),
        ("店の関係者が来ていた。値上げはない、と。", ("writer", "certain", "negated")),
        ("橋は2年のうちに架け替えられる。県の点検報告書にそう書いてある。", ("named", "certain", "affirmed")),
        ("橋は2年のうちに架け替えられる。県の点検報告書に橋の名はない。", ("writer", "certain", "negated")),
        ("部品、もう一つも届かないんだそうです。整備の人がこぼしてました。", ("anonymous", "certain", "negated")),
        ("部品が一つも届かない。整備の人が待っていました。", ("writer", "certain", "affirmed")),
        ("橋の架け替えは遅れる公算が大きい。県土木部が5日、明らかにした。", ("named", "probable", "affirmed")),
        ("橋の架け替えは遅れる公算が大きい。県土木部が5日の会見で明らかにした。", ("named", "probable", "affirmed")),
        ("橋の架け替えは遅れる公算が大きい。県土木部が5日、工程表を明らかにした。", ("named", "certain", "affirmed")),
    ],
)
def test_who_says_it_stands_in_the_sentence_beside(
    analyzer: Analyzer, text: str, expected: tuple[str, str, str]
) -> None:
    claim = analyzer(text).sentences[-1].claims[-1]
    assert (claim.holder.type, claim.certainty, claim.polarity) == expected


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("値上げで百パー決まり。たぶん。", "probable"),
        ("値上げで百パー決まり。たぶん来月だ。", "emphatic"),
    ],
)
def test_a_hedge_on_its_own_stands_on_the_claim_before(analyzer: Analyzer, text: str, certainty: str) -> None:
    assert analyzer(text).sentences[0].claims[0].certainty == certainty


def test_a_closing_word_claims_nothing(analyzer: Analyzer) -> None:
    document = analyzer("橋が落ちたのは点検が甘かったから。以上。")
    assert [len(sentence.claims) for sentence in document.sentences] == [1, 0]
