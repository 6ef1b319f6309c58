"""Rows of answers for analysis: flat, and as frames of pandas or Polars with the types of the codebook."""

from collections.abc import Iterable
from typing import Any

from mahdar.archive import Answer
from mahdar.errors import QuestionError
from mahdar.exchange.folder import need
from mahdar.exchange.tables import QUESTIONS, Table, table

_PANDAS = {"text": "string", "date": "string", "integer": "Int64", "boolean": "boolean", "list": "object"}
_POLARS = {"text": "String", "date": "String", "integer": "Int64", "boolean": "Boolean"}


def flat(kind: str, rows: Iterable[Answer]) -> list[dict[str, Any]]:
    """Rows of an answer as the flat rows of the codebook; ``kind`` names the question: ``contacts``, ``statements`` …

    Raises:
        QuestionError: no such question.
    """
    return list(_table(kind, rows).rows)


def to_pandas(kind: str, rows: Iterable[Answer]) -> Any:
    """Rows of an answer as a ``pandas.DataFrame``; what is not told is ``<NA>``, lists stay lists."""
    pandas, found = need("pandas", "pandas", "frames"), _table(kind, rows)
    told = list(found.rows)
    columns = {c.name: pandas.Series([row[c.name] for row in told], dtype=_PANDAS[c.type]) for c in found.columns}
    return pandas.DataFrame(columns)


def to_polars(kind: str, rows: Iterable[Answer]) -> Any:
    """Rows of an answer as a ``polars.DataFrame``."""
    polars, found = need("polars", "polars", "frames"), _table(kind, rows)
    types = {c.name: polars.List(polars.String) if c.type == "list" else getattr(polars, _POLARS[c.type]) for c in found.columns}
    return polars.DataFrame(list(found.rows), schema=types)


def _table(kind: str, rows: Iterable[Answer]) -> Table:
    if kind not in QUESTIONS:
        raise QuestionError(f"{kind}: is no question that has a table; one of: {', '.join(QUESTIONS)}")
    return table(kind, rows)
