"""The commands about wording: the phrases that parties use, and the accounts of one contact side by side."""

from operator import itemgetter
from typing import Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, As, Between, From, Limit, To, Where, asked
from mahdar.cli.output import Column, Row, limited, show


@app.command()
def phrases(
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="One phrase, in any of its variants, or words.")] = None,
    between: Between = None,
    since: From = None,
    until: To = None,
    limit: Limit = None,
    archive: Where = HERE,
    format: As = None,
) -> None:
    """Official phrases: who uses them, since when and in what variants; new or dropped since the last contact.

    Where more than 2,000 reports may hold them, the latest 2,000 are read; --from and --to choose others.

    Example: mahdar phrases --between CN KZ
    """
    with asked(archive) as kept:
        rows = kept.phrases(text, between, since, until, limited(limit, format))
    columns: list[Column] = [
        (name, itemgetter(name)) for name in ("phrase", "kind", "count", "first_seen", "last_seen", "status")
    ]
    by: Column = ("by", lambda r: [f"{b['of'] or '—'} {b['count']}" for b in r["by"]])
    show(rows, [*columns, by, ("variants", lambda r: [v["form"] for v in r["variants"]])], format, limit)


@app.command()
def compare(
    contact: Annotated[str, typer.Argument(metavar="CONTACT", help="The id of a contact; `mahdar contacts` shows it as JSON.")],
    archive: Where = HERE,
    format: As = None,
) -> None:
    r"""The accounts of one contact side by side: told by all, by some, by one, and worded differently.

    What only the later account has stands in {braces}, what only the first has in \[brackets].

    Example: mahdar compare 8ce8e70fc1c3992a
    """
    with asked(archive) as kept:
        rows = kept.compare(contact)
    agencies: Column = ("told by", lambda r: [f"{a['agency'] or '—'}: {a['source']}" for a in r["accounts"]])
    show(rows, [("told", itemgetter("told")), ("wording", itemgetter("wording")), agencies, ("what", _what)], format)


def _what(row: Row) -> str:
    if row["kind"] == "field":
        return f"{row['field']}: " + " | ".join(str(a["value"]) for a in row["accounts"])
    changed = [_marked(d["parts"]) for d in row["differences"] if row["wording"] == "different"]
    return "\n".join(changed or [row["accounts"][0]["text"]])


def _marked(parts: list[list[str]]) -> str:
    words = []
    for op, before, after in parts:
        if op == "equal":
            words.append(before)
        else:
            words += [f"[{before}]"] * bool(before) + [f"{{{after}}}"] * bool(after)
    return " ".join(words)
