"""KD307: a negation is gone or new, or the claim is turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.matching import held, holds
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.denials import find_admitted, find_refused, find_turned, find_unknown, is_bound, UNDONE
from kakudo.comparison.terms import kanji_of
from kakudo.comparison.wordlists import MarkKind, antonyms
from kakudo.document import Span
from kakudo.findings import Level, Polarity, Time

__all__ = ["NEGATION_FLIPPED", "denies"]

# Words that deny without a grammatical negation: 「提案を拒否」 for 「提案を受け入れなかった」, 「損傷なし」 for 「損傷はない」.
_DENIAL = re.compile(
    "ゼロ(?![ァ-ヶ一-龠])|なし|無し|皆無|ノー(?!コメ|ト|ベル)|対象外|(?:未(?!来|明|亡)|不(?!正|安|動産|祥|便|況|利|幸|審|信|備)|非(?!常|難|公式)|(?<!有)無(?!人|線|料|事|断|敵|観客|所属|期限|差別|名))(?=[一-龠])|拒|否|断[らりるっ]|突っぱね"
    "|見送|取りやめ|撤回|取り消|打ち消|誤り|ありえ|あり得|外れ|抜け|欠[けくい]|ずじまい|を割"
    "|足り|乏し|わけでは|わけじゃ|とは限ら|とは言|とは断|まだ|反論|異な|違|ほとんど|軽微|わずか|しか|だけ"
    "|避け|控え|免れ|除[くきい]|止ま|止め|やめ|なくな|消え|(?<![損過])失(?![業礼言])|断念|伏せ|ナシ|ぬ(?:。|$)|ん(?:。|$)|[らせ]ん(?:と|って|、)|へん|んかっ"
    "|スルー|素通り|見逃|見落と|少な|低|弱|小さ|据え置|維持|変わら|そのまま|横ばい|な(?:い|かった|く|けれ)|ず(?:に|、|。|$|[（(])|ません|慎重"
)
# What turns one word round where it stands: 「提出**し(てい)ない**」, 「開催は**見送り**」, 「届け出**るな**」, 「噂を**否定**」.
_TURNED = re.compile(
    "な(?:い|かっ|く|し|けれ)|ず|ません|ぬ|まい|んで|ゼロ|皆無|無し|見送|見合わせ|取りやめ|やめ|中止|撤回|断念|否定|拒|打ち消|るな(?:と|。|$)"
    "|わけ|限ら|どころ|前[にの]|可能性|疑い|恐れ|おそれ|かどうか|停止|ストップ|無理|不能|不可|抜け|漏れ|へん|だけ|のみ|どまり|初めて|やっと"
    "|[うくぐすつぬぶむる]な(?=[と。！、]|$|[一-龠])|^(?:な(?=[と。！、]|$|[一-龠])|外)|不要|まだ(?:[だでと。]|$)|ん(?:と|。|$)|んじゃな(?!い[かの？])"
    "|^と(?:は|も)?(?:違|異な)|欠席|欠場|棄権|不参加"
)
# 「通報があって**初めて**知った」 is 「通報があるまで知らなかった」.
_ONLY_THEN = re.compile("な(?:い|かった)$|(?:初めて|はじめて|やっと|ようやく|どまりで?|のみ)[^、。]{0,4}$")
# 「資金は3割**しか**集まっていない」, 「**だけ**が理由ではない」: it is so of the rest. 「登録して**いないわけではない**」: it is so.
_BUT_FOR = re.compile("しか[^、。]{0,12}$|だけ(?:が|の)[^、。]{0,8}$")
_TWICE = re.compile("^[ぁ-ん]{0,6}(?:ない|なかった|ぬ)(?:という)?(?:わけ|こと|もの)(?:では|じゃ|は|も)な|^[ぁ-ん]{0,6}(?:のは|だけでは?な)")
# 「誤差が**出ても**高くはならない」 does not say that it 出る.
_GRANTED = re.compile("^(?:し|され|れ)?ても")
_TURN_REACH = 12
_SUPPOSED = re.compile("なければ|なきゃ|ないと(?=、|いけ|駄目|だめ|困)|ない限り|ないかぎり|ない場合")
# だけじゃない adds, and denies nothing.
_NOT_ONLY = re.compile("だけ(?:じゃ|では?|で)な|ばかりで")
_NO = re.compile("な(?:い|かっ|く|し)|ず(?:に|、|。|$)|ません|ぬ(?:。|$)|ん(?:と|。|$)|否[定認決]|拒|無根|ままだ")
_UNLESS = re.compile("(?:な(?:い|けれ|きゃ)|ぬ)(?:と(?![いの述話しみ発説明])|限り|かぎり|うち|ば|場合)[^。]*(?:な[いか]|ず|ません)|までは")
_ONLY = re.compile("だけ|のみ|しか|限[らりる]")
_MIN_SHARED, _SAME, _CLOSE = 0.5, 0.75, 0.7
_MIN_PARTIAL_SHARED, _MIN_CLOSE = 0.4, 0.6
_MIN_SUPPORT, _MIN_WORDS = 0.45, 2
_MIN_REST = 0.6
_MIN_TOLD = 0.3
_STATED = 0.6
# 「…を否定した」, 「…は確認されていない」: nothing of it is denied by grammar, and yet it is not so, or not known.
_REFUSED = re.compile(
    "否定(?!し(?:な|て(?:い)?な)|でき)|否認|打ち消|(?:確認|特定|断定|判明|公表|発表|主張|指摘|認定|立証|把握)(?:は|さ|して|し|でき|されて|できて)*(?:い"
    "|お)?(?:な(?:い|かった)|らず|りません|ません|ていな|ておら)|情報は(?:な|入っていな)|事実無根|認められな|断じたわけ"
)
_OWN_REFUSAL = re.compile("認めて?(?:い|お)?(?:な|ず|ませ|らず)")
# 「流用を**認めた**」, 「別人の字だと**断定した**」: the other side of it.
_AFFIRMED = re.compile(
    "認め(?!な|られな|ず|ませ|て(?:い)?(?:な|ませ))|断定(?:し(?!な)|。|$)|断じ(?!な)|確認(?:さ|し(?!な)|。|$)|特定(?:さ|し(?!な)|。|$)|事実だ"
)
# 「仮調印は**見送られた**」: planned, and not done.
_CALLED_OFF = re.compile("(?:見送|取りやめ|取り止め|中止|断念|見合わせ|白紙|撤回)(?![のをがも一-龠])")
_STILL_PARTIAL = re.compile(
    "わけ|限ら|ってこと|かどうか|ことには|必ずしも|(?:言え|言い切れ|いえ|断定は?(?:でき|し|して)?い?)(?:な|ず|ま)|断定(?:的|を避)|難い|がた[いく]|のとは違|まだ[^、。]{0,8}(?:な|ず|ませ)|ほとんど|ばかり|ことも|場合|とまで|までは|一概|一部(?:は|を除)|例外|言い?きれ|言えん|わけや|なくもな|(?:全部|全て|すべて|みんな|全員|常に|いつも|必ず)[^、。]{0,12}(?:では|じゃ)な"
)
# 「…**わけではない**」, 「…**とは限らない**」; of those the ones after which 「…ない」 says more than the source, too.
_NOT_ALL = re.compile(
    "(?:という)?わけ(?:で(?:は|も)|じゃ)な|とは?限ら|とは?(?:言え|いえ|言い切れ|断定でき|断言でき)(?:な|ず)|(?:という)?意味では?な|とまでは"
    "|(?:と)?断定(?:は|には)?(?:でき|至って)(?:いな|な|ず|て)"
)
_NEVER_ALL = re.compile("必ずしも|限ら|すべて|全て|全部|全員|まったく|全く|一切|言え|いえ|言い切")
_NEAREST = 2
# 「届けを**出さなかったので**、指名されなかった」: two things are denied, each by its own word.
_ENDED = re.compile("(?<!しか)(?:な(?:い|かった|く)|ず|ません)(?:ので|ため|が|けど|けれど|うえ|上|し|から|、)|。")
# 「一民族。ほかを探してもない」: the stop parts the word from the negation.
_STOP = re.compile("^[^なずぬ]{0,12}。")
_PREFIXES = ("未", "不", "無", "非")
_DIRECTLY = re.compile("[ぁ-ん]{0,6}(?:一切|一つ|何|全|特|一度|一人)?[ぁ-ん]{0,4}?(?:な[いかくし]|ありませ|あらず|ゼロ)")
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
        or _denied(pair)
        or _called_off(pair)
        or find_refused(pair)
        or find_admitted(pair)
        or _opposite(pair)
        or _partial(pair)
        or find_turned(pair)
        or find_unknown(pair)
    )


def denies(gist: Gist) -> bool:
    """Whether a claim denies anything, by grammar or by its words."""
    return (
        any(word.is_negated for word in gist.words)
        or gist.polarity is not Polarity.AFFIRMED
        or bool(_DENIAL.search(gist.text))
    )


def _says_no(gist: Gist) -> bool:
    """Whether a claim denies by grammar or says that somebody does; what is small, late or left out (低い, まだ) is not meant."""
    return gist.polarity is not Polarity.AFFIRMED or bool(_NO.search(gist.text))


def _is_told(pair: Pair, gist: Gist) -> bool:
    """Whether some claim of the post denies what a claim of the source speaks of: 「渡したと供述。でも**知っていたかは分からない**と」."""
    return any(_says_no(item) and _share(item.words, [gist]) >= _MIN_TOLD for item in pair.post)


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


def _is_turned(gist: Gist, word: Word) -> bool:
    """Whether a claim says of a word that it is not so, or may not be."""
    after = gist.text[word.end - gist.start :][:_TURN_REACH]
    before = gist.text[: word.start - gist.start]
    return word.is_negated or bool(_TURNED.search(after) or _ONLY_THEN.search(before))


def _plainly(word: str, gists: Sequence[Gist]) -> tuple[Gist, Word] | None:
    """Where claims say a word and do not turn it round; None where one of them turns it."""
    found = None
    for gist in gists:
        for item in gist.words:
            if held(item.word, (word,), frozenset(kanji_of(word))) >= (0.6 if item.is_predicate else _SAME):
                if _is_turned(gist, item):
                    return None
                found = found or (gist, item)
    return found


def _dropped_negation(pair: Pair) -> Difference | None:
    own = list(pair.own_sentence())
    # As many denials on both sides are the same ones; 「届けを**出さず**、指名され**なかった**」 told with one has lost the other.
    denied = sum(len(_NO.findall(item.text)) for item in own)
    if any(map(_says_no, own)) and denied >= len(_NO.findall(pair.gist.text)) and _is_told(pair, pair.gist):
        return None
    for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)):
        if gist.is_title:
            continue
        for head, run in _heads(gist):
            said = _plainly(head.word, own)
            if said is None or (head.is_predicate and not said[1].is_predicate) or _is_condition(*said):
                continue
            # 「2人が渡したと供述。でも3人目は**渡していない**」: another sentence of the post has the denial.
            if gist is not pair.gist and _plainly(head.word, pair.post) is None:
                continue
            if _STOP.search(gist.text[head.end - gist.start :]) or gist.polarity is Polarity.PARTIAL or _is_supposed(gist, head) or _is_stated(head, run, gist, pair):
                continue
            if _share(run, own) >= _MIN_SHARED and pair.support >= _MIN_SUPPORT:
                return Difference(Span(said[0].start, said[0].end), Span(head.start, gist.end))
    claim, gist = pair.claim, pair.gist
    # 「剥奪は**覆らなかった**」 told as 「剥奪が**ひっくり返った**」: the rest is the same, and no word of the post denies.
    if gist.polarity is Polarity.NEGATED and claim.polarity is Polarity.AFFIRMED and not any(map(denies, pair.post)):
        for head, run in _heads(gist):
            rest = [word for word in run if word is not head]
            if len(rest) >= _MIN_WORDS and pair.coverage >= _MIN_REST and _share(rest, own) >= _MIN_REST:
                return Difference(Span(claim.start, claim.end), Span(head.start, gist.end))
    # 「損傷は**確認されていない**」: what is denied is how it is known.
    is_flat = gist.polarity is Polarity.NEGATED and claim.polarity is Polarity.AFFIRMED and not any(word.is_negated for word in gist.words)
    if is_flat and (claim.predicate == gist.predicate or pair.coverage >= _CLOSE) and not any(map(denies, own)) and not _is_told(pair, gist):
        return Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))
    return None


def _new_negation(pair: Pair) -> Difference | None:
    """「再開できる」 told as 「再開できない」."""
    claim = pair.claim
    if _NOT_ONLY.search(claim.text) or _STILL_PARTIAL.search(claim.text) or claim.polarity is not Polarity.NEGATED:
        return None
    theirs = [*pair.sentence, *pair.others]
    # 「陰性に**ならないと**再開**できず**」 tells a condition, and is 「陰性となることが**条件**で再開」.
    if _UNLESS.search(claim.text) or any(word.word == claim.predicate and is_bound(claim, word) for word in claim.words) or (_ONLY.search(claim.text) and any(_ONLY.search(item.text) for item in theirs)):
        return None
    if any(denies(gist) or UNDONE.search(gist.text) for gist in theirs):
        return None
    for head, run in _heads(claim):
        said = _plainly(head.word, theirs)
        if said is not None and _share(run, theirs) >= _MIN_SHARED:
            return Difference(Span(head.start, claim.end), Span(said[0].start, said[0].end))
    return None


def _denied(pair: Pair) -> Difference | None:
    """「流用を**否定した**」, 「焼失は**確認されていない**」 told as 「流用を認めた」, 「焼失を確認」."""
    own = list(pair.own_sentence())
    admits = any(_AFFIRMED.search(item.text) for item in own) and not any(
        _REFUSED.search(item.text) or _CALLED_OFF.search(item.text) or _OWN_REFUSAL.search(item.text) for item in own
    )
    if not admits and any(denies(item) for item in own):
        return None
    for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)):
        denial = _REFUSED.search(gist.text)
        if denial is None or (admits and _AFFIRMED.search(gist.text)):
            continue
        if any(map(denies, pair.post)) if gist is not pair.gist else not admits and _is_told(pair, gist):
            continue
        before = [word for word in gist.words if word.start < gist.start + denial.start()]
        words = before if admits else before[-_NEAREST:]
        if words and _share(words, own) >= _MIN_SHARED:
            return Difference(
                Span(pair.claim.start, pair.claim.end), Span(gist.start + denial.start(), gist.start + denial.end())
            )
    return None


def _called_off(pair: Pair) -> Difference | None:
    """「予定していた仮調印は**見送られた**」 told as 「仮調印した」."""
    own = list(pair.own_sentence())
    if pair.claim.time is Time.FUTURE or any(_says_no(item) or UNDONE.search(item.text) for item in pair.post):
        return None
    for gist in (pair.gist, *(item for item in pair.sentence if item is not pair.gist)):
        calls = list(_CALLED_OFF.finditer(gist.text))
        if not calls:
            continue
        called = calls[-1]
        before = [word for word in gist.words if word.end <= gist.start + called.start()]
        said = _plainly(before[-1].word, own) if before else None
        if said is not None and not denies(said[0]) and _share(before[-_NEAREST:], own) >= _MIN_SHARED:
            return Difference(
                Span(said[0].start, said[0].end), Span(gist.start + called.start(), gist.start + called.end())
            )
    return None


def _share(words: Sequence[Word], gists: Sequence[Gist]) -> float:
    """How much of some words the claims hold, the predicate counted double."""
    total = found = 0.0
    for word in words:
        weight = word.weight * (2 if word.is_predicate else 1)
        total += weight
        found += weight * max(holds(gist, word.word) for gist in gists)
    return found / total if total else 0.0


def _is_condition(gist: Gist, word: Word) -> bool:
    """Whether a word stands in a condition: 「雨が**降れば**中止」, not 「雨に備え、**点検した**」."""
    return bool(_GRANTED.match(gist.text, word.end - gist.start)) or any(mark.end > word.start for mark in gist.marks_of(MarkKind.CONDITION))


def _is_supposed(gist: Gist, head: Word) -> bool:
    """「雨が**降らなければ**火は続く」 denies nothing."""
    after = gist.text[head.end - gist.start :]
    return bool(
        _SUPPOSED.search(after[:_TURN_REACH])
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
    denied = _share(own, [gist])
    is_loose = not rest or any(map(denies, pair.post))
    return any(
        word.word == head.word and not _is_turned(other, word)
        for other in (*pair.sentence, *pair.others)
        if other is not gist
        and (is_loose or _share(rest, [other]) > 0)
        and (not is_loose or _share(own, [other]) >= denied * _STATED)
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


def _partial(pair: Pair) -> Difference | None:
    """「すべての店で客が減ったわけではない」 told as 「店では客が減った」, 「上がるとは限らない」 as 「上がらない」."""
    own = list(pair.own_sentence())
    if any(item.polarity is Polarity.PARTIAL or _STILL_PARTIAL.search(item.text) for item in pair.post):
        return None
    for gist in dict.fromkeys((pair.gist, *pair.sentence)):
        found = _NOT_ALL.search(gist.text)
        if found is None:
            continue
        # What is said not to be so, or not always, stands before it, back to the speaker and the comma.
        start = gist.start + max(gist.text[: found.start()].rfind(sign) + 1 for sign in "、「")
        words = [word for word in gist.words if start <= word.start < gist.start + found.start()]
        head = next((word for word in reversed(words) if word.is_predicate), None)
        if not words or _share(words, own) < _MIN_PARTIAL_SHARED:
            continue
        is_plain = head is not None and _plainly(head.word, own) is not None
        is_close = _share(words, own) >= _MIN_CLOSE
        if is_plain or (is_close and (_NEVER_ALL.search(gist.text) or not any(map(denies, own)))):
            return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start, gist.end))
    is_denied = any(denies(item) for item in own)
    if is_denied and pair.claim.polarity is not Polarity.NEGATED:
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
