"""Denials that no negation shows: a charge denied or admitted, a deed refused (a part of KD307)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.comparison.gist import Gist
from kakudo.comparison.pair import Difference, Pair
from kakudo.comparison.rules.turning import UNDONE, denies, part_held, plainly, says_no, share
from kakudo.document import Span
from kakudo.findings import Time

__all__ = ["find_admitted", "find_called_off", "find_denied", "find_refused", "find_unknown", "is_told"]

# 「**明言を拒んだ**」, 「**公表は避けた**」: the deed by the noun before.
_REFUSED_DEED = re.compile(
    "(?P<deed>[一-龠]{2,4})(?:を|は|も)(?:拒|避け|断[らりっ]|控え|見送|やめ|取りやめ|断念|差し控え)"
)
_SAID_SO = re.compile("(?:を|も)?(?:し|され)?(?:た|て(?:い)?る|てます|ました)")
# 「容疑を**認めている**」, 「容疑を**否認**」: what suspects say of a charge.
_CHARGE = "(?:容疑|関与|事実|犯行|罪|起訴内容|起訴事実|疑い|流用|受け取り|授受)(?:内容)?(?:について(?:は)?|に関して)?(?:を|は|も)?[^、。「」]{0,6}?"
_ADMITS = re.compile(
    f"{_CHARGE}(?:認め(?!な|られ|ず|ませ|て(?:い|お)?(?:な|ませ|らず))|自供|自白)|供述.{{0,4}}認め(?!な|ず)"
)
_DENIES = re.compile(f"{_CHARGE}(?:否認|否定|認め(?:な|ず|ませ|て(?:い|お)?(?:な|ませ|らず)))|否認")
_MIN_TOLD = 0.3
_MIN_SHARED, _NEAREST = 0.5, 2
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
_NOT = (
    "(?:さ|せ|し|され|して|でき|されて|できて|っ|って|ら|は|に|い|る|お|て|れ|する|した|段階|と|も|が|取れ|取って"
    "|わけでは|わけじゃ)*?(?:な[いかくし]|ず|ませ|至ら)"
)
_KNOWN = "(?:確認|断定|特定|判明|把握|断じ|突き止め|立証|分か|わか|判(?=[っら]))"
_TOLD = "(?:公表|発表|明言|明らかに)"
_KINDS = (
    (
        re.compile(f"{_KNOWN}(?![一-龠ァ-ヶ])(?!{_NOT})(?!る|ら)"),
        re.compile(f"{_KNOWN}{_NOT}|不明|未確認|未特定"),
    ),
    (re.compile(f"{_TOLD}(?![一-龠ァ-ヶ])(?!{_NOT})"), re.compile(f"{_TOLD}{_NOT}")),
    (
        re.compile(
            "認め(?!な(?!が)|ず|ませ|て(?:い|お)?(?:な|ら|ませ)|られ|ら)|事実だ(?!と?し)|認定(?!こ|さ?れ?な|しな)"
        ),
        re.compile(
            "否定(?![しすで][^、。]{0,3}(?:な|ず|材料)|的)|否認|打ち消|無根|反論|認め(?:て)?(?:い|お)?ら?(?:な(?!が)|ず|ませ)|認めるに足り"
        ),
    ),
)
_DENIALS = tuple(is_not for _, is_not in _KINDS)
_ANY_KIND = re.compile(
    "確認|[断特認否]定|判|把握|断じ|突き止|立証|[分わ]か|公表|発表|明言|明らか|認め|否認|打ち消|無根|反論|不明|未特"
)
_NO_AFTER = re.compile("[^、。]*(?:な[いかく]|ず(?:$|。|と)|ません|ゼロ)")
_NEAR, _MIN_OBJECT, _MIN_ALIKE = 3, 0.5, 0.34


def find_unknown(pair: Pair) -> Difference | None:
    """KD307: 「焼失は**確認されていない**」 told as 「焼失も**確認**」, 「遅れを**認めず**」 as 「遅れを**認めた**」, or the other way round."""
    if not any(_ANY_KIND.search(item.text) for item in pair.post):
        return None
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


def _apart(
    pair: Pair, said: list[tuple[Gist, int]], is_other: re.Pattern[str], is_same: re.Pattern[str]
) -> Difference | None:
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
                    and part_held(before, own) >= _MIN_OBJECT
                    and part_held(about, [gist]) >= _MIN_ALIKE
                ):
                    result = Difference(Span(place, item.end), Span(gist.start + other.start(), gist.end))
            elif is_same.search(gist.text) and part_held(about, [gist]) >= _MIN_ALIKE:
                result = None
                break
        if result is not None:
            return result
    return None


def find_denied(pair: Pair) -> Difference | None:
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
        if any(map(denies, pair.post)) if gist is not pair.gist else not admits and is_told(pair, gist):
            continue
        before = [word for word in gist.words if word.start < gist.start + denial.start()]
        words = before if admits else before[-_NEAREST:]
        if words and share(words, own) >= _MIN_SHARED:
            return Difference(
                Span(pair.claim.start, pair.claim.end), Span(gist.start + denial.start(), gist.start + denial.end())
            )
    return None


def find_called_off(pair: Pair) -> Difference | None:
    """「予定していた仮調印は**見送られた**」 told as 「仮調印した」."""
    own = list(pair.own_sentence())
    if pair.claim.time is Time.FUTURE or any(says_no(item) or UNDONE.search(item.text) for item in pair.post):
        return None
    for gist in (pair.gist, *(item for item in pair.sentence if item is not pair.gist)):
        calls = list(_CALLED_OFF.finditer(gist.text))
        if not calls:
            continue
        called = calls[-1]
        before = [word for word in gist.words if word.end <= gist.start + called.start()]
        said = plainly(before[-1].word, own) if before else None
        if said is not None and not denies(said[0]) and share(before[-_NEAREST:], own) >= _MIN_SHARED:
            return Difference(
                Span(said[0].start, said[0].end), Span(gist.start + called.start(), gist.start + called.end())
            )
    return None


def is_told(pair: Pair, gist: Gist) -> bool:
    """Whether some claim of the post denies what a claim of the source speaks of: 「渡したと供述。でも**知っていたかは分からない**と」."""
    return any(says_no(item) and share(item.words, [gist]) >= _MIN_TOLD for item in pair.post)
