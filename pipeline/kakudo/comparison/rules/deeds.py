"""KD305: what a source has ahead of a deed that the post tells as done: it is meant, asked for, offered, or a step before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kakudo.comparison.gist import Gist, Mark, Word
from kakudo.comparison.pair import Difference, Pair
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Time

__all__ = ["ASKS", "find_granted", "find_higher_rung", "find_told_ahead", "is_headline", "stem"]

_MIN_COVERAGE, _NEAR = 0.44, 16
# 「早く撤去**しろ**って」: a request in the words of a post is still a request.
ASKS = re.compile(
    "くれ(?:。|$|と|って|という)|[しせえけげめれ]ろ(?:。|$|と|って|という)|せよ|[ね回出直払]せ、?(?:。|$|と"
    "|って|という)|ませんか|して(?:ほし|欲し)い|(?:ほし|欲し)い|署名|声をかけ|ノー(?![ァ-ヶー])|迫[っりる]|(?<!概算)要求|話し合[いっう]|要望|願い出|働きかけ|訴え(?=[。、]|$|[^ぁ-んァ-ヶ一-龠])|最中|途中|まだ|未定|気(?:は|が)?な[いし]|立場|段階|方向|に向けて?(?:調整|協議|準備|交渉|検討|動)"
)
# 「申請**した**」, 「発売**されている**」: the deed is done, by what follows its word.
_DONE_AFTER = re.compile(
    "(?:を|が)?(?:し終え|終え|し|され|させ|られ|れ|行い|行っ|行われ|下し|出し|始め|済ませ|組ん|結ん)?(?:まし)?"
    "(?:た(?!い|く|ら|場合|とき|時|際)|だ(?!ろ|と)|て(?:い)?る(?!と(?:見|み))|ちゃった|てくれた|てもらった|済み)"
)
# 「認可を**取り消し**（日報）」, 「取引を**停止**🔒」: a headline ends in the deed.
_DONE_IN_HEADLINE = re.compile(
    "[^ぁ-んァ-ヶ一-龠A-Za-z0-9０-９？?]*(?:[（(][^（()）]*[)）])?[^ぁ-んァ-ヶ一-龠A-Za-z0-9０-９？?]*$"
)
_HEADLINE_END = re.compile(
    "を[一-龠ァ-ヶー][一-龠ァ-ヶーりきいしえけれ]{0,6}[^ぁ-んァ-ヶ一-龠A-Za-z0-9０-９？?]*(?:[（(][^（()）]*[)）])?$"
)
# 「申請**することを**明らかにした」, 「買収**を申し入れた**」, 「渡す**と申し出た**」: it is not.
_TO_DO = "(?:する|行う|行なう|受ける|される|られる|れる|させる|始める|開始する)?"
_STILL_AHEAD = re.compile(
    f"(?:、[一-龠]{{2,4}}|や[一-龠]{{2,4}})?(?:の|を|が|も|は)?{_TO_DO}(?:(?:の)?(?:提示|方針|予定|計画|意向|考え|見通し|見込み|可能性|用意|構え|案|構想|選択肢|申し出|申し入れ|打診)"
    "|を(?:確実|確定的)に|(?:を|の|も|が)?(?:申し入れ|申し出|打診|求め|望[みむん]|要請|検討|提案|決定|決め|計画|予定|目指|示唆|答申|勧告|命じ|内定|認可)"
    "|こと(?:を|が|に|も|で)[^、。]{0,6}(?:明らか|発表|示唆|検討|決|表明|提案|求め|望[みむん]|な[っる]|合意|内定|伝え|予定|計画|目指)"
    "|(?:し)?(?:たい|ようと)|ため(?:に|、)|とし(?:て(?:い)?る|た(?!ら))|」?と(?:発表|表明|申し出|申し入れ|提案|約束|述べ|話し|語っ|説明し|コメント|いう(?:案|方針|計画|考え|予定))|よう(?:に)?、?[^、。]{0,12}?(?:求め|要請|答申|命じ|指示|勧告|提案|促|申し入れ|申し出|訴え|呼びか))"
)
_PLAIN = "うくすつぬむるぐぶ"
_KANA = "".join(map(chr, range(ord("ぁ"), ord("ん") + 1)))
_LIGHT = frozenset(
    {"受け取る", "行う", "出す", "始める", "取る", "上昇", "入る", "付く", "為る", "置く", "示す", "表明"}
)
_CAME_ABOUT = re.compile(
    "[がはも]?(?:認められ|行われ|実現し|成立し|実施され|始まっ|通っ)(?:た|まし)|(?:に|と)な(?:った|りました)(?!ら)"
)
_CAME_AFTER = re.compile(
    "[^、。]{0,12}(?:認められた|行われた|実現した|成立した|実施された|になった|となった|可決|採択)"
)
# 「**窓口の延長を求めた**」, 「廃止する**提言**」
_ASKED_FOR = re.compile(
    "[^、。]{0,8}?を?(?:求め(?!られた)|訴え|要求|要望|要請|申し入れ|働きかけ|望[みむん])|(?:する|の)(?:提言|提案|案|要望|要求|構想)"
)
_N_OBJECTS = 2
# Steps that follow one another; what has come to a later one has left the earlier behind.
_LADDERS = (
    ("提出", "審議", "可決", "成立", "公布", "施行"),
    ("申請", "受理", "認可", "発効"),
    ("立候補", "当選", "就任"),
    ("指名", "入団"),
    ("交渉", "合意", "調印", "批准", "発効"),
    ("逮捕", "送検", "起訴", "有罪"),
    ("着工", "完成", "開業"),
)
# 「**ことを**検討」 and 「**ことを**決定」 are not one plan.
_LEAD = re.compile("^(?:こと)?[をにがも]?(?=.)")
_STEM = 2


def find_granted(pair: Pair) -> Difference | None:
    """「補助**を訴えた**」 told as 「補助が**認められた**」, 「廃止する**提言**」 as 「廃止に**なった**」: what was asked for has come about."""
    claim = pair.claim
    came = _CAME_ABOUT.search(claim.text)
    if came is None or pair.coverage < _MIN_COVERAGE:
        return None
    place = claim.start + came.start()
    objects = [word for word in claim.words if word.end <= place and place - word.end <= _NEAR][-_N_OBJECTS:]
    for word in objects:
        found = None
        for gist in pair.source.gists:
            for other in gist.words if not gist.is_title else ():
                if other.word != word.word:
                    continue
                rest = _rest(gist, other)
                if _CAME_ABOUT.match(rest) or _DONE_AFTER.match(rest) or _CAME_AFTER.match(rest):
                    return None
                if gist in pair.sentence and (asked := _ASKED_FOR.match(rest)) is not None:
                    found = Span(other.start, other.end + asked.end())
        if found is not None:
            return Difference(Span(word.start, claim.end), found)
    return None


def find_higher_rung(pair: Pair) -> Difference | None:
    """「改正案が国会に**提出**された」 told as 「改正は**成立**した」: a later step of which the source knows nothing."""
    claim = pair.claim
    for ladder in _LADDERS:
        own = [
            (rung, word)
            for word in claim.words
            for rung, name in enumerate(ladder)
            if claim.written(word).startswith(name) and _DONE_AFTER.match(_rest(claim, word))
        ]
        if not own or pair.support < _MIN_COVERAGE:
            continue
        rung, word = own[-1]
        if any(name in pair.source.letters for name in ladder[rung:]):
            continue
        for gist in pair.sentence:
            place = max(gist.text.rfind(name) for name in ladder[:rung]) if rung else -1
            if place >= 0:
                return Difference(Span(word.start, claim.end), Span(gist.start + place, gist.end))
    return None


def find_told_ahead(pair: Pair) -> Difference | None:
    """「11月12日にも**申請することを**明らかにした」, 「買収を**申し入れた**」 told as 「申請した」, 「買収した」.

    Any deed of the post counts, not the one alone that ends its claim; and what the sentence that matches says of it, for elsewhere
    the same word may stand for another deed.
    """
    claim = pair.claim
    if pair.support < _MIN_COVERAGE or ASKS.search(claim.text):
        return None
    plans = [mark for item in pair.own_sentence() for mark in item.marks_of(MarkKind.PLAN) if mark.text != "か"]
    done = _DONE_IN_HEADLINE if is_headline(claim) else _DONE_AFTER
    for word in claim.words:
        # 「取り消し」, 「買い取り」 are nouns of deeds, too.
        is_deed = word.is_predicate or (done is _DONE_IN_HEADLINE and len(_stem_of(claim, word)) > 1)
        if not is_deed or word.is_negated or plans or not done.match(_rest(claim, word)):
            continue
        here = _deeds(claim, word, pair.sentence) or _deeds(claim, word, pair.others)
        if not here or not all(_is_to_come(item, other) for item, other in here):
            continue
        if any(_DONE_AFTER.match(_rest(item, other)) for item, other in _deeds(claim, word, pair.source.gists)):
            continue
        if claim.time is not Time.PAST and all(not _rest(item, other) for item, other in here):
            continue
        item, other = here[-1]
        return Difference(Span(word.start, claim.end), Span(other.start, item.end))
    return _step_ahead(pair, plans)


def _step_ahead(pair: Pair, plans: Sequence[Mark]) -> Difference | None:
    """「就任**要請を行う予定**」 told as 「就任を**要請した**」: the plan's own word is the deed that the source has ahead."""
    claim = pair.claim
    if len(plans) != 1 or not claim.start <= plans[0].start < claim.end:
        return None
    own = stem(plans[0]).rstrip(_KANA)
    after = claim.text[plans[0].start - claim.start :].partition(own)[2] if len(own) == _STEM else ""
    if not _DONE_AFTER.match(after):
        return None
    places = [(item, item.text.partition(own)) for item in pair.source.gists if own in item.text]
    if any(_DONE_AFTER.match(rest) for _, (_, _, rest) in places):
        return None
    near = [
        (item, len(before)) for item, (before, _, rest) in places if item in pair.sentence and _STILL_AHEAD.match(rest)
    ]
    if not near:
        return None
    item, start = near[0]
    return Difference(Span(plans[0].start, claim.end), Span(item.start + start, item.end))


def is_headline(claim: Gist) -> bool:
    """「…の認可を取り消し🌾（日報）」: without a verb, and with no plan or question about it."""
    return bool(_HEADLINE_END.search(claim.text)) and not claim.has(MarkKind.PLAN, MarkKind.REACTION)


def _deeds(claim: Gist, word: Word, gists: Iterable[Gist]) -> list[tuple[Gist, Word]]:
    """Where claims of the source have a deed of the post, as a verb or as its noun (買い取**る**, 買い取**り**)."""
    written = _stem_of(claim, word)
    objects = {item.word for item in _before(claim, word)} if word.word in _LIGHT else frozenset()
    return [
        (item, other)
        for item in gists
        if not item.is_title
        for other in item.words
        if (other.word == word.word or (len(written) > 1 and _stem_of(item, other) == written))
        # 「手術を**受ける**」 and 「診察を**受けた**」 are two deeds.
        and (not objects or any(before.word in objects for before in _before(item, other)))
    ]


def _before(gist: Gist, word: Word) -> list[Word]:
    return [item for item in gist.words if item.end <= word.start][-2:]


def _stem_of(gist: Gist, word: Word) -> str:
    """What verb and noun have in common in writing: 買い取 of 買い取った and 買い取り."""
    return gist.written(word).rstrip(_KANA)


def _is_to_come(gist: Gist, word: Word) -> bool:
    """Whether a claim says of a deed that it is meant, asked for, offered or possible, or puts it into the plain future."""
    rest = _rest(gist, word)
    is_plain = gist.time is not Time.PAST and gist.written(word)[-1] in _PLAIN
    return bool(_STILL_AHEAD.match(rest)) or (not rest and is_plain)


def _rest(gist: Gist, word: Word) -> str:
    return gist.text[word.end - gist.start :]


def stem(mark: Mark) -> str:
    """What two words for one plan have in common: めざす and 目指している."""
    return _LEAD.sub("", mark.text).replace("めざ", "目指")[:_STEM]
