"""The level of a contact: the highest office on its lower side."""

from typing import Final

from mahdar.reading.work import Met, Who

RANKS: Final = {
    "head_of_state": 4, "head_of_government": 3, "crown_prince": 3, "vice_president": 3, "foreign_minister": 2,
    "defence_minister": 1, "minister": 1, "deputy_head_of_government": 1, "state_councillor": 1,
}  # fmt: skip
NAMES: Final = {4: "head_of_state", 3: "head_of_government", 2: "foreign_minister", 1: "minister", 0: "official"}
STATE: Final = 2  # letters of a state's code
ORGANISATIONS: Final = {"EU", "UN", "WB"}  # ids of organisations that are as short as a state's


def level(met: Met) -> str | None:
    """None where a side has no person or is an organisation; of a visit, the visitor's office."""
    if met.form == "visit":
        rank = _rank(met.who[0])
        return NAMES[rank] if rank is not None and not _leads_organisation(met.who[0]) else None
    if met.form == "summons":
        return "official"
    if met.heads:
        return "head_of_state"
    ranks: dict[str, int] = {}
    for who in met.who:
        rank = _rank(who)
        if rank is None or who.of is None or len(who.of) != STATE or who.of in ORGANISATIONS:
            return None
        ranks[who.of] = max(ranks.get(who.of, 0), rank)
    return NAMES[min(ranks.values())] if ranks else None


def _rank(who: Who) -> int | None:
    if who.human is None:
        return None
    held = [RANKS.get(o.office, 0) for o in who.human.offices if not o.former]
    return max(held) if held else None


def _leads_organisation(who: Who) -> bool:
    """Whether a guest is the head of an organisation, whose rank is none of a state's."""
    return who.human is not None and any(o.office == "secretary_general" and not o.former for o in who.human.offices)
