"""``mahdar judge``: people's confirmations, corrections, additions, merges and splits, and what became of them."""

import sys
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, As, Where, asked
from mahdar.cli.output import Column, Row, show

if TYPE_CHECKING:
    from mahdar.archive.ledger import Judgement

judge = typer.Typer(
    no_args_is_help=True,
    help="Confirm, correct, add, merge and split; the ledger keeps who did and when.\n\n"
    "Example: mahdar judge reject 9f2c41d07a55e310 --by NAME",
)
app.add_typer(judge, name="judge")

By = Annotated[str, typer.Option("--by", envvar="MAHDAR_REVIEWER", metavar="NAME", help="Who judges; or set MAHDAR_REVIEWER.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")]
InReport = Annotated[str | None, typer.Option("--report", metavar="REPORT", help="The report's id or source: finds it at once.")]
FactId = Annotated[str, typer.Argument(metavar="FACT", help="The id of a fact or row; --format json of a question shows it.")]
Echo = Annotated[
    str | None, typer.Option("--echo", metavar="ECHO", help="FACT is a promise: only this echo of it, by the echo's id.")
]
Fields = Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help="Fields; a value is JSON, or else taken as text.")]


def _enter(archive: str, verdict: str, fact: str, other: str | None, format: object, **more: Any) -> None:
    from mahdar.archive import Archive

    with Archive(archive, create=False) as kept:
        show(kept.judge(verdict, fact, other, **more), _COLUMNS, format)  # type: ignore[arg-type]


def _fields(pairs: list[str]) -> dict[str, Any]:
    import msgspec

    from mahdar.errors import QuestionError

    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise QuestionError(f"{pair}: is no FIELD=VALUE; write for example date=2024-05-20")
        try:
            found[name] = msgspec.json.decode(text)
        except msgspec.DecodeError:
            found[name] = text
        if isinstance(found[name], int) and name in ("date", "due"):
            found[name] = text  # a year is written as text
    return found


def _what(row: Row) -> object:
    return row["value"] or row["other"] or row["undoes"] or ""


def _quote(row: Row) -> object:
    return row["evidence"][0]["quote"][:60] if row["evidence"] else ""


_COLUMNS: list[Column] = [
    ("judgement", lambda r: r["id"]),
    ("at", lambda r: r["at"][:16]),
    ("by", lambda r: r["by"]),
    ("verdict", lambda r: r["verdict"]),
    ("fact", lambda r: f"{r['kind']} {r['fact']}"),
    ("with", _what),
    ("words", _quote),
    ("state", lambda r: "taken back" if not r["stands"] and r["verdict"] != "undo" else r["state"]),
    ("again", lambda r: "review again" if r["review_again"] else ""),
]


@judge.command()
def confirm(
    fact: FactId,
    by: By = "",
    note: Note = None,
    report: InReport = None,
    echo: Echo = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """A fact is right.

    Example: mahdar judge confirm 9f2c41d07a55e310 --by "A. Reviewer"
    """
    _enter(archive, "confirm", fact, echo, format, by=by, note=note, report=report)


@judge.command()
def reject(
    fact: FactId,
    by: By = "",
    note: Note = None,
    report: InReport = None,
    echo: Echo = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """A fact is wrong: it vanishes from every answer.

    Example: mahdar judge reject 9f2c41d07a55e310 --by "A. Reviewer" --note "said by another"
    Of a promise, one echo alone: mahdar judge reject 9f2c41d07a55e310 --echo 4079b137ceb010aa
    """
    _enter(archive, "reject", fact, echo, format, by=by, note=note, report=report)


@judge.command()
def replace(
    fact: FactId,
    fields: Fields,
    by: By = "",
    note: Note = None,
    report: InReport = None,
    echo: Echo = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Fields of a fact are other than the machine says.

    Example: mahdar judge replace 9f2c41d07a55e310 date=2024-05-20 date_precision=day
    """
    _enter(archive, "replace", fact, echo, format, by=by, note=note, report=report, value=_fields(fields))


@judge.command("assert")
def assert_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="contact, statement, office, position, label, agreement …")],
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id, its beginning, or its source.")],
    fields: Fields,
    quote: Annotated[str | None, typer.Option("--quote", metavar="WORDS", help="The words that prove it.")] = None,
    span: Annotated[tuple[int, int] | None, typer.Option("--span", metavar="START END", help="Or where they stand.")] = None,
    by: By = "",
    note: Note = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """A fact that the machine did not find, with the words that prove it.

    Example: mahdar judge assert label visit.txt 'parties=["CN","KZ"]' 'label="strategic partnership"' --quote "شراكة استراتيجية"
    """
    from mahdar.errors import QuestionError

    with asked(archive) as kept:
        found, _ = kept.report(report)
    start = found.text.find(quote) if quote else -1
    if span is None and start < 0:
        raise QuestionError(f"{report}: does not hold these words; give --quote exactly as they stand there, or --span START END")
    place = span or (start, start + len(quote or ""))
    _enter(archive, "assert", kind, None, format, by=by, note=note, report=report, span=place, value=_fields(fields))


@judge.command()
def merge(a: FactId, b: FactId, by: By = "", note: Note = None, archive: Where = HERE, format: As = None) -> None:
    """Two people, or two contacts, are one; the first keeps its id.

    Example: mahdar judge merge 9f2c41d07a55e310 4079b137ceb010aa
    """
    _enter(archive, "merge", a, b, format, by=by, note=note)


@judge.command()
def split(a: FactId, b: FactId, by: By = "", note: Note = None, archive: Where = HERE, format: As = None) -> None:
    """Two people, or two contacts, are two: of one identity the first mention or account given becomes one of its own.

    Example: mahdar judge split 9f2c41d07a55e310 4079b137ceb010aa
    """
    _enter(archive, "split", a, b, format, by=by, note=note)


@judge.command()
def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id; `mahdar judge list` shows them.")],
    by: By = "",
    note: Note = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Take a judgement back. The ledger keeps both.

    Example: mahdar judge undo 568bb221f9b68a4d
    """
    _enter(archive, "undo", judgement, None, format, by=by, note=note)


@judge.command("list")
def list_(
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Of one person.")] = None,
    verdict: Annotated[str | None, typer.Option(help="confirm, replace, reject, assert, merge, split, undo.")] = None,
    fact: Annotated[str | None, typer.Option(help="On one fact.")] = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """The ledger.

    Example: mahdar judge list --by "A. Reviewer"
    """
    with asked(archive) as kept:
        show(kept.judgements(by, verdict, fact), _COLUMNS, format, none="nobody has judged anything")


@judge.command()
def orphans(archive: Where = HERE, format: As = None) -> None:
    """Judgements whose facts the machine does not find any more.

    Example: mahdar judge orphans
    """
    with asked(archive) as kept:
        show(
            kept.orphans(),
            [*_COLUMNS, ("why", lambda r: r["why"]), ("what to do", lambda r: r["do"])],
            format,
            none="no judgement is without its fact",
        )


@judge.command()
def suggestions(archive: Where = HERE, format: As = None) -> None:
    """Pairs of people who may be one, with the reasons: merge the two to confirm, split them to refuse.

    Example: mahdar judge suggestions
    """
    with asked(archive) as kept:
        rows = kept.suggestions()
    names: list[Column] = [
        ("a", lambda r: r["a"]["id"]),
        ("name", lambda r: r["a"]["name"]),
        ("b", lambda r: r["b"]["id"]),
        ("name", lambda r: r["b"]["name"]),
    ]
    show(rows, [*names, ("score", itemgetter("score")), ("reasons", itemgetter("reasons"))], format, none="nobody may be two")


@judge.command()
def review(
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many.")] = 20,
    rule: Annotated[str | None, typer.Option(help="Only what this rule found.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: contact, statement, office …")] = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """What to look at next: first what the machine now sees otherwise, then the least certain.

    Example: mahdar judge review --rule speech.that
    """
    with asked(archive) as kept:
        rows = kept.review(limit, rule, kind)
    columns: list[Column] = [(name, itemgetter(name)) for name in ("id", "kind", "rule", "certainty")]
    again: Column = ("again", lambda r: "review again" if r["review_again"] else "")
    show(rows, [*columns, again, ("words", _quote)], format)


@judge.command()
def export(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to; standard output by default.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Of one person.")] = None,
    archive: Where = HERE,
) -> None:
    """The ledger as JSON Lines.

    Example: mahdar judge export --out judgements.jsonl
    """
    with asked(archive) as kept:
        lines = b"".join(kept.export_judgements(by))
    if out:
        out.write_bytes(lines)
    else:
        sys.stdout.buffer.write(lines)


@judge.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What `mahdar judge export` wrote.")], archive: Where = HERE
) -> None:
    """Enter judgements made elsewhere; those that the ledger has change nothing.

    Example: mahdar judge import judgements.jsonl
    """
    from mahdar.archive import Archive

    lines = _lines(path)
    with Archive(archive, create=False) as kept:
        print(f"entered {kept.import_judgements(lines, str(path))} of {sum(bool(line.strip()) for line in lines)}")


def _lines(path: Path) -> list[bytes]:
    from mahdar.errors import InputError

    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "give a file that mahdar judge export wrote") from error


@judge.command()
def agreement(
    a: Annotated[str, typer.Argument(metavar="A", help="One person's judgements: an exported file, or a name in the archive.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other's.")],
    archive: Where = HERE,
    format: As = None,
) -> None:
    """How far two people agree who judged the same reports apart: Krippendorff's alpha and F1 for each section.

    Example: mahdar judge agreement amal.jsonl badr.jsonl
    """
    from mahdar.archive.agreement import agreement as agree

    rows = agree(_coded(a, archive), _coded(b, archive))
    columns: list[Column] = [(name, itemgetter(name)) for name in ("section", "units", "alpha", "f1", "fields")]
    show(rows, columns, format, none="no report that both coded")


def _coded(who: str, archive: str) -> "list[Judgement]":
    from mahdar.archive import ledger
    from mahdar.errors import QuestionError

    if Path(who).exists():
        return ledger.loads(_lines(Path(who)), who)
    with asked(archive) as kept:
        found = ledger.loads(kept.export_judgements(who), who)
    if not found:
        raise QuestionError(f"{who}: is no file, and nobody of that name has judged in {archive}; mahdar judge list shows names")
    return found
