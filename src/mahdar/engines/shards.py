"""Shards: a corpus cut into parts that are read apart, each known by its content, the pack and the code."""

import hashlib
from collections.abc import Iterator

import msgspec

from mahdar import __version__
from mahdar.errors import InputError
from mahdar.intake import storage
from mahdar.intake.formats import reader_of

BYTES = 4_000_000  # about so much of JSON Lines, or of small files, makes a shard
FILES = 512
LINES = (".jsonl", ".ndjson")


class Shard(msgspec.Struct, frozen=True):
    """Files, or the bytes ``[start, stop)`` of one file of lines (``stop`` -1: to its end)."""

    number: int
    paths: list[str]
    start: int = 0
    stop: int = -1

    @property
    def name(self) -> str:
        """The name of its file in the output."""
        return f"part-{self.number:06d}.parquet"

    def digest(self) -> str:
        """The SHA-256 of what it reads: paths do not count, so that a corpus may move."""
        state = hashlib.sha256()
        for path in self.paths:
            with storage.open_file(path) as file:
                file.seek(self.start)
                left = self.stop - self.start if self.stop >= 0 else None
                while chunk := file.read(1_000_000 if left is None else min(1_000_000, left)):
                    state.update(chunk)
                    left = left - len(chunk) if left is not None else None
            state.update(b"\0")
        return state.hexdigest()

    def key(self, fingerprint: str) -> str:
        """What a finished shard is known by: its input, the pack and the version of the code; a change of any reads it again."""
        return hashlib.sha256(f"{self.digest()} {fingerprint} {__version__}".encode()).hexdigest()[:32]


def cut(path: str) -> Iterator[Shard]:
    """The shards of a file or a folder, in a fixed order. Raises InputError where there is nothing."""
    found = sorted(_files(path))
    if not found:
        raise InputError(path, "no reports there", "name a file or a folder with reports")
    number, small, size = 0, list[str](), 0
    for name in found:
        length = storage.size(name)
        if name.endswith(LINES) and length > BYTES:
            for start, stop in _ranges(name, length):
                yield Shard(number, [name], start, stop)
                number += 1
            continue
        if small and (size + length > BYTES or len(small) >= FILES):
            yield Shard(number, small)
            number, small, size = number + 1, [], 0
        small.append(name)
        size += length
    if small:
        yield Shard(number, small)


def _files(path: str) -> Iterator[str]:
    """A file, or the files of a folder that intake would read; others are left alone, as `mahdar add` leaves them."""
    if storage.is_folder(path):
        yield from (name for name in storage.walk(path) if reader_of(name)[0])
    elif storage.exists(path):
        yield path


def _ranges(path: str, length: int) -> Iterator[tuple[int, int]]:
    """Ranges of about ``BYTES`` that end at line breaks."""
    start = 0
    with storage.open_file(path) as file:
        while start < length:
            file.seek(min(length, start + BYTES))
            file.readline()
            stop = min(length, file.tell())
            yield start, stop
            start = stop
