"""KD307: a negation is gone or new, or the claim is turned round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.matching import holds
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.wordlists import antonyms
from kakudo.document import Span
from kakudo.findings import Level, Polarity

__all__ = ["NEGATION_FLIPPED", "denies"]

# Words that deny without a grammatical negation: 「提案を拒否」 for 「提案を受け入れなかった」, 「損傷なし」 for 「損傷はない」.
_DENIAL = re.compile(
    "ゼロ(?![ァ-ヶ一-龠])|なし|無し|皆無|ノー(?!コメ|ト|ベル)|対象外|(?:未(?!来|明|亡)|不(?!正|安|動産|祥|便|況|利|幸|審|信|備)|非(?!常|難|公式)|無(?!人|線|料|事|断|敵))(?=[一-龠])|拒|否|断[らりるっ]|突っぱね"
    "|見送|取りやめ|撤回|取り消|ありえ|あり得|外れ|抜け|欠[けくい]"
    "|足り|乏し|わけでは|わけじゃ|とは限ら|とは言|とは断|まだ|反論|異な|違|ほとんど|軽微|わずか|しか|だけ"
    "|避け|控え|免れ|除[くきい]|止ま|止め|なくな|消え|失|断念|伏せ|ナシ|ぬ(?:。|$)|ん(?:。|$)|へん|んかっ"
    "|少な|低|弱|小さ|据え置|維持|変わら|そのまま|横ばい|な(?:い|かった|く|けれ)|ず(?:に|、|。|$|[（(])|ません|慎重"
)
# だけじゃない adds, and denies nothing.
_NOT_ONLY = re.compile("だけ(?:じゃ|では?|で)な|ばかりで")
_MIN_SHARED = 0.6
_MIN_PARTIAL_SHARED = 0.5
_MIN_PREDICATE_SHARED = 0.42
_MIN_COVERAGE = 0.45
_MIN_SUPPORT, _MIN_WORDS = 0.45, 2
# 「…を否定した」, 「…は確認されていない」: nothing of it is denied by grammar, and yet it is not so, or not known.
_REFUSED = re.compile(
    "否定|否認|打ち消|(?:確認|特定|断定|判明|公表|発表|主張)(?:さ|して|し|でき|されて|できて)?(?:い"
    "|お)?(?:な(?:い|かった)|らず|りません|ません|ていな|ておら)|情報は(?:な|入っていな)"
)
_NEAREST = 2


def find_flipped(pair: Pair) -> Difference | None:
    """KD307: a negation dropped or new, a denial told as an admission, an opposite, or not-all told as all."""
    return _dropped_negation(pair) or _always_negated(pair) or _denied(pair) or _opposite(pair) or _partial(pair)


def _negated(gist: Gist) -> list[Word]:
    return [word for word in gist.words if word.is_negated]


def _dropped_negation(pair: Pair) -> Difference | None:
    own = list(pair.own_sentence())
    if not any(denies(item) for item in own):
        for gist in dict.fromkeys((pair.gist, *pair.sentence)):
            negated = _negated(gist)
            if negated and _share(negated, own) >= _shared_enough(negated, own) and not _stated(negated, gist, pair):
                return Difference(Span(pair.claim.start, pair.claim.end), Span(negated[-1].start, gist.end))
        gist = pair.gist
        if (
            gist.polarity is Polarity.NEGATED
            and pair.claim.polarity is Polarity.AFFIRMED
            and not _negated(gist)
            and pair.coverage >= _MIN_COVERAGE
        ):
            return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start, gist.end))
    theirs = [*pair.sentence, *pair.others]
    negated = _negated(pair.claim)
    if _NOT_ONLY.search(pair.claim.text) or pair.claim.polarity is not Polarity.NEGATED:
        return None
    is_new = negated and not any(denies(gist) for gist in theirs)
    if is_new and _share(negated, theirs) >= _MIN_SHARED and any(word.is_predicate for word in negated):
        return Difference(Span(negated[0].start, pair.claim.end), Span(pair.gist.start, pair.gist.end))
    return None


def _always_negated(pair: Pair) -> Difference | None:
    """A deed that the source names only to deny it, in whatever sentence: 「外観は**変更しない**」 told as 「外観も変える」."""
    if pair.support < _MIN_SUPPORT or any(denies(item) for item in pair.own_sentence()):
        return None
    names = {word.word for word in pair.claim.words}
    for word in pair.claim.words:
        if not word.is_predicate:
            continue
        found = [
            (gist, other)
            for gist in pair.source.gists
            if not gist.is_title and sum(item.word in names for item in gist.words) >= _MIN_WORDS
            for other in gist.words
            if other.word == word.word
        ]
        if found and all(other.is_negated for _, other in found):
            gist, other = found[0]
            return Difference(Span(pair.claim.start, pair.claim.end), Span(other.start, gist.end))
    return None


def _shared_enough(negated: Sequence[Word], own: Sequence[Gist]) -> float:
    """Less is asked of the rest of a clause when its very predicate is in the post."""
    said = {word.word for item in own for word in item.words if word.is_predicate}
    return _MIN_PREDICATE_SHARED if any(word.is_predicate and word.word in said for word in negated) else _MIN_SHARED


def _denied(pair: Pair) -> Difference | None:
    """「流用を**否定した**」, 「焼失は**確認されていない**」 told as 「流用を認めた」, 「焼失を確認」."""
    own = list(pair.own_sentence())
    if any(denies(item) for item in own):
        return None
    for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)):
        denial = _REFUSED.search(gist.text)
        if denial is None:
            continue
        words = [word for word in gist.words if word.start < gist.start + denial.start()][-_NEAREST:]
        if words and _share(words, own) >= _MIN_SHARED:
            return Difference(
                Span(pair.claim.start, pair.claim.end), Span(gist.start + denial.start(), gist.start + denial.end())
            )
    return None


def denies(gist: Gist) -> bool:
    """Whether a claim denies anything, by grammar or by its words."""
    return bool(_negated(gist)) or gist.polarity is not Polarity.AFFIRMED or bool(_DENIAL.search(gist.text))


def _share(words: Sequence[Word], gists: Sequence[Gist]) -> float:
    """How much of some words the claims hold, the predicate counted double."""
    total = held = 0.0
    for word in words:
        weight = word.weight * (2 if word.is_predicate else 1)
        total += weight
        held += weight * max(holds(gist, word.word) for gist in gists)
    return held / total if total else 0.0


def _stated(negated: Sequence[Word], gist: Gist, pair: Pair) -> bool:
    """Whether the source says the same in another claim without negation."""
    words = {word.word for word in negated if word.is_predicate}
    return any(
        word.word in words and not word.is_negated
        for other in (*pair.sentence, *pair.others)
        if other is not gist
        for word in other.words
    )


def _opposite(pair: Pair) -> Difference | None:
    """「法案を可決した」 told as 「法案を否決」: a word and its opposite, both or neither negated."""
    opposites = antonyms()
    theirs = {word.word: word for word in pair.gist.words}
    near = {word.word for gist in (*pair.sentence, *pair.others) for word in gist.words}
    own = {word.word for item in pair.post for word in item.words}
    for word in pair.claim.words:
        # 「続けてきた徐行を取りやめる」 has both sides itself.
        if word.word in near or opposites.get(word.word, frozenset()) & own:
            continue
        for opposite in opposites.get(word.word, ()):
            other = theirs.get(opposite)
            if other is not None and opposite not in own and other.is_negated is word.is_negated:
                return Difference(Span(word.start, word.end), Span(other.start, other.end))
    return None


def _partial(pair: Pair) -> Difference | None:
    """「すべての店で客が減ったわけではない」 told as 「店では客が減った」."""
    own = list(pair.own_sentence())
    if any(denies(item) for item in own):
        return None
    for gist in pair.sentence:
        if gist.polarity is Polarity.PARTIAL and _share(gist.words, own) >= _MIN_PARTIAL_SHARED:
            return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start, gist.end))
    return None


NEGATION_FLIPPED = ComparisonRule(
    code="KD307",
    name="negation-flipped",
    level=Level.ERROR,
    weight=1.0,
    ja=ComparisonWording(
        title="否定の反転",
        why="否定が一つ消えたり増えたりするだけで、投稿は出典と逆のことを言います。",
        message="投稿『{post}』は、出典『{source}』と肯定・否定が食い違っています。",
        needed="出典の該当箇所の原文。見立てが変わったのなら、それを伝える続報。",
        rephrase="出典の「ない」「否定した」「〜わけではない」を残す。",
    ),
    en=ComparisonWording(
        title="Negation flipped",
        why="One negation lost or added, and the post says the reverse of its source.",
        message="The post, “{post}”, and the source, “{source}”, part on whether it is so or not.",
        needed="The passage of the source in full; if the finding has changed since, the report that says so.",
        rephrase="Keep the source's “not”, “denied” or “not all”.",
    ),
    find=find_flipped,
    fires=(
        PairExample(
            "厚労省は、この成分と健康被害の間に因果関係は認められなかったと発表した。",
            "厚労省、この成分と健康被害の因果関係を認める。",
            "厚労省、この成分と健康被害の因果関係を認めず。",
        ),
        PairExample(
            "市議会は夏の花火大会の廃止案を否決した。賛成は7人だった。",
            "市議会が花火大会の廃止案を可決。",
            "市議会が花火大会の廃止案を否決。",
        ),
        PairExample(
            "値上げした店のすべてで客が減ったわけではない。",
            "値上げした店では客が減った。",
            "値上げした店のすべてで客が減ったわけではない。",
        ),
        PairExample(
            "空港の滑走路に損傷は確認されていない。",
            "空港の滑走路に損傷を確認。",
            "空港の滑走路に損傷は確認されていない。",
        ),
    ),
    quiet=(
        PairExample(
            "会社は一時金の減額を示した。組合は会社の提案を受け入れなかった。",
            "組合、会社の提案を拒否。",
        ),
        PairExample(
            "空港の滑走路に損傷は確認されていない。",
            "空港の滑走路、いまのところ損傷なしとのこと。",
        ),
        PairExample(
            "知事は次の選挙への出馬を否定した。",
            "知事、次の選挙には出ないと明言。",
        ),
        PairExample(
            "輸血用の血液は不足していない。",
            "輸血用の血液は足りている。",
        ),
    ),
)
