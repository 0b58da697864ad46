"""From bytes to rows: what kind of file it is, how it is decoded, and what is refused at once."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import charset_normalizer

from generator.importer.read_text import read_text
from generator.importer.repair import undo_mojibake
from generator.importer.stream import Content, RefusedError

MOST_BYTES = 50_000_000
MOST_SAMPLE = 400_000
_COMMON = frozenset("的是政府信息公开年度报告一不有在和公開")
MOST_TEXT = 5_000_000  # with scripts and pictures that a page carries in its text
MOST_WORDS = 500_000  # characters of what is left to read: ten times the longest report
MOST_PIECES = 20_000
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|tr|td|p|span)\b", re.IGNORECASE)
_MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def read_source(path: Path) -> bytes:
    """The bytes of a file; refused where there is none, or too much to be a report."""
    try:
        if path.is_dir():
            raise RefusedError("found a folder, expected a file; for a folder use --batch")
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(f"too large: found more than {MOST_BYTES // 10**6} MB")
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(f"cannot be read: {error.strerror or error}") from error


def read_named(source: str) -> tuple[bytes, str]:
    """The bytes of a file, or of standard input for ``-``, and the name to tell of it."""
    if source == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1), "<stdin>"
    return read_source(Path(source)), source


def read_content(data: bytes) -> Content:
    """The rows of a document of any kind that the importer knows, if they are not too many."""
    content = _read_any(data)
    pieces = sum(len(row.pieces) for row in content.rows)
    words = sum(len(piece.text) for row in content.rows for piece in row.pieces)
    if pieces > MOST_PIECES or words > MOST_WORDS:
        raise RefusedError(f"too large: found {words} characters in {pieces} lines and cells")
    return content


def _read_any(data: bytes) -> Content:
    if len(data) > MOST_BYTES:
        raise RefusedError(f"too large: found more than {MOST_BYTES // 10**6} MB")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RefusedError("empty: found no text at all")
    if data[:1024].find(b"%PDF-") >= 0:
        from generator.importer.read_pdf import read_pdf  # noqa: PLC0415 # slow to load

        return read_pdf(data)
    if data.startswith(b"PK"):
        from generator.importer.read_docx import read_docx  # noqa: PLC0415 # slow to load

        return read_docx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError(_about_ole(data))
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise RefusedError(f"binary: found {name}, expected HTML, text, Markdown, DOCX or PDF")
    return _text_content(decode(data))


def _text_content(text: str) -> Content:
    """The rows of a text, be it HTML or not."""
    if len(text) > MOST_TEXT:
        raise RefusedError(f"too large: found {len(text)} characters of text")
    text, undone = undo_mojibake(text)
    head = text[:200_000]
    if len(_HTML.findall(head)) >= 2 and re.search(r"</\w+>|<td|<p", head):
        from generator.importer.read_html import read_html  # noqa: PLC0415 # slow to load

        content = read_html(_paragraphs_marked(text))
    else:
        content = read_text(text)
    if undone:
        repairs = {**content.repairs, "text decoded with a wrong charset decoded again": 1}
        return Content(
            content.kind, content.rows, content.text_rows, content.published, content.title, repairs
        )
    return content


def _paragraphs_marked(text: str) -> str:
    """Text with tables in HTML, as OCR writes it, with its lines marked as paragraphs."""
    if re.search(
        r"<(?:html|body|p|div|br)\b", re.sub(r"(?is)<table.*?</table>", "", text), re.IGNORECASE
    ):
        return text
    parts = re.split(r"(?is)(<table.*?(?:</table>|\Z))", text)
    return "".join(
        part
        if number % 2
        else "".join(f"<p>{line.lstrip('# ')}</p>\n" for line in part.split("\n") if line.strip())
        for number, part in enumerate(parts)
    )


def _about_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted: a Word file with a password; save it without one"
    return "binary: an old Word file (.doc or .wps); save it as .docx or PDF"


def decode(data: bytes) -> str:
    """The text of bytes in whatever charset; refused where it is no text."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if b"\0" in data[:4096]:
        text = _utf16(data)
        if text is None:
            raise RefusedError("binary: found bytes that are no text")
        return text
    utf8 = data.decode("utf-8", errors="replace")
    damaged = utf8.count("\ufffd")
    if damaged <= 1 or damaged * 200 < len(utf8):
        return _checked(utf8)
    return _checked(_other_charset(data) or utf8)


def _other_charset(data: bytes) -> str | None:
    """The text in the charset that reads like Chinese, or None."""
    for name in (*_named_charset(data), "gb18030", "big5", "utf-16-le"):
        text = _decoded(data, name)
        if text is not None and _reads_like_chinese(text):
            return text
    best = charset_normalizer.from_bytes(data[:200_000]).best()
    text = None if best is None else data.decode(best.encoding, errors="replace")
    return text if text is not None and _reads_like_chinese(text) else None


def _named_charset(data: bytes) -> list[str]:
    """The charset that a page names; the GB charsets are all read as the widest of them."""
    named = _META_CHARSET.search(data[:4096])
    name = named[1].decode("ascii", "ignore").lower() if named else ""
    return [name] if name and not name.startswith(("gb", "utf-8", "utf8")) else []


def _decoded(data: bytes, name: str) -> str | None:
    """The text in a charset, or None where too much of it does not fit."""
    try:
        text = data.decode(name, errors="replace")
    except LookupError:
        return None
    return None if text.count("\ufffd") * 200 > len(text) else text


def _utf16(data: bytes) -> str | None:
    for name in ("utf-16-le", "utf-16-be"):
        text = data.decode(name, errors="replace")
        if _reads_like_chinese(text):
            return text
    return None


def _reads_like_chinese(text: str) -> bool:
    """Whether common characters are as frequent among the others as they are in Chinese, tags left out."""
    sample = [character for character in text[:MOST_SAMPLE] if character > "\u2fff"]
    common = sum(character in _COMMON for character in sample)
    return common * 25 > len(sample) and common > 0


def _checked(text: str) -> str:
    sample = text[:100_000]
    odd = sum(1 for c in sample if c == "\ufffd" or (ord(c) < 32 and c not in "\t\n\r\f\v"))
    if odd * 20 > len(sample):
        raise RefusedError("binary: found bytes that are no text")
    return text
