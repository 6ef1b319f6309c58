"""The commands that read, and that explain what was read."""

import sys
from operator import itemgetter
from pathlib import Path
from typing import Annotated

import typer

from mahdar.cli import app
from mahdar.cli.intake import MaxBytes, MaxChars, MaxColumns, MaxExpansion, limits
from mahdar.cli.options import HERE, As, Where, asked


@app.command()
def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; standard output by default.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="How many processes read.")] = 1,
    max_bytes: MaxBytes = 10_000_000,
    max_chars: MaxChars = 1_000_000,
    max_expansion: MaxExpansion = 200,
    max_columns: MaxColumns = 1_000,
) -> None:
    """Read reports into records, one JSON object a line, in the order of the input.

    Example: mahdar read reports/ --out records.jsonl
    """
    from mahdar.engines.lines import write

    refused = write(paths, out, jobs, limits(max_bytes, max_chars, max_expansion, max_columns))
    if refused:
        raise typer.Exit(1)


@app.command()
def why(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="The id of a fact, or its beginning.")],
    archive: Where = HERE,
) -> None:
    """How a fact was found: its rule, the words that started it, who was meant and why.

    Example: mahdar why 9f2c41d07a55e310
    """
    from mahdar.errors import QuestionError
    from mahdar.reading.explain import lines
    from mahdar.reading.explain import why as derivation
    from mahdar.reading.reader import Reader

    with asked(archive) as kept:
        found = kept.fact(fact)
        if found is None:
            raise QuestionError(f"{fact}: {archive} holds no fact of this id; `mahdar statements --format json` shows ids")
        report, _ = kept.report(found["report"])
    print(f"{report.source}")
    print("\n".join(lines(derivation(Reader(), report, fact))))


@app.command("why-not")
def why_not(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The name of a rule; `mahdar rules` lists them.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text, or - for standard input.")],
) -> None:
    """Where a rule stopped in a text.

    Example: mahdar why-not speech.that "قال الوزير كلمة قصيرة."
    """
    from mahdar.reading.explain import lines
    from mahdar.reading.explain import why_not as steps
    from mahdar.reading.reader import Reader

    for step in steps(Reader(), rule, sys.stdin.read() if text == "-" else text):
        print("\n".join(lines(step)))


@app.command()
def rules(
    check: Annotated[bool, typer.Option("--check", help="Run every rule's examples.")] = False,
    on: Annotated[
        list[str] | None, typer.Option("--on", metavar="PATH", help="Count how often each rule fires on reports.")
    ] = None,
    judged: Annotated[
        str | None, typer.Option("--judged", metavar="FILE", help="An archive: tell how people judged what each rule found.")
    ] = None,
    format: As = None,
) -> None:
    """The rules of the language pack, what they make, and how they fare.

    Example: mahdar rules --check
    """
    from mahdar.cli.output import Row, show
    from mahdar.reading.checking import failures
    from mahdar.reading.reader import Reader

    reader = Reader()
    if check:
        failed = list(failures(reader))
        for line in failed:
            print(line, file=sys.stderr)
        examples = sum(len(r.examples) for r in reader.pack.grammar.rules.values())
        print(f"{len(reader.pack.grammar.rules)} rules, {examples} examples, {len(failed)} fail")
        if failed:
            raise typer.Exit(1)
        return
    fired, fares = _fired(reader, on) if on else {}, _fares(judged) if judged else {}
    told = {"confirm": "confirmed", "replace": "replaced", "reject": "rejected"}
    rows: list[Row] = [
        {"id": r.id, "stage": r.stage, "makes": r.makes, "trigger": ", ".join(r.trigger), "doc": r.doc, "where": r.where}
        | {"fired": fired.get(r.id, 0)}
        | {name: fares.get(r.id, {}).get(verdict, 0) for verdict, name in told.items()}
        for r in reader.pack.grammar.rules.values()
    ]
    names = [
        ("rule", "id"),
        ("makes", "makes"),
        ("what it finds", "doc"),
        ("where", "where"),
        *([("fired", "fired")] if on else []),
    ]
    names += [(name, name) for name in told.values()] if judged else []
    show(rows, [(header, itemgetter(name)) for header, name in names], format)


def _fares(archive: str) -> dict[str, dict[str, int]]:
    with asked(archive) as kept:
        return kept.fares()


def _fired(reader: object, paths: list[str]) -> dict[str, int]:
    from collections import Counter

    from mahdar.intake import Problem, reports

    counts: Counter[str] = Counter()
    for item in reports(paths):
        if not isinstance(item, Problem):
            counts.update(m.rule.id for m in reader.trace(item))  # type: ignore[attr-defined]
    return dict(counts)
