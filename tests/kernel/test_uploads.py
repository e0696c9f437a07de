"""Uploads: taken for what their bytes are, refused when name and bytes disagree."""

from __future__ import annotations

import io
import zipfile

import pytest

from shared_apps.kernel import uploads
from shared_apps.kernel.uploads import FileRefused, FileTooLarge, check_document, check_video, clean_name
from tests.uploads import SLIDES, WORD, office_bytes, ole_bytes, pdf, picture_bytes, upload, video_bytes

MB = 1024 * 1024
ISO, EBML, RIFF = b"\0\0\0\x18ftypisom", b"\x1aE\xdf\xa3", b"RIFF\0\0\0\0AVI LIST"
WORD_2003, SLIDES_2003 = ole_bytes("WordDocument"), ole_bytes("PowerPoint Document")


def check(rule, content, name, max_bytes=MB):
    rule(
        upload=upload(content, name),
        field="file",
        max_bytes=max_bytes,
        wrong_type="Wrong type",
        too_large="Too large",
    )


GOOD_VIDEOS = [
    *((ISO, name) for name in ("a.mp4", "a.m4v", "a.mov", "A.MP4", "درس.mp4", "a.b.mp4", "a b.mov")),
    (b"\0\0\0\x08wide\0\0\0\x01mdat", "old.mov"),
    (EBML, "a.mkv"),
    (EBML, "a.webm"),
    (RIFF, "a.avi"),
]


@pytest.mark.parametrize(("content", "name"), GOOD_VIDEOS)
def test_video_is_taken(content, name):
    check(check_video, content + b"\0" * 100, name)


BAD_VIDEOS = [
    (b"", "a.mp4"),
    (b"x", "a.mp4"),
    (b"<html><script>alert(1)</script>", "a.mp4"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.webm"),
    (b"#!/bin/sh\n", "a.mov"),
    (b"MZ\x90\0", "a.mp4"),
    (b"PK\x03\x04" + b"\0" * 50, "a.mkv"),
    (b"RIFF\0\0\0\0WAVEfmt ", "a.avi"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "a.avi"),
    (b"ID3\x03" + b"\0" * 50, "a.mp4"),
    (picture_bytes(), "a.mp4"),
    (picture_bytes("JPEG"), "a.avi"),
    (b"%PDF-1.7", "a.mp4"),
    (ISO, "a.webm"),
    (ISO, "a.avi"),
    (EBML, "a.mp4"),
    (RIFF, "a.mov"),
    (ISO, "a.exe"),
    (ISO, "a.mp4.exe"),
    (ISO, "a.html"),
    (ISO, "a"),
    (ISO, "mp4"),
    (ISO, "a.mp4 "),
    (ISO, "a.mp4\u202e"),
    (ISO, "a.ｍｐ４"),
    (ISO, "a.wmv"),
    (ISO, "a.m3u8"),
]


@pytest.mark.parametrize(("content", "name"), BAD_VIDEOS)
def test_video_is_refused(content, name):
    with pytest.raises(FileRefused, match="Wrong type") as refused:
        check(check_video, content, name)
    assert (refused.value.field, type(refused.value)) == ("file", FileRefused)


GOOD_DOCUMENTS = [
    (b"%PDF-1.4\n", "a.pdf"),
    (b"%PDF-2.0\n", "تمارين.PDF"),
    (office_bytes(WORD), "a.docx"),
    (office_bytes(SLIDES), "a.pptx"),
    (WORD_2003, "a.doc"),
    (SLIDES_2003, "a.ppt"),
]


@pytest.mark.parametrize(("content", "name"), GOOD_DOCUMENTS)
def test_document_is_taken(content, name):
    check(check_document, content, name)


def zipped(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


BAD_DOCUMENTS = [
    (b"", "a.pdf"),
    (b"PDF", "a.pdf"),
    (b"<html>%PDF-1.4", "a.pdf"),
    (b"\x00%PDF-1.4", "a.pdf"),
    (b"{\\rtf1}", "a.doc"),
    (b"MZ\x90\0", "a.doc"),
    (b"#!/bin/sh\n", "a.pdf"),
    (picture_bytes(), "a.pdf"),
    (video_bytes()[:4000], "a.pdf"),
    (b"%PDF-1.4", "a.docx"),
    (b"%PDF-1.4", "a.exe"),
    (b"%PDF-1.4", "a.pdf.html"),
    (b"%PDF-1.4", "a"),
    (b"%PDF-1.4", "a.pdf\x00.exe"),
    (office_bytes(WORD), "a.pdf"),
    (office_bytes(WORD), "a.doc"),
    (office_bytes(WORD), "a.pptx"),
    (office_bytes(SLIDES), "a.docx"),
    (office_bytes(WORD), "a.docm"),
    (office_bytes(WORD.replace("main+xml", "macroEnabled.main+xml")), "a.docx"),
    (office_bytes("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "a.docx"),
    (office_bytes(WORD, {"word/vbaProject.bin": b"x"}), "a.docx"),
    (office_bytes(WORD)[:-30], "a.docx"),
    (b"PK\x03\x04" + b"\0" * 500, "a.docx"),
    (zipped({"evil.exe": "MZ"}), "a.docx"),
    (zipped({}), "a.docx"),
    (ole_bytes("Workbook"), "a.doc"),
    (WORD_2003, "a.ppt"),
    (SLIDES_2003, "a.doc"),
    (WORD_2003[8:], "a.doc"),
]


@pytest.mark.parametrize(("content", "name"), BAD_DOCUMENTS)
def test_document_is_refused(content, name):
    with pytest.raises(FileRefused, match="Wrong type"):
        check(check_document, content, name)


def test_zip_bomb_is_refused_from_its_directory_alone():
    bomb = office_bytes(WORD, {"word/big.xml": b"\0" * (60 * MB)})
    assert len(bomb) < MB
    with pytest.raises(FileRefused, match="Wrong type"):
        check(check_document, bomb, "a.docx")


def test_zip_of_many_entries_is_refused():
    many = office_bytes(WORD, {f"word/{n}.xml": b"x" for n in range(uploads.MAX_ZIP_ENTRIES)})
    with pytest.raises(FileRefused, match="Wrong type"):
        check(check_document, many, "a.docx", max_bytes=10 * MB)


@pytest.mark.parametrize(
    ("rule", "content", "name"),
    [(check_video, ISO, "a.mp4"), (check_document, b"%PDF-1.7", "a.pdf")],
)
def test_large_file_is_refused(rule, content, name):
    check(rule, content.ljust(100), name, max_bytes=100)
    with pytest.raises(FileTooLarge, match="Too large"):
        check(rule, content.ljust(101), name, max_bytes=100)


def test_checked_file_is_left_at_its_start():
    file = pdf()
    check_document(upload=file, field="f", max_bytes=MB, wrong_type="", too_large="")
    assert file.read(5) == b"%PDF-"
    word = upload(office_bytes(), "a.docx")
    check_document(upload=word, field="f", max_bytes=MB, wrong_type="", too_large="")
    assert word.read(2) == b"PK"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("My notes.pdf", "My notes.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\notes.pdf", "notes.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("x" * 300, "x" * 200),
        ("", ""),
    ],
)
def test_shown_name_is_clean(name, expected):
    assert clean_name(name) == expected
