"""KD302: what the source attributes to somebody is the post's own claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.matching import held, holds
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.telling import is_attributed, says_it
from kakudo.comparison.terms import kanji_of
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, HolderType, Level

__all__ = ["ATTRIBUTION_DROPPED", "find_dropped", "states"]

_STRONG = frozenset({Certainty.CERTAIN, Certainty.EMPHATIC})
_MIN_COVERAGE, _FULL_COVERAGE = 0.3, 0.5
# A claim of so many words that shares a third of them is a paraphrase; one of fewer (「司教は謝った」) is another matter.
_MIN_WORDS_OF_A_PARAPHRASE = 3
_SAME, _SHARED = 0.6, 0.45
_REACH, _N_BEFORE = 14, 3
_MIN_WORDS = 2
_MIN_QUOTED = 0.4
# 「もう決まっていた**らしい**」 passes a fact on.
_HEARD = re.compile("た(?:らしい|そう|みたい)")
# 「もう辞めたのか。早いなあ」 has the form of a question and takes note of a fact.
_NOTED = re.compile(
    "[ただ]と[一-龠ァ-ヶA-Za-z]{2,10}(?:など)?$|(?:た|てる|ている|った|んだ)(?:の)?(?:か|ね)$|(?:こと|方針)になったのか$|(?:た|て)?(?:の)?かよ"
)
# 「毎日新聞によると、5日に試合があった」: the press tells news; what it reports plainly is no claim of its own.
_PRESS = re.compile(
    "[^は。]{0,24}?(?:新聞|タイム[スズ]|ポスト|ジャーナル|ガーディアン|デイリー|NEWS|BP社?|放送協会|[A-Za-z]{3,}|通信社?|ロイター|AP|AFP|NHK|BBC|CNN|放送|テレビ|スポーツ|スポニチ|サンスポ|日報|日経|朝日|読売|毎日|産経|共同|時事"
    "|民報|ラジオ|サイト|ITmedia|[a-z]{3,}\\.com|ニュース|各社|各紙|報道|[紙誌])[A-Za-zァ-ヶー・]{0,16}(?:[（(][^（）()]{1,12}[）)])?(?:など|等|の報道|、)?"
    "(?:に?よると|によれば|では|の報道(?:では|で|によ)|が(?:報じた|伝えた)ところ)"
)
# 「**条例では**、5割を超えれば開票する」: what is laid down is so.
_RULED = re.compile("(?:条例|法律?|規約|約款|規定|内規|契約|協定|条約|憲章|憲法)(?:で|に)は[^。]*(?:定め|決め|規定)")
_TOLD_THE_PRESS = re.compile(
    "(?:話|証言|情報|調べ|見方|説明|供述|主張)(?:として|では|によ)|関係者|筋の|取材に|と(?:主張|説明|話し|述べ|語|訴え|供述|反論|指摘|判断|分析|推測|みて|見て)"
    "|指摘され|を述べ|として(?:行|実施|導入)"
)
# 「日報によると、社長は「橋は安全だ」**と挨拶した**」: somebody speaks in what the press tells.
_SPOKE = re.compile(
    "[」』](?:と|など|とした|とする|とし)(?:(?:と|して|した|し)?[^、。「」]{0,12}(?:述べ|話[しす]|語[っり]|言[っいう]|挨拶|演説|発言|コメント|説明|主張|訴え"
    "|強調|指摘|証言|供述|反論|非難|批判|明かし|明らかに|振り返|答え|説[いく]|論じ|書[いき]|回答|表明|宣言|疑問|懸念|声明|談話))|[」』]。?$"
    "|の(?:話|証言|談話|説明|主張)(?:で|だと|に)|[るいただ]として[^、。「」]{0,20}(?:求め|訴え|拒[否むん]|反対|反発|批判|抗議|分析)|と(?:言|い)われ(?:て|る(?=[。、]|$))|とされ(?:て|る(?=[。、]|$))"
)
# 「「橋は安全だ」**などとして**欠席した」, 「橋は安全**だとする声明**を出した」, 「設計が原因**として分析している**」
_TOLD = re.compile(
    "「(?P<quote>[^」]{6,})」(?:など)?(?:と(?:して(?!知られ|有名)|し、|いい、|した(?:声明|談話))|$)"
    "|とする(?:別の|[^、。「」]{1,10}の)?(?:情報|声明|見解|指摘|分析|報告書?|証言|話)を|として(?:分析|説明|批判|非難)し|ものと[^、。]{1,14}みている"
    "|[たるい]とされる[一-龠]|(?:^|[、。])(?P<held>[^、。「」]{4,})と(?:判断|認定|結論|断定|主張|指摘|説明|推定)(?:し(?:、|て、)|づけ、)"
)


_SO_CALLED = re.compile("[たるだい]と(?:され|みられ|見られ|(?:言|い)われ|疑われ)(?:てい)?る(?P<noun>[一-龠ァ-ヶ]{1,3})")
_SO_SAID = re.compile("とされ|とみ|と見|われ|疑|らしい|という|との|かも|はず")
# 「手が加えられていたのは**確実**」 leaves nothing open.
_SURE = re.compile("(?:は|が|こと)(?:確実|間違いな|明白)")
_QUOTED = re.compile("「([^」]{9,})」")
# 「司教は**謝罪した**」, 「受賞者は盗用を**否定**」: the words are told as what they are, a deed of who spoke.
_SPEECH_ACT = re.compile(
    "(?:謝罪|陳謝|否定|反対|批判|抗議|歓迎|要求|非難|警告|約束|拒否|称賛|反論|反発|釈明)(?:し(?:た|て(?:い?る|い?た|ます))|する|$|[。！])|(?:謝っ|責め|訴え|求め|迫っ)(?:た|て(?:い?る|い?た|ます))(?:$|[。！])"
)


def find_dropped(pair: Pair) -> Difference | None:
    """KD302: somebody said so in the source; in the post it is so."""
    return _dropped(pair) or _dropped_before_noun(pair)


def _dropped_before_noun(pair: Pair) -> Difference | None:
    """「不正を**したとされる**社員」 told as 「不正を**した**社員」, whatever the rest of the post says."""
    text = "".join(item.text for item in pair.own_sentence())
    for item in pair.sentence:
        for found in _SO_CALLED.finditer(item.text):
            place = item.start + found.start()
            words = [word for word in item.words if word.end <= place and place - word.end <= _REACH][-_N_BEFORE:]
            for told in re.finditer(f"([^、。「」]{{2,16}}?)[ただる](?={found['noun']})", text):
                before = [
                    word
                    for word in pair.claim.words
                    if told[1] in pair.claim.text
                    and 0 <= word.start - pair.claim.start - pair.claim.text.find(told[1]) <= len(told[1])
                ]
                if not _SO_SAID.search(told[0]) and any(
                    item.written(word) in told[1] or _is_among(word, before) for word in words
                ):
                    return Difference(Span(pair.claim.start, pair.claim.end), Span(place, item.start + found.end()))
    return None


def _is_speech_act(pair: Pair) -> bool:
    """Whether a post tells a deed of speech as one (「司教は**謝罪した**」), and not one that is itself told (事務所は「妻に**訴えた**」と説明)."""
    found = _SPEECH_ACT.search(pair.claim.text)
    if found is None:
        return False
    quoted = _QUOTED.search(pair.gist.text)
    return quoted is None or found.group()[:2] not in quoted[1]


def _is_among(word: Word, words: Sequence[Word]) -> bool:
    names = {item.word for item in words}
    return held(word.word, names, frozenset(kanji_of("".join(names)))) >= _SAME


def _dropped(pair: Pair) -> Difference | None:
    claim, gist = pair.claim, pair.gist
    # 「呼びかけが**行われ**、実を結んだ**という**」: who tells the end of a linked sentence tells it all.
    is_told = any(
        item.holder is HolderType.AGENTLESS and item.certainty in _STRONG
        if item is not gist
        else item.holder is not HolderType.WRITER
        for item in pair.scope()
    ) or any(
        _is_told(claim, item)
        or (item.holder is not HolderType.WRITER and item.certainty in _STRONG and pair.share_of(item) >= _SHARED)
        for item in pair.sentence
        if item.claim >= gist.claim
    )
    # A quotation of several sentences has the label of its last.
    if not is_told or (gist.certainty is Certainty.UNCOMMITTED and "。" not in gist.text[:-1]):
        return None
    if (
        claim.holder is not HolderType.WRITER
        or (claim.certainty is Certainty.PROBABLE and not _SURE.search(claim.text))
        or not (states(claim) or _SURE.search(claim.text))
        or _is_speech_act(pair)
        or is_attributed(pair)
    ):
        return None
    if gist.certainty in _STRONG and (_is_press_alone(pair) or _RULED.search(gist.text)):
        return None
    if gist.certainty not in _STRONG and any(item.has(MarkKind.HEDGE) for item in pair.own_sentence()):
        return None
    if any(
        other.holder is HolderType.WRITER and other.certainty in _STRONG and says_it(claim, other)
        for other in pair.rivals()
    ):
        return None
    if len({word.word for word in claim.words}) + len(claim.amounts) < _MIN_WORDS:
        return None
    least = _MIN_COVERAGE if len(claim.words) >= _MIN_WORDS_OF_A_PARAPHRASE else _FULL_COVERAGE
    if pair.coverage < _MIN_COVERAGE or not (pair.coverage >= least or says_it(claim, gist)):
        return None
    return Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))


def _is_told(claim: Gist, gist: Gist) -> bool:
    """Whether a claim of the source passes on what the post says, in words that no label shows."""
    found = _TOLD.search(gist.text)
    told = next((name for name in ("quote", "held") if found and found[name] is not None), None)
    if found is None or told is None:
        return found is not None
    start, end = gist.start + found.start(told), gist.start + found.end(told)
    quoted = [word for word in gist.words if start <= word.start and word.end <= end]
    share = sum(word.weight * holds(claim, word.word) for word in quoted)
    return share >= _MIN_QUOTED * sum(word.weight for word in quoted)


def _is_press_alone(pair: Pair) -> bool:
    """Whether the press itself tells it, and not what somebody told the press (「捜査関係者**の話として**」).

    「**地元紙によると**、車は川に落ち、運転手は**自力で逃げた**」: who tells the second clause stands in the first.
    """
    holder = pair.gist.holder_text
    if holder:
        text = next((item.text for item in (pair.gist, *pair.sentence) if holder in item.text), pair.gist.text)
    else:  # 「房総日報によれば、4年前にも火が出て、市が指導していた」
        text = next((item.text for item in pair.sentence if _PRESS.match(item.text)), pair.gist.text)
    medium = _PRESS.match(text, text.find(holder) if holder else 0)
    return medium is not None and not any(
        _TOLD_THE_PRESS.search(item) or _SPOKE.search(item, medium.end() if item == text else 0)
        for item in {text, pair.gist.text}
    )


def states(claim: Gist) -> bool:
    """Whether a claim puts something as a fact: 「もう辞めたのか。早いなあ」 takes note of one and asks nothing."""
    if claim.certainty is Certainty.PROBABLE:
        return bool(_HEARD.search(claim.text))
    return claim.certainty in _STRONG or bool(_NOTED.search(claim.text))


ATTRIBUTION_DROPPED = ComparisonRule(
    code="KD302",
    name="attribution-dropped",
    level=Level.WARNING,
    weight=0.7,
    ja=ComparisonWording(
        title="発言者の脱落",
        why=(
            "誰かの主張として伝えられたことが、投稿では事実として語られています。"
            "読む人は誰の言い分かを知ることができません。"
        ),
        message="出典『{source}』は誰かの言葉を伝えていますが、投稿『{post}』は事実として書いています。",
        needed="同じ内容を、当事者から独立して確かめた報道や資料。なければ、誰が言ったかを書く。",
        rephrase="「〜によると」「〜と訴えた」など、誰の言葉かを残す。",
    ),
    en=ComparisonWording(
        title="Attribution dropped",
        why="What the source passes on as somebody's claim is told as fact; readers cannot see whose word it is.",
        message="The source, “{source}”, passes on somebody's words; the post states them as fact: “{post}”.",
        needed=(
            "A report or document that establishes it independently of the speaker; otherwise, the speaker's name."
        ),
        rephrase="Keep whose word it is: “according to …”, “… said”.",
    ),
    find=find_dropped,
    fires=(
        PairExample(
            "配合飼料の高騰が続く。養鶏業者の団体は、飼料代が1年で倍になったと訴えた。",
            "飼料代が1年で倍になった。",
            "飼料代が1年で倍になったと、養鶏業者の団体が訴えている。",
        ),
        PairExample(
            "目撃者によると、トラックは赤信号の交差点に進入した。",
            "トラックは赤信号の交差点に進入した。",
            "目撃者によると、トラックは赤信号の交差点に進入した。",
        ),
    ),
    quiet=(
        PairExample(
            "目撃者によると、トラックは赤信号の交差点に進入した。",
            "目撃者の話では、トラックは赤信号の交差点に進入した。",
        ),
        PairExample(
            "県警によると、トラックは赤信号の交差点に進入した。",
            "赤信号の交差点にトラックが進入（県警）",
        ),
        PairExample(
            "町は避難所を3カ所に開設したと発表した。住民ら80人が避難所に入った。",
            "避難所に住民80人が入った。",
        ),
    ),
)
