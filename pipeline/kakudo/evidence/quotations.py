"""Words that a text quotes as somebody's (「…」と述べた), apart from terms and titles in the same brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from kakudo.document import Span
from kakudo.tokenization import TokenizedText

__all__ = ["find_denials", "find_quotations"]

_BRACKET: Final = re.compile("[「」｢｣]")
_OPENING: Final = "「｢"
_MIN_TOKENS: Final = 2
_SPEECH_NOUNS: Final = (
    "認識|見方|見解|考え|声明|コメント|談話|発言|声|意見|指摘|懸念|見通し|方針|立場|判断|主張|姿勢|メッセージ"
    "|説明|証言|批判|反論|回答|趣旨|内容|返答|投稿|書き込み|一文|言葉"
    "|記述|文言|結論|期待|不満|疑問|思い|報道|情報|警告|要求|訴え|感想|分析|予測"
)
_TO: Final = re.compile("、?(?:など)?と(?P<no>の|いう|いった|する|した)?")
_NOT_SAID: Final = re.compile(
    "呼|名付|名づけ|題し|題す|題する|銘打|称する|称した|称して|位置|なる|なっ|なり|名乗|改称|命名|表記|定義|「"
    "|『|、「|書かれた|共に|ともに|同じ|比べ|並ん|見なす|認定"
)
_SAYING: Final = re.compile(
    "述べ|語|話し|話す|主張|強調|説明|指摘|批判|発言|反論|コメント|訴え|表明|言っ|言い|言う|言わ|明かし|明らか"
    "|答え|回答|応じ|つぶや|投稿|書い|書き|記し|伝え|報じ|呼び|発表|断言|約束|警告"
    "|非難|謝罪|弁明|否定|歓迎|評価|称賛|叫|問い|尋ね|たずね|聞い|念を押|釘を刺|くぎを刺|釈明|懸念|期待|感謝|喜"
    "|嘆|漏らし|口に|振り返|続け|力説|主観|供述|証言|宣言|宣告|命じ|促し|求め|誓|祈|決め"
    "|判断|考え|みて|見て|分析|予測|論じ|とがめ|切り捨て|結論|伝わ|告げ|して(?:い|お)|した|しつつ|し、|解説|提案"
    "|要請|勧告|見解|認め|つづ|綴|締めくく|語ら|ツイート|声を|コメン|いい|いう"
)
_AS: Final = re.compile("して(?!い|お|き)")
_SPEECH_NOUN: Final = re.compile(f"(?:旨の|趣旨の|内容の)?(?:{_SPEECH_NOUNS})")
_SAYING_WINDOW: Final = 40
_ENDS_OF_SPEECH: Final = frozenset("。！？!?…")

_DENIAL: Final = re.compile(
    "否定し(?!な|き|が|得|え|よう|て(?:い|おら|は)?な|ておらず|にく)|否定する(?:声明|コメント|発言|見解|立場"
    "|文書|談話|考え|[。、]|$)|否定(?:[。、」]|$)|否認(?:し|する|[。、])"
    "|反論(?:し|する|も|文|を|の(?!余地)|[。、]|$)|(?:事実|真実|本当|実態)(?:で|と)は(?:ない|異なる|違う)(?:と"
    "|として|との)|事実無根|事実に反する"
    "|(?:まったく|全く|何の|なんの)?根拠(?:が|の|は)?(?:ない|無い|のない)(?:と(?!き|は)|として|との|主張|デマ|話"
    "|うわさ|噂)"
    "|(?:関与|責任|存在|疑い|疑惑|容疑|事実|非|罪|違法性|敗北|被害|因果関係)(?:は|を|も|については)(?:一切|まだ"
    "|いまだ)?認め(?:てい?ない|ず|なかった|ておらず|ていなかった)"
    "|打ち消し(?!切)|デマだ(?:と|、)|虚偽だ(?:と|、)|でっち上げだ|捏造だ"
)


def find_quotations(text: str, tokenized: TokenizedText) -> list[Span]:
    """Find what a sentence quotes as speech.

    A bracket counts when it holds two tokens or more and is said by someone (「…」と述べた, 「…」との見方), or when
    it holds a whole
    sentence at the beginning or end of the text, as in headlines (「攻撃は成功」米大統領 does not,
    「攻撃は成功した」米大統領 does).
    「核抑止」という概念 and 「第三の道」を選ぶ are terms.

    Args:
        text: the sentence.
        tokenized: its tokens.

    Returns:
        Spans with their brackets, in code points of ``text``; brackets inside brackets are not looked at.
    """
    found = []
    depth = start = 0
    for match in _BRACKET.finditer(text):
        if match.group() in _OPENING:
            if not depth:
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and _is_speech(text, tokenized, start, match.end()):
                found.append(Span(start, match.end()))
    return found


def _is_speech(text: str, tokenized: TokenizedText, start: int, end: int) -> bool:
    starts = tokenized.starts
    first, last = bisect_left(starts, start + 1), bisect_left(starts, end - 1)
    if last - first < _MIN_TOKENS:
        return False
    to = _TO.match(text, end)
    if to:
        rest = to.end()
        if to["no"]:
            return bool(_SPEECH_NOUN.match(text, rest))
        # 「…会」として開催した names something; 「…だ」として開催した and 「…会」としている say something.
        if _NOT_SAID.match(text, rest) or (_AS.match(text, rest) and not _is_sentence(text, tokenized, last, end)):
            return False
        if _SAYING.search(text, rest, rest + _SAYING_WINDOW):
            return True
        # 「…」と首相。
        return _is_sentence(text, tokenized, last, end) and len(text) - rest < 15
    if start and text[end:].strip("。 　)）"):
        return False
    return _is_sentence(text, tokenized, last, end)


def _is_sentence(text: str, tokenized: TokenizedText, last: int, end: int) -> bool:
    """Whether the words before the closing bracket end as a sentence does."""
    if text[end - 2] in _ENDS_OF_SPEECH:
        return True
    token = tokenized.tokens[last - 1]
    return token.pos_detail == "終助詞" or token.conjugation_form.startswith(("終止形", "命令形", "意志推量形"))


def find_denials(text: str) -> list[Span]:
    """Find where the other side denies: 否定した, 関与を認めていない, 事実無根.

    Args:
        text: the sentence.

    Returns:
        Spans in code points of ``text``.
    """
    return [Span(*match.span()) for match in _DENIAL.finditer(text)]
