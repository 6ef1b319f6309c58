"""The sections on what the two are to each other: the name of it, their positions, their documents, the dates to come."""

from collections.abc import Sequence
from dataclasses import replace

from mahdar.archive import Answer
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Group, Line, Run, Runs
from mahdar.exchange.brief.words import dates

DOCUMENTS = 20
POSITIONS = 24
YEARS = 1  # after the year that runs


def name(desk: Desk) -> tuple[Runs, list[Group]]:
    """Every name that the reports give the relationship, the newest first, with its rises."""
    caption: Runs = (Run("text", desk.words.caption("name")),)
    rows = sorted(desk.pair.archive.labels(desk.pair.a, desk.pair.b), key=lambda r: (r["last_seen"] or "", r["first_seen"] or ""))
    mine = [r for r in rows if set(r["parties"]) == {desk.pair.a, desk.pair.b}]
    lines = tuple(_label(desk, row) for row in mine[::-1])
    return caption, [Group(None, lines)] if lines else []


def _label(desk: Desk, row: Answer) -> Line:
    words = desk.words
    parts: list[Runs] = [(Run("lead", _capital(words.label(row["label"]))),)]
    for change in row["changes"]:
        date = change["date"]
        key = change["change"] if date else f"{change['change']}_undated"
        parts.append(words.phrase(key, date=Run("date", date or "")))
    parts.append(words.phrase("label_seen", dates=dates(row["first_seen"], row["last_seen"]), reports=desk.told_by(row)))
    since = next((c["date"] for c in row["changes"] if c["date"]), None) or row["first_seen"]
    return Line(desk.day(since), words.listed(parts, "semicolon"), desk.notes.of(row))


def positions(desk: Desk) -> tuple[Runs, list[Group]]:
    """What the two support and oppose in each other's reports: first what backs the other side, then what both hold."""
    caption: Runs = (Run("text", desk.words.caption("positions")),)
    pair = desk.pair
    rows = pair.archive.positions_told((pair.a, pair.b), pair.reports)
    groups: dict[tuple[str, str, str | None], list[Answer]] = {}
    for row in rows:
        groups.setdefault((row["issue"], row["stance"], row["target"]), []).append(row)
    order = sorted(groups.values(), key=lambda held: _rank(desk, held))
    lines = tuple(_position(desk, held) for held in order[:POSITIONS])
    hidden = len(order) - len(lines)
    rest = desk.words.count("line_more", hidden) if hidden else None
    return caption, [Group(None, lines, rest, f"mahdar positions --of {pair.a}" if hidden else None)] if lines else []


def _rank(desk: Desk, held: list[Answer]) -> tuple[int, str]:
    """Backing of the other side, then what both hold, then blame, then the rest; alphabetically within."""
    row, pair = held[0], (desk.pair.a, desk.pair.b)
    kind = 0 if row["target"] in pair else 1 if len(held) > 1 else 2 if row["target"] else 3
    return kind, desk.words("issues", row["issue"])


def _position(desk: Desk, held: Sequence[Answer]) -> Line:
    words, row = desk.words, held[0]
    who = words.listed([desk.party(h["of"]) for h in held], "and")
    if row["target"]:
        target = desk.party(row["target"])
        for_target = replace(target, text=words.for_party(row["target"]))
        stance = words.phrase(f"{row['stance']}_target", who=who, target=target, for_target=for_target)
    else:
        stance = words.phrase(row["stance"], who=who)
    told = sorted(e["date"] for h in held for e in h["evidence"] if e["date"])
    count = words.count("report", len({e["report"] for h in held for e in h["evidence"]}))
    seen = words.phrase("attested", dates=dates(told[0] if told else None, told[-1] if told else None), reports=count)
    runs = (*stance, Run("text", words.text("semicolon")), *seen)
    return Line((Run("text", words("issues", row["issue"])),), runs, desk.notes.of(*held))


def documents(desk: Desk) -> tuple[Runs, list[Group]]:
    """What was signed or issued, the newest first; the generic ``documents`` only where nothing definite is told."""
    pair, rows = desk.pair, desk.pair.agreements
    definite = {e["report"] for r in rows if r["kind"] != "documents" for e in r["evidence"]}
    shown = [r for r in rows if r["kind"] != "documents" or not {e["report"] for e in r["evidence"]} <= definite]
    shown.sort(key=lambda r: r["date"] or r["first_seen"] or "", reverse=True)
    lines = tuple(_document(desk, row) for row in shown[:DOCUMENTS])
    hidden = len(shown) - len(lines) + pair.told["documents"] - len(rows)
    rest = desk.words.count("line_more", hidden) if hidden else None
    return (), [Group(None, lines, rest, f"mahdar agreements --between {pair.a} {pair.b}" if hidden else None)] if lines else []


def _document(desk: Desk, row: Answer) -> Line:
    words = desk.words
    kind = _capital(words("agreements", row["kind"]))
    told = words.phrase("document", kind=kind, status=words("agreement_status", row["status"] or "signed"))
    others = [of for of in row["parties"] if of not in (desk.pair.a, desk.pair.b)]
    if others:
        told = (*told, Run("text", words.text("comma")), *words.listed([desk.party(of) for of in others]))
    quote = desk.notes.of(row)
    told = (*told, Run("text", ": "), Run("arabic", words.quote(" ".join(quote[-1].quote.split())).text))
    if row["date"]:
        return Line(desk.day(row["date"]), told, quote)
    return Line(words.phrase("told", date=Run("date", row["first_seen"] or "–")), told, quote)


def ahead(desk: Desk) -> tuple[Runs, list[Group]]:
    """What falls due until the end of the next year: anniversaries, planned contacts, promises with a date."""
    pair, words = desk.pair, desk.words
    year = int(pair.today[:4]) + YEARS
    caption = words.fill(words.caption("ahead"), year=Run("date", str(year)))
    until = f"{year}-12-31"
    due = [(row["date"] or "", _date(desk, row)) for row in pair.archive.calendar((pair.a, pair.b), pair.today, until)]
    due += [(row["due"], _due(desk, row)) for row in pair.archive.due((pair.a, pair.b), pair.today, until)]
    lines = tuple(line for _, line in sorted(due, key=lambda item: item[0]))
    return caption, [Group(None, lines)] if lines else []


def _date(desk: Desk, row: Answer) -> Line:
    words = desk.words
    if row["kind"] == "anniversary":
        told = words.phrase(
            "anniversary",
            number=words.ordinal(row["number"]),
            event=words("anniversary_events", row["event"]),
            year=Run("date", str(row["year"])),
        )
    else:
        who = desk.people(row["participants"])
        told = words.phrase("planned_held" if row["held"] else "planned", form=words("forms", row["what"]), who=who)
    return Line(desk.day(row["date"]), told, desk.notes.of(row))


def _due(desk: Desk, row: Answer) -> Line:
    told = desk.words.phrase("due_line", who=desk.speakers(row), quote=desk.words.quote(row["text"]))
    return Line(desk.day(row["due"]), told, desk.notes.of(row))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
