"""Names under one title: of several ministers or presidents, in any shape, each with its party."""

from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.reading.humans import human_of, inside, put
from mahdar.reading.names import name_end, skip_honorifics
from mahdar.reading.spots import Kinds, where
from mahdar.reading.titles import Title
from mahdar.reading.work import Held, Who, Work

BOTH: Final = Kinds("side.both", "side.all", people=True)

LINKS: Final = ("،", "و", "-", ":")
BETWEEN: Final = {
    *LINKS,
    "كل",
    "من",
    "ل",
    "البلدين",
    "الدولتين",
    "الدول",
    "الثلاث",
    "الثلاثه",
    "الجانبين",
    "على",
    "التوالي",
    "علي",
}
SINGLE: Final = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}  # one in each state
Named = list[tuple[int, int, str | None]]  # first token, stop, party of each name


def listed(work: Work, title: Title) -> int:
    """Give a plural or dual title to the names behind it; the token to go on from."""
    if title.offices and (named := paired(work.chart, title.stop, title.of)):
        return _hold(work, title, named)
    i, parties = _parties(work.chart, title)
    names = _names(work.chart, i)
    if len(names) == 1 and title.offices and title.of and work.chart.form[names[0][1] : names[0][1] + 1] == ["و"]:
        return _hold(work, title, [(*names[0], title.of)])  # "the two ministers X and his counterpart Y"
    if len(names) < 2 or not title.offices:
        return _nameless(work, title, i, parties)
    if not parties:
        floor, _ = work.sentence(title.first)
        parties = [e.id for j in range(floor, title.first) if (e := work.chart.entry(j, "country")) is not None]
    one = parties[0] if len(set(parties)) == 1 and (title.of or title.offices[0][0] not in SINGLE) else None
    return _hold(work, title, [(a, b, parties[n] if len(parties) == len(names) else one) for n, (a, b) in enumerate(names)])


def paired(c: Chart, i: int, of: str | None) -> Named:
    """Names each behind its own party, two or more: of A X, of B Y and of C Z; the Ruritanian X and the Freedonian Y."""
    found: Named = []
    j = _over(c, i, "،")
    while True:
        if (e := _party(c, j)) is not None:
            of, j = e, j + 1
        elif found or of is None:
            break
        start = skip_honorifics(c, _over(c, j, "،"))
        stop = name_end(c, start)
        if stop == start:
            break
        found.append((start, stop, of))
        j = _over(c, stop, *LINKS)
    return found if len(found) > 1 else []


def also(c: Chart, i: int) -> Named:
    """Further names behind a single title and its name, each with its party: "… and the Freedonian Y"."""
    out: Named = []
    while (j := _over(c, i, "،")) + 1 < len(c.form) and c.form[j] == "و" and (e := c.entry(j + 1, "nationality")) is not None:
        start = skip_honorifics(c, _over(c, j + 2, "،"))
        i = name_end(c, start)
        if i == start:
            break
        out.append((start, i, e.id))
    return out


def _party(c: Chart, j: int) -> str | None:
    e = (c.entry(j, "nationality") or c.entry(j, "country")) if j < len(c.form) else None
    return e.id if e else None


def _over(c: Chart, i: int, *forms: str) -> int:
    while i < len(c.form) and c.form[i] in forms:
        i += 1
    return i


def _parties(c: Chart, title: Title) -> tuple[int, list[str]]:
    """The parties that a title tells in a row, and the token behind them."""
    i, parties = title.stop, [title.of] if title.of else []
    while i < len(c.form) and (c.form[i] in BETWEEN or _party(c, i) is not None):
        if (party := _party(c, i)) is not None:
            parties.append(party)
        i += 1
    return i, parties


def _names(c: Chart, i: int) -> list[tuple[int, int]]:
    names: list[tuple[int, int]] = []
    j = skip_honorifics(c, i)
    while (stop := name_end(c, j)) > j:
        names.append((j, stop))
        j = skip_honorifics(c, _over(c, stop, "،", "و"))
    return names


def _nameless(work: Work, title: Title, i: int, parties: list[str]) -> int:
    """The ministers of A, B and C, nobody named."""
    if not parties or not title.offices:
        return title.stop
    while i > title.stop and work.chart.form[i - 1] in BETWEEN:
        i -= 1
    put(work, title.first, i, "title", [Who(None, p) for p in parties], "people.offices_of", title.offices[0][0], None)
    return i


def _hold(work: Work, title: Title, named: Named) -> int:
    who = []
    for a, b, of in named:
        human = human_of(work, a, b, of)
        for office, portfolio, first, last in title.offices:
            if not any(h.office == office for h in human.offices):
                human.offices.append(Held(office, portfolio, of, first, last, "people.offices_names"))
        who.append(Who(human, human.of))
    put(work, title.first, named[-1][1], "person", who, "people.offices_names")
    return named[-1][1]


def both_named(work: Work) -> None:
    """Names behind "the foreign ministers of the two countries", "the two presidents" and the like."""
    c = work.chart
    for i in where(work, BOTH):
        office = _office(c.form[i])
        if office is None or inside(work, i):
            continue
        named = paired(c, i + 1, None) or [(a, b, None) for a, b in _names(c, _over(c, i + 1, *BETWEEN))]
        if len(named) > 1:
            _hold(work, Title(i, i + 1, [(office, None, i, i + 1)]), named)


def _office(form: str) -> str | None:
    """The office of a word for both sides."""
    if "خارجيه" in form:
        return "foreign_minister"
    if "دفاع" in form:
        return "defence_minister"
    if form.endswith("زراء"):
        return "head_of_government" if form.startswith("رييس") else None
    if form.startswith("سفير") or form.startswith("السفير"):
        return "ambassador"
    return "head_of_state" if form.startswith(("رييس", "الرييس", "الملك", "العاهل")) else None
