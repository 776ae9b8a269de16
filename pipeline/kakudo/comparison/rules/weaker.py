"""KD320: the post is less certain than its source."""

from __future__ import annotations

from kakudo.certainty.labels import RANK
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, Level

__all__ = ["WEAKER_THAN_SOURCE"]

_HEDGED = frozenset({Certainty.POSSIBLE, Certainty.PROBABLE})


def find_weaker(pair: Pair) -> Difference | None:
    """KD320: the post hedges what the source says flatly, or more surely."""
    claim, gist = pair.claim, pair.gist
    if claim.certainty not in _HEDGED or RANK[claim.certainty] >= RANK[gist.certainty]:
        return None
    if gist.certainty is Certainty.UNCOMMITTED:
        return None
    marks = claim.marks_of(MarkKind.HEDGE)
    place = marks[-1] if marks else claim
    return Difference(Span(place.start, place.end), Span(gist.start, gist.end))


WEAKER_THAN_SOURCE = ComparisonRule(
    code="KD320",
    name="weaker-than-source",
    level=Level.INFO,
    weight=0.1,
    ja=ComparisonWording(
        title="出典より弱い言い方",
        why=(
            "出典が言い切ったことに留保を足すと、確かめられたことが疑わしく見えます。誇張ではないので、参考情報です。"
        ),
        message="投稿『{post}』（{post_certainty}）は、出典『{source}』（{source_certainty}）より弱い言い方です。",
        needed="出典の記述そのもの。出典を疑う理由があるなら、その根拠。",
        rephrase="出典が言い切っているなら言い切る。疑うなら、なぜ疑うかを書く。",
    ),
    en=ComparisonWording(
        title="Weaker than the source",
        why=(
            "A hedge that the source does not have makes what was established look doubtful. No overstatement: "
            "for information."
        ),
        message=(
            "The post says “{post}” ({post_certainty}), which is weaker than “{source}” ({source_certainty}) "
            "in the source."
        ),
        needed="The source itself; or the ground for doubting it.",
        rephrase="State what the source states; if you doubt it, say why.",
    ),
    find=find_weaker,
    fires=(
        PairExample(
            "検査で井戸水から鉛が検出された。保健所は飲まないよう呼びかけている。",
            "井戸水から鉛が検出されたかもしれない。",
            "検査で井戸水から鉛が検出された。",
        ),
        PairExample(
            "会社は創業者が6月に退任すると発表した。",
            "創業者が6月に退任する可能性がある。",
            "会社によると、創業者は6月に退任する。",
        ),
    ),
    quiet=(
        PairExample(
            "川の水位は氾濫危険水位に達する恐れがある。",
            "川の水位、氾濫危険水位に達するかもしれない。",
        ),
        PairExample(
            "検査で井戸水から鉛が検出された。",
            "検査で井戸水から鉛が出たとのこと。",
        ),
        PairExample(
            "環境省は干潟を保護区にすることを検討している。",
            "環境省が干潟を保護区にするかもしれない。",
        ),
    ),
)
