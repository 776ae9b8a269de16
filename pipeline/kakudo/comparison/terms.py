"""The content words of a claim under the names by which they are compared: aliases and synonyms folded, each with a weight."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from kakudo.comparison.wordlists import aliases, synonyms
from kakudo.document import Token
from kakudo.grammar import word_class

__all__ = ["Term", "content_terms", "kanji_of"]

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞"})
_LIGHT = word_class("comparison-light-word")
_EXISTING = word_class("existing-noun")
_PREDICATE_CLASSES = frozenset({"サ変可能", "サ変形状詞可能"})
_NEGATIVE = frozenset({"ない", "ず", "ぬ", "無い", "まい", "なし", "無し"})
_NEGATIVE_PREFIXES = frozenset({"未", "不", "非", "無"})
_NEGATIVE_NOUNS = frozenset({"ゼロ"})
# 「待機を**余儀なく**された」: the negative is a part of the word.
_IDIOMS = frozenset({"余儀", "違い", "仕方", "申し訳", "間違い", "思い掛け", "何気"})
# Between a predicate and its negation stand auxiliaries, light verbs and particles: 確認**され**て**おら**ず.
_BETWEEN = frozenset({"助動詞", "助詞"})
_LIGHT_VERBS = frozenset({"為る", "居る", "出来る", "成る", "有る", "行く", "来る", "おる", "頂く", "貰う", "呉れる"})
_CLAUSE_PARTICLES = frozenset({"が", "けど", "し", "ば", "ため", "と", "から", "を", "に", "で", "の"})
_MAX_REACH = 8
_MAX_FORM_TOKENS = 8
# 「返金する**のではなく**、拠出する」: the first of the two is not so.
_NOT_BUT = re.compile("(?:する|した|さ?れる|さ?れた)?のではな(?!いか)")
_KANJI = re.compile("[一-龠々]")
# One lemma, two words: 基地から引き**揚**げる, 金利を引き**上**げる.
_WRITTEN = {"引き上げる": ("揚", "引き揚げる"), "引き上げ": ("揚", "引き揚げる")}
_PROPER, _FOREIGN, _NOUN, _SHORT, _PREDICATE = 2.0, 1.5, 1.0, 0.6, 0.8
_FOREIGN_WORD = re.compile("[ァ-ヶーA-Za-zＡ-Ｚａ-ｚ]{2,}")
# One kanji is a country's name only as a name: 米が値上がりした is rice.
_OFFICE = re.compile("[ァ-ヶー一-龠]")


class Term(NamedTuple):
    """A content word. ``start`` and ``end`` are token indices of the sentence.

    Attributes:
        word: the name by which it is compared.
        weight: how much it tells about what a claim speaks of.
        is_predicate: whether it can say what happened (a verb, a verbal noun, an adjective).
        is_negated: whether a negation governs it.
    """

    word: str
    start: int
    end: int
    weight: float
    is_predicate: bool
    is_negated: bool


def kanji_of(text: str) -> str:
    """The distinct kanji of a text, sorted: 殺害 and 殺す share 殺."""
    return "".join(sorted(set(_KANJI.findall(text))))


def content_terms(tokens: Sequence[Token], start: int, end: int, skip: Container[int] = ()) -> list[Term]:
    """The content words of a token range.

    Args:
        tokens: of the sentence.
        start, end: token range.
        skip: token indices that are no content (cues of certainty, who says so).

    Returns:
        Terms in text order; a compound name gives several at one place.
    """
    names, heads = aliases(), synonyms()
    firsts = _first_letters()
    negated = _negated_clauses(tokens, start, end, skip)
    found: list[Term] = []
    index = start
    while index < end:
        token = tokens[index]
        if index in skip:
            index += 1
            continue
        if token.surface[0] in firsts:
            stop, words = _name_at(tokens, index, end, names)
            if words:
                found += [Term(word, index, stop, _PROPER, False, index in negated) for word in words]
                index = stop
                continue
        if token.pos in _CONTENT and token.pos_detail not in ("数詞", "助動詞語幹") and token.lemma not in _LIGHT:
            is_predicate = token.pos != "名詞" or token.pos_class in _PREDICATE_CLASSES
            lemma = _as_written(token)
            word = heads.get(lemma, lemma)
            found.append(Term(word, index, index + 1, _weight(token), is_predicate, index in negated))
        index += 1
    return found


def _negated_clauses(tokens: Sequence[Token], start: int, end: int, skip: Container[int]) -> set[int]:
    """Tokens of clauses whose predicate is negated.

    In 「合意には達しなかった」 that is 合意 too, so that it says the same as 「合意できなかった」.
    """
    found: set[int] = set()
    is_negated = carried = False
    for index in range(end - 1, start - 1, -1):
        token = tokens[index]
        if index not in skip and _is_head(tokens, index, start):
            # 「荒らされた**形跡はない**」: nothing was 荒らされた.
            is_negated = (
                carried
                or (token.lemma in _NEGATIVE and not _ends_idiom(tokens, index))
                or _is_negated(tokens, index, end, skip)
            )
            carried = False
        elif is_negated and token.lemma in _EXISTING and index and tokens[index - 1].pos in ("動詞", "助動詞"):
            carried = True
        elif token.pos == "名詞" and _is_negated(tokens, index, end, skip):
            found.add(index)
        if is_negated:
            found.add(index)
    return found


def _is_head(tokens: Sequence[Token], index: int, start: int) -> bool:
    token = tokens[index]
    if token.pos in ("形容詞", "形状詞"):
        return True
    if token.pos != "動詞":
        return False
    is_auxiliary = index > start and tokens[index - 1].surface in ("て", "で") and token.lemma in _LIGHT_VERBS
    return not is_auxiliary


def _as_written(token: Token) -> str:
    """The lemma, or the word that its kanji tell apart from it."""
    sign, other = _WRITTEN.get(token.lemma, ("", token.lemma))
    return other if sign in token.surface else token.lemma


def _first_letters() -> frozenset[str]:
    global _FIRSTS
    if not _FIRSTS:
        _FIRSTS = frozenset(form[0] for form in aliases())
    return _FIRSTS


_FIRSTS: frozenset[str] = frozenset()


def _name_at(tokens: Sequence[Token], index: int, end: int, names: Container[str]) -> tuple[int, tuple[str, ...]]:
    """The longest alias that begins at a token, and where it ends."""
    table = aliases()
    joined = ""
    best: tuple[int, tuple[str, ...]] = (index, ())
    for stop in range(index, min(end, index + _MAX_FORM_TOKENS)):
        joined += tokens[stop].surface
        if joined in names and (len(joined) > 1 or _is_country(tokens, index, end)):
            best = (stop + 1, table[joined])
    return best


def _is_country(tokens: Sequence[Token], index: int, end: int) -> bool:
    """米・英・仏 for a country: a proper noun, before an office or beside another (米中)."""
    if tokens[index].pos_detail == "固有名詞":
        return True
    follows = tokens[index + 1] if index + 1 < end else None
    return follows is not None and follows.pos == "名詞" and follows.pos_detail != "数詞"


def _weight(token: Token) -> float:
    if token.pos_detail == "固有名詞":
        return _PROPER
    if token.pos != "名詞":
        return _PREDICATE
    if _FOREIGN_WORD.fullmatch(token.surface):
        return _FOREIGN
    return _NOUN if len(token.surface) > 1 else _SHORT


def _is_negated(tokens: Sequence[Token], index: int, end: int, skip: Container[int]) -> bool:
    if index and tokens[index - 1].surface in _NEGATIVE_PREFIXES and tokens[index - 1].pos == "接頭辞":
        return True
    if _NOT_BUT.match("".join(token.surface for token in tokens[index + 1 : min(end, index + 1 + _MAX_REACH)])):
        return True
    n_negative = 0
    for step in range(index + 1, min(end, index + 1 + _MAX_REACH)):
        token = tokens[step]
        if step in skip:  # かもしれ**ない**, に違い**ない**: no negation of what is said
            if token.pos in _BETWEEN or token.lemma in _LIGHT_VERBS:
                continue
            break
        if token.lemma in _NEGATIVE or token.surface in _NEGATIVE or token.surface in ("なかっ", "なく", "ません"):
            if _ends_idiom(tokens, step):
                break
            n_negative += 1
        elif token.surface in _NEGATIVE_NOUNS:
            n_negative += 1
            break
        elif token.pos in _BETWEEN:
            # 合意には達しなかった negates 達する; 影響が(は)ない negates 影響.
            is_end = token.surface in _CLAUSE_PARTICLES and token.pos == "助詞"
            if is_end and not (token.surface == "が" and _is_negative_at(tokens, step + 1, end)):
                break
        elif not (token.pos == "動詞" and token.lemma in _LIGHT_VERBS):
            break
    return n_negative % 2 == 1


def _ends_idiom(tokens: Sequence[Token], index: int) -> bool:
    """Whether a negative is a part of a word: 「余儀**なく**」, and 「まも**なく**始まる」, which the dictionary takes for 間も無い."""
    if index and tokens[index - 1].lemma in _IDIOMS:
        return True
    return index > 1 and tokens[index - 1].surface == "も" and tokens[index - 2].lemma == "間"


def _is_negative_at(tokens: Sequence[Token], index: int, end: int) -> bool:
    return index < end and tokens[index].lemma in _NEGATIVE
