"""Units of quantities: how they are written, and the one name under which they are compared."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["COUNTERS", "UNIT_FIRST", "UNIT_PATTERN", "canonical_unit"]

# Canonical name: the ways to write it. Longest match wins, so 立方メートル is never メートル.
_UNITS: Final = {
    # money
    "円": "円 JPY", "ドル": "ドル 米ドル アメリカドル アメリカ・ドル USドル USD", "豪ドル": "豪ドル オーストラリアドル", "香港ドル": "香港ドル",
    "カナダドル": "カナダドル 加ドル", "台湾ドル": "台湾ドル", "セント": "セント", "ユーロ": "ユーロ EUR",
    "ポンド": "ポンド 英ポンド",
    "元": "元(?!論|化|的|中継|連立|外交|管理|首|号|年|旦|日|々|の|本|気|祖|凶|素|配) 人民元 中国元",
    "ウォン": "ウォン", "ルーブル": "ルーブル", "ルピー": "ルピー", "ルピア": "ルピア",
    "スイスフラン": "スイスフラン", "フラン": "フラン", "リラ": "リラ トルコリラ", "ペソ": "ペソ",
    "レアル": "レアル", "ボリバル": "ボリバル", "リヤル": "リヤル サウジリヤル", "リアル": "リアル",
    "ディルハム": "ディルハム", "ディナール": "ディナール", "クローナ": "クローナ クローネ", "バーツ": "バーツ",
    "フリブナ": "フリブナ フリヴニャ グリブナ", "シェケル": "シェケル", "ランド": "ランド(?!セル)",
    # energy and volume
    "バレル/日": "バレル/日 バレル毎日 bpd b/d", "バレル": "バレル bbl", "キロリットル": "キロリットル kl kL",
    "リットル": "リットル L", "ガロン": "ガロン", "立方メートル": "立方メートル ㎥ m3 m³",
    "立方フィート": "立方フィート", "キロワット時": "キロワット時 キロワットアワー kWh",
    "メガワット時": "メガワット時 MWh", "キロワット": "キロワット kW", "メガワット": "メガワット MW",
    "ギガワット": "ギガワット GW", "ワット": "ワット", "ボルト": "ボルト", "BTU": "BTU",
    "シーベルト": "シーベルト Sv", "ミリシーベルト": "ミリシーベルト mSv",
    "マイクロシーベルト": "マイクロシーベルト μSv", "ベクレル": "ベクレル Bq",
    # weight
    "トン": "トン t(?![a-zA-Z])", "キログラム": "キログラム キログラム kg", "グラム": "グラム g(?![a-zA-Z])",
    "ミリグラム": "ミリグラム mg",
    # length and area
    "キロメートル": "キロメートル km", "キロ": "キロ(?!バイト)", "メートル": "メートル m(?![a-zA-Z])",
    "センチ": "センチメートル センチ cm", "ミリ": "ミリメートル ミリ mm", "マイル": "マイル", "海里": "海里 カイリ",
    "フィート": "フィート", "インチ": "インチ", "平方キロ": "平方キロメートル 平方キロ km2 km² ㎢",
    "平方メートル": "平方メートル m2 m² ㎡", "ヘクタール": "ヘクタール ha(?![a-zA-Z])", "坪": "坪(?!井|内|田)",
    "エーカー": "エーカー", "キロ毎時": "キロ毎時 km/h", "ノット": "ノット", "ヘクトパスカル": "ヘクトパスカル hPa",
    "℃": "℃ °C",
    # share and change
    "%": "% パーセント ％", "ポイント": "ポイント(?!ガード) pt(?![a-zA-Z])",
    "ベーシスポイント": "ベーシスポイント bp(?![a-zA-Z])", "倍": "倍(?!率|数)", "割": "割(?!引|り|合|れ|安|高|当)",
    # data
    "バイト": "バイト", "キロバイト": "キロバイト KB", "メガバイト": "メガバイト MB", "ギガバイト": "ギガバイト GB",
    "テラバイト": "テラバイト TB",
    # lengths of time that cannot be a date
    "年間": "年間", "カ月": "[ヶケかカヵ箇個]月間? ヵ月間?", "週間": "週間(?!後|前)", "日間": "日間",
    "時間": "時間(?!目)", "分間": "分間", "秒間": "秒間", "秒": "秒(?!間|速|針|殺|読|差|刻)",
}  # fmt: skip
_COUNTED: Final = {
    # people, groups and places
    "人": "人(?!目|材|件費|間|気|口|物|権|種|工|格|生|形|民|力|質|類|事|体|影|数|称|兄弟)",
    "名": "名(?!目|前|古屋|称|門|物|義|曲|簿)", "組": "組(?!織|合|閣|み|長|目|員|曲)",
    "社": "社(?!会|長|員|説|目|債|内|名|交|宅|屋|民)", "団体": "団体", "カ国": "[ヶケかカヵ箇]国(?!協議)",
    "カ所": "[ヶケかカヵ箇]所", "地域": "地域", "自治体": "自治体", "都市": "都市", "世帯": "世帯",
    "戸": "戸(?!市|建|籍|田|山|町|塚|倉|惑)", "棟": "棟", "校": "校(?!長|舎|内|庭|則|歌)",
    "店": "店(?!長|員|頭|内)", "店舗": "店舗", "議席": "議席", "票": "票(?!田)",
    # military and vehicles
    "機": "機(?!関|動|能|種|械|構|体|会|密|長|器|雷|運|内|影|甲|目)", "隻": "隻",
    "発": "発(?!表|行|電|足|生|見|売|言|達|展|目|射|砲|車|想|揮|効|注|動|覚|着|祥|掘)",
    "両": "両(?!国|者|方|親|日|側|氏|軍|県|政|院|首|社|党|目|手|足)",
    "台": "台(?!風|湾|北|所|東|詞|本|座|頭|数|中(?![0-9０-９])|南|場|目|地|帯)",
    "基": "基(?!地|本|準|金|盤|づ|礎|調|幹|因|目|板)", "門": "門(?!前|出|下|戸)", "丁": "丁(?!目)",
    "個": "個(?!人|別|性|室|展|体|々)",
    "本": "本(?!松|木|化|部|社|格|日|国|人|当|来|紙|塁|店|体|土|島|州|質|件|会|部|線|拠|気|年|月|番|場|音|"
    "書|木|願|堂|能|館|庁|学|科|目|法|命|領|籍|業|心|望|田|間|多|質)",
    "枚": "枚(?!方|挙|目)", "冊": "冊(?!子)",
    "部": "部(?!隊|分|長|門|品|員|族|下|屋|署|会|落|活|局|外|内|作|位|数|類|門|目|構成)",
    "着": "着(?!陸|工|用|手|任|服|目|実|水|物|信|く|席|地|弾|火)", "頭": "頭(?!取|上|部|脳|文字|痛|目|金|髪)",
    "匹": "匹(?!敵)", "羽": "羽(?!鶴|田|根|目)", "株": "株(?!式|主|価|安|高|券|取)",
    "口": "口(?!座|頭|述|調|論|実|径)", "品目": "品目", "種類": "種類", "項目": "項目", "段階": "段階",
    # happenings
    "件": "件(?!目|名|数)", "回": "回(?!目|答|復|収|避|戦|顧|転|路|線|生|裏|表|転|数|る|っ|り|帰|想|覧|送|忌)",
    "試合": "試合", "勝": "勝(?!利|目|者|負|手|ち|つ|っ|敗率|算)", "敗": "敗(?!退|戦|北|れ|者|訴)",
    "ゴール": "ゴール", "得点": "得点", "便": "便(?!利|名|箋|所|乗|宜)", "席": "席(?!上|巻|捲|次)",
    "点": "点差(?!し) 点(?!検|滅|灯|火|呼|字|目|在|数|差|線|取|描)", "世代": "世代", "歳": "歳(?!入|出|月|末|暮|時)",
    "キロカロリー": "キロカロリー", "次元": "次元", "施設": "施設", "泊": "泊(?!地|ま|め|り)", "チーム": "チーム", "艘": "艘", "政党": "政党",
    "病院": "病院", "産油国": "産油国", "加盟国": "加盟国", "部隊": "部隊", "個師団": "個師団", "個大隊": "個大隊",
    "個旅団": "個旅団", "画素": "画素", "文字": "文字(?!通|盤)", "語": "語(?!句|学|彙|尾|る|り|っ)",
    "度": "度(?!と|目|々|重|合|外|胸|数|量|忘)",
}  # fmt: skip
#: Counters after a single 一 or after 千, 百: 一人暮らし, 一本化, 一度 are words, not quantities.
COUNTERS: Final = frozenset(_COUNTED)

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def _forms() -> dict[str, str]:
    """Form with its lookahead → canonical unit, the longest forms first."""
    pairs = [(form, unit) for table in (_UNITS, _COUNTED) for unit, forms in table.items() for form in forms.split()]
    return dict(sorted(pairs, key=lambda pair: (-len(pair[0].partition("(?!")[0]), pair[0])))


def _pattern() -> str:
    by_first: dict[str, list[str]] = {}
    for form in _forms():
        if form[0] == "[":
            by_first.setdefault("[ヶケかカヵ箇個]", []).append(form.partition("]")[2])
            continue
        by_first.setdefault(form[0], []).append(form[1:])
        head, sign, rest = form.partition("(?!")
        if head.isascii():
            wide = head.translate(_WIDE)
            by_first.setdefault(wide[0], []).append(wide[1:] + sign + rest)
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())


#: A regular expression for one unit, without groups that capture.
UNIT_PATTERN: Final = _pattern()


#: Characters with which a unit may begin, so that most numbers without unit are passed over at once.
UNIT_FIRST: Final = frozenset(
    character
    for form in _forms()
    for head in (form[1:].partition("]")[0] if form[0] == "[" else form[0],)
    for character in (*head, *head.translate(_WIDE))
)


def _names() -> dict[str, str]:
    names = {"月": "カ月"}
    for form, unit in _forms().items():
        if form[0] != "[":
            names[unicodedata.normalize("NFKC", form.partition("(?!")[0])] = unit
    return names


_NAMES: Final = _names()


def canonical_unit(form: str) -> str:
    """The name under which quantities in this unit are compared.

    Args:
        form: a unit as `UNIT_PATTERN` found it.

    Returns:
        ``ドル`` for 米ドル and USD, ``カ月`` for ヶ月 and か月間, ``km`` as ``キロメートル``.
    """
    plain = unicodedata.normalize("NFKC", form)
    unit = _NAMES.get(plain)
    if unit is None:
        return (
            "カ月" if "月" in plain else "カ国" if plain.endswith("国") else "カ所" if plain.endswith("所") else plain
        )
    return unit
