"""Files as attackers make them: disguises, two-faced files, bombs, broken ones, names, places of homes.

All are made here, by code. `good_as` is the format that a field may honestly take the file as; a file
without one is taken by nobody.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.hostile import bombs
from tests.hostile.drawings import CONTENTS
from tests.uploads import office_bytes, ole_bytes, pdf, picture_bytes, video_bytes

SCRIPT = b"<script>alert(1)</script>"
HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"
MARKS = (b"<script", b"alert(1)", b"<?php", b"onload=", b"Cairo", b"GPS")
"""What must not be left of a picture that was taken."""
PLACE = "Home of a child, Cairo"
PICTURE, DOCUMENT, VIDEO = "picture", "document", "video"
_KINDS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "svgz"), PICTURE),
    **dict.fromkeys(("pdf", "doc", "docx"), DOCUMENT),
    **dict.fromkeys(("mp4", "mov", "avi"), VIDEO),
}


@dataclass(frozen=True)
class Hostile:
    label: str
    name: str
    make: Callable[[], bytes]
    good_as: str | None = None
    is_dropped: bool = False
    """Its name is none at all: the form is read as if no file had been sent."""

    @property
    def kinds(self) -> set[str]:
        """The fields it is made for."""
        extension = self.name.rpartition(".")[2].lower()
        return {_KINDS[extension]} if extension in _KINDS else {PICTURE, DOCUMENT, VIDEO}


def _jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (15, 118, 110)).save(out, "JPEG", **options)
    return out.getvalue()


def _located(kind: str) -> bytes:
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = PLACE
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (30.0, 2.0, 40.0), "E", (31.0, 14.0, 9.0)
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, kind, exif=exif)
    return out.getvalue()


def _noted_png() -> bytes:
    notes = PngInfo()
    notes.add_text("Comment", SCRIPT.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{PLACE}</x>")
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def _noted_gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (64, 48)).save(out, "GIF", comment=SCRIPT)
    return out.getvalue()


def _xmp_webp() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "WEBP", xmp=b"<x>" + SCRIPT + b"</x>")
    return out.getvalue()


def _of(kind: str) -> bytes:
    return picture_bytes(kind, (64, 48))


def _plain(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _pdf() -> bytes:
    return pdf().read()


def _pdf_that_runs() -> bytes:
    action = b"1 0 obj <</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>> endobj\n"
    launch = b"2 0 obj <</S/Launch/F(cmd.exe)>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
    return b"%PDF-1.7\n" + action + launch


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _encrypted() -> bytes:
    data = bytearray(office_bytes())
    data[6] |= 1
    directory = data.find(b"PK\x01\x02")
    data[directory + 8] |= 1
    return bytes(data)


def _zip(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
DISGUISES = [
    Hostile("html in png", "photo.png", _plain(HTML)),
    Hostile("html behind a png signature", "photo.png", _plain(b"\x89PNG\r\n\x1a\n" + HTML)),
    Hostile("html in jpg", "photo.jpg", _plain(HTML)),
    Hostile("gif and script at once", "a.gif", _plain(b"GIF89a/*\x01\x01*/=1;alert(1)//" + SCRIPT)),
    Hostile("bmp in png", "a.png", lambda: _of("BMP")),
    Hostile("tiff in jpg", "a.jpg", lambda: _of("TIFF")),
    Hostile("icon in png", "a.png", lambda: _of("ICO")),
    Hostile("psd in png", "a.png", _plain(b"8BPS\0\x01" + bytes(20) + b"\0\x03" + bytes(200))),
    Hostile("postscript in jpg", "a.jpg", _plain(b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (r) file\n")),
    Hostile("windows program in jpg", "a.jpg", _plain(b"MZ\x90\0" + bytes(500))),
    Hostile("linux program in png", "a.png", _plain(b"\x7fELF" + bytes(500))),
    Hostile("php in png", "a.png", _plain(b"<?php system($_GET[0]); ?>")),
    Hostile("heic in jpg", "a.jpg", _plain(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200))),
    Hostile("pdf in png", "a.png", _pdf),
    Hostile("html in mp4", "a.mp4", _plain(HTML)),
    Hostile("html behind an mp4 box", "a.mp4", _plain(b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + HTML)),
    Hostile("playlist of local files in mp4", "a.mp4", _plain(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")),
    Hostile("webm signature in mp4", "a.mp4", _plain(b"\x1aE\xdf\xa3" + bytes(300))),
    Hostile("html behind an avi header", "a.avi", _plain(b"RIFF\xff\0\0\0AVI " + HTML)),
    Hostile("sound in mp4", "a.mp4", _plain(b"ID3\x04" + bytes(500))),
    Hostile("mp4 called mov and page", "a.mov.html", video_bytes),
    Hostile("html in pdf", "a.pdf", _plain(HTML)),
    Hostile("pdf behind html", "a.pdf", lambda: HTML + _pdf()),
    Hostile("pdf called docx", "a.docx", _pdf),
    Hostile("html in doc", "a.doc", _plain(HTML)),
    Hostile("rtf in doc", "a.doc", _plain(rb"{\rtf1{\object\objautlink\objupdate}}")),
    Hostile(
        "web archive in doc", "a.doc", _plain(b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + HTML)
    ),
    Hostile("office file of another kind in doc", "a.doc", lambda: ole_bytes("Workbook")),
    Hostile("jar in docx", "a.docx", lambda: _zip({"META-INF/MANIFEST.MF": b"Main-Class: Evil"})),
    Hostile("sheet in docx", "a.docx", lambda: office_bytes("application/vnd.ms-excel.sheet.main+xml")),
    Hostile("docx with macros", "a.docx", lambda: office_bytes(extra={"word/vbaProject.bin": b"Auto_Open"})),
    Hostile("docx that is locked", "a.docx", _encrypted),
]
TWO_FACED = [
    Hostile("png with a script behind it", "a.png", lambda: _of("PNG") + SCRIPT, "png"),
    Hostile("png with a script and a place in its notes", "a.png", _noted_png, "png"),
    Hostile("jpg with a script in its comment", "a.jpg", lambda: _jpeg(comment=SCRIPT), "jpeg"),
    Hostile("jpg with php behind it", "a.jpg", lambda: _jpeg() + b"<?php eval(1); ?>", "jpeg"),
    Hostile("jpg and archive at once", "a.jpg", lambda: _jpeg() + _zip({"a.class": b"GPS"}), "jpeg"),
    Hostile("gif with a script in its comment", "a.gif", _noted_gif, "gif"),
    Hostile("webp with a script in its notes", "a.webp", _xmp_webp, "webp"),
    Hostile("mp4 with html behind it", "a.mp4", lambda: video_bytes() + HTML, "mp4"),
    Hostile("pdf with a script behind it", "a.pdf", lambda: _pdf() + HTML, "pdf"),
    Hostile("pdf that runs programs", "a.pdf", _pdf_that_runs, "pdf"),
    Hostile("pdf and archive at once", "a.pdf", lambda: _pdf() + _zip({"a": HTML}), "pdf"),
    Hostile(
        "docx that reads files", "a.docx", lambda: office_bytes(extra={"word/document.xml": XXE}), "docx"
    ),
    Hostile(
        "docx with climbing names", "a.docx", lambda: office_bytes(extra={"../../../evil": HTML}), "docx"
    ),
    Hostile("docx in docx in docx", "a.docx", lambda: bombs.nested_docx(6), "docx"),
    Hostile("doc of old Word", "a.doc", lambda: ole_bytes("WordDocument"), "doc"),
]
PLACES = [
    Hostile("jpg with a place", "a.jpg", lambda: _located("JPEG"), "jpeg"),
    Hostile("png with a place", "a.png", lambda: _located("PNG"), "png"),
    Hostile("webp with a place", "a.webp", lambda: _located("WEBP"), "webp"),
]
BROKEN = [
    Hostile("half a jpg", "a.jpg", lambda: _half(picture_bytes("JPEG", (900, 700)))),
    Hostile("half a png", "a.png", lambda: _half(bombs.noise_png())),
    Hostile("half a gif", "a.gif", _plain(b"GIF89a\x40\0\x30\0\xf7")),
    Hostile("half a docx", "a.docx", lambda: _half(office_bytes())),
    Hostile("head of an mp4", "a.mp4", lambda: video_bytes()[:64]),
    Hostile("empty png", "a.png", _plain(b"")),
    Hostile("empty pdf", "a.pdf", _plain(b"")),
    Hostile("empty mp4", "a.mp4", _plain(b"")),
]
BOMBS = [
    Hostile("png of 900 megapixels", "a.png", lambda: bombs.png(30_000, 30_000, bits=1)),
    Hostile("png just over the limit", "a.png", lambda: bombs.png(5_001, 5_000)),
    Hostile("png of the limit", "a.png", lambda: bombs.png(5_000, 5_000), "png"),
    Hostile("deep png of the limit", "a.png", lambda: bombs.png(5_000, 5_000, bits=16, colour=6), "png"),
    Hostile("webp over its own limit", "a.webp", lambda: bombs.large_picture("WEBP")),
    Hostile("webp of its limit", "a.webp", lambda: bombs.large_picture("WEBP", side=2_449), "webp"),
    Hostile("palette png of the limit", "a.png", lambda: bombs.large_picture("PNG", "P"), "png"),
    Hostile("gif of the limit", "a.gif", lambda: bombs.large_picture("GIF", "P"), "gif"),
    Hostile("cmyk jpg of the limit", "a.jpg", lambda: bombs.large_picture("JPEG", "CMYK"), "jpeg"),
    Hostile("progressive jpg of the limit", "a.jpg", bombs.progressive_jpeg, "jpeg"),
    Hostile("jpg of the limit", "a.jpg", lambda: bombs.large_picture("JPEG"), "jpeg"),
    Hostile("jpg that claims 4 gigapixels", "a.jpg", lambda: bombs.claiming_jpeg(65_500)),
    Hostile("gif that claims 4 gigapixels", "a.gif", lambda: bombs.claiming_gif(65_535)),
    Hostile("webp that claims 268 megapixels", "a.webp", lambda: bombs.claiming_webp(16_383)),
    Hostile("gif of 2,000 pictures", "a.gif", lambda: bombs.long_gif(2_000), "gif"),
    Hostile("gif whose second picture is huge", "a.gif", bombs.growing_gif, "gif"),
    Hostile("png with a bomb in its notes", "a.png", lambda: bombs.png(8, 8, chunk=bombs.ztxt())),
    Hostile("png with a bomb as its profile", "a.png", lambda: bombs.png(8, 8, chunk=bombs.iccp())),
    Hostile("docx of 600 megabytes", "a.docx", lambda: bombs.docx(600)),
    Hostile("docx whose list of types is a bomb", "a.docx", bombs.docx_of_types),
    Hostile("docx of 5,001 entries", "a.docx", lambda: bombs.docx_of_entries(5_001)),
    Hostile("docx that says it is 4 gigabytes", "a.docx", bombs.lying_docx),
    Hostile("docx packed with lzma", "a.docx", lambda: bombs.packed_docx(zipfile.ZIP_LZMA)),
]


DRAWINGS = [
    Hostile(f"svg: {label}", f"logo.{extension}", _plain(content))
    for extension, (label, content) in zip(
        ["svg", "png", "jpg", "gif"] * 4 + ["svg", "png", "svg", "svgz"], CONTENTS.items(), strict=True
    )
]
NAMES = [
    Hostile("name: climbs", "../../../../etc/passwd.png", lambda: _of("PNG"), "png"),
    Hostile("name: climbs on Windows", "..\\..\\windows\\win.png", lambda: _of("PNG"), "png"),
    Hostile("name: two extensions", "photo.php.png", lambda: _of("PNG"), "png"),
    Hostile("name: page last", "photo.png.html", lambda: _of("PNG"), "png"),
    Hostile("name: ends in nothing", "a.png\x00.html", lambda: _of("PNG"), "png"),
    Hostile("name: right to left", "notes\u202efdp.exe", _pdf),
    Hostile("name: right to left, honest at its end", "notes\u202eexe.pdf", _pdf, "pdf"),
    Hostile("name: program last", "notes.pdf.exe", _pdf),
    Hostile("name: 255 signs and more", "ا" * 300 + ".pdf", _pdf, "pdf"),
    Hostile("name: endless extension", "a." + "x" * 300, _pdf),
    Hostile("name: reserved", "CON.pdf", _pdf, "pdf"),
    Hostile("name: configuration", ".htaccess", _pdf),
    Hostile("name: an option", "-rf --no-preserve-root.pdf", _pdf, "pdf"),
    Hostile("name: a command", "$(reboot);`id`|a.pdf", _pdf, "pdf"),
    Hostile("name: a header", "a&#13;&#10;Set-Cookie: x=1.pdf", _pdf, "pdf"),
    Hostile("name: markup", "&lt;img src=x onerror=alert(1)&gt;.pdf", _pdf, "pdf"),
    Hostile("name: quotes", "a%22; filename=%22b.pdf", _pdf, "pdf"),
    Hostile("name: only dots", "..", _pdf, is_dropped=True),
    Hostile("name: program behind a video", "lesson.mp4.exe", video_bytes),
    Hostile("name: reserved video", "aux.mp4", video_bytes, "mp4"),
]
CORPUS = [*DISGUISES, *TWO_FACED, *PLACES, *BROKEN, *BOMBS, *DRAWINGS, *NAMES]


@cache
def content_of(hostile: Hostile) -> bytes:
    return hostile.make()
