"""Paths as given to the sources that they name: files, folders and standard input."""

import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from mahdar.errors import InputError
from mahdar.intake import storage
from mahdar.intake.formats import GZIP, KNOWN, reader_of, sniff
from mahdar.intake.packed import peekable, unpacked
from mahdar.intake.problem import Limits, Problem
from mahdar.report import Report

log = logging.getLogger(__name__)


def read_path(path: str, stdin: BinaryIO | None, limits: Limits) -> Iterator[Report | Problem]:
    """Everything that one path gives, in order. Never raises for what it finds there."""
    try:
        if path == "-":
            yield from _stream("<stdin>", stdin or sys.stdin.buffer, limits)
        elif storage.is_folder(path):
            yield from _folder(path, limits)
        else:
            yield from _file(path, limits)
    except InputError as error:
        yield Problem.of(error)


def _folder(path: str, limits: Limits) -> Iterator[Report | Problem]:
    """The files of a folder and those below it that have a known suffix, sorted by name; hidden ones are left alone."""
    empty = True
    for found in _walk(path):
        if isinstance(found, Problem):
            yield found
        elif reader_of(found)[0]:
            empty = False
            yield from read_path(found, None, limits)
        else:
            log.info("%s: left alone, its suffix is none of %s", found, KNOWN)
    if empty:
        raise InputError(path, "no reports in this folder", f"put files of these kinds into it: {KNOWN}")


def _walk(path: str) -> Iterator[str | Problem]:
    problems: list[OSError] = []
    yield from storage.walk(path, problems.append)
    yield from (Problem.of(_os_error(problem.filename or path, problem)) for problem in problems)


def _file(path: str, limits: Limits) -> Iterator[Report | Problem]:
    try:
        regular = storage.remote(path) or stat.S_ISREG(os.stat(path).st_mode)
        file = storage.open_file(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _os_error(path, error) from None
    with file:
        reader, packed = reader_of(path)
        suffix = PurePath(path).suffix
        if suffix and regular and not reader:
            raise InputError(path, f"{suffix} is no kind of file that mahdar reads", f"give one of {KNOWN}")
        try:
            if reader:
                yield from reader(path, unpacked(path, file, limits) if packed else file, limits)
            else:
                yield from _stream(path, file, limits)
        except OSError as error:
            raise _os_error(path, error) from None


def _stream(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """A stream without a name, by its first bytes."""
    buffered = peekable(stream)
    if buffered.peek(2)[:2] == GZIP:
        buffered = unpacked(source, buffered, limits)
    yield from sniff(buffered.peek(512))(source, buffered, limits)


def _os_error(path: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(path, "no such file or folder", "check the path")
    if isinstance(error, PermissionError):
        return InputError(path, "no permission to read it", "change its permissions or run as its owner")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return InputError(path, f"cannot be read ({reason})", "check the path")
