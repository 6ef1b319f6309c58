"""The table of contents of reading: the stages of one report, in their order."""

import time
from collections.abc import Callable, Iterable

from mahdar.grammar.pack import Pack, arabic
from mahdar.grammar.rules import Match
from mahdar.reading.assemble import assemble
from mahdar.reading.contacts import contacts
from mahdar.reading.dates import dates
from mahdar.reading.flags import HARD, flags
from mahdar.reading.fold import Reading
from mahdar.reading.homonyms import homonyms
from mahdar.reading.people import people
from mahdar.reading.relations import relations
from mahdar.reading.tokens import chart
from mahdar.reading.walk import walk
from mahdar.reading.work import Work, Zones
from mahdar.reading.zones import zones
from mahdar.record import Record
from mahdar.report import Report


class Reader:
    """Reads reports with a language pack. Pure: the same report and pack give the same record, byte for byte."""

    def __init__(self, pack: Pack | None = None) -> None:
        self.pack = pack or arabic()

    @property
    def stages(self) -> list[tuple[str, Callable[[Work], None]]]:
        """The stages after the desk is laid, by name."""
        return [("dates", _dates), ("people", people), ("contacts", contacts), ("statements", walk), ("relations", _relations)]

    def read(self, report: Report) -> Record:
        """Read one report into its record."""
        return assemble(self.work(report))

    def work(self, report: Report) -> Work:
        """The desk after all stages: for explanations, and for the record."""
        work = self.lay(report)
        for _, stage in self.stages:
            stage(work)
        return work

    def lay(self, report: Report) -> Work:
        """Fold, zone and tokenise a report."""
        reading = Reading(report.text)
        found = zones(report, reading, self.pack)
        work = Work(report, self.pack, reading, found, chart(reading.text, _without(found), self.pack.lexicon))
        homonyms(work)
        work.chart.flags = flags(work.chart.sorts, work.alphabet)
        return work

    def timed(self, report: Report) -> dict[str, float]:
        """Processor seconds spent in each stage on one report."""
        clock = time.process_time
        start = clock()
        work = self.lay(report)
        spent = {"text": clock() - start}
        for name, stage in self.stages:
            start = clock()
            stage(work)
            spent[name] = clock() - start
        start = clock()
        assemble(work)
        spent["record"] = clock() - start
        return spent

    def trace(self, report: Report) -> list[Match]:
        """Every rule match on a report (for checking rules and for ``why``)."""
        return self.work(report).trace


def _dates(work: Work) -> None:
    dates(work)
    for date in work.dates.values():  # no name goes on over a date
        work.chart.flags[date.first : date.stop] = [HARD] * (date.stop - date.first)


def _relations(work: Work) -> None:
    work.told = relations(work)


def _without(found: Zones) -> Iterable[tuple[int, int]]:
    """The body without its dateline, which is read on its own."""
    hole = found.dateline_range
    for first, last in found.body:
        if hole is None or not (first <= hole[0] < last):
            yield first, last
            continue
        if hole[0] > first:
            yield first, hole[0]
        if hole[1] < last:
            yield hole[1], last
