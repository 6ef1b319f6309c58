"""Gzip, streamed: a bomb is refused once it is one, a truncated end is told where it comes."""

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from mahdar.errors import InputError
from mahdar.intake.problem import Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 1 << 16


class _Counted(io.RawIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        data = self.stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    def __init__(self, source: str, stream: BinaryIO, limits: Limits) -> None:
        self.source, self.limits, self.count = source, limits, 0
        self.packed = _Counted(stream)
        self.gzip = gzip.GzipFile(fileobj=io.BufferedReader(self.packed, CHUNK), mode="rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self.gzip.read1(len(view))
        except EOFError:
            raise InputError(self.source, "the gzip file ends too early", "fetch it again; what came before is read") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise InputError(self.source, f"the gzip file is damaged ({error})", "fetch it again") from None
        self.count += len(data)
        if self.count > self.limits.report_bytes and self.count > self.limits.expansion * self.packed.count:
            what = f"unpacks to more than {self.limits.expansion} times its size, like a gzip bomb"
            raise InputError(self.source, what, "look at where it comes from; --max-expansion raises the limit")
        view[: len(data)] = data
        return len(data)


def unpacked(source: str, stream: BinaryIO, limits: Limits) -> io.BufferedReader:
    """The unpacked bytes of a gzip stream. Reading raises ``InputError`` for damage, a truncated end or a bomb."""
    return io.BufferedReader(_Unpacked(source, stream, limits), CHUNK)


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream itself, or a temporary copy of it where it can only be read from beginning to end."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(1 << 24) as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy  # type: ignore[misc]


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """The stream, able to show its next bytes without moving."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, CHUNK)  # type: ignore[arg-type]
