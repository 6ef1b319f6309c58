"""What intake tells of a source that gives no report, and how much it takes in."""

import re
from typing import Literal

import msgspec

from mahdar.errors import InputError

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One line about a source: what is wrong and what to do.

    ``refused``: it could not be read. ``skipped``: it was read and is not for us (not Arabic, no text in it).
    ``noted``: its report was kept, but something of it was not (a date that is none, a repeated address).
    """

    source: str
    what: str
    advice: str
    kind: Literal["refused", "skipped", "noted"] = "refused"

    def __post_init__(self) -> None:
        """One line without control characters, whatever the source put into its names."""
        for field in ("source", "what", "advice"):
            value = getattr(self, field)
            if CONTROLS.search(value):
                msgspec.structs.force_setattr(self, field, CONTROLS.sub(" ", value))

    def __str__(self) -> str:
        return f"{self.source}: {self.what}; {self.advice}"

    @classmethod
    def of(cls, error: InputError) -> "Problem":
        """The problem that an error tells of."""
        return cls(source=error.source, what=error.what, advice=error.advice)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much intake takes of one source, so that no single one can stop the rest.

    ``report_bytes``: bytes of one document, line, row or record, unpacked. ``report_chars``: code points of one report's text.
    ``word_letters``: of one Arabic word.
    ``expansion``: how many times its packed size a source may unpack to, once beyond ``report_bytes``.
    ``columns``: of a table.
    """

    report_bytes: int = 10_000_000
    report_chars: int = 1_000_000
    word_letters: int = 1_000
    expansion: int = 200
    columns: int = 1_000
