"""Denials that no negation shows: a charge denied or admitted, a deed refused (a part of KD307)."""

from __future__ import annotations

import re

from kakudo.comparison.pair import Difference, Pair
from kakudo.document import Span

__all__ = ["find_admitted", "find_refused"]

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
