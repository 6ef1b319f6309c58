"""YAML with the line of each mapping, for messages that begin with file:line."""

from typing import Any

import yaml

from mahdar.errors import PackError


class _Lines(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Keeps the line of each mapping, for messages."""


def _mapping(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    out: dict[str, Any] = loader.construct_mapping(node, deep=True)
    out["__line__"] = node.start_mark.line + 1
    return out


_Lines.add_constructor("tag:yaml.org,2002:map", _mapping)


def document(name: str, data: bytes) -> dict[str, Any]:
    """The mapping that a file holds, each mapping in it with its line under ``__line__``. Raises PackError where it is none."""
    try:
        found = yaml.load(data, _Lines)  # a SafeLoader
    except yaml.YAMLError as e:
        raise PackError(f"{name}: not YAML: {' '.join(str(e).split())}") from e
    if not isinstance(found, dict):
        raise PackError(f"{name}: holds no mapping; see docs/write-a-rule.md")
    return found
