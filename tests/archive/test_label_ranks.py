"""Ranks of the names of relationships: tables of choice."""

import msgspec
import pytest
from test_archive_people import attest

from mahdar import record as r
from mahdar.archive import Archive
from mahdar.archive.ranks import rank, tables
from mahdar.errors import QuestionError
from mahdar.report import Report, Span


@pytest.mark.parametrize("table", ["default", "coarse", "components"])
def test_more_of_a_partnership_never_ranks_lower(table: str) -> None:
    ladder = [
        "traditional friendship",
        "cooperative partnership",
        "strategic partnership",
        "comprehensive strategic partnership",
        "all_weather comprehensive strategic partnership new_era",
        "alliance",
    ]
    ranks = [rank(label, table) for label in ladder]
    assert None not in ranks and ranks == sorted(ranks, key=lambda n: n or 0) and len(set(ranks)) >= 5


def test_a_table_can_tell_finer_than_another() -> None:
    lasting, plain = "permanent comprehensive strategic partnership", "comprehensive strategic partnership"
    assert rank(lasting, "coarse") == rank(plain, "coarse")
    assert (rank(lasting) or 0) > (rank(plain) or 0)
    assert rank("neighbourliness") is None


def test_tables_are_well_made() -> None:
    assert "default" in tables()
    for name, rows in tables().items():
        wanted = [components for components, _ in rows]
        assert len(wanted) == len(set(wanted)) and all(wanted), name


def label(name: str, day: str) -> tuple[Report, r.Record]:
    report, record = attest("حميد بن سالم الطويل", "OM", day=day)
    span = Span(0, 3)
    told = r.Label(
        id=r.fact_id(report.id, "label", span), parties=["OM", "SA"], label=name, change=None, date=None, span=span, rule="t"
    )
    return report, msgspec.structs.replace(record, labels=[told])


def test_the_history_is_told_in_the_order_of_the_rank_that_is_asked_for(archive: Archive) -> None:
    high, low = "comprehensive strategic partnership", "strategic partnership"
    archive.add([label(high, "2020-01-01"), label(low, "2021-01-01")])
    assert [row["label"] for row in archive.labels("OM", "SA")] == [high, low]
    ranked = archive.labels("OM", "SA", rank="default")
    assert [(row["label"], row["rank"]) for row in ranked] == [(low, 4), (high, 5)]
    assert "rank" not in archive.labels("OM", "SA")[0]
    with pytest.raises(QuestionError, match="none: no such table of ranks; one of: coarse, components, default"):
        archive.labels("OM", "SA", rank="none")
