"""KD310: no given source speaks of what the post says."""

from __future__ import annotations

from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.findings import Level

__all__ = ["UNSUPPORTED"]


def _find_nothing(_pair: Pair) -> Difference | None:
    """Always None: whether anything supports a post is asked once for the whole post, before there is a pair to look at.

    `kakudo.comparison.checker.Checker` decides it with its `kakudo.comparison.differences.DifferenceModel`; the rule holds the words.
    """
    return None


UNSUPPORTED = ComparisonRule(
    code="KD310",
    name="unsupported",
    level=Level.WARNING,
    weight=0.8,
    ja=ComparisonWording(
        title="裏づけが見つからない主張",
        why=(
            "与えられた出典に同じ話題の記述がなければ、投稿の拠り所は読む人に見えません。"
            "誤りだという意味ではありません。"
        ),
        message="与えられた出典の中に、この主張を裏づける記述は見つかりませんでした：『{post}』",
        needed="この主張を載せた出典。与え忘れた記事がないかも確かめる。",
        rephrase="拠り所にした記事や発表を示す。示せないなら、確かめていないと書く。",
    ),
    en=ComparisonWording(
        title="No support found",
        why=(
            "Where none of the given sources speaks of the matter, readers cannot see what the post rests on. "
            "It need not be wrong."
        ),
        message="No support for this claim was found in the given sources: “{post}”",
        needed="A source that has the claim; check also whether an article was left out.",
        rephrase="Name the article or statement that it rests on; if there is none, say that it is unverified.",
    ),
    find=_find_nothing,
    fires=(
        PairExample(
            "市立病院は来月から夜間の小児救急を休止する。",
            "市立病院の院長が寄付金を着服した。",
        ),
        PairExample(
            "湖で水草が大量に繁殖し、県が刈り取りを始めた。県は原因を調べている。",
            "化学工場の廃液で、養殖のマスが全滅した。",
        ),
    ),
    quiet=(
        PairExample(
            "市立病院は来月から夜間の小児救急を休止する。",
            "市立病院、来月から小児救急の夜間受け付けを取りやめ。",
        ),
        PairExample(
            "湖で水草が大量に繁殖し、県が刈り取りを始めた。県は原因を調べている。",
            "湖の水草が増えすぎて、県が刈り取り中。",
        ),
    ),
)
