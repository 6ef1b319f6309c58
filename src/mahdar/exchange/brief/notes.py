"""The notes of a brief: each passage once, numbered as lines come to it, and the reports that they lead to."""

from collections.abc import Iterable

from mahdar.archive import Answer, Archive
from mahdar.exchange.brief.model import Note, Source

MOST = 6  # notes of one line


class Notes:
    """Numbers passages and reports in the order in which lines lead to them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._notes: dict[tuple[str, int, int], Note] = {}
        self._sources: dict[str, Source] = {}

    def of(self, *rows: Answer, most: int = MOST) -> tuple[Note, ...]:
        """Notes to the evidence of these rows: the fullest passage of each report, the newest reports where there are many."""
        best: dict[str, Answer] = {}
        for evidence in (e for row in rows for e in row["evidence"]):
            known = best.get(evidence["report"])
            if known is None or _fullness(evidence) > _fullness(known):
                best[evidence["report"]] = evidence
        newest = sorted(best.values(), key=lambda e: e["date"] or "")[-most:]
        return tuple(sorted((self._note(e) for e in newest), key=lambda note: note.number))

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes.values())

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self._sources.values())

    def _note(self, evidence: Answer) -> Note:
        start, end = evidence["span"]
        key = (evidence["report"], start, end)
        if key not in self._notes:
            source = self._source(evidence)
            self._notes[key] = Note(len(self._notes) + 1, source, (start, end), evidence["quote"])
        return self._notes[key]

    def _source(self, evidence: Answer) -> Source:
        id = evidence["report"]
        if id not in self._sources:
            [report] = self._archive.reports(id=id)
            told = (report["agency"], report["publisher"], evidence["date"], report["headline"])
            self._sources[id] = Source(len(self._sources) + 1, id, report["url"] or report["source"], *told)
        return self._sources[id]


def reports(rows: Iterable[Answer]) -> int:
    """How many reports prove these rows."""
    return len({e["report"] for row in rows for e in row["evidence"]})


def _fullness(evidence: Answer) -> int:
    length = len(evidence["quote"])
    return length if length <= 400 else 800 - length
