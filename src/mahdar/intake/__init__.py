"""Everything that comes in: files, folders and streams, decoded, told apart by language, made to reports.

>>> from mahdar.intake import reports, Problem
>>> for item in reports(["news/"]):
...     print(item if isinstance(item, Problem) else item.source)
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from mahdar.intake.addresses import Addresses
from mahdar.intake.language import describe, identify
from mahdar.intake.problem import Limits, Problem
from mahdar.intake.sources import read_path
from mahdar.report import Report

__all__ = ["Limits", "Problem", "check", "reports"]

ARABIC = "ar"
DEFAULTS = Limits()
UNREMARKABLE = 500  # code points between two spaces; more is a long address, a picture in text form, or nonsense
ARABIC_WORD = re.compile("[\u0621-\u0652\u0670-\u06d3]+")


def reports(paths: Iterable[str], *, stdin: BinaryIO | None = None, limits: Limits = DEFAULTS) -> Iterator[Report | Problem]:
    """The reports of these paths in their order, streaming, and a problem for each source that gives none.

    A path is a file (its suffix tells its kind), a folder (its files with known suffixes, sorted, with all below), or
    ``-`` for ``stdin`` (default: standard input), whose first bytes tell its kind. Bad input never raises. Text that is
    not Arabic is skipped. Two texts under one address are both given, with a note: the later one is a newer version.
    """
    addresses = Addresses()
    for path in paths:
        for item in read_path(path, stdin, limits):
            found = item if isinstance(item, Problem) else check(item, limits)
            if isinstance(found, Report):
                yield from addresses.note(found)
            yield found


def check(report: Report, limits: Limits = DEFAULTS) -> Report | Problem:
    """The report itself, or why it is not taken: too long, no words, not Arabic."""
    if len(report.text) > limits.report_chars:
        what = f"longer than one report may be ({limits.report_chars:,} characters)"
        return Problem(source=report.source, what=what, advice="split it, or raise the limit with --max-chars")
    if (letters := _longest_word(report.text)) > limits.word_letters:
        what = f"a word of {letters:,} letters in it (more than {limits.word_letters:,})"
        return Problem(source=report.source, what=what, advice="look at the file, it is hardly a report")
    code = identify(report.text)
    if code is None:
        return Problem(source=report.source, what="there are no words in it", advice="nothing is read of it", kind="skipped")
    if code != ARABIC:
        what = f"the text is {describe(code)}, not Arabic"
        return Problem(source=report.source, what=what, advice="nothing is read of it", kind="skipped")
    return report


def _longest_word(text: str) -> int:
    """The letters of the longest Arabic word, 0 where no word is long."""
    if max(map(len, text.split()), default=0) < UNREMARKABLE:
        return 0
    return max((len(found.group()) for found in ARABIC_WORD.finditer(text)), default=0)
