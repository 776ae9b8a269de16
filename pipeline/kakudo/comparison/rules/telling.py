"""Whether a post says whose words it passes on: what every rule asks that a dropped source would explain."""

from __future__ import annotations

import re

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import holds, same_amount
from kakudo.comparison.pair import Pair
from kakudo.findings import HolderType

__all__ = ["is_attributed", "says_it"]

_SAME = 0.6
_MIN_WORDS = 2
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
# 「…が過去最低だったと紀伊民報」, 「読売は「…」」
_SPEAKER = re.compile(
    "と[、,]?[一-龠ァ-ヶA-Za-zー・]{2,14}(?:など|ら)?(?:。|！|!|、|…|$)|[一-龠ァ-ヶA-Za-zー]{2,}[はが]?[「『]"
    "|[（(][^（()）0-9０-９]{2,14}[)）](?:。|！|!|？|$)"
)
# 「死者は5人。以上、昨日の会見より」: what the words were taken from vouches for them.
_SOURCE = re.compile(
    "(?:発表|報告|データ|数字|統計|記事|報道|会見|証言|見解|試算|声明)(?:より|です|だ。|から。|だと|では|で[「『]|によ|。|$)"
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
    "(?:弁|説明|主張|言い分|見立て|立場|反論|まとめ|調べ|発表|談|報告書?|コメント|見解|見方|証言|指摘|訴え|答え|考え|判断|集計|立場|推計|推定|情報)"
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
_ASSERTED = re.compile("[と」](?:記者団に|取材に|発言|述べ|語[っり]|話し|話す|証言|主張|訴え|非難|反論|否定)")
_MEANT = re.compile("考え|意向|方針|予定|用意|つもり|発表|表明|明らかに|約束|決め|決議|見通し|姿勢|呼びかけ|求め")
# 「「橋の父」の技師は…」 has a name in brackets, and no words of his.
_KEPT_FORM = re.compile(
    "「[^」]{9,}|「[^」]*$|」(?:と|って|。|$)|(?:と|って|ってさ|そう|らしい|とか|気なし|構え|とも)[^ぁ-んァ-ヶ一-龠A-Za-z0-9]*$"
)


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
        and says_it(claim, gist)
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


def says_it(claim: Gist, gist: Gist) -> bool:
    """Whether a claim of the source has what the post's claim tells: its numbers, or else its predicate."""
    if claim.amounts:
        return any(same_amount(amount, other) for amount in claim.amounts for other in gist.amounts)
    word = claim.predicate or (claim.words[-1].word if len(claim.words) > _MIN_WORDS else "")
    return bool(word) and holds(gist, word) >= _SAME
