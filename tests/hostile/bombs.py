"""Files that are small to send and large to open, made without opening them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

from PIL import Image

from tests.uploads import WORD, office_bytes

MEGABYTE = 1024 * 1024
_CHANNELS = {0: 1, 2: 3, 6: 4}
_TYPES = f'<Types><Override PartName="/main.xml" ContentType="{WORD}"/></Types>'.encode()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *, bits: int = 8, colour: int = 2, chunk: bytes = b"") -> bytes:
    """A black PNG, packed row by row; `chunk` stands before its picture."""
    colour = 0 if bits == 1 else colour
    row = b"\0" * (1 + (width * bits * _CHANNELS[colour] + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + chunk + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    )


def _zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    zero = bytes(MEGABYTE)
    return b"".join(packer.compress(zero) for _ in range(megabytes)) + packer.flush()


def ztxt() -> bytes:
    """Notes of 100 MB."""
    return _chunk(b"zTXt", b"Comment\0\0" + _zeros(100))


def iccp() -> bytes:
    """A colour profile of 100 MB."""
    return _chunk(b"iCCP", b"profile\0\0" + _zeros(100))


def noise_png() -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (200, 200), random.Random(5).randbytes(120_000)).save(out, "PNG")
    return out.getvalue()


def large_picture(kind: str, mode: str = "RGB", side: int = 5_000, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (side, side)).save(out, kind, **options)
    return out.getvalue()


def progressive_jpeg() -> bytes:
    return large_picture("JPEG", progressive=True)


def claiming_jpeg(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    data = bytearray(out.getvalue())
    frame = data.find(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", side, side)
    return bytes(data)


def claiming_gif(side: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", side, side) + b"\x80\0\0\0\0\0\xff\xff\xff" + _gif_picture(side)


def _gif_picture(side: int) -> bytes:
    return b"," + struct.pack("<HHHH", 0, 0, side, side) + b"\0\x02\x02L\x01\0;"


def claiming_webp(side: int) -> bytes:
    size = (side - 1).to_bytes(3, "little")
    body = (
        b"WEBPVP8X"
        + struct.pack("<I", 10)
        + b"\0\0\0\0"
        + size
        + size
        + b"VP8 "
        + struct.pack("<I", 4)
        + bytes(4)
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def long_gif(pictures: int) -> bytes:
    out = io.BytesIO()
    frames = (Image.new("L", (32, 32), number % 256) for number in range(1, pictures))
    Image.new("L", (32, 32)).save(out, "GIF", save_all=True, append_images=frames, duration=20)
    return out.getvalue()


def growing_gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (32, 32)).save(out, "GIF")
    return out.getvalue()[:-1] + _gif_picture(65_535)


def docx(megabytes: int) -> bytes:
    """A Word file whose text is that many megabytes of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(megabytes):
                entry.write(bytes(MEGABYTE))
    return out.getvalue()


def docx_of_types() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("[Content_Types].xml", "w") as entry,
    ):
        entry.write(_TYPES)
        for _ in range(400):
            entry.write(bytes(MEGABYTE))
    return out.getvalue()


def docx_of_entries(count: int) -> bytes:
    return office_bytes(extra={f"word/{number}.xml": b"" for number in range(count)})


def lying_docx() -> bytes:
    """Its directory says that the text unpacks to 4 GB."""
    data = bytearray(office_bytes(extra={"word/document.xml": b"x" * 100}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(data)


def packed_docx(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("[Content_Types].xml", _TYPES * 200)
    return out.getvalue()


def nested_docx(depth: int) -> bytes:
    """A Word file in a Word file, and so on: nobody here opens the inner ones."""
    inner = office_bytes()
    for _ in range(depth):
        inner = office_bytes(extra={"word/embeddings/inner.docx": inner})
    return inner
