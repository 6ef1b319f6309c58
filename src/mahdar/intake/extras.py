"""Libraries that only some formats need: loaded when first needed, their failures on damaged input told in our words."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from mahdar.errors import InputError


def need(module: str, source: str, extra: str = "intake") -> ModuleType:
    """The module. Raises ``InputError`` that tells how to install it where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise InputError(source, f"reading it needs {name}", f'install it with: pip install "mahdar[{extra}]"') from None


@contextmanager
def parsing(source: str, what: str, advice: str) -> Iterator[None]:
    """Around a library's parser: whatever it raises on damaged input becomes an ``InputError`` that says ``what`` is wrong."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        raise InputError(source, f"{what} ({brief(error)})", advice) from error


def brief(error: Exception) -> str:
    """An error of a library in a few words; its own slips (an attribute of None, a missing key) are no words for a reader."""
    if isinstance(error, AttributeError | TypeError | LookupError):
        return "its parts do not fit together"
    return (str(error).strip() or type(error).__name__)[:80]
