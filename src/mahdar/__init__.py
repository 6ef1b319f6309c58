"""mahdar (محضر): reads Arabic reports of diplomatic contacts and keeps the record of them.

>>> import mahdar
>>> record = mahdar.read("قال وزير الخارجية العماني بدر البوسعيدي إن بلاده مستعدة للوساطة.")
>>> [person.name for person in record.people]
['بدر البوسعيدي']

The names below are loaded when they are first used: ``import mahdar`` alone costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Archive", "Filters", "MahdarError", "Reader", "Record", "Report", "export", "flat", "read", "to_pandas", "to_polars"]

if TYPE_CHECKING:
    from mahdar.archive import Archive as Archive
    from mahdar.errors import MahdarError as MahdarError
    from mahdar.exchange.export import export as export
    from mahdar.exchange.frames import flat as flat
    from mahdar.exchange.frames import to_pandas as to_pandas
    from mahdar.exchange.frames import to_polars as to_polars
    from mahdar.exchange.selection import Filters as Filters
    from mahdar.reading.reader import Reader as Reader
    from mahdar.record import Record as Record
    from mahdar.report import Report as Report

_HOME = {
    "Archive": "mahdar.archive",
    "Filters": "mahdar.exchange.selection",
    "MahdarError": "mahdar.errors",
    "Reader": "mahdar.reading.reader",
    "Record": "mahdar.record",
    "Report": "mahdar.report",
    "export": "mahdar.exchange.export",
    "flat": "mahdar.exchange.frames",
    "to_pandas": "mahdar.exchange.frames",
    "to_polars": "mahdar.exchange.frames",
}
_reader: "Reader | None" = None


def read(
    text: str, source: str = "<text>", *, published: str | None = None, publisher: str | None = None, url: str | None = None
) -> "Record":
    """Read one report into its record, with the Arabic language pack.

    Args:
        text: the report, exactly as it was decoded; every span counts its code points.
        source: what evidence calls the report.
        published: when it was published (ISO 8601); resolves "today" where the report has no dated dateline.
        publisher: who published it.
        url: its address.
    """
    from mahdar.reading.reader import Reader
    from mahdar.report import Report

    global _reader
    _reader = _reader or Reader()
    return _reader.read(Report.of(text, source, published=published, publisher=publisher, url=url))


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
