"""KD307: a negation is gone or new, or the claim is turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.denials import (
    find_admitted,
    find_called_off,
    find_denied,
    find_refused,
    find_unknown,
    is_told,
)
from kakudo.comparison.rules.identities import find_other_identity
from kakudo.comparison.rules.partial import ONLY, STILL_PARTIAL, find_partial, find_reversed
from kakudo.comparison.rules.turning import (
    NO,
    TURN_REACH,
    UNDONE,
    denies,
    find_turned,
    is_bound,
    is_turned,
    plainly,
    says_no,
    share,
)
from kakudo.comparison.wordlists import MarkKind, antonyms
from kakudo.document import Span
from kakudo.findings import Level, Polarity

__all__ = ["NEGATION_FLIPPED", "denies"]

# 「資金は3割**しか**集まっていない」, 「**だけ**が理由ではない」: it is so of the rest. 「登録して**いないわけではない**」: it is so.
_BUT_FOR = re.compile("しか[^、。]{0,12}$|だけ(?:が|の)[^、。]{0,8}$")
_TWICE = re.compile(
    "^[ぁ-ん]{0,6}(?:ない|なかった|ぬ)(?:という)?(?:わけ|こと|もの)(?:では|じゃ|は|も)な|^[ぁ-ん]{0,6}(?:のは|だけでは?な)"
)
# 「誤差が**出ても**高くはならない」 does not say that it 出る.
_GRANTED = re.compile("^(?:し|され|れ)?ても")
_SUPPOSED = re.compile("なければ|なきゃ|ないと(?=、|いけ|駄目|だめ|困)|ない限り|ないかぎり|ない場合")
# だけじゃない adds, and denies nothing.
_NOT_ONLY = re.compile("だけ(?:じゃ|では?|で)な|ばかりで")
_UNLESS = re.compile(
    "(?:な(?:い|けれ|きゃ)|ぬ)(?:と(?![いの述話しみ発説明])|限り|かぎり|うち|ば|場合)[^。]*(?:な[いか]|ず|ません)|までは"
)
_MIN_SHARED, _CLOSE = 0.5, 0.7
_MIN_SUPPORT, _MIN_WORDS = 0.45, 2
_MIN_REST = 0.6
_MIN_TOLD = 0.3
_STATED = 0.6
_NEAREST = 2
# 「届けを**出さなかったので**、指名されなかった」: two things are denied, each by its own word.
_ENDED = re.compile("(?<!しか)(?:な(?:い|かった|く)|ず|ません)(?:ので|ため|が|けど|けれど|うえ|上|し|から|、)|。")
# 「一民族。ほかを探してもない」: the stop parts the word from the negation.
_STOP = re.compile("^[^なずぬ]{0,12}。")
_PREFIXES = ("未", "不", "無", "非")
_DIRECTLY = re.compile(
    "[ぁ-ん]{0,6}(?:一切|一つ|何|全|特|一度|一人)?[ぁ-ん]{0,4}?(?:な[いかくし]|ありませ|あらず|ゼロ)"
)
_EXISTS = re.compile("(?:が|は|も)[^、。]{0,8}(?:あった|あり|ある|いた|いる|出た|見つか)")
_MIN_EXISTING = 0.25
_N_CLOSE, _WHOLLY = 3, 0.9
_IN_NOUN = re.compile("[一-龠々][一-龠々]")
_NOUN_DENIED = re.compile("(?:は|が|も)?(?:まだ|一切|全く|まったく|何も|特に)?な(?:い|か|く)")
_ATTRIBUTIVE = re.compile("(?:[うくぐすつぬぶむる]|[ただ]|な|という|との)$")
_LIGHT = frozenset(
    {
        "提供",
        "持つ",
        "行う",
        "実施",
        "出す",
        "受ける",
        "受け取る",
        "為る",
        "有る",
        "ある",
        "成る",
        "起こる",
        "取る",
        "至る",
        "達する",
        "及ぶ",
        "到達",
        "得る",
    }
)


def find_flipped(pair: Pair) -> Difference | None:
    """KD307: a negation dropped or new, a denial told as an admission, an opposite, or not-all told as all."""
    return (
        _dropped_negation(pair)
        or _new_negation(pair)
        or find_denied(pair)
        or find_called_off(pair)
        or find_refused(pair)
        or find_admitted(pair)
        or _opposite(pair)
        or find_reversed(pair)
        or find_partial(pair)
        or find_turned(pair)
        or find_unknown(pair)
        or find_other_identity(pair)
    )


def _heads(gist: Gist) -> Iterator[tuple[Word, list[Word]]]:
    """The predicates that a negation governs, each with the words of its clause: 「公募は**行わない**」 is of 公募, too."""
    run: list[Word] = []
    for word in (*gist.words, None):
        if word is not None and word.is_negated and not (run and _ENDED.search(_between(gist, run[-1], word))):
            run.append(word)
            continue
        predicates = [item for item in run if item.is_predicate and not _is_part(gist, item)]
        # 「会見の時点では**申し出**はまだなかった」, 「手続きに**問題**はない」: the noun is denied, not the verbal noun before it.
        if predicates and run[-1] is not predicates[-1] and _NOUN_DENIED.match(gist.text, run[-1].end - gist.start):
            between = _between(gist, predicates[-1], run[-1])
            if len(run) > 1 and not _ATTRIBUTIVE.search(between):
                predicates = []
        if not predicates and run:
            after, before = gist.text[run[-1].end - gist.start :], gist.text[: run[-1].start - gist.start]
            if _DIRECTLY.match(after) or before.endswith(_PREFIXES):
                yield run[-1], run  # 「大きな**被害**はなかった」
        elif predicates:
            yield predicates[-1], run
            if predicates[-1].word in _LIGHT and len(predicates) > 1 and predicates[-1].start - predicates[-2].end <= 2:
                yield predicates[-2], run
        run = [word] if word is not None and word.is_negated else []


def _is_part(gist: Gist, word: Word) -> bool:
    """Whether a word is the first part of a noun: 滑走**路**, 調整**官**."""
    end = word.end - gist.start
    return bool(_IN_NOUN.match(gist.text, end - 1)) and not gist.text.startswith(("中", "済"), end)


def _between(gist: Gist, left: Word, right: Word) -> str:
    return gist.text[left.end - gist.start : right.start - gist.start]


def _dropped_negation(pair: Pair) -> Difference | None:
    own = list(pair.own_sentence())
    # As many denials on both sides are the same ones; 「届けを**出さず**、指名され**なかった**」 told with one has lost the other.
    denied = sum(len(NO.findall(item.text)) for item in own)
    if any(map(says_no, own)) and denied >= len(NO.findall(pair.gist.text)) and is_told(pair, pair.gist):
        return None
    for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)):
        if gist.is_title:
            continue
        for head, run in _heads(gist):
            said = plainly(head.word, own)
            if said is None or (head.is_predicate and not said[1].is_predicate) or _is_condition(*said):
                continue
            # 「2人が渡したと供述。でも3人目は**渡していない**」: another sentence of the post has the denial.
            if gist is not pair.gist and plainly(head.word, pair.post) is None:
                continue
            if (
                _STOP.search(gist.text[head.end - gist.start :])
                or gist.polarity is Polarity.PARTIAL
                or _is_supposed(gist, head)
                or _is_stated(head, run, gist, pair)
            ):
                continue
            if share(run, own) >= _MIN_SHARED and pair.support >= _MIN_SUPPORT:
                return Difference(Span(said[0].start, said[0].end), Span(head.start, gist.end))
    if (found := _found_to_exist(pair, own)) is not None:
        return found
    claim, gist = pair.claim, pair.gist
    # 「剥奪は**覆らなかった**」 told as 「剥奪が**ひっくり返った**」: the rest is the same, and no word of the post denies.
    if gist.polarity is Polarity.NEGATED and claim.polarity is Polarity.AFFIRMED and not any(map(denies, pair.post)):
        for head, run in _heads(gist):
            rest = [word for word in run if word is not head]
            if len(rest) >= _MIN_WORDS and pair.coverage >= _MIN_REST and share(rest, own) >= _MIN_REST:
                return Difference(Span(claim.start, claim.end), Span(head.start, gist.end))
    # 「損傷は**確認されていない**」: what is denied is how it is known.
    is_flat = (
        gist.polarity is Polarity.NEGATED
        and claim.polarity is Polarity.AFFIRMED
        and not any(word.is_negated for word in gist.words)
    )
    if (
        is_flat
        and (claim.predicate == gist.predicate or pair.coverage >= _CLOSE)
        and not any(map(denies, own))
        and not is_told(pair, gist)
    ):
        return Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))
    return None


def _found_to_exist(pair: Pair, own: Sequence[Gist]) -> Difference | None:
    """「渡れた**実例はなかった**」 told as 「渡れた**例もあった**」: a word shorter or longer than the one that is denied."""
    claim = pair.claim
    if any(map(says_no, own)):
        return None
    for gist in pair.sentence:
        for head, run in _heads(gist):
            if head.is_predicate or share(run, own) < _MIN_EXISTING or gist.polarity is Polarity.PARTIAL:
                continue
            kanji = set(gist.written(head))
            for word in claim.words:
                is_same = bool(kanji & set(claim.written(word)))
                if is_same and _EXISTS.match(claim.text, word.end - claim.start):
                    return Difference(Span(word.start, claim.end), Span(head.start, gist.end))
    return None


def _new_negation(pair: Pair) -> Difference | None:
    """「再開できる」 told as 「再開できない」."""
    claim = pair.claim
    if _NOT_ONLY.search(claim.text) or STILL_PARTIAL.search(claim.text) or claim.polarity is not Polarity.NEGATED:
        return None
    theirs = [*pair.sentence, *pair.others]
    # 「陰性に**ならないと**再開**できず**」 tells a condition, and is 「陰性となることが**条件**で再開」.
    if (
        _UNLESS.search(claim.text)
        or any(word.word == claim.predicate and is_bound(claim, word) for word in claim.words)
        or (ONLY.search(claim.text) and any(ONLY.search(item.text) for item in theirs))
    ):
        return None
    if any(denies(gist) or UNDONE.search(gist.text) for gist in theirs):
        return None
    for head, run in _heads(claim):
        said = plainly(head.word, theirs)
        # 「**山の家の物置には**鍵がかかっていなかった」: whose it is may stand elsewhere.
        is_same = share(run, theirs) >= _MIN_SHARED or (
            len(run) >= _N_CLOSE and share(run[-_N_CLOSE:], theirs) >= _WHOLLY
        )
        if said is not None and is_same:
            return Difference(Span(head.start, claim.end), Span(said[0].start, said[0].end))
    return None


def _is_condition(gist: Gist, word: Word) -> bool:
    """Whether a word stands in a condition: 「雨が**降れば**中止」, not 「雨に備え、**点検した**」."""
    return bool(_GRANTED.match(gist.text, word.end - gist.start)) or any(
        mark.end > word.start for mark in gist.marks_of(MarkKind.CONDITION)
    )


def _is_supposed(gist: Gist, head: Word) -> bool:
    """「雨が**降らなければ**火は続く」 denies nothing."""
    after = gist.text[head.end - gist.start :]
    return bool(
        _SUPPOSED.search(after[:TURN_REACH])
        or _TWICE.match(after)
        or _BUT_FOR.search(gist.text[: head.start - gist.start])
        or _BUT_FOR.search(gist.text[: head.end - gist.start])
    )


def _is_stated(head: Word, run: Sequence[Word], gist: Gist, pair: Pair) -> bool:
    """Whether the source says the same in another claim without negation.

    「撤退は**考えておらず**、採算の取れるものは本社で続けることを**考える**」: what is 考える is another thing.
    """
    rest = [word for word in run if word is not head]
    own = [word for item in pair.own_sentence() for word in item.words if word.word != head.word]
    denied = share(own, [gist])
    is_loose = not rest or any(map(denies, pair.post))
    return any(
        word.word == head.word and not is_turned(other, word)
        for other in (*pair.sentence, *pair.others)
        if other is not gist
        and (is_loose or share(rest, [other]) > 0)
        and (not is_loose or share(own, [other]) >= denied * _STATED)
        for word in other.words
    )


def _opposite(pair: Pair) -> Difference | None:
    """「法案を可決した」 told as 「法案を否決」: a word and its opposite, both or neither negated."""
    opposites = antonyms()
    theirs = {word.word: word for word in pair.gist.words}
    near = {word.word for gist in (*pair.sentence, *pair.others) for word in gist.words}
    own = {word.word for item in pair.post for word in item.words}
    for word in pair.claim.words:
        # What happens is turned round, not a word beside it (欠航**した**, 賛成は**少数だった**).
        # 「続けてきた徐行を取りやめる」 has both sides itself.
        if word.word != pair.claim.predicate or word.word in near or opposites.get(word.word, frozenset()) & own:
            continue
        for opposite in opposites.get(word.word, ()):
            other = theirs.get(opposite)
            if other is not None and opposite not in own and other.is_negated is word.is_negated:
                return Difference(Span(word.start, word.end), Span(other.start, other.end))
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
