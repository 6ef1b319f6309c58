"""Codes of states for other people's tables: ISO 3166 alpha-3, and the numbers of Correlates of War (state system membership)."""

import csv
from functools import cache
from typing import NamedTuple

from mahdar.exchange.tables import DATA


class Codes(NamedTuple):
    """Both codes of a state; None where it has none."""

    iso3: str | None
    cow: int | None


NONE = Codes(None, None)


@cache
def _codes() -> dict[str, Codes]:
    with (DATA / "codes.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: Codes(row["iso3"], int(row["cow"]) if row["cow"] else None) for row in rows}


def codes(party: str | None) -> Codes:
    """The codes of a party; of an organisation none."""
    return _codes().get(party or "", NONE)


def is_state(party: str | None) -> bool:
    """Whether the party has the code of a country."""
    return party in _codes()
