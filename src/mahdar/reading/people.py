"""People and their offices: names beside titles, counterparts, lists, later mentions; every mention becomes an actor on the chart."""

from mahdar.grammar.chart import Chart
from mahdar.reading.flags import CLOSED, HARD, HONORIFIC, HONORIFIC_PRONOUN, NAME, PARTICLE, UNKNOWN, WORD
from mahdar.reading.names import name_end, skip_honorifics
from mahdar.reading.parties import settle
from mahdar.reading.titles import Title, title_at
from mahdar.reading.work import Actor, Held, Human, Who, Work

FAMILY_FIRST = {"CN", "KR", "KP", "VN", "TW", "HK", "SG"}


def people(work: Work) -> None:
    """Find the people of a report with their offices, then every later mention, then titles without a name."""
    titles = _titles(work)
    _counterparts(work, titles)
    _honorific_names(work)
    _later_mentions(work)
    _speaking_names(work)
    settle(work)
    _title_actors(work, titles)
    _honorific_pronouns(work)
    work.chart.write()


def _titles(work: Work) -> list[Title]:
    c = work.chart
    out: list[Title] = []
    done = 0
    for i in [i for i, bits in enumerate(c.flags) if bits & HARD]:
        if i < done or c.entry(i, "office") is None:
            continue
        title = title_at(c, i)
        if title is None:
            continue
        out.append(title)
        done = title.stop
        if title.number == "s":
            done = _named(work, title)
        elif title.number == "p" or title.number == "d":
            done = _listed(work, title)
    return out


def _named(work: Work, title: Title) -> int:
    """Give a title to the name behind it, or else to the name before it; the token to go on from."""
    c = work.chart
    i = title.stop
    while i < len(c.form) and (c.form[i] in ("،", "و", "هو", "-", '"') and i - title.stop < 2):
        if c.form[i] == "و":
            break
        i += 1
    start = skip_honorifics(c, i)
    stop = name_end(c, start)
    if stop == start and i != title.stop:
        start = skip_honorifics(c, title.stop)
        stop = name_end(c, start)
    if stop == start and c.entry(title.stop - 1, "nationality") is None and _adjective(c, title.stop):
        start = skip_honorifics(c, title.stop + 1)  # an adjective that no list has: the Ruritanian president
        stop = name_end(c, start)
    if stop > start:
        if title.minister and not title.offices:
            title.offices.append(("minister", None, title.first, title.stop))
        human = human_of(work, start, stop, title.of)
        again = title_at(c, stop) if stop < len(c.form) and c.entry(stop, "office") is not None else None
        end = stop
        if again is None and stop + 1 < len(c.form) and c.form[stop] == "،" and c.entry(stop + 1, "office") is not None:
            again = title_at(c, stop + 1)
        if again is not None and _joins(work, title, again) and not _taken(work, (start, stop), again):
            hold(work, human, again, "people.name_office")
            end = again.stop
        hold(work, human, title, "people.office_name")
        put(work, title.first, end if again is not None and end == again.stop else stop, "person", [Who(human, human.of)], "people.office_name")
        return end
    appointed = _appointed(work, title.first)
    before = appointed or (None if title.needs_name else _name_before(work, title.first))
    if before is not None and not title.minister and not _taken(work, before, title):
        first, stop = before
        human = human_of(work, first, stop, title.of)
        hold(work, human, title, "people.name_office")
        put(work, first, stop if appointed else title.stop, "person", [Who(human, human.of)], "people.name_office")
    return title.stop


def _adjective(c: Chart, i: int) -> bool:
    return i + 1 < len(c.form) and c.form[i].startswith("ال") and c.form[i].endswith(("ي", "يه")) and not c.flags[i] & (HARD | CLOSED | HONORIFIC) and bool(c.flags[i + 1] & NAME)


def _taken(work: Work, before: tuple[int, int], title: Title) -> bool:
    """Whether a title behind a name is another person's: of another party, or held by somebody else of this report."""
    words = set(work.chart.form[before[0] : before[1]])
    mine = [h for h in work.humans if words <= set(h.words)]
    if title.of and any(h.of and h.of != title.of for h in mine):
        return True
    held = {o[0] for o in title.offices}
    return bool(title.of) and any(o.office in held and (o.of or h.of) == title.of for h in work.humans if h not in mine for o in h.offices)


APPOINTING = {"تعيينه", "تعيينها", "انتخابه", "انتخابها", "توليه", "توليها", "تنصيبه", "تكليفه", "تقلده", "منصبه", "منصب"}


def _appointed(work: Work, at: int) -> tuple[int, int] | None:
    """The name of whom a title was given to ("… on his appointment as …"): the last name before those words."""
    c = work.chart
    if at < 2 or not any(c.form[i] in APPOINTING for i in range(max(0, at - 3), at)):
        return None
    floor, _ = work.sentence(at)
    for first in range(at - 2, floor - 1, -1):
        if c.flags[first] & NAME and not c.flags[first] & CLOSED and (stop := name_end(c, first)) > first + 1:
            while first > floor and c.flags[first - 1] & NAME and not c.flags[first - 1] & (HARD | CLOSED) and name_end(c, first - 1) == stop:
                first -= 1
            return first, stop
    return None


def _joins(work: Work, title: Title, again: Title) -> bool:
    """Whether a second title behind the name belongs to it too: no other name follows, and its party does not differ."""
    c = work.chart
    if again.number != "s" or again.minister or again.needs_name or not again.offices or (again.of and title.of and again.of != title.of):
        return False
    i = again.stop
    if i < len(c.form) and c.form[i] == "،":
        i += 1
    start = skip_honorifics(c, i)
    return name_end(c, start) == start


def _name_before(work: Work, at: int) -> tuple[int, int] | None:
    """The name that ends just before a title (a comma and "who is also" may stand between)."""
    c = work.chart
    j = at
    while j > 0 and c.form[j - 1] in ("،", "و", "هو", "ايضا", "وهو", "-", "(") and at - j < 4:
        j -= 1
    if at - j > 0 and c.form[j] == "و" and (j == at - 1 or c.form[j + 1] != "هو"):
        return None
    for first in range(max(0, j - 7), j):
        known = work.actors.get(first)
        if known is not None and known.stop == j and known.kind == "person":
            return None if known.who[0].human is None else _name_range(work, known)
        if c.flags[first] & (NAME | UNKNOWN | PARTICLE) and not c.flags[first] & HONORIFIC and not _inside(work, first) and name_end(c, first) == j and _starts_name(c, first):
            return first, j
    return None


def _name_range(work: Work, actor: Actor) -> tuple[int, int] | None:
    human = actor.who[0].human
    return next(((a, b) for a, b in human.mentions if actor.first <= a and b <= actor.stop), None) if human else None


def _starts_name(c: Chart, first: int) -> bool:
    before = c.flags[first - 1] if first else HARD
    return not (before & (NAME | UNKNOWN) and not before & (WORD | HARD))


def _inside(work: Work, at: int) -> bool:
    return any(a.first <= at < a.stop for a in work.actors.values())


def _listed(work: Work, title: Title) -> int:
    """Names under one plural title: the ministers of A, B and C, Messrs X, Y and Z, each to its party in turn."""
    c = work.chart
    paired = _paired(work, title)
    if paired is not None:
        return paired
    i, parties = title.stop, [title.of] if title.of else []
    while i < len(c.form) and (c.form[i] in ("،", "و", "كل", "من", "ل") or c.entry(i, "country") or c.entry(i, "nationality")):
        e = c.entry(i, "country") or c.entry(i, "nationality")
        if e is not None:
            parties.append(e.id)
        i += 1
    names: list[tuple[int, int]] = []
    j = skip_honorifics(c, i)
    while (stop := name_end(c, j)) > j:
        names.append((j, stop))
        j = stop
        while j < len(c.form) and c.form[j] in ("،", "و"):
            j += 1
        j = skip_honorifics(c, j)
    if len(names) < 2 or not title.offices:
        if parties and title.offices:
            rule = "people.offices_of"
            put(work, title.first, max(title.stop, _trim(c, i, title.stop)), "title", [Who(None, p) for p in parties], rule, title.offices[0][0], None)
            return max(title.stop, _trim(c, i, title.stop))
        return title.stop
    if not parties and title.number != "s":
        parties = [p.of for p in _parties_before(work, title.first)]
    who = []
    for n, (a, b) in enumerate(names):
        of = parties[n] if len(parties) == len(names) else parties[0] if len(parties) == 1 else None
        human = human_of(work, a, b, of)
        office, portfolio, first, last = title.offices[0]
        human.offices.append(Held(office, portfolio, of, first, last, "people.offices_names"))
        who.append(Who(human, of))
    put(work, title.first, names[-1][1], "person", who, "people.offices_names")
    return names[-1][1]


def _paired(work: Work, title: Title) -> int | None:
    """Each name behind its own party: the presidents of A X, of B Y and of C Z; the American X and the French Y."""
    c = work.chart
    if not title.offices or title.of is None:
        return None
    j, of, found = title.stop, title.of, []
    while True:
        start = skip_honorifics(c, j + 1 if j < len(c.form) and c.form[j] == "،" else j)
        stop = name_end(c, start)
        if stop == start:
            break
        found.append((start, stop, of))
        j = stop
        while j < len(c.form) and c.form[j] in ("،", "و"):
            j += 1
        e = (c.entry(j, "country") or c.entry(j, "nationality")) if j < len(c.form) else None
        if e is None:
            break
        of, j = e.id, j + 1
    if len(found) < 2:
        return None
    office, portfolio, first, last = title.offices[0]
    who = []
    for a, b, of in found:
        human = human_of(work, a, b, of)
        human.offices.append(Held(office, portfolio, of, first, last, "people.offices_names"))
        who.append(Who(human, of))
    put(work, title.first, found[-1][1], "person", who, "people.offices_names")
    return found[-1][1]


def _trim(c: Chart, i: int, least: int) -> int:
    while i > least and c.form[i - 1] in ("،", "و", "كل", "من", "ل"):
        i -= 1
    return i


def _parties_before(work: Work, at: int) -> list[Who]:
    c = work.chart
    first, _ = work.sentence(at)
    found = [Who(None, e.id) for i in range(first, at) if (e := c.entry(i, "country")) is not None]
    return found


def _counterparts(work: Work, titles: list[Title]) -> None:
    """"His counterpart": the same office, of the party told; several counterparts share the words."""
    c = work.chart
    for i in [i for i, bits in enumerate(c.flags) if bits & HARD and c.entry(i, "counterpart") is not None]:
        base, held = _subject_before(work, i)
        office = held.office if held else None
        portfolio = held.portfolio if held else None
        j, who = i + 1, []
        while True:
            e, k = None, j
            if k < len(c.form) and c.form[k] == "من":
                k += 1
            e = c.entry(k, "nationality") or c.entry(k, "country") if k < len(c.form) else None
            k = k + 1 if e is not None else j
            at = k + 1 if k < len(c.form) and c.form[k] == "،" else k
            start = skip_honorifics(c, at)
            stop = name_end(c, start)
            if stop > start:
                human = human_of(work, start, stop, e.id if e else None)
                if office and not any(h.office == office for h in human.offices):
                    human.offices.append(Held(office, portfolio, human.of, i, stop, "people.counterpart"))
                who.append(Who(human, human.of))
                j = stop
            elif e is not None:
                who.append(Who(None, e.id))
                j = k
            else:
                break
            k = j + 1 if j < len(c.form) and c.form[j] == "،" else j
            if k + 1 < len(c.form) and c.form[k] == "و" and c.entry(k + 1, "nationality") is not None and c.entry(i, "counterpart").more.get("note") != "ms":  # type: ignore[union-attr]
                j = k + 1
                continue
            break
        if not who:
            of = base.of if base else None
            who = [Who(None, None)] if of is None else []
            j = i + 1
        put(work, i, j, "person" if any(w.human for w in who) else "title", who, "people.counterpart", office, who[0].of if len(who) == 1 else None)


def _subject_before(work: Work, at: int) -> tuple[Human | None, Held | None]:
    """The person with an office who stands first before a token in its sentence, or last in the one before; and that office."""
    floor, _ = work.sentence(at)
    earlier, _ = work.sentence(max(0, floor - 2))
    actors = [a for _, a in sorted(work.actors.items()) if earlier <= a.first < at and a.kind == "person" and a.who and a.who[0].human]
    here = [a for a in actors if a.first >= floor and a.who[0].human and a.who[0].human.offices]
    there = [a for a in actors if a.first < floor and a.who[0].human and a.who[0].human.offices]
    actor = here[0] if here else there[-1] if there else None
    if actor is None or actor.who[0].human is None:
        return None, None
    human = actor.who[0].human
    told = [o for o in human.offices if actor.first <= o.first < actor.stop]
    return human, (told or human.offices)[-1]


def _honorific_names(work: Work) -> None:
    c = work.chart
    i = 0
    while i < len(c.form):
        if c.flags[i] & HONORIFIC and not _inside(work, i):
            start = skip_honorifics(c, i)
            stop = name_end(c, start)
            known = work.actors.get(start)
            if known is not None and known.kind == "person":  # the name is read with its title already
                put(work, i, known.stop, "person", known.who, known.rule)
                i = known.stop
                continue
            if stop > start > i and c.flags[start] & (NAME | PARTICLE):
                human = human_of(work, start, stop, None)
                put(work, i, stop, "person", [Who(human, human.of)], "people.honorific_name")
                i = stop
                continue
        i += 1


def _speaking_names(work: Work) -> None:
    """A bare name that speaks: a verb of saying, a name, and that or a comma (وقال إدريسوف إن…)."""
    c = work.chart
    for i, entries in enumerate(c.entries):
        if i + 2 >= len(c.form) or not any(e.kind.startswith("say.past") for e in entries) or i + 1 in work.actors:
            continue
        bits = c.flags[i + 1]
        if bits & (WORD | HARD | CLOSED | HONORIFIC) or not bits & (NAME | UNKNOWN) or len(c.form[i + 1]) < 4:
            continue
        stop = name_end(c, i + 1)
        if stop > i + 1 and stop < len(c.form) and (c.entry(stop, "comp") is not None or c.form[stop] in ("،", ":", "الي", "عن")):
            human = human_of(work, i + 1, stop, None)
            put(work, i + 1, stop, "person", [Who(human, human.of)], "people.speaking_name")


def _honorific_pronouns(work: Work) -> None:
    """"His Excellency", "His Highness": the last person so styled, one of the agency's own country before a guest."""
    c = work.chart
    for i, bits in enumerate(c.flags):
        if not bits & HONORIFIC_PRONOUN or i in work.actors:
            continue
        stem = c.form[i][:-2].rstrip("ت") if c.form[i].endswith(("ته", "تها")) else c.form[i][:-1]
        styled = [
            a for _, a in sorted(work.actors.items())
            if a.first < i and a.kind in ("person", "title") and len(a.who) == 1 and a.who[0].human
            and any(c.form[j].startswith(stem) for j in range(max(0, a.first - 3), a.stop) if c.flags[j] & HONORIFIC)
        ]  # fmt: skip
        at_home = [a for a in styled if a.who[0].human and a.who[0].human.of == work.zones.home]
        if styled:
            put(work, i, i + 1, "title", (at_home or styled)[-1].who, "people.honorific_pronoun")


def _later_mentions(work: Work) -> None:
    """Mentions by a part of a known name: the surname, the family name of East Asians, the first name behind an honorific."""
    c = work.chart
    index: dict[str, list[Human]] = {}
    for human in work.humans:
        for word in human.words:
            if len(word) > 1 and word not in ("بن", "ال", "ابن", "ابو", "عبد", "الله"):
                index.setdefault(word, []).append(human)
                if len(word) < 4 or word in human.words[:1]:
                    index.setdefault("و" + word, []).append(human)
                elif word == human.words[-1]:
                    index.setdefault("و" + word, []).append(human)
    covered = {i for a in work.actors.values() for i in range(a.first, a.stop)}
    i, n = 0, len(c.form)
    while i < n:
        form = c.form[i]
        if form not in index or i in covered:
            i += 1
            continue
        stop = i + 1
        humans = [h for h in index[form] if form in h.words or form[1:] in h.words]
        while stop < n and stop not in covered and (c.form[stop] in index or c.flags[stop] & PARTICLE):
            more = [h for h in humans if c.form[stop] in h.words]
            if not more:
                break
            humans, stop = more, stop + 1
        while c.flags[stop - 1] & PARTICLE and stop > i + 1:
            stop -= 1
        human = _meant(c, i, stop, humans)
        if human is None:
            i += 1
            continue
        first = i
        while first > 0 and (c.form[first - 1] in ("ابن", "بن", "ال") or c.flags[first - 1] & HONORIFIC) and first - 1 not in covered:
            first -= 1
        human.mentions.append((first if c.form[first] in ("ابن", "بن") else i, stop))
        put(work, first, stop, "person", [Who(human, human.of)], "people.later_mention")
        i = stop


def _meant(c: Chart, i: int, stop: int, humans: list[Human]) -> Human | None:
    """The one person whom these words can mean, or None."""
    form = c.form[i]
    unknown = not c.flags[i] & WORD or bool(c.flags[i] & NAME)
    fits = []
    for h in dict.fromkeys(map(id, humans)):
        human = next(x for x in humans if id(x) == h)
        words = human.words
        bare = form if form in words else form[1:]
        if stop - i > 1:
            fits.append((2, human))
        elif bare == words[-1] and (unknown or len(words) == 1):
            fits.append((1 if len(words) > 1 else 2, human))
        elif bare in words[1:-1] and c.flags[i] & NAME and not c.flags[i] & WORD and len(bare) > 3:
            fits.append((0, human))
        elif bare == words[0] and (human.of in FAMILY_FIRST or len(words) > 1 and (unknown or _honoured(c, i))):
            fits.append((1, human))
    if not fits:
        return None
    if form in ("لي", "علي", "ان", "هي", "ولي", "وان", "من") and not _subject_place(c, i):
        return None
    top = max(rank for rank, _ in fits)
    best = [h for rank, h in fits if rank == top]
    return best[0] if len(best) == 1 else None


def _honoured(c: Chart, i: int) -> bool:
    return i > 0 and bool(c.flags[i - 1] & HONORIFIC)


def _subject_place(c: Chart, i: int) -> bool:
    """Whether a word that may be a function word stands where a name would: after a verb or preposition, at a clause's end."""
    return i > 0 and (c.entry(i - 1, "say") is not None or c.form[i - 1] in ("مع", "من", "ل", "ب", "قال", "بين", "و", "كان", "زياره", "وصول", "اقام"))


def _title_actors(work: Work, titles: list[Title]) -> None:
    """Titles without a name: the person who holds that office in this report, or the party alone."""
    for title in titles:
        if _inside(work, title.first):
            continue
        office = title.offices[0][0] if title.offices else "minister" if title.minister else None
        if office is None or title.needs_name:
            continue
        if title.number != "s":
            put(work, title.first, title.stop, "title", [], "people.titles", office, title.of)
            continue
        human = holder(work, office, title.of, title.first)
        who = [Who(human, human.of)] if human else [Who(None, title.of)] if title.of else []
        put(work, title.first, title.stop, "title", who, "people.title", office, title.of)


def holder(work: Work, office: str, of: str | None, at: int) -> Human | None:
    """Who holds an office in this report: of the party told, or the last one told before a token."""
    ministers = office == "minister"
    fits = [
        h for h in work.humans
        if any((o.office == office or ministers and o.office.endswith("minister")) and not o.former for o in h.offices) and (of is None or h.of in (of, None))
    ]  # fmt: skip
    if len(fits) == 1:
        return fits[0]
    before = [(m[0], h) for h in fits for m in h.mentions if m[0] < at]
    return max(before, key=lambda p: p[0])[1] if before and of is None else None


def human_of(work: Work, first: int, stop: int, of: str | None) -> Human:
    """The person of a printed name: one already met under a longer or shorter form, or a new one."""
    c = work.chart
    words = tuple(w for w in c.form[first:stop] if w != "-")
    for human in work.humans:
        if of and human.of and of != human.of:
            continue
        short, long = sorted((words, human.words), key=len)
        if set(short) <= set(long) and (short[0] == long[0] or len(short) == 1 and (short[0] == long[-1] or len(long) > 2)):
            if len(words) > len(human.words):
                human.words, human.name = words, _printed(work, first, stop)
            human.of = human.of or of
            human.mentions.append((first, stop))
            return human
    human = Human(_printed(work, first, stop), words, of, [(first, stop)])
    work.humans.append(human)
    return human


def _printed(work: Work, first: int, stop: int) -> str:
    return " ".join(work.printed(first, stop).replace("_", " ").replace("#", " ").split())


def hold(work: Work, human: Human, title: Title, rule: str) -> None:
    """Write down the offices of a title for a person, once each."""
    human.of = human.of or title.of
    for office, portfolio, first, stop in title.offices:
        if not any(h.office == office and h.of == (title.of or human.of) for h in human.offices):
            human.offices.append(Held(office, portfolio, title.of, first, stop, rule, title.former))


def put(work: Work, first: int, stop: int, kind: str, who: list[Who], rule: str, office: str | None = None, of: str | None = None) -> None:
    """Lay an actor on the chart; actors inside it give way."""
    for i in range(first, stop):
        work.actors.pop(i, None)
    actor = Actor(first, stop, kind, who, office, of, rule)  # type: ignore[arg-type]
    work.actors[first] = actor
    work.chart.put(first, stop, work.alphabet.char(frozenset((f"actor.{kind}",))), actor)
