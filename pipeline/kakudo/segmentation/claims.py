"""Sentences to claims: where a coordinated clause with its own predicate begins.

A claim is a clause that states something by itself (annotation scheme, "Unit"). Coordination (連用形、て形、が、けれど、し、ため、ので)
opens a new claim; relative clauses, nominal complements, と-complements, conditions and anything in brackets do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kakudo.document import Span, Token
from kakudo.grammar import COMMAS, NOUN_POS, PREDICATE_POS, word_class
from kakudo.segmentation.brackets import Brackets
from kakudo.token_signs import JOINT

__all__ = ["split_claims"]

_PARTICLE_VERBS = word_class("particle-verb")
_CONCESSIVE = frozenset({"が", "けれど", "けど", "けれども", "けども", "ものの", "のに", "し"})
_SUBJECT_REACH = 8
_NEEDLESS = ["言う", "まで", "も", "無い"]
_WITHOUT = frozenset({"間違い", "疑い", "例外", "漏れ", "容赦", "紛れ", "否応", "躊躇", "遠慮", "滞り"})
_REASON_NOUNS = frozenset({"為", "ため"})


def split_claims(
    tokens: Sequence[Token],
    starts: Sequence[int],
    ends: Sequence[int],
    brackets: Brackets,
    sealed: Sequence[Span] = (),
    *,
    is_heading: bool = False,
) -> list[Span]:
    """Cut one sentence into claims.

    Args:
        tokens, starts, ends: the sentence's tokens and their offsets.
        brackets: its bracket structure.
        sealed: token ranges that must not be cut, such as the complement of a verb of saying.
        is_heading: a space parts the clauses of a headline (「停戦案に合意　5日から」).

    Returns:
        Half-open token ranges in text order; together they hold every token but the commas between them and the full stop at the end.
    """
    depth = brackets.depth
    boundaries = []
    # Nearly every token is no joint, and hardly any sentence has a space in it.
    joints = [index for index, token in enumerate(tokens[:-1], 1) if token.sign & JOINT]
    if starts[1:] != ends[:-1]:
        gaps = (index for index in range(1, len(tokens)) if starts[index] != ends[index - 1])
        joints = sorted({*joints, *gaps})
    for index in joints:
        if depth[index - 1] and not (is_heading and _closes_outermost(brackets, index - 1)):
            continue
        if sealed and any(span.start < index < span.end for span in sealed):
            continue
        if _is_boundary(tokens, starts, ends, brackets, index, is_heading):
            boundaries.append(index)
    spans: list[Span] = []
    start = 0
    # Most sentences are one claim.
    for boundary, next_boundary in pairwise((*boundaries, len(tokens))) if boundaries else ():
        # A space in a headline parts its clauses even where one has no predicate: 「ハバナ、号外に人垣　安値原油は先細り」.
        is_gap = is_heading and starts[boundary] > ends[boundary - 1]
        if all(
            _can_stand_alone(tokens, brackets, low, high, needs_predicate=not is_gap)
            for low, high in ((start, boundary), (boundary, next_boundary))
        ):
            spans.append(Span(start, boundary))
            start = boundary
    spans.append(Span(start, len(tokens)))
    return [span for span in (_trim(tokens, brackets, span) for span in spans) if span.start < span.end]


def _closes_outermost(brackets: Brackets, index: int) -> bool:
    return brackets.depth[index] == 1 and brackets.partner.get(index, index) < index


def _is_boundary(
    tokens: Sequence[Token],
    starts: Sequence[int],
    ends: Sequence[int],
    brackets: Brackets,
    index: int,
    is_heading: bool,
) -> bool:
    """Whether a new clause begins at ``index``."""
    last = tokens[index - 1]
    if _is_preface(tokens, index):
        return False
    if tokens[index].surface in {"と", "って"} and tokens[index].pos == "助詞":
        return False  # 「決議を採択、と発表文にある」
    if last.surface in COMMAS:
        return index >= 2 and (
            _is_spoken_headline(tokens, brackets, index)
            or (brackets.depth[index - 2] == 0 and _ends_clause_before_comma(tokens, brackets, index - 2, index))
        )
    if last.pos_detail == "接続助詞":
        # 「撤退したが協議は続く」 needs no comma; 「…たし、」 is taken at its comma.
        following = tokens[index]
        return last.surface in {"が", "けれど", "けど", "けれども", "けども"} and following.surface not in COMMAS
    if last.surface == "おり" and index >= 2:
        # 「…と供述し**ており**売り上げを生活費に充てていた」 needs no comma either.
        return tokens[index - 2].surface in {"て", "で"} and tokens[index].pos not in {"助動詞", "助詞", "補助記号"}
    if last.pos == "補助記号" and last.surface not in COMMAS and last.pos_detail not in {"括弧開", "括弧閉"}:
        # Posts: 「また上がるんですかね…給油しとけば」「終わった😭次いこう」
        return (
            tokens[index].pos not in {"補助記号", "助詞", "助動詞"}
            and index >= 2
            and brackets.depth[index - 2] == 0
            and _is_sentence_final(_last_word(tokens, index - 1))
        )
    if starts[index] > ends[index - 1] and not last.surface.isascii():
        is_clause_of_headline = is_heading and not tokens[index].surface.isascii() and last.pos_detail != "固有名詞"
        return (is_clause_of_headline or _is_sentence_final(last)) and tokens[index].pos not in {"助詞", "助動詞"}
    return False


def _is_preface(tokens: Sequence[Token], index: int) -> bool:
    """「**言うまでもないが、**国連は無力だ」: the words before が claim nothing of their own."""
    end = index - 1 if tokens[index - 1].surface in COMMAS else index
    if end > 1 and tokens[end - 1].surface == "なく" and tokens[end - 2].lemma in _WITHOUT:
        return True  # 「海警は**間違いなく、**臨検に踏み切る」
    # 「言うまでもない**が**」: 無い stands last, or before a particle.
    last, before = tokens[end - 1].lemma, tokens[end - 2].lemma if end > 1 else ""
    if last != _NEEDLESS[-1] and before != _NEEDLESS[-1]:
        return False
    words = [token.lemma for token in tokens[max(0, end - 5) : end]]
    return words[:4] == _NEEDLESS or words[1:] == _NEEDLESS


def _is_spoken_headline(tokens: Sequence[Token], brackets: Brackets, index: int) -> bool:
    """Whether the sentence up to the comma before ``index`` is somebody's words without a verb: 「首相「増税しない」、野党は反発」.

    What follows must have a subject of its own, or the quotation is its: 「首相「増税しない」、会見で強調」.
    """
    opener = brackets.quote_closed_at(index - 2)
    if not opener or any(token.pos not in NOUN_POS and token.surface != "の" for token in tokens[:opener]):
        return False
    if not any(token.pos in PREDICATE_POS for token in tokens[opener + 1 : index - 2]):
        return False  # 「映画「砂の城」、若者が殺到」: a title
    for token in tokens[index : index + _SUBJECT_REACH]:
        if token.pos == "助詞":
            if token.surface in {"は", "が", "も"}:
                return True
            if token.surface != "の":
                return False
        elif token.pos not in NOUN_POS:
            return False
    return False


def _last_word(tokens: Sequence[Token], index: int) -> Token:
    while index > 0 and tokens[index].pos == "補助記号":
        index -= 1
    return tokens[index]


def _is_sentence_final(token: Token) -> bool:
    return (
        token.pos_detail == "終助詞"
        or (token.pos in PREDICATE_POS and token.conjugation_form.startswith(("終止形", "命令形")))
        or (token.pos == "形容詞" and token.conjugation_form.startswith("連体形"))
    )


def _ends_clause_before_comma(tokens: Sequence[Token], brackets: Brackets, last: int, following: int) -> bool:
    """Whether the word at ``last``, which a comma follows, ends a coordinated clause."""
    token = tokens[last]
    before = tokens[last - 1] if last else None
    if token.pos_detail == "接続助詞":
        if token.surface in _CONCESSIVE:
            return True
        if token.surface in {"て", "で"}:
            return not _is_particle_verb(tokens, last - 1) and not _is_adverbial_te(tokens, last - 1)
        if token.surface == "から":
            return before is not None and before.pos in PREDICATE_POS
        return False
    if token.pos in {"動詞", "形容詞", "助動詞"} and token.conjugation_form.startswith("連用形"):
        if token.pos == "助動詞" and token.lemma == "だ":
            # 「原因は停電で、」 is a clause, 「会場で、」 is a place that the tokenizer took for one, 「ので、」 a reason.
            if before is not None and before.surface == "の":
                return True
            return (
                token.surface == "で"
                and _has_subject(tokens, brackets, last)
                and _has_subject_after(tokens, brackets, following)
            )
        if (
            token.lemma in {"無い", "ない"}
            and before is not None
            and before.surface == "は"
            and last >= 2
            and tokens[last - 2].lemma in {"だ", "で"}
        ):
            return False  # 「AではなくB」 contrasts two names for one claim
        if token.lemma == "らしい":
            return token.pos == "助動詞"  # 「倉庫は燃えたらしく、…」; 「男らしく、」 is an adverb
        return not _is_particle_verb(tokens, last) and token.lemma != "様"
    if token.pos == "動詞" and token.lemma == "居る" and token.surface in {"おり", "い"}:
        return True
    if (
        token.pos_class == "サ変可能"
        and before is not None
        and before.pos_detail == "格助詞"
        and before.surface in {"を", "が", "に", "と", "から", "で"}
    ):
        return True  # 「新会社を設立、」「5人が死亡、」: the noun stands for its する-verb
    if token.lemma in _REASON_NOUNS and before is not None:
        # 「円高が続いたため、」 gives a reason; 「雇用を確保するため、」 a purpose, which is part of the main clause.
        return before.pos in {"助動詞", "形容詞"} or before.lemma in {"居る", "有る", "成る"}
    if token.surface == "ので":
        return True
    # 「…ものの、」: もの + の
    return (
        token.surface == "の"
        and before is not None
        and before.lemma in {"物", "もの"}
        and last >= 2
        and tokens[last - 2].pos in PREDICATE_POS
    )


def _is_particle_verb(tokens: Sequence[Token], index: int) -> bool:
    if index < 1 or tokens[index].pos != "動詞":
        return False
    particle = tokens[index - 1]
    if tokens[index].lemma in _PARTICLE_VERBS:
        # 「…という」, but 「礼を**言い**、席を立った」 is an act
        marks = {"と"} if tokens[index].lemma == "言う" else {"に", "を", "と"}
        return particle.pos == "助詞" and particle.surface in marks
    # 「放火とみて、調べている」 holds one view and one act on it; so does 「議長として、」, but 「危険だとして、」 claims something.
    is_view = tokens[index].lemma == "見る" or (index < 2 or not _can_be_claimed(tokens[index - 2]))
    return tokens[index].lemma in {"為る", "見る"} and particle.surface == "と" and is_view


def _can_be_claimed(token: Token) -> bool:
    """Whether the word before とする ends a clause or a quotation."""
    return token.pos_detail == "括弧閉" or (
        token.pos in PREDICATE_POS and not token.conjugation_form.startswith("意志")
    )


def _is_adverbial_te(tokens: Sequence[Token], index: int) -> bool:
    """「初めて、」「改めて、」「合わせて、」「決して、」 are adverbs."""
    return index < 0 or (
        tokens[index].lemma in {"改める", "始める", "初める", "合わせる", "併せる", "続く", "極める", "総じる"}
        and (index == 0 or tokens[index - 1].pos != "助詞")
    )


def _has_subject(tokens: Sequence[Token], brackets: Brackets, until: int) -> bool:
    return any(brackets.depth[index] == 0 and _marks_subject(tokens, index) for index in range(until))


def _marks_subject(tokens: Sequence[Token], index: int) -> bool:
    """は, が, も after a noun; not 「では」「には」."""
    token = tokens[index]
    return (
        token.pos == "助詞"
        and token.surface in {"は", "が", "も"}
        and index > 0
        and tokens[index - 1].pos not in {"助詞", "助動詞", "補助記号"}
    )


def _has_subject_after(tokens: Sequence[Token], brackets: Brackets, start: int) -> bool:
    return any(brackets.depth[index] == 0 and _marks_subject(tokens, index) for index in range(start, len(tokens)))


def _can_stand_alone(
    tokens: Sequence[Token], brackets: Brackets, start: int, end: int, *, needs_predicate: bool = True
) -> bool:
    """Whether the range has a predicate of its own, and is not the front half of a relative clause."""
    n_words = 0
    has_predicate = False
    depth, opens_quote = brackets.depth, brackets.opens_quote
    for index, token in enumerate(tokens[start:end], start):
        pos = token.pos
        if pos == "補助記号" or depth[index]:
            n_words += depth[index] > 0
            # 「首相「責任は私にある」」: what is quoted is stated.
            has_predicate = has_predicate or index in opens_quote
            continue
        n_words += 1
        # 「背番号は33番」: a topic with a noun states something too.
        has_predicate = (
            has_predicate
            or pos in PREDICATE_POS
            or token.pos_class == "サ変可能"
            or pos == "形状詞"
            or _marks_subject(tokens, index)
        )
    if not needs_predicate:
        return n_words > 2
    if n_words < 2 or not has_predicate:
        return False
    return not _continues_into_relative_clause(tokens, brackets, start, end)


def _continues_into_relative_clause(tokens: Sequence[Token], brackets: Brackets, start: int, end: int) -> bool:
    """「ビルを破壊し、30人を殺害した男が…」: the clause is coordinated with one that modifies a noun.

    A clause with a topic (は) is a main clause; without one, the next predicate decides.
    """
    if end >= len(tokens):
        return False
    for index in range(start, end):
        if (
            brackets.depth[index] == 0
            and tokens[index].surface in {"は", "も"}
            and tokens[index].pos_detail == "係助詞"
        ):
            return False
    last = tokens[end - 2] if tokens[end - 1].surface in COMMAS and end - 2 >= start else tokens[end - 1]
    if (last.pos_detail == "接続助詞" and last.surface not in {"て", "で"}) or last.lemma in _REASON_NOUNS:
        return False
    for index in range(end, len(tokens) - 1):
        token = tokens[index]
        if brackets.depth[index] or token.pos not in {"動詞", "形容詞", "助動詞"}:
            continue
        following = tokens[index + 1]
        if following.pos in {"動詞", "形容詞", "助動詞"} or following.pos_detail in {"接続助詞"}:
            if following.pos_detail == "接続助詞":
                return False
            continue
        if token.conjugation_form.startswith("連体形") or (
            token.conjugation_form.startswith("終止形") and following.pos in {"名詞", "代名詞"}
        ):
            return following.pos in {"名詞", "代名詞", "接頭辞", "連体詞"} and following.lemma not in {
                "事",
                "為",
                "ため",
                "筈",
                "訳",
                "の",
                "物",
                "方針",
                "見通し",
                "見込み",
                "予定",
                "模様",
                "考え",
                "恐れ",
                "可能",
            }
        return False
    return False


def _trim(tokens: Sequence[Token], brackets: Brackets, span: Span) -> Span:
    """Drop the comma or full stop that ends a claim, and symbols that begin it; ？ and ！ stay."""
    start, end = span
    while (
        end > start
        and tokens[end - 1].pos_detail in {"読点", "句点"}
        and tokens[end - 1].surface not in {"?", "!", "？", "！"}
    ):
        end -= 1
    while start < end and tokens[start].pos in {"補助記号", "空白"} and start not in brackets.partner:
        start += 1
    return Span(start, end)
