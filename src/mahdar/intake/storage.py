"""Where files lie: on this machine, or in object storage by address (``s3://bucket/key``, ``gs://``, ``hdfs://``).

Object storage goes through Arrow's file systems, which take keys and endpoint from the environment (``AWS_ACCESS_KEY_ID``,
``AWS_ENDPOINT_URL``, …). Errors are
``OSError`` for both, so that those who ask need not know where a file lies.
"""

import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, BinaryIO, cast

from mahdar.errors import InputError

ADDRESS = re.compile(r"[a-z][a-z0-9+.]*://")


def remote(path: str) -> bool:
    """Whether a path is an address of object storage and not one of this machine's."""
    return ADDRESS.match(path) is not None


def open_file(path: str) -> BinaryIO:
    """The bytes of a file, from its start; one may seek in it."""
    if not remote(path):
        return open(path, "rb")
    system, place = _system(path)
    return cast(BinaryIO, io.BufferedReader(system.open_input_file(place)))


def size(path: str) -> int:
    """The bytes of a file. Raises FileNotFoundError where there is none."""
    if not remote(path):
        return os.path.getsize(path)
    info = _info(path)
    if not info.is_file:
        raise FileNotFoundError(2, "no such file", path)
    return cast(int, info.size)


def exists(path: str) -> bool:
    """Whether there is a file."""
    return bool(_info(path).is_file) if remote(path) else os.path.isfile(path)


def is_folder(path: str) -> bool:
    """Whether there is a folder, or keys below an address."""
    if not remote(path):
        return os.path.isdir(path)
    return bool(_info(path).type.name == "Directory")


def walk(path: str, onerror: Callable[[OSError], None] | None = None) -> Iterator[str]:
    """The files below a folder, sorted folder by folder, hidden ones left out; ``onerror`` is told what cannot be listed."""
    if not remote(path):
        for folder, folders, names in os.walk(path, onerror=onerror):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))
        return
    from pyarrow.fs import FileSelector

    system, place = _system(path)
    skip = len(place.rstrip("/")) + 1
    found = (
        info.path[skip:]
        for info in system.get_file_info(FileSelector(place, recursive=True, allow_not_found=True))
        if info.is_file
    )
    yield from (below(path, name) for name in sorted(found) if not name.startswith(".") and "/." not in name)


def below(folder: str, name: str) -> str:
    """The path of a name in a folder."""
    return f"{folder.rstrip('/')}/{name}" if remote(folder) else os.path.join(folder, name)


def make_folder(path: str) -> None:
    """Make a folder and those above it; object storage needs none."""
    if not remote(path):
        os.makedirs(path, exist_ok=True)


def put(local: str, path: str) -> None:
    """Move a whole file of this machine to its place, where nobody ever sees a part of it."""
    if not remote(path):
        os.replace(local, path)
        return
    system, place = _system(path)
    with open(local, "rb") as file, system.open_output_stream(place) as stream:
        shutil.copyfileobj(file, stream, 1_000_000)
    os.unlink(local)


def _info(path: str) -> Any:
    system, place = _system(path)
    return system.get_file_info(place)


def _system(path: str) -> tuple[Any, str]:
    """The file system of an address and the place there. Raises InputError where it cannot be had."""
    scheme, _, rest = path.partition("://")
    host, _, key = rest.partition("/")
    system, base = _opened(f"{scheme}://{host}/")
    return system, f"{base.rstrip('/')}/{key}".rstrip("/")


@cache
def _opened(address: str) -> tuple[Any, str]:
    try:
        from pyarrow.fs import FileSystem
    except ImportError:
        raise InputError(address, "object storage needs pyarrow", "pip install 'mahdar[arrow]'") from None
    try:
        system, base = FileSystem.from_uri(address)
    except (OSError, ValueError, NotImplementedError) as error:  # Arrow's errors are among them
        raise InputError(
            address, f"cannot be opened ({error})", "give a path, or s3://, gs:// or hdfs:// with a bucket"
        ) from None
    return system, base
