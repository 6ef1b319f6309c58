"""Whose party a reader of the news knows: heads of state and of government, foreign ministers, spokesmen and the like.

The table gives no office, since that is what a report tells; only the party, for a report that names the person and no country,
and who serves a head (spokesmen, advisers, envoys), so that "the spokesman of the president, X" is not read as X's own office.
"""

from collections.abc import Sequence
from typing import Final

from mahdar.grammar.folding import fold
from mahdar.grammar.pack import Pack

Words = tuple[str, ...]
Known = dict[Words, tuple[set[str], bool]]  # the parties of a name, and whether he serves a head
NOBODY: Final[tuple[set[str], bool]] = (set(), True)
LONGEST: Final = 6  # words of a name in the table

SHORT: Final = {"UN", "EU", "WB"}  # ids of organisations that are as short as a country's; AU is Australia and the African Union

_KNOWN: dict[str, Known] = {}  # of each pack


def known_parties(pack: Pack, name: Sequence[str]) -> set[str]:
    """The parties that a person is known to be of, or to have served: by the name, its first words, or its first and last."""
    return _known(pack, name)[0]


def leads(pack: Pack, name: Sequence[str]) -> bool:
    """Whether a person is known, and not for serving a head."""
    return not _known(pack, name)[1]


def _known(pack: Pack, name: Sequence[str]) -> tuple[set[str], bool]:
    known = _KNOWN.get(pack.fingerprint) or _KNOWN.setdefault(pack.fingerprint, _load(pack))
    words = _joined(name)
    for n in range(min(len(words), LONGEST), 1, -1):
        if words[:n] in known:
            return known[words[:n]]
    return known.get((words[0], words[-1]) if len(words) > 1 else words, NOBODY)


def known_abroad(pack: Pack, name: Sequence[str], of: str | None) -> bool:
    """Whether a person is known to be of other states only than one, so that a title of that one is somebody else's."""
    if of is None or not is_state(of):
        return False
    known = known_parties(pack, name)
    return bool(known) and of not in known and all(map(is_state, known))


def is_state(party: str) -> bool:
    """Whether a party is a state, not an organisation."""
    return len(party) == 2 and party not in SHORT


def _load(pack: Pack) -> Known:
    known: Known = {}
    for row in pack.tables.get("leaders", []):
        parties, _ = known.setdefault(_joined(fold(row["name"]).split()), (set(), bool(row.get("serves"))))
        parties.add(row["party"])
    return known


def _joined(words: Sequence[str]) -> Words:
    """The words of a name, "servant of" joined to the word behind it."""
    out: list[str] = []
    for word in words:
        if out and out[-1] == "عبد":
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)
