"""Bytes to text, by what the bytes are: a declared charset is often wrong, and is not asked.

Line ends, bidi marks and everything else stay as they are, for offsets count code points of this text. Only what no
store can hold is replaced, one code point by one, with U+FFFD: NUL and lone surrogates.
"""

import codecs
import re

MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet file",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ARABIC_CHARSETS = ("utf-8", "cp1256", "iso8859-6", "cp720")
WIDE_ROWS = b"\x00\x06\x20\xfe"  # the high bytes of Latin, Arabic, general punctuation, presentation forms
SAMPLE = 1 << 16
CONTROLS = bytes(sorted(set(range(32)) - {*b"\t\n\v\f\r\x1a\x1b"}))
SURROGATE = re.compile("[\ud800-\udfff]")
ARABIC_WORD = re.compile("[\u0621-\u064a]+")  # without marks, which a wrong charset strews among letters
NON_ASCII = re.compile(rb"[\x80-\xff]")
LETTERS = re.compile("[A-Za-z\x80-\U0010ffff]+")
LATIN = re.compile("[A-Za-z]")
AL = re.compile("[وفبك]?ال[\u0621-\u064a]{2}|(?:في|من|على|إلى|الى|أن|إن|عن|مع|هذا|ما|لا)$")


class Binary(ValueError):
    """These bytes are no text; the message says what they seem to be."""


def decode(data: bytes) -> str:
    """The text of these bytes: UTF-8, UTF-16 or UTF-32 with or without a mark, windows-1256, ISO 8859-6 or cp720.

    Raises ``Binary`` where they are no text in any of them. A byte-order mark is no part of the text; broken
    sequences become U+FFFD.
    """
    charset, mark = charset_of(data)
    return storable(data[mark:].decode(charset, "replace"))


def charset_of(data: bytes) -> tuple[str, int]:
    """The charset of a text's first bytes, and the length of its byte-order mark. Raises ``Binary`` where it is no text."""
    for mark, charset in BOMS:
        if data.startswith(mark):
            return charset, len(mark)
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise Binary(name)
    if wide := _wide(data[:SAMPLE]):
        return wide, 0
    head = data[:SAMPLE]
    if len(head) - len(head.translate(None, CONTROLS)) > len(head) / 10:
        raise Binary("binary data")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # a sequence cut off at the end is no fault
        return "utf-8", 0
    except UnicodeDecodeError:
        start = next(NON_ASCII.finditer(data)).start()  # a page may begin with much script
        sample = data[max(0, start - 2) : start + SAMPLE]
        charset = max(ARABIC_CHARSETS, key=lambda name: _arabic(sample, name))
        return (charset if _arabic(sample, charset) > 0.4 else "cp1252"), 0


def storable(text: str) -> str:
    """The text with NULs and lone surrogates replaced by U+FFFD, one code point by one."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte is one of few rows, the others are not."""
    head = head[: len(head) & ~1]
    if len(head) < 4:
        return None
    halves = {"utf-16-be": head[::2], "utf-16-le": head[1::2]}
    shares = {name: len(half) - len(half.translate(None, WIDE_ROWS)) for name, half in halves.items()}
    best = max(shares, key=shares.__getitem__)
    half = len(head) // 2
    # A space is also a row: nearly all of one half must fit, and not of the other, as in zeros or in blanks.
    return best if shares[best] > 0.95 * half and min(shares.values()) < 0.6 * half else None


def _arabic(sample: bytes, charset: str) -> float:
    """How much a charset makes Arabic of the bytes: the share of its non-ASCII that is Arabic, and of words with an article."""
    words = [word for word in LETTERS.findall(sample.decode(charset, "replace")) if not word.isascii()][:2000]
    foreign = sum(not char.isascii() for word in words for char in word)
    runs = [run for word in words if not LATIN.search(word) for run in ARABIC_WORD.findall(word)]
    if not foreign or not runs:
        return 0.0
    return 0.5 * sum(map(len, runs)) / foreign + sum(bool(AL.match(run)) for run in runs) / len(runs)
