"""What was promised or agreed, what later reports say of it, and for how long nobody has come back to it."""

from collections.abc import Sequence

from mahdar.archive import Answer
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Group, Run, Runs
from mahdar.exchange.brief.saying import worth

SHOWN = 7  # of each side
_DONE = ("completion", "completed")
_MOVES = (*_DONE, "progress", "repeat")


def promised(desk: Desk) -> tuple[Runs, list[Group]]:
    """Promises that no earlier section told, by who made them, the newest first."""
    pair, words = desk.pair, desk.words
    open_ = [rows for rows in pair.statements if _ids(rows) & pair.promises.keys() and not _ids(rows) & pair.used]
    caption = words.fill(words.caption("promised"), promises=words.count("promise", len(open_)))
    if pair.followed:
        caption = (*caption, Run("text", " " + words.caption("silence")))
    groups = [_group(desk, title, of, sayings) for title, of, sayings in desk.by_side(open_)]
    pair.used |= {id for rows in open_ for id in _ids(rows)}
    return caption, groups


def standing(desk: Desk, rows: Sequence[Answer]) -> tuple[Runs, list[Answer]]:
    """Where a promise stands, and what proves it: its due date, its last echo, the silence since. Nothing else."""
    told = [desk.pair.promises[row["id"]] for row in rows if row["id"] in desk.pair.promises]
    if not told:
        return (), []
    words, parts, proof = desk.words, [], []
    if due := next((row["due"] for row in told if row["due"]), None):
        parts.append(words.phrase("due", date=Run("date", due)))
    echoes = _telling([e for row in told for e in row["echoes"]])
    for echo in echoes:
        day = Run("date", echo["date"] or words.text("undated"))
        parts.append(words.phrase("echo", kind=words("echo_kinds", echo["kind"]), date=day))
        proof.append({"evidence": [echo]})
    last = max((row["last_movement"] or "" for row in told), default="")
    done = any(echo["kind"] in _DONE for echo in echoes)
    heard = desk.pair.followed and last < desk.pair.latest
    if heard and not done and (silent := desk.since(last or None)):
        parts.append(words.phrase("silent", time=silent))
    return ((Run("dash", " — "), *_faint(words.listed(parts, "semicolon"))) if parts else ()), proof


def _telling(echoes: list[Answer]) -> list[Answer]:
    """The two echoes that tell most: the first that the promise was kept, the last that it moved, the last that repeats it."""
    last: dict[str, Answer] = {}
    for echo in sorted(echoes, key=lambda e: e["date"] or ""):
        if echo["kind"] not in _DONE or echo["kind"] not in last:
            last[echo["kind"]] = echo
    order = sorted(last.values(), key=lambda e: _MOVES.index(e["kind"]) if e["kind"] in _MOVES else len(_MOVES))
    return sorted(order[:2], key=lambda e: e["date"] or "")


def _faint(runs: Runs) -> Runs:
    return tuple(Run("faint", r.text) if r.kind == "text" else r for r in runs)


def _group(desk: Desk, title: str, of: str | None, sayings: list[list[Answer]]) -> Group:
    best = sorted(sayings, key=lambda rows: -worth(rows[0], desk.pair.today))[:SHOWN]
    best.sort(key=lambda rows: rows[0]["date"] or "", reverse=True)
    together = title == desk.words("heads", "together")
    lines = tuple(desk.statement(rows, *standing(desk, rows), parties=of is None, together=together) for rows in best)
    hidden = len(sayings) - len(best)
    command = f"mahdar commitments --between {desk.pair.a} {desk.pair.b}" + (f" --by {of}" if of else "")
    return Group(title, lines, desk.words.count("promise_more", hidden) if hidden else None, command if hidden else None)


def _ids(rows: Sequence[Answer]) -> set[str]:
    return {row["id"] for row in rows}
