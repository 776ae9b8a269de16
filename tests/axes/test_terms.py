"""Term lists: each row is held to its own examples, look-alikes keep words from counting, and broken files are named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kakudo.axes.terms import Term, TermMatcher, load_terms
from kakudo.errors import LexiconError
from kakudo.tokenization import Tokenizer
from kakudo.topic import DEFAULT_TOPIC, load_topic

TERMS = load_terms(DEFAULT_TOPIC.with_suffix(".terms.toml"))
MATCH = TermMatcher(TERMS)
LOOKALIKES = [term for term in TERMS if term.is_lookalike]
FOUND = [term for term in TERMS if not term.is_lookalike]
ALONE = [term for term in FOUND if not term.beside]
WITHOUT_LOOKALIKES = TermMatcher(FOUND)


def found(match: TermMatcher, tokenizer: Tokenizer, text: str) -> list[str]:
    tokens = tokenizer(text).tokens
    return [term.id for term in match(tokens, 0, len(tokens))]


def rows(terms: list[Term], key: str) -> list[object]:
    """A row's examples as parameters."""
    return [pytest.param(term, text, id=f"{term.id}:{text}") for term in terms for text in getattr(term, key)]


@pytest.mark.parametrize(("term", "text"), rows(FOUND, "fires"))
def test_a_row_fires(term: Term, text: str, tokenizer: Tokenizer) -> None:
    assert term.id in found(MATCH, tokenizer, text)


@pytest.mark.parametrize(("term", "text"), rows(list(TERMS), "quiet"))
def test_a_row_stays_quiet(term: Term, text: str, tokenizer: Tokenizer) -> None:
    assert term.id not in found(MATCH, tokenizer, text)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_a_row_is_complete(term: Term) -> None:
    assert term.axis in {"", *(axis.id for axis in load_topic().axes)}
    assert term.words
    assert term.quiet
    assert bool(term.fires) is not term.is_lookalike  # a look-alike is never found
    assert not (term.is_weak and not term.axis)
    for word in term.words:
        assert word == unicodedata.normalize("NFKC", word).strip() != ""


def test_rows_have_names_of_their_own_and_every_axis_has_some() -> None:
    assert len({term.id for term in TERMS}) == len(TERMS)
    assert {term.axis for term in TERMS} == {"", *(axis.id for axis in load_topic().axes)}
    kinds = {term.id.split(".")[0] for term in TERMS if not term.axis}
    assert kinds == {"lookalike", "other"}
    assert all(term.id.split(".")[0] == term.axis for term in TERMS if term.axis)


@pytest.mark.parametrize("term", ALONE, ids=lambda term: term.id)
def test_every_word_is_found_where_it_stands_alone(term: Term, tokenizer: Tokenizer) -> None:
    assert [word for word in term.words if found(MATCH, tokenizer, word) != [term.id]] == []


@pytest.mark.parametrize("term", LOOKALIKES, ids=lambda term: term.id)
def test_a_lookalike_is_never_found_and_keeps_its_words_from_counting(term: Term, tokenizer: Tokenizer) -> None:
    assert {word: ids for word in term.words if (ids := found(MATCH, tokenizer, word))} == {}
    # Were the row not there, words of it would count: 「石油ストーブ」 holds 「石油」.
    silenced = [word for word in term.words if found(WITHOUT_LOOKALIKES, tokenizer, word)]
    assert len(silenced) >= 10
    # The word is silent in a sentence too, and takes no other word with it.
    for word in silenced[:10]:
        assert found(MATCH, tokenizer, f"「{word}」と日銀") == ["finance.currency"]


@pytest.mark.parametrize("term", [term for term in FOUND if term.beside], ids=lambda term: term.id)
def test_every_word_that_needs_another_is_found_beside_it(term: Term, tokenizer: Tokenizer) -> None:
    other = next(row.words[0] for row in TERMS if row.id == term.beside)
    for word in term.words:
        assert found(MATCH, tokenizer, f"「{word}」と「{other}」") == [term.id, term.beside], word
        assert found(MATCH, tokenizer, word) == [], word


# --- the matcher, on rows of its own ---


def row(id: str, *words: str, axis: str | None = None) -> Term:
    return Term(id.split(".")[0] if axis is None else axis, id, words, (), ())


SMALL = TermMatcher(
    [
        row("oil.crude", "石油", "原油"),
        row("oil.policy", "石油政策会議"),
        row("military.force", "軍", "国連軍"),
        row("diplomacy.body", "国連"),
        row("lookalike", "石油ストーブ", "国連軍縮", axis=""),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("原油と石油", ["oil.crude", "oil.crude"]),
        ("国連が原油を見る", ["diplomacy.body", "oil.crude"]),  # in text order
        ("石油ストーブ", []),
        ("石油ストーブと石油", ["oil.crude"]),
        ("石油政策会議", ["oil.policy"]),  # longest first
        ("石油政策と石油", ["oil.crude", "oil.crude"]),  # a longer word that stops half-way
        ("国連軍", ["military.force"]),
        ("国連軍縮", []),
        ("国連の軍", ["diplomacy.body", "military.force"]),
        ("軍手をはめる", []),  # whole tokens only
        ("", []),
    ],
)
def test_longest_first_over_whole_tokens(text: str, expected: list[str], tokenizer: Tokenizer) -> None:
    assert found(SMALL, tokenizer, text) == expected


def test_only_the_range_is_searched(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("石油政策会議と国連").tokens
    surfaces = [token.surface for token in tokens]
    assert surfaces == ["石油", "政策", "会議", "と", "国連"]
    assert [term.id for term in SMALL(tokens, 0, 2)] == ["oil.crude"]  # the rest of 石油政策会議 is outside
    assert [term.id for term in SMALL(tokens, 1, 4)] == []
    assert [term.id for term in SMALL(tokens, 4, 5)] == ["diplomacy.body"]
    assert SMALL(tokens, 2, 2) == []


def test_words_of_other_matters_are_found_and_lookalikes_are_not(tokenizer: Tokenizer) -> None:
    other, silent = row("other.sport", "試合", axis=""), row("lookalike.sport", "練習試合", axis="")
    assert (other.is_lookalike, silent.is_lookalike) == (False, True)
    match = TermMatcher([other, silent])
    assert found(match, tokenizer, "試合が終わった") == ["other.sport"]
    assert found(match, tokenizer, "練習試合が終わった") == []


def test_a_group_yields_to_the_axis_whose_matter_its_words_then_are(tokenizer: Tokenizer) -> None:
    quote = Term("finance", "finance.quote", ("先物",), (), (), is_weak=True, unless="oil")
    ship = Term("oil", "oil.ship", ("海峡",), (), (), is_weak=True)
    match = TermMatcher([row("oil.crude", "原油"), ship, quote, row("other.sport", "試合", axis="")])
    assert found(match, tokenizer, "先物が続落した。") == ["finance.quote"]
    assert found(match, tokenizer, "原油の先物が続落した。") == ["oil.crude"]
    assert found(match, tokenizer, "海峡と試合と先物") == [
        "oil.ship",
        "other.sport",
        "finance.quote",
    ]  # weak signs take nothing


def test_a_day_of_the_month_begins_no_word(tokenizer: Tokenizer) -> None:
    match = TermMatcher([row("diplomacy.relation", "日朝", "日米")])
    assert found(match, tokenizer, "日朝の協議が再開した。") == ["diplomacy.relation"]
    assert found(match, tokenizer, "4日朝、日米が協議した。") == ["diplomacy.relation"]
    assert found(match, tokenizer, "雨は14日朝に上がった。") == []


def test_matches_say_where_and_keep_lookalikes(tokenizer: Tokenizer) -> None:
    tokens = tokenizer("石油ストーブと原油").tokens
    matches = SMALL.matches(tokens, 0, len(tokens))
    assert ["".join(token.surface for token in tokens[one.start : one.end]) for one in matches] == [
        "石油ストーブ",
        "原油",
    ]
    assert [term.id for term in SMALL.standing(matches)] == ["oil.crude"]


def test_a_group_that_stands_beside_another_is_found_with_it_alone(tokenizer: Tokenizer) -> None:
    deed = Term("diplomacy", "diplomacy.act", ("抗議",), (), (), beside="other.state")
    match = TermMatcher([deed, row("other.state", "ロシア", axis="")])
    assert found(match, tokenizer, "選手が抗議した") == []
    assert found(match, tokenizer, "ロシアは抗議した") == ["other.state", "diplomacy.act"]
    assert found(match, tokenizer, "抗議はロシアに届いた") == ["diplomacy.act", "other.state"]


# --- the file ---

ROW = '[[term]]\nid = "{id}"\naxis = "oil"\nwords = {words}\nfires = ["あ"]\nquiet = ["い"]\n'


def term_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "small.terms.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_is_read_in_order(tmp_path: Path) -> None:
    content = ROW.format(id="oil.b", words='["石油", "原油"]') + ROW.format(id="oil.a", words='["灯油"]')
    assert load_terms(term_file(tmp_path, content)) == (
        Term("oil", "oil.b", ("石油", "原油"), ("あ",), ("い",)),
        Term("oil", "oil.a", ("灯油",), ("あ",), ("い",)),
    )
    assert load_terms(term_file(tmp_path, "")) == ()


def test_groups_that_yield_to_an_axis_and_groups_of_two_axes(tmp_path: Path) -> None:
    content = ROW.format(id="oil.a", words='["石油"]') + 'unless = "oil"\nalso = "oil"\n'
    first, second = load_terms(term_file(tmp_path, content + ROW.format(id="oil.b", words='["原油"]')))
    assert (first.unless, first.also) == ("oil", "oil")
    assert (second.unless, second.also) == ("", "")


def test_weak_groups_and_groups_beside_another(tmp_path: Path) -> None:
    content = ROW.format(id="oil.a", words='["石油"]') + 'is_weak = true\nbeside = "oil.b"\n'
    first, second = load_terms(term_file(tmp_path, content + ROW.format(id="oil.b", words='["原油"]')))
    assert (first.is_weak, first.beside) == (True, "oil.b")
    assert (second.is_weak, second.beside) == (False, "")


KIN = ROW.format(id="oil.a", words='["石油", "原油", "重油", "軽油"]')


def test_words_that_name_the_same_thing(tmp_path: Path) -> None:
    (term,) = load_terms(term_file(tmp_path, KIN + 'kin = [["石油", "重油"]]\n'))
    assert term.kin == (("石油", "重油"),)
    assert [thing.words for thing in term.things()] == [("石油", "重油"), ("原油",), ("軽油",)]
    assert {(thing.id, thing.axis, thing.kin) for thing in term.things()} == {("oil.a", "oil", ())}


TWICE = ROW.format(id="oil.a", words='["石油", "原油"]') + ROW.format(id="oil.b", words='["灯油", "原油"]')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TWICE, "'原油' stands in 'oil.a' and in 'oil.b'"),
        (ROW.format(id="oil.a", words='["石油", "石油"]'), "'石油' stands in 'oil.a' and in 'oil.a'"),
        ("[[term]\n", "term file .*line 1"),
        (ROW.format(id="oil.a", words='["石油"]').encode("cp932"), "utf-8"),
        *(
            (ROW.format(id="oil.a", words='["石油"]').replace(key, "other"), f"term 'oil.a' needs '{key}', a {kind}")
            for key, kind in (("axis", "text"), ("words", "list"), ("fires", "list"), ("quiet", "list"))
        ),
        (ROW.format(id="oil.a", words='["石油"]') + "is_weak = 1", "'is_weak' must be true or false"),
        (ROW.format(id="oil.a", words='["石油"]') + "beside = 1", "'beside' must be the id of a group"),
        (ROW.format(id="oil.a", words='["石油"]') + "also = 1", "'also' must be the id of a group or of an axis"),
        (ROW.format(id="oil.a", words='["石油"]') + 'also = "gas"', "names 'gas', which is the axis of no group"),
        (ROW.format(id="oil.a", words='["石油"]') + 'unless = "gas"', "names 'gas', which is the axis of no group"),
        (ROW.format(id="oil.a", words='["石油"]') + 'beside = "oil.b"', "stands beside 'oil.b', which is no group"),
        (KIN + 'kin = ["石油"]', "'kin' must be a list of lists"),
        (KIN + "kin = [[]]", "'kin' must be a list of lists"),
        (KIN + 'kin = [["石油", "灯油"]]', "'灯油' in 'kin' must be one of its words"),
        (KIN + 'kin = [["石油"], ["石油"]]', "'石油' in 'kin' must be one of its words, and stand there once"),
        (ROW.format(id="oil.a", words='["石油"]').replace("id =", "name ="), "term None needs 'id', a text"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str | bytes, said: str) -> None:
    path = term_file(tmp_path, content)
    with pytest.raises(LexiconError, match=said) as caught:
        load_terms(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.toml cannot be read .*check the path"):
        load_terms(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "content",
    [
        ROW.format(id="oil.a", words='"石油"'),  # taken as the words 石 and 油
        ROW.format(id="oil.a", words="[1, 2]"),
        ROW.format(id="oil.a", words='["石油"]').replace("[[term]]", "[term]"),
        "term = 5",
        "term = [5]",
    ],
    ids=["words are a text", "words are numbers", "one table", "a number", "a list of numbers"],
)
def test_a_file_of_other_types_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(LexiconError, match=r"a list of texts|\[\[term\]\] tables"):
        load_terms(term_file(tmp_path, content))
