"""Records made by the thousand: consistent with their texts, different from one another, the same for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from mahdar import record as r
from mahdar.archive.vocabulary import ACTS, AREAS, ISSUES, OFFICES
from mahdar.report import Report, Span

PARTIES = "CN KZ RU US SA EG AE IR TR FR DE GB JP IN UZ KG BY SY IQ JO QA KW OM YE MA TN DZ LY SD LB".split()
ORGANISATIONS = ["UN", "SCO", "LAS", "GCC", "OIC", "EU"]
FORMS = ("meeting", "phone_call", "visit", "letter")
START = "بترسملنكهجدفق"
MIDDLE = ("ار", "ين", "و", "ا", "ي", "ور", "ان", "يف", "اد", "يم")
FILLER = (
    "قال أكد أضاف أن التعاون بين البلدين العلاقات الثنائية تطوير مجالات التجارة والطاقة والنقل الوزير الجانبان اللقاء خلال "
    "الاستثمار المشترك دعم الأمن والاستقرار في المنطقة مواصلة العمل من أجل السلام تبادل وجهات النظر حول القضايا الدولية"
).split()


def word(rng: random.Random) -> str:
    return "".join(rng.choice(START) + rng.choice(MIDDLE) for _ in range(rng.randint(2, 3)))


# ruff: noqa: E501


class Maker:
    """Makes reports of about ``facts`` facts; every party has ``people`` officials."""

    def __init__(self, seed: int = 1, people: int = 40, statements: int = 25, words: int = 480) -> None:
        self.rng = random.Random(seed)
        self.statements, self.words = statements, words
        names = random.Random(4)
        self.people = {of: [(f"{word(names)} {word(names)}", names.choice(OFFICES)) for _ in range(people)] for of in PARTIES}

    def items(self, count: int) -> Iterator[tuple[Report, r.Record]]:
        return (self.item(n) for n in range(count))

    def item(self, number: int) -> tuple[Report, r.Record]:
        rng = self.rng
        day = date(2000, 1, 1) + timedelta(days=rng.randrange(9000))
        sides = rng.sample(PARTIES, 4)
        people = [(of, *rng.choice(self.people[of])) for of in sides for _ in range(2)]
        people = list({name: (of, name, office) for of, name, office in people}.values())
        words = rng.choices(FILLER, k=self.words) + [name for _, name, _ in people] + [f"رقم{number}"]
        rng.shuffle(words)
        report = Report.of(" ".join(words), f"made-{number}", published=day.isoformat())
        return report, self._record(report, day, sides, people)

    def _record(self, report: Report, day: date, sides: list[str], people: list[tuple[str, str, str]]) -> r.Record:
        rng, text, told = self.rng, report.text, day.isoformat()

        def id(kind: str, span: Span, also: object = "") -> str:
            return r.fact_id(report.id, kind, span, str(also))

        def span(length: int = 60) -> Span:
            start = rng.randrange(len(text) - length)
            return Span(start, start + length)

        where = {name: Span(text.index(name), text.index(name) + len(name)) for _, name, _ in people}
        first = {of: name for of, name, _ in reversed(people)}
        contacts = [
            r.Contact(
                id=id("contact", s := span(), n), form=rng.choice(FORMS), status="held", date=told, date_precision="day",
                place=r.Place("أستانا", 1526273, "KZ"), participants=[r.Party(first[sides[0]], sides[0]), r.Party(first[of], of)],
                level="minister", spans=[s], rule="made",
            )
            for n, of in enumerate(sides[1:])
        ]  # fmt: skip
        return r.Record(
            document=r.Document(id=report.id, source=report.source, agency="xinhua", headline=None, headline_span=None, dateline=None,
                                published=told, language="ar", body=[Span(0, len(text))]),
            people=[r.Person(id=id("person", s, n), name=n, country=of, spans=[s, span(6)], rule="made")
                    for of, n, _ in people for s in [where[n]]],
            offices=[r.Office(id=id("office", where[n], n), person=n, office=office, of=of, title="الوزير", span=where[n], rule="made")
                     for of, n, office in people],
            contacts=contacts,
            statements=[
                r.Statement(id=id("statement", s := span(120), n), speakers=[r.Party(first[of], of)], joint=False, act=rng.choice(ACTS),
                            content=Span(s.start + 10, s.end), areas=rng.sample(AREAS, 1), span=s, rule="made",
                            contact=rng.choice(contacts).id)
                for n in range(self.statements) for of in [rng.choice(sides)]
            ],
            positions=[r.Position(id=id("position", s := span(), n), of=rng.choice(sides), stance="supports", issue=rng.choice(ISSUES),
                                  target=None, span=s, rule="made") for n in range(5)],
            labels=[r.Label(id=id("label", s := span(), n), parties=sorted(sides[:2]), label="strategic partnership", change=None,
                            date=None, span=s, rule="made") for n in range(2)],
            agreements=[r.Agreement(id=id("agreement", s := span(), n), kind="memorandum", status="signed", parties=sorted(sides[:2]),
                                    date=told, span=s, rule="made") for n in range(3)],
            anniversaries=[r.Anniversary(id=id("anniversary", s := span()), number=30, event="diplomatic_relations",
                                         parties=sorted(sides[:2]), year=1992, span=s, rule="made")],
            organisations=[r.Organisation(id=o, name=o, span=span(8), rule="made") for o in rng.sample(ORGANISATIONS, 3)],
        )  # fmt: skip
