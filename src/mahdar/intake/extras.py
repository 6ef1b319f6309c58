"""Libraries that only some formats need, loaded when first needed."""

import importlib
from types import ModuleType

from mahdar.errors import InputError


def need(module: str, source: str, extra: str = "intake") -> ModuleType:
    """The module. Raises ``InputError`` that tells how to install it where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise InputError(source, f"reading it needs {name}", f'install it with: pip install "mahdar[{extra}]"') from None
