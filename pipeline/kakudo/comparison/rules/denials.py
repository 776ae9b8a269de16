"""Denials that no negation shows: a charge denied or admitted, a deed refused (a part of KD307)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.matching import holds
from kakudo.comparison.pair import Difference, Pair
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span

__all__ = ["find_admitted", "find_refused", "find_turned", "find_unknown", "is_bound", "UNDONE"]

# 「**明言を拒んだ**」, 「**公表は避けた**」: the deed by the noun before.
_REFUSED_DEED = re.compile(
    "(?P<deed>[一-龠]{2,4})(?:を|は|も)(?:拒|避け|断[らりっ]|控え|見送|やめ|取りやめ|断念|差し控え)"
)
# 「出席を**見合わせた**」 is 「出席しなかった」: what is stopped, put off or refused is not done.
UNDONE = re.compile(
    "見合わせ|見送|中止|延期|停止|休止|休業|欠席|欠場|閉鎖|棄却|却下|退け|禁止|禁じ|不可|難し|困難|反対|とどま|廃止|失敗|取りやめ|やめ|断念|撤回|同じ|従来通り|据え置"
)
_SAID_SO = re.compile("(?:を|も)?(?:し|され)?(?:た|て(?:い)?る|てます|ました)")
# 「容疑を**認めている**」, 「容疑を**否認**」: what suspects say of a charge.
_CHARGE = "(?:容疑|関与|事実|犯行|罪|起訴内容|起訴事実|疑い|流用|受け取り|授受)(?:内容)?(?:について(?:は)?|に関して)?(?:を|は|も)?[^、。「」]{0,6}?"
_ADMITS = re.compile(
    f"{_CHARGE}(?:認め(?!な|られ|ず|ませ|て(?:い|お)?(?:な|ませ|らず))|自供|自白)|供述.{{0,4}}認め(?!な|ず)"
)
_DENIES = re.compile(f"{_CHARGE}(?:否認|否定|認め(?:な|ず|ませ|て(?:い|お)?(?:な|ませ|らず)))|否認")
_MIN_TOLD = 0.3
_MIN_COMPANY, _MAX_SAME = 0.4, 0.6
_CLAUSE, _TAIL = 32, 10


def find_refused(pair: Pair) -> Difference | None:
    """KD307: 「日程の**明言を拒んだ**」 told as 「日程を**明言した**」."""
    own = list(pair.own_sentence())
    for gist in pair.source.gists:
        for found in _REFUSED_DEED.finditer(gist.text):
            for item in own:
                place = item.text.find(found["deed"])
                if place < 0 or not _SAID_SO.match(item.text, place + len(found["deed"])):
                    continue
                if gist in pair.sentence or pair.share_of(gist) >= _MIN_TOLD:
                    return Difference(
                        Span(item.start + place, item.end), Span(gist.start + found.start(), gist.start + found.end())
                    )
    return None


def find_admitted(pair: Pair) -> Difference | None:
    """KD307: 「容疑を**認めている**」 where the article has nothing but 「容疑を**否認している**」, and the other way round."""
    own = "".join(item.text for item in pair.own_sentence())
    is_admitted, is_denied = bool(_ADMITS.search(own)), bool(_DENIES.search(own))
    if is_admitted is is_denied:
        return None
    place = None
    for gist in pair.source.gists:
        if gist.is_title:
            continue
        admits, denial = _ADMITS.search(gist.text), _DENIES.search(gist.text)
        if admits if is_admitted else denial:
            return None
        if (found := denial if is_admitted else admits) and place is None:
            place = Span(gist.start + found.start(), gist.start + found.end())
    return None if place is None else Difference(Span(pair.claim.start, pair.claim.end), place)


# How a thing is known, told or admitted, and how it is not: one kind is compared with itself only.
_NOT = "(?:さ|せ|し|され|して|でき|されて|できて|っ|って|ら|は|に|い|る|お|て|れ|する|した|段階|と|も|が|取れ|取って|わけでは|わけじゃ)*?(?:な[いかくし]|ず|ませ|至ら)"
_KNOWN = "(?:確認|断定|特定|判明|把握|断じ|突き止め|立証|分か|わか|判(?=[っら]))"
_TOLD = "(?:公表|発表|明言|明らかに)"
_KINDS = (
    (
        re.compile(f"{_KNOWN}(?![一-龠ァ-ヶ])(?!{_NOT})(?!る|ら)"),
        re.compile(f"{_KNOWN}{_NOT}|不明|未確認|未特定"),
    ),
    (re.compile(f"{_TOLD}(?![一-龠ァ-ヶ])(?!{_NOT})"), re.compile(f"{_TOLD}{_NOT}")),
    (
        re.compile("認め(?!な(?!が)|ず|ませ|て(?:い|お)?(?:な|ら|ませ)|られ|ら)|事実だ(?!と?し)|認定(?!こ|さ?れ?な|しな)"),
        re.compile(
            "否定(?![しすで][^、。]{0,3}(?:な|ず|材料)|的)|否認|打ち消|無根|反論|認め(?:て)?(?:い|お)?ら?(?:な(?!が)|ず|ませ)|認めるに足り"
        ),
    ),
)
_DENIALS = tuple(is_not for _, is_not in _KINDS)
_NO_AFTER = re.compile("[^、。]*(?:な[いかく]|ず(?:$|。|と)|ません|ゼロ)")
_NEAR, _MIN_OBJECT, _MIN_ALIKE = 3, 0.5, 0.34


def find_unknown(pair: Pair) -> Difference | None:
    """KD307: 「焼失は**確認されていない**」 told as 「焼失も**確認**」, 「遅れを**認めず**」 as 「遅れを**認めた**」, or the other way round."""
    for is_so, is_not in _KINDS:
        said = _last(is_so, pair.post)
        denied = _last(is_not, pair.post)
        if said and not denied:
            found = _apart(pair, said, is_not, is_so)
        elif denied and not said:
            found = _apart(pair, denied, is_so, is_not)
        else:
            continue
        if found is not None:
            return found
    return None


def _last(pattern: re.Pattern[str], gists: Sequence[Gist]) -> list[tuple[Gist, int]]:
    """The claims that hold a pattern, each with the place of its last match."""
    places = ((gist, max((found.start() for found in pattern.finditer(gist.text)), default=-1)) for gist in gists)
    return [(gist, gist.start + place) for gist, place in places if place >= 0]


def _apart(pair: Pair, said: list[tuple[Gist, int]], is_other: re.Pattern[str], is_same: re.Pattern[str]) -> Difference | None:
    """Where the source has the other side of what a post says, and nowhere the same."""
    for item, place in said:
        if is_other in _DENIALS and _NO_AFTER.match(item.text, place - item.start):
            continue
        own = [other for other in pair.post if other.sentence == item.sentence]
        about = [word for word in item.words if word.end <= place][-_NEAR:]
        result = None
        for gist in pair.source.gists:
            if gist.is_title:
                continue
            other = is_other.search(gist.text)
            if other is not None:
                before = [word for word in gist.words if word.end <= gist.start + other.start()][-_NEAR:]
                if (
                    len(before) > 1
                    and result is None
                    and _told(before, own) >= _MIN_OBJECT
                    and _told(about, [gist]) >= _MIN_ALIKE
                ):
                    result = Difference(Span(place, item.end), Span(gist.start + other.start(), gist.end))
            elif is_same.search(gist.text) and _told(about, [gist]) >= _MIN_ALIKE:
                result = None
                break
        if result is not None:
            return result
    return None


def _told(words: Sequence[Word], gists: Sequence[Gist]) -> float:
    """How much of some words claims hold."""
    total = sum(word.weight for word in words)
    return sum(word.weight * max(holds(gist, word.word) for gist in gists) for word in words) / total if total else 0.0


class _Reading(NamedTuple):
    """What a clause says of a word: ``is_so``, and whether it says it flatly or as possible, asked, wished or supposed."""

    is_so: bool
    is_flat: bool


def find_turned(pair: Pair) -> Difference | None:
    """KD307: 「室内が**荒らされた経緯はなく**」 told as 「**荒らされた形跡があり**」: one word in like company, so here and not so there."""
    theirs = [gist for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)) if not gist.is_title]
    for item in pair.own_sentence():
        for word in item.words:
            places = [(gist, other) for gist in theirs for other in gist.words if other.word == word.word]
            told = _reading(item, word) if places else None
            if told is None or (not told.is_flat and told.is_so) or is_bound(item, word):
                continue
            company = [other for other in item.words if other.word != word.word]
            same = apart = 0.0
            found = None
            for gist, other in places:
                said = _reading(gist, other)
                if said is None or is_bound(gist, other):
                    continue
                near = _company(company, gist)
                if said.is_so is told.is_so or (not told.is_so and UNDONE.search(gist.text)):
                    same = max(same, near)
                elif said.is_flat is told.is_flat and near > apart:
                    found, apart = Difference(Span(word.start, item.end), Span(other.start, gist.end)), near
            if apart >= _MIN_COMPANY and same <= _MAX_SAME * apart:
                return found
    return None


def is_bound(gist: Gist, word: Word) -> bool:
    """Whether a word holds under a condition only: 「3回陰性に**ならないと**再開できない」 is 「陰性が条件で再開する」."""
    start, end = word.start - gist.start, word.end - gist.start
    return bool(_BOUND.search(gist.text[max(0, start - _CLAUSE) : end + _TAIL])) or any(
        word.start - _CLAUSE < mark.start < word.end + _TAIL for mark in gist.marks_of(MarkKind.CONDITION)
    )


def _company(words: Sequence[Word], gist: Gist) -> float:
    """How much of the words beside one a claim holds."""
    total = sum(word.weight for word in words)
    return sum(word.weight * holds(gist, word.word) for word in words) / total if total else 0.0


def _reading(gist: Gist, word: Word) -> _Reading | None:
    """What follows a word up to the end of its clause, or None where other words come between or nothing is said of it."""
    text, at = gist.text, word.end - gist.start
    before = text[: word.start - gist.start]
    is_so, is_flat, is_said = not before.endswith(("未", "不", "無", "非")), True, word.is_predicate
    if before.endswith(("ない", "なかった")):
        return None
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None:
            return None
        if step.lastgroup == "stop":
            break
        if step.lastgroup == "not":
            is_so, is_said = not is_so, True
        elif step.lastgroup == "open":
            is_flat = False
        elif step.lastgroup == "verb":
            is_said = True
        at = step.end()
    return _Reading(is_so, is_flat) if is_said else None


_BOUND = re.compile("限り|条件|次第|な(?:いと(?![いの述話し見発説明])|ければ|きゃ)|たら(?!し|な)|場合(?!でも)|だけ|のみ|しか|以外|まで[^、。]{0,12}な[いかく]|じゃない(?:[？か]|$)|ないで(?:ほし|くれ|くだ)")
_STEP = re.compile(
    "(?P<stop>(?<![はもが])、|[。！？!?）)…😀-🙏]|」(?=と|$|。)|上(?=に|、|$)|こと(?:が|も)?(?:分か|わか|判明し|明らか)(?:った|って|り|る|に|と|た)|と(?:認め|明か|答え|コメント|強調|反論|話|語|説明|主張|発表|報|し[てた、]|のこと|いう(?:$|。)|見[らて]|、|$))"
    "|(?P<open>かどうか|可能性|[お恐]それ|疑い|かも(?:しれ(?:な[いかく]|ません))?|だろう|でしょう|らし|はず|まで|前[にの]|とき|時|うち|べき|よう|た[いく]|ほし|ば|たら|なら(?!な|ず)"
    "|ても|でも|じゃない|ではないか|[のん]か(?=[？?はをも、]|どう|分|わか|不明)|ないか|ないと(?=、|いけ|だめ|駄目|なら|困))"
    "|(?P<not>な(?:い|かった|く|かっ|し)|ありません|ません|ずじまい|ず(?:に)?|ぬ|へん|[えらせ]ん(?=[。」、と]|$)|まい|ゼロ|否定|否認|打ち消|免れ|逃れ|避け|拒[否み]?|見送|取りやめ|撤回|断念|退け|事実無根|難し|にく|がた[いく]|難[いく])"
    "|(?P<verb>あ[っりる]|出|い(?:[たる]|ま(?!せ))|受け|与え|達|及|行|入|で(?:す|ある)|だ|や(?:ん|ね|で)|じゃん|なん)"
    "|(?P<link>にすぎない|にもかかわらず|なきゃ(?:いけ|なら)な|なければならな|ざるを得な|し|する|した|さ|れ|せ|て|で|い|る|た|お|っ|ま|す|を|が|は|も|に|と|へ|の|から|ら|り|え|け|く|き|ぎ|げ|わ|う|つ|ち|め|み|び|べ|む|ん"
    "|こと|事実|もの|形跡|経緯|考え|つもり|予定|方針|段階|結論|証拠|意向|必要|至|得|一切|全く|特に|義務|対象|状態|状況|言|ほか|[ぁ-ん])"
)
