"""Any record that the contract allows comes back as it went in."""
# ruff: noqa: E501

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar import record as r
from mahdar.archive import Archive
from mahdar.archive.vocabulary import ACTS, AREAS, FORMS, ISSUES, LEVELS, OFFICES, STATUSES
from mahdar.report import Report, Span

TEXT = "نص من عندنا فيه كلمات كثيرة عن لقاءات لم تجر، ووعود لم تقطع، وأسماء لا أصحاب لها. " * 3
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="|"), min_size=1, max_size=12)
PARTY = st.sampled_from(["CN", "KZ", "RU", "SCO", "C_C5", "UN"])
NAMES = st.sampled_from(["سالم الخزرجي", "نوري البرزاني", "وانغ يي", "البرزاني", "وانغ", "نوري"])
DATES = st.sampled_from(["2024", "2024-05", "2024-05-20", "2024-02-31", "0000-00-00"]) | st.none()
SPANS = st.tuples(st.integers(0, 100), st.integers(1, 100)).map(lambda p: Span(p[0], p[0] + p[1]))
IDS = st.binary(min_size=8, max_size=8).map(bytes.hex)
PLACES = st.builds(r.Place, name=WORDS, geonames=st.none() | st.integers(1, 10**7), country=st.none() | PARTY)
SIDES = st.lists(st.builds(r.Party, person=st.none() | NAMES, of=st.none() | PARTY), min_size=2, max_size=3)
FACT = {"id": IDS, "rule": WORDS, "span": SPANS}
MANY = {"id": IDS, "rule": WORDS, "spans": st.lists(SPANS, min_size=1, max_size=3)}

people = st.builds(r.Person, **MANY, name=NAMES, country=st.none() | PARTY)
offices = st.builds(
    r.Office, **FACT, person=NAMES, office=st.sampled_from(OFFICES), of=st.none() | PARTY, title=WORDS,
    portfolio=st.none() | WORDS, former=st.booleans(),
)  # fmt: skip
contacts = st.builds(
    r.Contact, **MANY, form=st.sampled_from(FORMS), status=st.sampled_from(STATUSES), date=DATES,
    date_precision=st.sampled_from(["day", "month", "year", None]), place=st.none() | PLACES, participants=SIDES,
    level=st.none() | st.sampled_from(LEVELS), on_sidelines_of=st.none() | WORDS, count=st.integers(1, 9), attendees=SIDES, date_end=DATES,
    mechanism=st.none() | st.builds(r.Mechanism, name=WORDS, round=st.none() | st.integers(1, 99)),
)  # fmt: skip
statements = st.builds(
    r.Statement, **FACT, speakers=SIDES, joint=st.booleans(), act=st.sampled_from(ACTS), content=SPANS, contact=st.none(),
    areas=st.lists(st.sampled_from(AREAS), max_size=4), modality=st.none() | WORDS, due=DATES,
)  # fmt: skip
parties = st.lists(PARTY, min_size=1, max_size=3)
sections = st.fixed_dictionaries(
    {
        "people": st.lists(people, max_size=4, unique_by=lambda p: p.name),
        "offices": st.lists(offices, max_size=3),
        "contacts": st.lists(contacts, max_size=3, unique_by=lambda c: c.id),
        "statements": st.lists(statements, max_size=3),
        "positions": st.lists(
            st.builds(
                r.Position, **FACT, of=PARTY, stance=st.sampled_from(["supports", "opposes"]), issue=st.sampled_from(ISSUES),
                target=st.none() | PARTY,
            ),
            max_size=2,
        ),
        "labels": st.lists(
            st.builds(
                r.Label, **FACT, parties=parties, label=WORDS, change=st.sampled_from(["upgraded", "established", "downgraded", None]),
                date=DATES,
            ),
            max_size=2,
        ),
        "agreements": st.lists(
            st.builds(
                r.Agreement, **FACT, kind=WORDS, status=st.sampled_from(["signed", "issued", "ratified", "planned"]), parties=parties,
                date=DATES,
            ),
            max_size=2,
        ),
        "anniversaries": st.lists(
            st.builds(
                r.Anniversary, **FACT, number=st.integers(1, 999), event=WORDS, parties=parties, year=st.none() | st.integers(1, 3000)
            ),
            max_size=2,
        ),
        "organisations": st.lists(st.builds(r.Organisation, id=PARTY, name=WORDS, span=SPANS, rule=WORDS), max_size=2),
    }
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(sections, min_size=1, max_size=3), DATES)
def test_records_come_back(tmp_path: Path, made: list[dict[str, list[object]]], day: str | None) -> None:
    path = tmp_path / "any.db"
    items = []
    for number, facts in enumerate(made):
        report = Report.of(TEXT + str(number), f"r{number}", published=day)
        document = r.Document(
            id=report.id, source=report.source, agency=None, headline=None, headline_span=None,
            dateline=r.Dateline(None, day, Span(0, 3)) if number else None, published=day, language="ar", body=[Span(0, len(TEXT))],
        )  # fmt: skip
        items.append((report, r.Record(document=document, **facts)))  # type: ignore[arg-type]
    with Archive(path) as archive:
        archive.add(items)
        assert [archive.report(report.id) for report, _ in items] == items
        for ask in (archive.contacts, archive.people, archive.tenures, archive.statements, archive.commitments, archive.calendar):
            ask()
        for report, _ in items:
            archive.remove(report.id)
        counts = archive.counts()
        assert not any(counts.values()), counts
