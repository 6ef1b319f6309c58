"""The commands that ask the archive."""

from collections import Counter
from functools import partial
from typing import Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Area, As, Between, By, Format, From, Limit, Of, PersonName, To, Where, asked
from mahdar.cli.output import Column, Row, chosen, limited, show, streamed


def _source(row: Row) -> object:
    evidence = row.get("evidence")
    return evidence[0]["source"] if isinstance(evidence, list) and evidence else ""


@app.command()
def contacts(
    between: Between = None,
    of: Of = None,
    person: PersonName = None,
    since: From = None,
    until: To = None,
    form: Annotated[
        str | None, typer.Option(help="meeting, phone_call, video_call, visit, conference, letter, ceremony, summons.")
    ] = None,
    status: Annotated[str | None, typer.Option(help="held, planned, cancelled, denied.")] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="A town in Arabic or English, whatever it was called then, or a country.")
    ] = None,
    limit: Limit = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Contacts, each once however many reports tell it.

    Example: mahdar contacts --between CN KZ --form meeting --from 2022
    """
    columns = [("date", "date"), ("form", "form"), ("status", "status"), ("who", "participants"), ("place", "place")]
    question = (between, of, person, since, until, form, status, place)
    with asked(archive) as a:
        rows = a.each_contact(*question) if streamed(limit, format) else a.contacts(*question, None, limited(limit, format))
        show(rows, [*_fields(columns), ("reports", lambda r: len(r["reports"]))], format, limit)


@app.command()
def people(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A name or a part of one, in any spelling.")] = None,
    of: Of = None,
    limit: Limit = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """People with every spelling of their names, their party and offices.

    Example: mahdar people توكاييف
    """
    with asked(archive) as a:
        rows = a.people(name, of, None, limited(limit, format))
    held = ("offices", lambda r: [f"{o['office']} {o['first_seen'] or ''}–{o['last_seen'] or ''}" for o in r["offices"]])
    show(
        rows,
        [*_fields([("name", "name"), ("of", "of"), ("also", "names")]), held, ("reports", lambda r: r["reports"])],
        format,
        limit,
    )


@app.command()
def tenures(
    of: Of = None,
    office: Annotated[str | None, typer.Option(help="An office: foreign_minister, head_of_state …")] = None,
    person: PersonName = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Held on this day.")] = None,
    limit: Limit = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Who is attested in what office, from the first report to the last.

    Example: mahdar tenures --of KZ --office foreign_minister
    """
    with asked(archive) as a:
        rows = a.tenures(of, office, person, on, limited(limit, format))
    columns = [("person", "person"), ("office", "office"), ("of", "of"), ("first seen", "first_seen"), ("last seen", "last_seen")]
    show(rows, [*_fields(columns), ("reports", lambda r: r["reports"])], format, limit)


@app.command()
def statements(
    by: By = None,
    person: PersonName = None,
    about: Annotated[str | None, typer.Option(metavar="PARTY", help="A party that is named, or before whom it was said.")] = None,
    between: Between = None,
    act: Annotated[str | None, typer.Option(help="commit, call, support, oppose, praise, state …")] = None,
    area: Area = None,
    since: From = None,
    until: To = None,
    search: Annotated[str | None, typer.Option(metavar="TEXT", help="Words that were said.")] = None,
    limit: Limit = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Who said what.

    Example: mahdar statements --by KZ --about CN --act support
    """
    columns = [("date", "date"), ("who", "speakers"), ("act", "act"), ("words", "text"), ("areas", "areas")]
    question, most = (by, person, about, between, act, area, since, until), limited(limit, format)
    with asked(archive) as a:
        each = streamed(limit, format) and not search
        rows = a.each_statement(*question) if each else a.statements(*question, search, None, None, most)
        show(rows, [*_fields(columns), ("source", _source)], format, limit)


@app.command()
def commitments(
    between: Between = None,
    by: By = None,
    area: Area = None,
    silent_since: Annotated[str | None, typer.Option(metavar="DATE", help="Not come back to since this date.")] = None,
    since: From = None,
    until: To = None,
    limit: Limit = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """What was promised or agreed, its echoes in later reports, and the last sign of movement.

    Example: mahdar commitments --between CN KZ --area digital
    """
    columns = [("date", "date"), ("who", "speakers"), ("words", "text"), ("due", "due"), ("last movement", "last_movement")]
    most = limited(limit, format)
    with asked(archive) as a:
        each = streamed(limit, format) and not silent_since
        whole, some = (between, by, area, since, until), (between, by, area, silent_since, since, until, most)
        rows = a.each_commitment(*whole) if each else a.commitments(*some)
        show(rows, [*_fields(columns), ("echoes", lambda r: len(r["echoes"]))], format, limit)


@app.command()
def positions(
    of: Of = None,
    issue: Annotated[str | None, typer.Option(help="An issue: one_china, free_trade …")] = None,
    target: Annotated[str | None, typer.Option(metavar="PARTY", help="The party that is backed or blamed.")] = None,
    between: Between = None,
    matrix: Annotated[
        bool, typer.Option("--matrix", help="A row an issue, a column a party: who backs, opposes, blames.")
    ] = False,
    limit: Limit = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Who supports or opposes what; as a matrix, issues by parties.

    Example: mahdar positions --issue one_china; mahdar positions --matrix --between CN KZ
    """
    parties: list[str] = list(between or ([of] if of else ()))
    with asked(archive) as a:
        if matrix:
            _matrix(a.matrix(parties, issue, target), format)
            return
        most = limited(limit, format)
        rows = [row for party in (parties or (None,)) for row in a.positions(party, issue, target, most)]
    columns = [("of", "of"), ("stance", "stance"), ("issue", "issue"), ("target", "target"), ("first seen", "first_seen")]
    show(rows, [*_fields([*columns, ("last seen", "last_seen")]), ("source", _source)], format, limit)


def _matrix(rows: list[Row], format: Format | None) -> None:
    """JSON rows whole; in a table and in CSV a column for each party, of those that hold most positions first."""
    count = Counter(party for row in rows for party in row["positions"])
    parties = [party for party, _ in count.most_common()]
    if chosen(format) is Format.json:
        show(rows, [], format)
        return
    flat = [{"issue": row["issue"], "target": row["target"], **{p: _place(row, p) for p in parties}} for row in rows]
    show(flat, _fields([("issue", "issue"), ("target", "target"), *((p, p) for p in parties)]), format)


def _place(row: Row, party: str) -> str:
    """What a party holds on an issue: ``backs 2019-03-01 – 2024-05-20``."""
    held = row["positions"].get(party, ())
    return "; ".join(
        " ".join([p["stance"], " – ".join(dict.fromkeys(filter(None, (p["first_seen"], p["last_seen"]))))]) for p in held
    )


@app.command()
def labels(
    a: Annotated[str, typer.Argument(metavar="A", help="A party.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other party.")],
    rank: Annotated[
        str | None, typer.Option(metavar="NAME", help="Rank the names by this table, lowest first: default, coarse, components.")
    ] = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """The history of the name of a relationship.

    Example: mahdar labels CN KZ --rank default
    """
    with asked(archive) as kept:
        rows = kept.labels(a, b, rank)
    columns = [
        *([("rank", "rank")] if rank else []),
        ("label", "label"),
        ("change", "change"),
        ("date", "date"),
        ("first seen", "first_seen"),
        ("last seen", "last_seen"),
    ]
    show(rows, [*_fields(columns), ("source", _source)], format)


@app.command()
def agreements(between: Between = None, of: Of = None, limit: Limit = None, archive: Where = HERE, format: As = None) -> None:
    """Documents that were signed, issued, ratified or planned.

    Example: mahdar agreements --between CN KZ
    """
    with asked(archive) as a:
        rows = a.agreements(between, of, limited(limit, format))
    columns = [("date", "date"), ("kind", "kind"), ("status", "status"), ("parties", "parties"), ("reports", "reports")]
    show(rows, _fields(columns), format, limit)


@app.command()
def calendar(
    between: Between = None, of: Of = None, since: From = None, until: To = None, archive: Where = HERE, format: As = None
) -> None:
    """Anniversaries that fall due and contacts that were planned, by default in the year that begins today.

    Example: mahdar calendar --between CN KZ --from 2027 --to 2027
    """
    with asked(archive) as a:
        rows = a.calendar(between, since, until, of)
    columns = [
        ("date", "date"),
        ("kind", "kind"),
        ("what", "what"),
        ("number", "number"),
        ("parties", "parties"),
        ("held", "held"),
    ]
    show(rows, [*_fields(columns), ("source", _source)], format)


@app.command()
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words; a phrase in quotation marks: '\"طريق الحرير\"'.")],
    since: From = None,
    until: To = None,
    of: Of = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="The newest N reports.")] = 50,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Full-text search, tolerant of Arabic spelling, the newest report first.

    Example: mahdar search كازاخستان --from 2024
    """
    with asked(archive) as a:
        rows = a.search(text, since, until, of, limit)
    show(rows, _fields([("date", "date"), ("source", "source"), ("agency", "agency"), ("words", "snippet")]), format)


def _fields(columns: list[tuple[str, str]]) -> list[Column]:
    return [(header, partial(_value, name=name)) for header, name in columns]


def _value(row: Row, name: str) -> object:
    return row.get(name)
