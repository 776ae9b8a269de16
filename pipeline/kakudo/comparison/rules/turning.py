"""What a claim says of a word: so, not so, or not at all (the reading under KD307)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.matching import held, holds
from kakudo.comparison.pair import Difference, Pair
from kakudo.comparison.terms import kanji_of
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Polarity

__all__ = [
    "NO",
    "TURN_REACH",
    "UNDONE",
    "denies",
    "find_turned",
    "is_bound",
    "is_turned",
    "part_held",
    "plainly",
    "says_no",
    "share",
]

_SAME = 0.75
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
TURN_REACH = 12
NO = re.compile(
    # 「上陸するかも**しれず**」 denies nothing.
    "(?<![し知]れ)(?:な(?:い|かっ|く|し)|ず(?:に|、|。|$)|ません|ぬ(?:。|$)|ん(?:と|。|$))|否[定認決]|拒|無根|(?<![ただ])ままだ"
)
# 「出席を**見合わせた**」 is 「出席しなかった」: what is stopped, put off or refused is not done.
UNDONE = re.compile(
    "見合わせ|見送|中止|延期|停止|休止|休業|欠席|欠場|閉鎖|棄却|却下|退け|禁止|禁じ|不可|難し|困難|反対|とどま|廃止|失敗|取りやめ|やめ|断念|撤回|同じ|従来通り|据え置"
)
_MIN_COMPANY, _MAX_SAME = 0.4, 0.6
_CLAUSE, _TAIL = 32, 10
_BOUND = re.compile(
    "限り|条件|次第|な(?:いと(?![いの述話し見発説明])|ければ|きゃ)|たら(?!し|な)|場合(?!でも)"
    "|だけ|のみ|しか|以外|まで[^、。]{0,12}な[いかく]|じゃない(?:[？か]|$)|ないで(?:ほし|くれ|くだ)"
)
_STEP = re.compile(
    "(?P<stop>(?<![はもが])、|[。！？!?）)…😀-🙏]|」(?=と|$|。)|上(?=に|、|$)|こと(?:が|も)?(?:分か|わか|判明し|明らか)(?:った|って|り|る|に|と|た)|と(?:認め|明か|答え|コメント|強調|反論|話|語|説明|主張|発表|報|し[てた、]|のこと|いう(?:$|。)|見[らて]|、|$))"
    "|(?P<open>かどうか|可能性|[お恐]それ|疑い|かも(?:しれ(?:な[いかく]|ません|ず|ぬ|ん))?|だろう|でしょう|らし|はず|まで|前[にの]|とき|時|うち|べき|よう|た[いく]|ほし|ば|たら|なら(?!な|ず)"
    "|ても|でも|じゃない|ではないか|[のん]か(?=[？?はをも、]|どう|分|わか|不明)|ないか|ないと(?=、|いけ|だめ|駄目|なら|困))"
    "|(?P<not>な(?:い|かった|く|かっ|し)|ありません|ません|ずじまい|ず(?:に)?|ぬ|へん|[えらせ]ん(?=[。」、と]|$)|まい|ゼロ|否定|否認|打ち消|免れ|逃れ|避け|拒[否み]?|見送|取りやめ|撤回|断念|退け|事実無根|難し|にく|がた[いく]|難[いく])"
    "|(?P<verb>あ[っりる]|出|い(?:[たる]|ま(?!せ))|受け|与え|達|及|行|入|で(?:す|ある)|だ|や(?:ん|ね|で)|じゃん|なん)"
    "|(?P<link>にすぎない|にもかかわらず|なきゃ(?:いけ|なら)な|なければならな|ざるを得な|し|する|した|さ|れ|せ|て|で|い|る|た|お|っ|ま|す|を|が|は|も|に|と|へ|の|から|ら|り|え|け|く|き|ぎ|げ|わ|う|つ|ち|め|み|び|べ|む|ん"
    "|こと|事実|もの|形跡|経緯|考え|つもり|予定|方針|段階|結論|証拠|意向|必要|至|得|一切|全く|特に|義務|対象|状態|状況|言|ほか|[ぁ-ん])"
)


def denies(gist: Gist) -> bool:
    """Whether a claim denies anything, by grammar or by its words."""
    return (
        any(word.is_negated for word in gist.words)
        or gist.polarity is not Polarity.AFFIRMED
        or bool(_DENIAL.search(gist.text))
    )


def says_no(gist: Gist) -> bool:
    """Whether a claim denies by grammar or says that somebody does; what is small, late or left out (低い, まだ) is not meant."""
    return gist.polarity is not Polarity.AFFIRMED or bool(NO.search(gist.text))


def is_turned(gist: Gist, word: Word) -> bool:
    """Whether a claim says of a word that it is not so, or may not be."""
    after = gist.text[word.end - gist.start :][:TURN_REACH]
    before = gist.text[: word.start - gist.start]
    return word.is_negated or bool(_TURNED.search(after) or _ONLY_THEN.search(before))


def plainly(word: str, gists: Sequence[Gist]) -> tuple[Gist, Word] | None:
    """Where claims say a word and do not turn it round; None where one of them turns it."""
    found = None
    for gist in gists:
        for item in gist.words:
            if held(item.word, (word,), frozenset(kanji_of(word))) >= (0.6 if item.is_predicate else _SAME):
                if is_turned(gist, item):
                    return None
                found = found or (gist, item)
    return found


def share(words: Sequence[Word], gists: Sequence[Gist]) -> float:
    """How much of some words the claims hold, the predicate counted double."""
    total = found = 0.0
    for word in words:
        weight = word.weight * (2 if word.is_predicate else 1)
        total += weight
        found += weight * max(holds(gist, word.word) for gist in gists)
    return found / total if total else 0.0


class _Reading(NamedTuple):
    """What a clause says of a word: ``is_so``, and whether it says it flatly or as possible, asked, wished or supposed."""

    is_so: bool
    is_flat: bool


def find_turned(pair: Pair) -> Difference | None:
    """KD307: 「室内が**荒らされた経緯はなく**」 told as 「**荒らされた形跡があり**」: one word in like company, so here and not so there."""
    theirs = [gist for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)) if not gist.is_title]
    found_words = [(gist, other) for gist in theirs for other in gist.words]
    known = {other.word for _, other in found_words}
    for item in pair.own_sentence():
        for word in item.words:
            places = (
                [(gist, other) for gist, other in found_words if other.word == word.word] if word.word in known else []
            )
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
                near = part_held(company, [gist])
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


def part_held(words: Sequence[Word], gists: Sequence[Gist]) -> float:
    """How much of some words claims hold, by weight; see `share` for the predicate counted double."""
    total = sum(word.weight for word in words)
    return sum(word.weight * max(holds(gist, word.word) for gist in gists) for word in words) / total if total else 0.0


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
