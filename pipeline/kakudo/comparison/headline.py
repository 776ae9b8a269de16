"""KD201: a headline that says more than its own text."""

from __future__ import annotations

from kakudo.certainty.labels import RANK
from kakudo.comparison.gist import Gist, gist_of
from kakudo.comparison.matching import Source, match_claim
from kakudo.document import BlockKind, Span
from kakudo.findings import Certainty, Level
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.view import ClaimView

__all__ = ["HEADLINE_STRONGER"]

_STRONG = frozenset({Certainty.CERTAIN, Certainty.EMPHATIC})
_MIN_COVERAGE = 0.55
_MIN_WORDS = 2


def _find_headline(view: ClaimView) -> Span | None:
    if not view.body or view.block is not BlockKind.HEADING or view.labels.certainty not in _STRONG:
        return None
    # Most texts have nothing in them that is weaker than a flat headline, and need no comparison.
    if all(claim.labels.certainty in _STRONG for claim in view.body):
        return None
    headline = gist_of(view, 0, 0)
    if len({word.word for word in headline.words}) < _MIN_WORDS:
        return None
    body = [gist_of(claim, index, 0) for index, claim in enumerate(view.body)]
    matches = [match for match in match_claim(headline, Source("", body)) if match.coverage >= _MIN_COVERAGE]
    # 「閉鎖する可能性があるとみられていたが、2日、閉鎖した」: the claim that shares less says what happened.
    sentences = {view.body[match.gist.sentence].starts[0] for match in matches}
    beside = [
        gist
        for gist, claim in zip(body, view.body, strict=True)
        if claim.starts[0] in sentences and _has_deed(gist, headline)
    ]
    said = [*(match.gist for match in matches), *beside]
    if not matches or any(RANK[gist.certainty] >= RANK[headline.certainty] for gist in said):
        return None
    return Span(view.start, view.end)


def _has_deed(gist: Gist, headline: Gist) -> bool:
    return bool(headline.predicate) and any(word.word == headline.predicate for word in gist.words)


HEADLINE_STRONGER = Rule(
    code="KD201",
    name="headline-stronger",
    level=Level.WARNING,
    ja=Wording(
        title="本文より強い見出し",
        why="見出しだけが読まれ、引用されます。本文が可能性や方針にとどめたことを、見出しが断定してはいけません。",
        message="見出し「{text}」は断定していますが、対応する本文はどれもそれより弱い確度です。",
        needed="本文に同じ強さの記述。なければ見出しに「か」「へ」「可能性」などを補う。",
        rephrase="見出しを本文の確度に合わせる（「合意へ」「合意か」「合意の可能性」）。",
    ),
    en=Wording(
        title="Headline stronger than its body",
        why="Headlines are read and quoted alone. What the text calls possible or planned, its headline must not assert.",
        message="The headline “{text}” asserts what every matching claim of the text puts more weakly.",
        needed="A claim of the same strength in the text; otherwise weaken the headline (か, へ, 可能性).",
        rephrase="Bring the headline down to the text's certainty.",
    ),
    find=_find_headline,
    fires=(
        Example(
            "# 国営石油会社が債務を踏み倒す\n\n国営石油会社は来年、債務を踏み倒す可能性がある。返済の期限は三月に来るが、会社の手元の資金は薄い。"
            "債権を持つ銀行団は条件の変更に応じる構えで、交渉は年明けに始まる予定だ。会社側は取材に応じていない。市場では、返済の遅れを織り込む動きが出ている。"
            "専門家の間では、見方が割れている。首都の製油所では先月、賃金の支払いが三日遅れた。",
            "国営石油会社、債務踏み倒しの可能性",
        ),
    ),
    quiet=(
        Example(
            "# 国営石油会社が債務を完済した\n\n国営石油会社は二日、債務を完済した。"
            "返済の期限は三月だったが、会社は油価の上昇で得た資金を前倒しで充てた。"
            "債権を持つ銀行団は声明を出した。会社側は今後、掘削への投資を増やす。市場では、社債の利回りが下がった。専門家の間では、見方が割れている。"
        ),
    ),
)
