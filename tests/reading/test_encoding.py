from __future__ import annotations

import codecs
import random

import pytest

from kakudo.errors import InputError
from kakudo.reading.encoding import decode, decode_lines, has_undecoded

TEXTS = (
    "架空市は三月五日、港の発電所を来年度から段階的に止めると発表した。市長は会見で「費用が想定を上回った」と述べた。",
    "今日のニュース見た？ ガソリンまた値上げらしいよ……さすがにきつい。車に乗るのをやめようかな、とちょっと思った。",
    "アルミニウムとニッケルのスポットプレミアムが上昇し、メーカー各社はコスト増をユーザーへ転嫁する見通しだ。",
    "中央銀行総裁は記者団に対し、金融緩和策を当面維持する考えを示した。市場関係者は円安進行への警戒感を強めている。",
)
CODECS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-32")


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", TEXTS)
def test_round_trip_of_whole_texts(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec), "a.txt")
    assert decoded.text == text
    assert decoded.encoding == codec
    assert decoded.is_sure


@pytest.mark.parametrize("codec", CODECS)
def test_round_trip_of_15_character_slices(codec: str) -> None:
    slices = [text[i : i + 15] for text in TEXTS for i in range(0, len(text) - 15, 3)]
    right = sum(decode(piece.encode(codec), "a").text == piece for piece in slices)
    assert len(slices) > 40
    assert right >= 0.96 * len(slices), f"{right} of {len(slices)}"


def test_one_word_is_read() -> None:
    for codec in ("cp932", "euc_jp"):
        assert decode("石油の価格".encode(codec), "a").text == "石油の価格"


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        ("①㈱髙橋商事は増産する。".encode("cp932"), "cp932"),
        ("①㈱架空商事は増産する。".encode("euc_jis_2004"), "euc_jp"),
        (b"\x1b$B-!@PL}$N2A3J\x1b(B ok\n", "iso2022_jp"),
    ],
)
def test_vendor_characters_are_read(data: bytes, codec: str) -> None:
    decoded = decode(data, "a.txt")
    assert decoded.encoding == codec
    assert "①" in decoded.text


def test_half_width_kana_alone_is_unsure() -> None:
    assert not decode("ｾｷﾕｶｶｸ".encode("cp932"), "a").is_sure


def test_declared_encoding_wins_when_it_fits_and_only_then() -> None:
    data = "ｱｲｳ".encode("cp932")
    assert decode(data, "a", declared="Shift_JIS").text == "ｱｲｳ"
    assert decode("石油の価格".encode(), "a", declared="EUC-JP").text == "石油の価格"
    assert decode("石油の価格".encode(), "a", declared="iso-8859-1").text == "石油の価格"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", bytes(range(256)), b"abc\x00def" * 9, b"\xff\xd8\xff\xe0"]
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"photo\.bin: .*byte \d+.*--encoding"):
        decode(data, "photo.bin")


def test_utf16_without_bom_is_refused_with_advice() -> None:
    with pytest.raises(InputError, match="--encoding utf-16-le"):
        decode(TEXTS[0].encode("utf-16-le"), "a.txt")
    assert decode(TEXTS[0].encode("utf-16-le"), "a.txt", "utf-16-le").text == TEXTS[0]


def test_error_names_the_byte() -> None:
    data = ("あ" * 10).encode() + b"\xff\xff" + "い".encode()
    with pytest.raises(InputError, match="utf-8: byte 30"):
        decode(data, "a.txt")
    with pytest.raises(InputError, match=r"a\.txt: byte 30 does not fit utf-8"):
        decode(data, "a.txt", "utf-8")


def test_broken_text_after_a_bom_is_refused() -> None:
    with pytest.raises(InputError, match=r"byte order mark of UTF-8, but byte 3 does not fit it"):
        decode(codecs.BOM_UTF8 + b"\xff\xff", "a.txt")


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13"])
def test_unknown_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(InputError, match="there is no encoding"):
        decode(b"abc", "a.txt", encoding)


def test_a_stray_control_character_does_not_make_text_binary() -> None:
    text = TEXTS[0] + "\x08" + TEXTS[1]
    assert decode(text.encode(), "a").text == text
    assert decode("石油\x08の\x1b価格\x07".encode(), "a").text == "石油\x08の\x1b価格\x07"


def test_nul_bytes_are_named() -> None:
    with pytest.raises(InputError, match="it holds the byte 00"):
        decode("石油\0の価格".encode(), "a")


def test_ascii_is_utf8() -> None:
    assert decode(b"crude oil", "a") == decode(b"crude oil", "b", declared="utf-8")
    assert decode(b"", "a").text == ""


@pytest.mark.parametrize("codec", CODECS)
def test_lines_are_those_of_the_whole(codec: str) -> None:
    text = "\n".join(TEXTS) + "\r\n\n" + TEXTS[0] + "\u2028続き"
    if codec not in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        text = text.replace("\u2028", "")
    lines, encoding, is_sure = decode_lines(text.encode(codec).splitlines(keepends=True), "a")
    assert "".join(lines) == text
    assert encoding.startswith(codec.removesuffix("-sig"))
    assert is_sure


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "euc_jp"])
def test_a_broken_line_does_not_cost_the_others(codec: str) -> None:
    lines = [(text + "\n").encode(codec) for text in TEXTS]
    lines.insert(2, b'"\xfd\xff\xfe\xfd"\n')
    decoded, encoding, _ = decode_lines(lines, "a")
    result = list(decoded)
    assert encoding == codec
    assert [has_undecoded(line) for line in result] == [False, False, True, False, False]
    assert "".join(result[:2] + result[3:]) == "".join(text + "\n" for text in TEXTS)


def test_random_bytes_are_read_or_refused() -> None:
    rng = random.Random(7)
    for size in range(200):
        try:
            decode(rng.randbytes(size), "a")
        except InputError:
            continue
