"""From the desk to the record: token ranges become spans of the report, sides become parties, facts get their ids."""

from mahdar.reading.levels import level
from mahdar.reading.relations import relations
from mahdar.reading.relations.areas import areas
from mahdar.reading.work import Held, Human, Met, Said, Who, Work
from mahdar.record import Contact, Document, Mechanism, Office, Party, Person, Place, Record, Statement, fact_id
from mahdar.report import Span


def assemble(work: Work) -> Record:
    """The record of a report that every stage has read."""
    told = work.told or relations(work)
    people = [_person(work, h) for h in work.humans]
    ids = _contact_ids(work)
    return Record(
        document=_document(work),
        people=people,
        offices=[_office(work, h, held) for h in work.humans for held in h.offices],
        contacts=[_contact(work, m, id) for m, id in zip(work.met, ids, strict=True)],
        statements=[_statement(work, s, ids) for s in work.said],
        positions=told.positions,
        labels=told.labels,
        agreements=told.agreements,
        anniversaries=told.anniversaries,
        organisations=told.organisations,
    )


def _document(work: Work) -> Document:
    z, r = work.zones, work.reading
    headline = r.span(z.headline[0], z.headline[1]) if z.headline else None
    return Document(
        id=work.report.id,
        source=work.report.source,
        agency=z.agency,
        headline=work.report.text[headline.start : headline.end] if headline else None,
        headline_span=headline,
        dateline=z.dateline,
        published=z.published,
        language="ar",
        body=[r.span(a, b) for a, b in z.body],
    )


def _id(work: Work, kind: str, anchor: Span, also: str = "") -> str:
    return fact_id(work.report.id, kind, anchor, also)


def _person(work: Work, human: Human) -> Person:
    spans = sorted({work.span(a, b) for a, b in human.mentions})
    return Person(id=_id(work, "person", spans[0]), name=human.name, country=human.of, spans=spans, rule="people.name")


def _office(work: Work, human: Human, held: Held) -> Office:
    span = work.span(held.first, held.stop)
    return Office(
        id=_id(work, "office", span, f"{human.name} {held.office}"),
        person=human.name,
        office=held.office,
        of=held.of or human.of,
        title=work.printed(held.first, held.stop),
        span=span,
        rule=held.rule,
        portfolio=held.portfolio,
        former=held.former,
    )


def _party(who: Who) -> Party:
    return Party(who.human.name, who.human.of or who.of) if who.human else Party(None, who.of)


def _contact_ids(work: Work) -> list[str]:
    """The ids of the contacts; where one sentence tells several of the same form and parties, the later ones are counted."""
    alike: dict[str, int] = {}
    ids = []
    for met in work.met:
        also = met.form + " ".join(sorted([str(w.of) for w in met.who]))
        span = work.span(met.ranges[0][0], met.ranges[0][1])
        first = _id(work, "contact", span, also)
        number = alike[first] = alike.get(first, 0) + 1
        ids.append(first if number == 1 else _id(work, "contact", span, f"{also} {number}"))
    return ids


def _contact(work: Work, met: Met, id: str) -> Contact:
    spans = [work.span(a, b) for a, b in met.ranges]
    date = met.date
    place = Place(*met.place) if met.place else None
    return Contact(
        id=id,
        form=met.form,
        status=met.status,  # type: ignore[arg-type]
        date=date.value if date else None,
        date_precision=date.precision if date and date.value else None,
        place=place,
        participants=[_party(w) for w in met.who],
        level=level(met),
        spans=spans,
        rule=met.rule,
        on_sidelines_of=met.sidelines,
        mechanism=Mechanism(*met.mechanism) if met.mechanism else None,
        count=met.count,
        attendees=[_party(w) for w in met.attendees],
        date_end=date.end if date else None,
    )


def _statement(work: Work, said: Said, contacts: list[str]) -> Statement:
    first, stop = said.content
    span = work.span(min(said.first, first), max(said.stop, stop))
    return Statement(
        id=_id(work, "statement", span, said.rule),
        speakers=[_party(w) for w in said.speakers],
        joint=said.joint,
        act=said.act,
        content=work.span(first, stop),
        areas=said.areas or areas(work, first, stop),
        span=span,
        rule=said.rule,
        contact=contacts[said.contact] if said.contact is not None else None,
        modality=said.modality,
        due=_due(work, said),
    )


def _due(work: Work, said: Said) -> str | None:
    """The day, month or year that a promise or an agreement names for itself, ISO 8601 at its precision."""
    if said.act not in ("commit", "agree", "announce"):
        return None
    for i in range(*said.content):
        date = work.dates.get(i)
        if date is not None and (value := date.future_value or (date.value if date.future else None)):
            return value
    return None
