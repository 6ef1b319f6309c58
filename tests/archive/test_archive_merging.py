"""When two accounts tell one contact: days, people, forms, words; the same in whatever order the reports are added."""

from itertools import permutations
from typing import Any

import pytest

from mahdar import record as r
from mahdar.archive import Archive
from mahdar.report import Report, Span

WORDS = "استقبل الوزير في مكتبه بالعاصمة صباح اليوم ضيف البلاد وبحث معه آفاق التعاون المشترك بين البلدين الصديقين وسبل تعزيزها"
OTHER = "جرى لقاء جمع الرجلين على مائدة عشاء وتناول ملفات عدة منها الأمن الغذائي والحدود والمياه والطاقة المتجددة والسياحة"


def tell(
    day: str | None, told: str, host: str | None = "سالم", guest: str | None = "نوري", form: str = "meeting", **more: Any
) -> dict[str, Any]:
    return {"date": day, "told": told, "host": host, "guest": guest, "form": form, "status": "held", "words": WORDS, **more}


def account(number: int, one: dict[str, Any]) -> tuple[Report, r.Record]:
    names = {"سالم": "سالم الخزرجي", "نوري": "نوري البرزاني", "هادي": "هادي الطائي"}
    text = f"{one['words']} {number} {' '.join(names.values())}"
    report = Report.of(text, f"r{number}", published=one["told"])
    sides = [r.Party(names.get(one["host"]), "OM"), r.Party(names.get(one["guest"]), "IQ")]
    contact = r.Contact(
        id=r.fact_id(report.id, "contact", Span(0, 20)),
        form=one["form"],
        status=one["status"],
        date=one["date"],
        date_precision={4: "year", 7: "month", 10: "day"}[len(one["date"])] if one["date"] else None,  # type: ignore[arg-type]
        place=None,
        participants=sides,
        level=None,
        spans=[Span(0, len(one["words"]))],
        rule="t",
    )
    people = [
        r.Person(id=r.fact_id(report.id, "person", Span(n, n + 1)), name=p.person, country=p.of, spans=[Span(0, 5)], rule="t")
        for n, p in enumerate(sides)
        if p.person
    ]
    document = r.Document(
        id=report.id, source=report.source, agency=None, headline=None, headline_span=None, dateline=None,
        published=one["told"], language="ar", body=[Span(0, len(text))],
    )  # fmt: skip
    return report, r.Record(document=document, people=people, contacts=[contact])


CASES: dict[str, tuple[list[dict[str, Any]], list[list[int]]]] = {  # accounts -> which of them are one contact
    "one day, the same people": ([tell("2024-05-02", "2024-05-02"), tell("2024-05-02", "2024-05-09")], [[0, 1]]),
    "one day, other people": ([tell("2024-05-02", "2024-05-02"), tell("2024-05-02", "2024-05-02", guest="هادي")], [[0], [1]]),
    "one day, a side unnamed": ([tell("2024-05-02", "2024-05-02"), tell("2024-05-02", "2024-05-02", guest=None)], [[0, 1]]),
    "one day, a meeting and a call": (
        [tell("2024-05-02", "2024-05-02"), tell("2024-05-02", "2024-05-02", form="phone_call")], [[0], [1]]
    ),
    "one day, a meeting and a visit": (
        [tell("2024-05-02", "2024-05-02"), tell("2024-05-02", "2024-05-02", form="visit")], [[0], [1]]
    ),
    "one day, called a conference": (
        [tell("2024-05-02", "2024-05-02"), tell("2024-05-02", "2024-05-02", form="conference")], [[0, 1]]
    ),
    "a reprint of the next day says today": ([tell("2024-05-02", "2024-05-02"), tell("2024-05-03", "2024-05-03")], [[0, 1]]),
    "two days running, each told the day after": (
        [tell("2024-05-02", "2024-05-03"), tell("2024-05-03", "2024-05-04")], [[0], [1]]
    ),
    "two days apart": ([tell("2024-05-02", "2024-05-02"), tell("2024-05-04", "2024-05-04")], [[0], [1]]),
    "a day in the month": ([tell("2024-05-02", "2024-05-02"), tell("2024-05", "2024-07-02")], [[0, 1]]),
    "a day in another month": ([tell("2024-05-02", "2024-05-02"), tell("2024-06", "2024-07-02")], [[0], [1]]),
    "a day in the month, unnamed": (
        [tell("2024-05-02", "2024-05-02"), tell("2024-05", "2024-07-02", host=None, guest=None, words=OTHER)], [[0], [1]]
    ),
    "no date, the same people, the same days": (
        [tell("2024-05-02", "2024-05-02"), tell(None, "2024-05-04", words=OTHER)], [[0, 1]]
    ),
    "no date, a month later": ([tell("2024-05-02", "2024-05-02"), tell(None, "2024-06-04")], [[0], [1]]),
    "no date, one side unnamed, other words": (
        [tell("2024-05-02", "2024-05-02"), tell(None, "2024-05-02", guest=None, words=OTHER)], [[0], [1]]
    ),
    "no date, one side unnamed, the same words": (
        [tell("2024-05-02", "2024-05-02"), tell(None, "2024-05-02", guest=None)], [[0, 1]]
    ),
    "planned and held": ([tell("2024-05-02", "2024-04-20", status="planned"), tell("2024-05-02", "2024-05-03")], [[0, 1]]),
    "the end of a year": ([tell("2024-12-31", "2024-12-31"), tell("2025-01-01", "2025-01-01")], [[0, 1]]),
    "a year with a day in it": ([tell("2024-05-02", "2024-05-02"), tell("2024", "2025-01-01")], [[0], [1]]),
    "a day that no calendar has": ([tell("2024-02-31", "2024-03-01"), tell("2024-03-01", "2024-03-01")], [[0, 1]]),
}  # fmt: skip


@pytest.mark.parametrize("batch", [1, 10])
@pytest.mark.parametrize("case", CASES)
def test_accounts_of_one_contact(tmp_path: Any, case: str, batch: int) -> None:
    accounts, expected = CASES[case]
    told = [account(n, one) for n, one in enumerate(accounts)]
    for number, order in enumerate(permutations(told)):
        with Archive(tmp_path / f"{number}.db") as archive:
            archive.add(order, batch=batch)
            found = sorted(sorted(int(source[1:]) for source in c["reports"]) for c in archive.contacts())
        assert found == expected, [report.source for report, _ in order]


def test_two_contacts_of_one_report_stay_two(archive: Archive) -> None:
    import msgspec

    report, record = account(0, tell("2024-05-02", "2024-05-02"))
    again = msgspec.structs.replace(record.contacts[0], id="0" * 16)
    archive.add([(report, msgspec.structs.replace(record, contacts=[record.contacts[0], again]))])
    archive.add([account(1, tell("2024-05-02", "2024-05-02"))])
    assert sorted(len(c["reports"]) for c in archive.contacts()) == [1, 2]


def test_no_date_between_two_days_joins_the_nearer_and_never_both(tmp_path: Any) -> None:
    accounts = [tell("2024-05-02", "2024-05-02"), tell("2024-05-05", "2024-05-05"), tell(None, "2024-05-05", words=OTHER)]
    told = [account(n, one) for n, one in enumerate(accounts)]
    for number, order in enumerate(permutations(told)):
        with Archive(tmp_path / f"{number}.db") as archive:
            archive.add(order)
            found = sorted(sorted(int(source[1:]) for source in c["reports"]) for c in archive.contacts())
        assert found in ([[0], [1, 2]], [[0, 2], [1]])
        assert found == [[0], [1, 2]] or order.index(told[2]) < order.index(told[1])
