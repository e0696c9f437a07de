"""Drawn pictures: right size, right face, right direction, small enough, whatever the name and logo are."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from branding.rules import READY_THEMES, build_palette
from branding.rules.pictures import CARD_SIZE, CardWords, draw_card, draw_icon
from branding.rules.pictures.lettering import Face, direction_of, drawable, width_of, wrap

TOKENS = build_palette(colours=READY_THEMES[0].colours).light
NAMES = ["Amira Hassan", "أميرة حسن", "", "   ", "😀", "中文", "Łódź", "<b>&", "ا", "x" * 500, "‏‎\u0000"]
BROKEN = [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n broken", b"RIFF0000WEBP"]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def logo(size: tuple[int, int], ground: tuple[int, ...], mark: tuple[int, ...]) -> bytes:
    picture = Image.new("RGBA", size, ground)
    inner = (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4)
    picture.paste(mark, inner)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("shape", ["any", "touch", "maskable"])
@pytest.mark.parametrize("name", NAMES)
def test_icon_is_a_square_for_any_name(name, shape):
    icon = opened(draw_icon(name=name, tokens=TOKENS, side=64, shape=shape))
    assert (icon.format, icon.size, icon.mode) == ("PNG", (64, 64), "RGBA" if shape == "any" else "RGB")


@pytest.mark.parametrize("shape", ["touch", "maskable"])
def test_icon_that_phones_cut_is_filled_to_its_edge(shape):
    icon = opened(draw_icon(name="Amira", tokens=TOKENS, side=96, shape=shape)).convert("RGB")
    corners = {icon.getpixel(place) for place in ((0, 0), (95, 0), (0, 95), (95, 95))}
    assert corners == {tuple(bytes.fromhex(TOKENS["brand"][1:]))}


def test_icon_without_edge_is_clear_outside_the_star():
    assert opened(draw_icon(name="Amira", tokens=TOKENS, side=96)).getpixel((0, 0))[3] == 0


def test_letter_is_drawn_and_arabic_is_not_the_box_of_a_missing_letter():
    plain = draw_icon(name="", tokens=TOKENS, side=96)
    drawn = {draw_icon(name=name, tokens=TOKENS, side=96) for name in ("أميرة", "بسمة", "Amira", "😀")}
    assert len(drawn) == 4
    assert draw_icon(name="😀", tokens=TOKENS, side=96) == plain


def test_logo_keeps_clear_of_what_a_maskable_icon_loses():
    red = logo((200, 200), (0, 0, 0, 0), (200, 20, 40, 255))
    icon = opened(draw_icon(name="x", tokens=TOKENS, side=100, shape="maskable", logo=red)).convert("RGB")
    assert icon.getpixel((0, 0)) == (255, 255, 255)
    assert icon.getpixel((50, 50)) == (200, 20, 40)
    reds = [x for x in range(100) if icon.getpixel((x, 50)) == (200, 20, 40)]
    assert (min(reds), max(reds)) == (20, 79)  # the clear rim of the logo's file does not count


def test_ground_of_the_logo_goes_on_to_the_edge():
    dark = logo((300, 120), (10, 20, 30, 255), (255, 255, 255, 255))
    icon = opened(draw_icon(name="x", tokens=TOKENS, side=100, shape="touch", logo=dark)).convert("RGB")
    assert icon.getpixel((0, 0)) == (10, 20, 30)


@pytest.mark.parametrize("data", BROKEN)
def test_logo_that_cannot_be_read_counts_as_none(data):
    without = draw_icon(name="Amira", tokens=TOKENS, side=48)
    assert draw_icon(name="Amira", tokens=TOKENS, side=48, logo=data) == without
    words = CardWords("Amira")
    assert draw_card(words=words, name="A", tokens=TOKENS, picture=data) == draw_card(
        words=words, name="A", tokens=TOKENS
    )


@pytest.mark.parametrize("title", [*NAMES, "الكهربية والمغناطيسية: المراجعة النهائية 2026 " * 6])
def test_card_has_its_size_for_any_words(title):
    card = draw_card(words=CardWords(title, title, title, title), name=title, tokens=TOKENS)
    assert (opened(card).size, len(card) < 300_000) == (CARD_SIZE, True)


def test_card_begins_at_the_side_where_its_title_begins():
    """The large picture stands at the other side."""
    red = logo((50, 50), (200, 20, 40, 255), (200, 20, 40, 255))
    places = {}
    for title in ("Waves", "الموجات"):
        card = opened(draw_card(words=CardWords(title), name="A", tokens=TOKENS, picture=red)).convert("RGB")
        left, right = card.getpixel((260, 315)), card.getpixel((940, 315))
        places[title] = [
            max(abs(a - b) for a, b in zip(c, (200, 20, 40), strict=True)) < 9 for c in (left, right)
        ]
    assert places == {"Waves": [False, True], "الموجات": [True, False]}


def test_card_with_a_photograph_is_light_enough_for_messengers():
    noise = Image.frombytes("RGB", (600, 400), random.Random(1).randbytes(600 * 400 * 3))
    out = io.BytesIO()
    noise.save(out, "PNG")
    card = draw_card(words=CardWords("Waves"), name="A", tokens=TOKENS, picture=out.getvalue())
    assert len(card) < 300_000


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Amira", "ltr"),
        ("أميرة", "rtl"),
        ("3 ثانوي", "rtl"),
        ("2026", "ltr"),
        ("", "ltr"),
        ("(Lab) معمل", "ltr"),
    ],
)
def test_direction_is_of_the_first_letter(text, way):
    assert direction_of(text=text) == way


def test_what_no_face_has_is_left_out():
    assert drawable(text="Šime  😀 中 Ζ أ\u200dب\n x") == "Sime أ\u200dب x"
    assert drawable(text="Şükrü") == "Sükrü"


def test_lines_are_no_wider_than_they_may_be():
    face = Face(60, 700)
    for text in (
        "الكهربية والمغناطيسية: المراجعة النهائية",
        "Donaudampfschifffahrtsgesellschaft",
        "a b c d e f g h",
    ):
        lines = wrap(text=text, face=face, width=300, lines=2)
        assert len(lines) <= 2
        assert all(width_of(text=line, face=face) <= 300 for line in lines), lines
    assert wrap(text="", face=face, width=300, lines=2) == [""]
