"""Pictures: bytes decide, nothing hidden survives, bombs are refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.ExifTags import Base as Tag

from shared_apps.kernel.images import (
    JPG_PNG,
    FileCorrupted,
    PictureRefused,
    PictureTooLarge,
    clean_picture,
)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object
) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, kind, **options)
    out.seek(0)
    return out


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_becomes_webp_with_a_random_name(kind: str) -> None:
    clean = clean_picture(upload=picture(kind), field="logo")
    image = Image.open(clean)
    assert (image.format, image.size) == ("WEBP", (40, 20))
    assert clean.name.endswith(".webp")
    assert len(clean.name) == 37


def test_transparency_is_kept() -> None:
    assert Image.open(clean_picture(upload=picture(mode="RGBA"), field="logo")).mode in ("RGBA", "RGB")
    see_through = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(see_through, "PNG")
    assert (
        Image.open(clean_picture(upload=see_through, field="logo")).convert("RGBA").getpixel((1, 1))[3] == 0
    )


def test_large_picture_is_scaled_down() -> None:
    clean = clean_picture(upload=picture(size=(3000, 1500)), field="logo", max_side=1000)
    assert Image.open(clean).size == (1000, 500)


def test_place_and_camera_are_dropped_and_the_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[Tag.Orientation] = 6
    exif[Tag.Make] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (30.0, 2.0, 40.0)
    clean = clean_picture(upload=picture("JPEG", exif=exif), field="avatar")
    image = Image.open(clean)
    assert image.size == (20, 40)
    assert dict(image.getexif()) == {}
    clean.seek(0)
    assert b"SecretCamera" not in clean.read()


def test_tail_behind_the_picture_is_dropped() -> None:
    data = picture().getvalue() + b"<script>alert(1)</script>"
    assert b"<script>" not in clean_picture(upload=io.BytesIO(data), field="logo").read()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>no picture</body></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"%PDF-1.7 hello",
        b"\xff\xd8\xff\xe0" + b"x" * 100,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PictureRefused) as refused:
        clean_picture(upload=io.BytesIO(data), field="logo")
    assert (refused.value.field, str(refused.value)) == ("logo", "The image must be JPG or PNG.")


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(PictureRefused):
        clean_picture(upload=picture(kind), field="logo")


def test_webp_is_refused_where_only_jpg_and_png_are_named() -> None:
    with pytest.raises(PictureRefused):
        clean_picture(upload=picture("WEBP"), field="thumbnail", formats=JPG_PNG)


def test_too_many_bytes_are_refused_in_the_callers_words() -> None:
    with pytest.raises(PictureTooLarge) as refused:
        clean_picture(upload=io.BytesIO(b"x" * 101), field="thumbnail", max_bytes=100, too_large="Too big.")
    assert (refused.value.field, str(refused.value)) == ("thumbnail", "Too big.")


def test_pixel_bomb_is_refused() -> None:
    bomb = picture(size=(6000, 5000), mode="1")
    assert len(bomb.getvalue()) < 20_000
    with pytest.raises(PictureTooLarge):
        clean_picture(upload=bomb, field="logo")


def test_gigapixel_bomb_is_refused() -> None:
    with pytest.raises(PictureTooLarge):
        clean_picture(upload=picture(size=(30000, 30000), mode="1"), field="logo")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_picture_that_cannot_be_drawn_is_told_apart(kind: str) -> None:
    whole = picture(kind, size=(400, 300)).getvalue()
    with pytest.raises(FileCorrupted) as refused:
        clean_picture(upload=io.BytesIO(whole[: len(whole) // 2]), field="logo", wrong_type="No picture.")
    assert (refused.value.code, str(refused.value), refused.value.field) == (
        "file_corrupted",
        "No picture.",
        "logo",
    )
