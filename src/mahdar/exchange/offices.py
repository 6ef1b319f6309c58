"""In what office somebody acted on a day, as the reports attest it."""

from collections.abc import Iterable

from mahdar.archive import Answer, days

FAR = 365  # days from the nearest attestation after which an office is no longer taken to be held


class Offices:
    """The offices of everybody, by the day."""

    def __init__(self, tenures: Iterable[Answer]) -> None:
        self._held: dict[str, list[Answer]] = {}
        for tenure in tenures:
            if tenure["person"] and tenure["first_seen"]:
                self._held.setdefault(tenure["person"]["id"], []).append(tenure)

    def on(self, person: Answer | None, day: str | None, of: str | None = None) -> str | None:
        """The office attested nearest to the day, of this party where there is one; None where none is near."""
        asked = days.span(day)
        held = [t for t in self._held.get(person["id"], ()) if of in (None, t["of"])] if person else []
        if not asked or not held:
            return None
        nearest = min(held, key=lambda t: (_away(t, asked[0]), -t["reports"]))
        return str(nearest["office"]) if _away(nearest, asked[0]) <= FAR else None


def _away(tenure: Answer, day: int) -> int:
    """How many days the day lies from the first or last attestation; 0 between them."""
    first, last = days.span(tenure["first_seen"]), days.span(tenure["last_seen"])
    return max(first[0] - day, day - last[1], 0) if first and last else FAR + 1
