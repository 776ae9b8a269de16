"""KD302: what the source attributes to somebody is the post's own claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.comparison.gist import Gist, Word
from kakudo.comparison.matching import held, holds, same_amount
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.terms import kanji_of
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, HolderType, Level

__all__ = ["ATTRIBUTION_DROPPED", "find_dropped", "is_attributed", "states"]

_STRONG = frozenset({Certainty.CERTAIN, Certainty.EMPHATIC})
_MIN_COVERAGE, _FULL_COVERAGE = 0.3, 0.5
# A claim of so many words that shares a third of them is a paraphrase; one of fewer (「司教は謝った」) is another matter.
_MIN_WORDS_OF_A_PARAPHRASE = 3
_SAME, _SHARED = 0.6, 0.45
_REACH, _N_BEFORE = 14, 3
_MIN_WORDS = 2
_MIN_QUOTED = 0.4
# 「もう辞めたのか。早いなあ」 has the form of a question and takes note of a fact.
# 「もう決まっていた**らしい**」 passes a fact on.
_HEARD = re.compile("た(?:らしい|そう|みたい)")
_NOTED = re.compile(
    "[ただ]と[一-龠ァ-ヶA-Za-z]{2,10}(?:など)?$|(?:た|てる|ている|った|んだ)(?:の)?(?:か|ね)$|(?:こと|方針)になったのか$|(?:た|て)?(?:の)?かよ"
)
# Who stands in brackets vouches for the whole post: 「…（ロイター）」, 「…（気象庁）」.
_MEDIUM = re.compile(
    "[（(【][^（()）】]{0,12}(?:新聞|通信|ロイター|AP|BBC|CNN|NHK|紙|日経|朝日|読売|毎日|産経|共同|時事|など"
    "|より|ITmedia|ネット版)[^（()）】]{0,6}[)）】]"
    "|(?:新聞|通信|ロイター|NHK|紙|朝日|毎日|読売|日経|産経|共同|時事)(?:が(?:報|伝)|より|の(?:報道|記事)|だと|。)"
)
_CREDIT = re.compile("と[^、。]{0,8}(?:新聞|通信|放送|ロイター|NHK|テレビ|紙|スポーツ)(?:など)?(?:。|！|\n|$)")
_OFFICE = re.compile(
    "[（(【][^（()）】0-9０-９]{1,14}(?:庁|省|社|統計|調べ|発表|局|会|署|警|大|部|本|党|側|ズ|ス)[)）】]"
)
# 「トラックが先に曲がった、と運転手は主張」, 「検察の言い分だが…」: told as somebody's, in whatever form of speech.
_SAID = re.compile(
    "によると|によれば|と(?:言|い)われ|いわく|曰く|[だた]そう|そうです|(?<![誇晴愛憎ばし])らしい|とのこと|んだって|ってさ|って話|という話|との話"
    "|見立て|言い分|との見方|という(?:見方|指摘|声|証言|主張|説明|説)"
    "|と(?:の)?(?:述べ|話し|語|言って|主張|説明|発表|明か|訴え|指摘|報|伝え|みて|見て|みる|強調|コメント|批判"
    "|非難|反論|認定|証言|供述|認め|回答|答え)"
    "|[」』](?:と(?!やっ|なっ|なる|なり|ばかり)|って|…|──|。?と(?!やっ|なっ)|だけ|の(?:回答|答え|一点張り))|調べたところ|にらん|はじいた|踏ん[でだ]"
    "|と(?:明か|表明|決議|答え|釈明|弁明|認定|判断)|(?:指摘|表明|回答|決議|認定|立場|苦情|訴え|答え|言い分"
    "|見立て|読み)(?:だ|です|も|が|は|を|：|:|。|$)|(?:氏|側|当局|政府|省|庁|社|紙|団体|会|署|長|大臣|首相|相"
    "|大統領|長官|教授|代表|報道官|さん)(?:「|は「|が「|:「|：)"
)
# 「橋は安全。そう国が説明」: a later line says whose words the first ones are.
_ECHO = re.compile(
    "とのこと|(?:(?:^|\\n)(?:そう|と|って)|こう|(?:^|[。！？\\n、])そう)[^。]{0,12}(?:勧告|指摘|主張|報|伝え|言|述べ|話|発表"
    "|説明|認定|証言)"
)
# 「死者は5人。以上、昨日の会見より」: what the words were taken from vouches for them.
# 「…が過去最低だったと紀伊民報」, 「読売は「…」」
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
_SPEAKER = re.compile(
    "と[、,]?[一-龠ァ-ヶA-Za-zー・]{2,14}(?:など|ら)?(?:。|！|!|、|…|$)|[一-龠ァ-ヶA-Za-zー]{2,}[はが]?[「『]"
    "|[（(][^（()）0-9０-９]{2,14}[)）](?:。|！|!|？|$)"
)
_SOURCE = re.compile(
    "(?:発表|報告|データ|数字|統計|記事|報道|会見|証言|見解|試算|声明)(?:より|です|だ。|から。|だと|では|で[「『]|によ|。|$)"
)
# 「「橋は安全だ」**などとして**欠席した」, 「橋は安全**だとする声明**を出した」, 「設計が原因**として分析している**」
_TOLD = re.compile(
    "「(?P<quote>[^」]{6,})」(?:など)?(?:と(?:して(?!知られ|有名)|し、|いい、|した(?:声明|談話))|$)"
    "|とする(?:別の|[^、。「」]{1,10}の)?(?:情報|声明|見解|指摘|分析|報告書?|証言|話)を|として(?:分析|説明|批判|非難)し|ものと[^、。]{1,14}みている"
    "|[たるい]とされる[一-龠]|(?:^|[、。])(?P<held>[^、。「」]{4,})と(?:判断|認定|結論|断定|主張|指摘|説明|推定)(?:し(?:、|て、)|づけ、)"
)
# 「「橋は安全」と…」, 「「橋は安全」」; not 「「夢の橋」の工事」
_QUOTES = re.compile(
    "[「『“](?:[^」』”]*$|[^」』”]{9,}[」』”]|[^」』”]*[」』”](?!の|は|が|を|に|で|も|や|、|[一-龠ァ-ヶ]{1,8}[はがをにので]))"
)
# 「**町長は**「聞いていない」とのこと」: who is quoted, where the words that end it are all that the label saw
_QUOTING = re.compile("([一-龠ァ-ヶA-Za-zー]{2,16})[はがも][^「」]{0,8}「")
_PRESS_NAME = re.compile(
    "新聞|通信|放送|ロイター|AP|BBC|CNN|NHK|AFP|テレビ|ラジオ|ニュース|紙$|誌$|毎日|朝日|読売|産経|日経|共同|時事"
)
# 「相は…」, 「団体、…」: a holder named at the head of what it says, not in passing (団体**の**車).
_SUBJECT = re.compile("[^のをにへと]{0,3}[はがも、「：]")


# 「**朝日**」 for 朝日新聞; 「**現職**」 is not 現職陣営の幹部.
_SHORTENED = re.compile("新聞|通信|放送|テレビ|日報|タイムズ|ポスト|スポーツ|銀行|製薬|製作所|電力|鉄道|航空")


# 「…した。市選管**の説明です**」, 「**組合側の反論→** …」, 「…（衆院事務局**まとめ**）」: a noun of telling, in any sentence of the post.
_TELLING = re.compile(
    "(?:弁|説明|主張|言い分|見立て|立場|反論|まとめ|調べ|発表|談|報告書?|コメント|見解|見方|証言|指摘|訴え|答え|考え|判断|集計|立場|推計|推定)"
    "(?:です|だ(?!と|が|け)|らしい|は「|では|が?[^ぁ-んァ-ヶ一-龠A-Za-z0-9、・「]|$)|が(?:発表|公表)した|[一-龠ァ-ヶA-Za-z]発[)）】]|[)）】]$"
    "|、と[一-龠ァ-ヶA-Za-zー]{1,14}(?:。|$|！)|と言(?:う|っ|い)|って言(?!われ)|と声を上げ|に言わせ|の説明じゃ|の理屈|の(?:集計|推計|試算)(?:で|だ|によ)|調べ[、,]|と[一-龠]{0,6}(?:書|資料|書簡|記録)に(?:。|$)"
    # 「橋は安全だ――県の土木部長」, 「橋は安全、というのが県の見解」, 「橋は安全。そう計算しているのは県です」
    "|[—―─]+[^。！？「」]{2,24}(?:[。！？]|$)|(?:という|って)のが[^。、]{1,20}|(?:^|。|\\n)そう(?:計算|考え|はじ|語)"
    "|の(?:見通し|言葉|弁明|釈明|決まり|スタンス)(?:です|だ|。|$|に)|と[^、。「」]{0,10}(?:言うと|言うて|言っと|断って|断る|反対|憤|返す|口にし|念押し|切り返)"
    # 「**市の説明を**読むと」, 「**高裁の判断は**そういうこと」, 「…という**言い分**」: the noun of telling with its teller, or with what is told
    "|[一-龠ァ-ヶA-Za-z側者ん]の(?:弁|説明|主張|言い分|言葉|談話|話|判断|反論|見方|見解|見立て|読み|予想|試算|証言|釈明|回答|コメント|スタンス)"
    "(?:は|が|を|ですが|だけど|だが|、)(?!聞きた|聞かせ|問わ|求め|待[たちつっ])|(?:そういう|という|って)(?:態度|考え|予想|立場|構え|判断|内容|意見|理屈|認識)|取材した内容|語った話"
    "|発表で(?=[約およそ0-9０-９])|が[^、。]{0,12}(?:発表|公表)(?:。|$|し)|の談話|言われているのは|とも言(?:われ|わな)|」(?:言う|いう)て|そういう見方|、と[。！]|、と$|[はが][^。「」]{2,40}を挙げて[いる]|と[^、。「」]{0,10}を(?:責め|なじ)|記録では|記録にあ|が(?:発表|公表|説明)し|そう(?:考え|はじ|み(?:て|る))|(?:に|が)念押し"
    # 「橋は安全**だと県は**みている」, 「橋は安全**って断って**ます」
    "|と[一-龠ァ-ヶA-Za-zー・の]{1,16}[はがも](?:み[てる]|見|言|話|説明|主張|述べ|語|答え|指摘|訴え|強調|認め|書|伝え|報)|って(?:断|話|答|訴|主張|反論)"
)
# 「橋は安全だ**と県の土木部長**。」, 「橋は安全**って田中さん**」, 「橋の傷は不明。橋**について調査担当者**」: who speaks stands last.
_SPEAKER_LAST = re.compile(
    "(?:、と|(?<=[るただいんうやよねわずのけれ」])と|って|について)(?!こ|い|な|も)[一-龠ァ-ヶA-Za-zー・](?:[一-龠ァ-ヶA-Za-zー・の]|(?<=[一-龠])[りきけみい](?=[一-龠])|(?<=[一-龠])に(?=[一-龠])){1,22}(?:さん|ら|など)?(?=[^ぁ-んァ-ヶ一-龠A-Za-z0-9、・「（(]|\\n|$)"
)
# 「…が増えた。中には倒れた人も**いるらしい**」: hearsay that ends one sentence of a short post is heard over the others too.
_HEARSAY = re.compile(
    "(?:[ただいるぬず](?:とか|そう|みたい)|(?<![誇晴愛憎ばし])らしい|んだって|ってさ|との(?:こと|話)|もよう|模様|とみられ|と見られ)(?:です|だ|わ|よ|ね|な)?(?:[^ぁ-んァ-ヶ一-龠A-Za-z0-9、・「（(]|$)"
)
# 「…**と社長は胸を張る**」, 「…**って住民は口をそろえる**」, 「**県が言うには**…」, 「…**→県**」
_RELAYED = re.compile(
    "(?:と|って)[^、。「」\\n]{0,12}(?:振り返|嘆[いくか]|こぼ[すし]|打ち明け|胸を張|太鼓判|結論|断じ|見積も|にら[むん]|踏[むん]|読[むん]で|認め|明かし|ぼや[いく]|口をそろえ|口を揃え"
    "|悔や|憤|予測|予想|推測|推定|推計|分析|評価|懸念|危惧|警鐘|弁解|言い訳|開き直|とぼけ|擁護|たたえ|明言|断言|漏ら|伝えて)"
    "|によりますと|[がの]言うに[はも]|に聞(?:くと|けば|いたら)|の(?:話|調べ|説明|発表|計算|試算|見方|見積もり)(?:だと|じゃ)|[一-龠]発表、|会見で"
    "|(?:新聞|通信|ロイター|NHK|朝日|読売|毎日|産経|日経|共同|時事|テレビ|[一-龠]紙)[^、。「」]{0,8}(?:に(?:出て|載って)(?:い?た|い?る)|によると|で(?:見た|読んだ|知った)|が書)"
    "|[だたるいんうくすつぬむぐぶ]とも(?:$|[。！…\\n])|(?:[れしっいきえ]た|[てで]い(?:る|た))という(?=[一-龠ァ-ヶ])|で明らかに(?:[なさ。！]|$)|との由|[ただ]とさ|んだと(?:さ|[^ぁ-ん]|$)|[ただ]そうな|(?<=[ただるいん])と(?:$|[。！…\\n])|そう(?:認め|振り返|言|語|話|述べ|説明|主張|訴|書|報|伝え|答え)"
    "|[→←]\\s*[一-龠]{1,12}(?:[^ぁ-んァ-ヶ一-龠]|$)|(?:^|\\n)[一-龠ァ-ヶA-Za-z]{2,12}[：:](?!/)|の声(?:[。！]|$)|って[一-龠]{1,8}が言"
)
_WAYS = (_OFFICE, _CREDIT, _MEDIUM, _ECHO, _SOURCE, _TELLING, _SPEAKER_LAST, _HEARSAY, _RELAYED)


_SO_CALLED = re.compile("[たるだい]と(?:され|みられ|見られ|(?:言|い)われ|疑われ)(?:てい)?る(?P<noun>[一-龠ァ-ヶ]{1,3})")
_SO_SAID = re.compile("とされ|とみ|と見|われ|疑|らしい|という|との|かも|はず")
# 「手が加えられていたのは**確実**」 leaves nothing open.
_SURE = re.compile("(?:は|が|こと)(?:確実|間違いな|明白)")
_ASSERTED = re.compile("[と」](?:記者団に|取材に|発言|述べ|語[っり]|話し|話す|証言|主張|訴え|非難|反論|否定)")
_QUOTED = re.compile("「([^」]{9,})」")
_MEANT = re.compile("考え|意向|方針|予定|用意|つもり|発表|表明|明らかに|約束|決め|決議|見通し|姿勢|呼びかけ|求め")
# 「「橋の父」の技師は…」 has a name in brackets, and no words of his.
_KEPT_FORM = re.compile(
    "「[^」]{9,}|「[^」]*$|」(?:と|って|。|$)|(?:と|って|ってさ|そう|らしい|とか|気なし|構え|とも)[^ぁ-んァ-ヶ一-龠A-Za-z0-9]*$"
)
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
        other.holder is HolderType.WRITER and other.certainty in _STRONG and _says_it(claim, other)
        for other in pair.rivals()
    ):
        return None
    if len({word.word for word in claim.words}) + len(claim.amounts) < _MIN_WORDS:
        return None
    least = _MIN_COVERAGE if len(claim.words) >= _MIN_WORDS_OF_A_PARAPHRASE else _FULL_COVERAGE
    if pair.coverage < _MIN_COVERAGE or not (pair.coverage >= least or _says_it(claim, gist)):
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


def _says_it(claim: Gist, gist: Gist) -> bool:
    if claim.amounts:
        return any(same_amount(amount, other) for amount in claim.amounts for other in gist.amounts)
    word = claim.predicate or (claim.words[-1].word if len(claim.words) > _MIN_WORDS else "")
    return bool(word) and holds(gist, word) >= _SAME


def is_attributed(pair: Pair) -> bool:
    """Whether a post says in any way whose words it passes on, and not only whose another part of it is."""
    kept = [item for item in pair.post if item is pair.claim or not _is_anothers(pair, item)]
    beside = [item for item in kept if item.sentence == pair.claim.sentence]
    own = "".join(item.text for item in beside)
    if any(item.holder is not HolderType.WRITER for item in beside) or _SAID.search(own) or _SPEAKER.search(own):
        return True
    if _QUOTES.match(pair.claim.text):
        return True
    said = "\n".join(item.text for item in kept)
    if any(pattern.search(said) for pattern in _WAYS):
        return True
    if any(item.holder is HolderType.NAMED and item.holder_text for item in kept):
        return True
    teller = pair.gist.holder_text
    return bool(teller) and _names(teller, said) and not (_names(teller, pair.claim.text) and _tells_of_itself(pair))


def _tells_of_itself(pair: Pair) -> bool:
    """Whether what somebody says of themselves stands in the post as so: 「画商は偽物と**知らなかった**」 of 「「知らなかった」と語った」.

    What they mean to do, or make known, they are taken at their word for.
    """
    claim, gist = pair.claim, pair.gist
    return (
        _ASSERTED.search(gist.text) is not None
        and _MEANT.search(gist.text) is None
        and _KEPT_FORM.search(claim.text) is None
        and _says_it(claim, gist)
    )


def _is_anothers(pair: Pair, item: Gist) -> bool:
    """Whether a claim of the post passes on what somebody else said: 「橋は傾いていた。**県は「異常なし」と言うが**」.

    The source must tell it elsewhere than what the post says here, and name another teller.
    """
    teller = pair.gist.holder_text
    if not teller or item.holder is HolderType.WRITER:
        return False
    quoting = None if item.holder_text else _QUOTING.search(item.text)
    name = item.holder_text if quoting is None else quoting[1]
    if not name or _shares_name(name, teller) or teller.startswith("同") or _PRESS_NAME.search(name):
        return False
    return any(
        other.holder_text and other.holder_text != teller and _shares_name(name, other.holder_text)
        for other in pair.source.gists
    )


def _shares_name(left: str, right: str) -> bool:
    return any(left[place : place + 2] in right for place in range(max(1, len(left) - 1)))


def _names(holder: str, text: str) -> bool:
    """Whether a text has a holder's name, or its first or last letters, as a subject (朝日 of 朝日新聞, 相 of 文化相)."""
    parts = {holder, holder[-3:]} if len(holder) > 2 else {holder}
    if _SHORTENED.search(holder):
        parts.add(holder[:2])
    # 「WHO」 of WHOの西太平洋事務局, 「投資担当相」 of 州の投資担当相
    parts.update(part for part in (holder.partition("の")[0], holder.rpartition("の")[2]) if len(part) > 1)
    for part in parts:
        start = text.find(part)
        if start >= 0 and _SUBJECT.match(text, start + len(part)):
            return True
    return False


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
