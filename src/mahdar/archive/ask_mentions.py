"""Who the people of a report are: the identity of each mention, and another mention of it to tell it apart from."""

from sqlalchemy import select

from mahdar.archive import records, schema, ways
from mahdar.archive.rows import id_of, number_of
from mahdar.archive.view import Answer, View


def mentioned(view: View, report: str) -> dict[str, Answer]:
    """By the id of a person of this report: ``{id, name, other}``, the identity and a mention of it elsewhere, if any."""
    m, p, w = schema.mention.c, schema.person.c, schema.presence.c
    row = records.find(view, report).row
    query = select(m.fid, m.person, p.fid.label("first"), p.name).join(schema.person, p.id == m.person)
    found = view.rows(query.where(m.report == row), "name")
    here: dict[str, Answer] = {}
    for one in found:
        other = one.first
        if one.fid == one.first:
            reports = select(w.report).where(w.person == one.person, w.report != row).limit(1)
            other = view.connection.scalar(select(m.fid).where(m.person == one.person, m.report.in_(reports)).limit(1))
        here[id_of(one.fid)] = {"id": id_of(one.first), "name": view.word(one.name), "other": other and id_of(other)}
    return here


def person_of(view: View, mention: str) -> str | None:
    """The identity that a person of a report, by id, belongs to now."""
    m, p, number = schema.mention.c, schema.person.c, number_of(mention)
    query = select(p.fid).join(schema.mention, m.person == p.id)
    found = view.connection.scalar(query.where(m.fid == number, m.report.in_(ways.reports(view.connection, number))))
    return id_of(found) if found is not None else None
