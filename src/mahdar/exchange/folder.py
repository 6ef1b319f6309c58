"""Files written whole or not at all, and the libraries that some formats need."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from mahdar.errors import InputError


def folder(out: Path) -> Path:
    """The folder to write to, made where it is not there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(str(out), f"cannot make the folder ({error.strerror})", "give another with --out") from error
    return out


@contextmanager
def writing(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """A file that takes its name when it is whole. Text is UTF-8; what no UTF-8 can hold becomes a question mark."""
    text: dict[str, str] = {} if "b" in mode else {"encoding": "utf-8", "errors": "replace", "newline": ""}
    part = path.with_name(path.name + ".part")
    try:
        with part.open(mode, **text) as file:  # type: ignore[call-overload]
            yield file
        os.replace(part, path)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})", "give another folder with --out") from error
    finally:
        part.unlink(missing_ok=True)


def need(module: str, format: str, extra: str) -> Any:
    """The library of a format.

    Raises:
        InputError: it is not installed; the message says how to.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise InputError(format, f"it needs {name}", f'install it with: pip install "mahdar[{extra}]"') from None
