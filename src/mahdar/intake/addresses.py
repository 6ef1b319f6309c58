"""Two reports with one address: a page that was corrected, or a list that repeats itself."""

from collections import OrderedDict
from collections.abc import Iterator

from mahdar.intake.problem import Problem
from mahdar.report import Report

REMEMBERED = 200_000


class Addresses:
    """The addresses of this run, the latest ``REMEMBERED`` of them."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def note(self, report: Report) -> Iterator[Problem]:
        """A note where another text came under the same address before."""
        if report.url is None:
            return
        known = self._seen.get(report.url)
        if known and known[0] != report.id:
            what = f"another text under the address of {known[1]}"
            yield Problem(
                source=report.source, what=what, advice="both are read; the later one is the newer version", kind="noted"
            )
        self._seen[report.url] = (report.id, report.source)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
