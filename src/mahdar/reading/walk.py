"""The walk through a report's clauses: who speaks, sentence by sentence, and what each clause says."""

from bisect import bisect_left
from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.reading.clauses import Clause
from mahdar.reading.discourse import NEAR, group_behind, resolve
from mahdar.reading.formulas import clause_at
from mahdar.reading.indirect import indirect
from mahdar.reading.speakers import JOINT, PREPOSITIONS, RELATIVES, ending, first_actor, sides_at, subject_before
from mahdar.reading.spots import Kinds, where
from mahdar.reading.statements import WITHIN, negated, state
from mahdar.reading.strangers import talks_before
from mahdar.reading.work import Met, Said, Who, Work

QUOTES: Final = Kinds("quote", bare=True)
GENDERS: Final = {"ms": "m", "fs": "f"}  # of a verb in the singular
KEPT: Final = {"التعليق", "الكشف", "ذكر", "الافصاح", "نشر", "كشف"}
AIMS: Final = {"هدف", "بهدف", "بغيه", "بغرض", "اجل"}
NOUNS: Final = 24  # tokens between two verbal nouns that go together
CLOSE: Final = 8  # tokens, a name with its titles one, within which a relayed verb stands behind the verb that relays it
LEADS: Final = {
    "و",
    "،",
    '"',
    "كما",
    "ف",
    "حيث",
    "اذ",
    "بينما",
    "فيما",
    "ثم",
    "لكن",
    "لكنه",
    "لكنها",
    "لكنهما",
    "لكنهم",
    "قد",
    ")",
    "\n",
    "؛",
}
CONNECTIVES: Final = LEADS - {"\n", ")", '"'}
BUT: Final = {"الا", "غير", "بيد"}  # with that: but
DESCRIBED: Final = {"وصف", "وصفت"}  # without what, in the passive
ACCUSING: Final = {"اتهم", "وصف"}  # whose participle in the accusative is nothing but one of reporting
UPON: Final = {"اثر", "وسط", "ضمن", "عند", "عبر", "فور", "قبيل", "بعيد", "اثناء", "بمناسبه"}  # a verbal noun behind them
FIRST: Final = {"ان", "اذ", "ل"}  # I am glad to, as I, so that I
STANDS: Final = {"جاء", "ورد"}  # in a document
DOCUMENTS: Final = {"بيان", "البيان"}
MESSAGES: Final = {"برقيه", "برقيات", "رساله", "خطاب", "كلمه"}  # of thanks: a noun
CLAUSAL: Final = ("that", "quote")  # frames behind which a clause stands
TELLING: Final = ("about", "on", "to", "with", "from")  # frames of a relative clause about him who speaks
SUMMONS: Final = {"استدعاء", "الاستدعاء", "استدعايه"}  # in which the one who summons speaks
SUBORDINATE: Final = {"عندما", "حين", "حينما"}
THEM: Final = {"انهما", "بانهما"}  # that they both
HIM: Final = {"انه", "بانه", "انها", "بانها"}  # that he: who tells it
OVER: Final = {"لكن", "بينما", "فيما"}  # but, while, with the subject right behind it
MASDARS: Final = {"معارضه", "مطالبه", "متابعه"}  # participles of one form with a verbal noun
BEFORE_PARTICIPLE: Final = {"،", "و", '"', ")", ".", "\n", "؛"}


def walk(work: Work) -> None:
    """Read every reporting clause, in order; each ends where the next one of its sentence begins."""
    _gather(work)
    clauses = _clauses(work)
    heads = _told(work, clauses)
    before: Said | None = None
    since = 0
    hushed = ""  # the gender in which a source spoke last, until another subject is told
    for n, clause in enumerate(heads):
        floor, end = work.sentence(clause.at)
        if before is not None and before.first < floor:
            before = None
        if clause.frame == "behind" and (before is not None or n and heads[n - 1].at >= floor):
            continue
        stop = _stop(work, clause, heads[n + 1] if n + 1 < len(heads) else None, end)
        if clause.at > since and _goes_on(work, clause, hushed, since):
            continue  # the agency or the newspaper goes on
        said = state(work, clause, stop, before)
        hushed = ("any" if clause.name == "نقل" else clause.number) if clause.subject == [] else clause.source
        since = end if clause.source else clause.at  # what a source passes on goes on in the same sentence
        if said is None:
            continue
        said.contact = _contact(work, said)
        work.said.append(said)
        before = said
        _say(work, clause, said)


def _goes_on(work: Work, clause: Clause, hushed: str, since: int) -> bool:
    """Whether a source that spoke last, at a token, goes on: in its gender, in either where it passes on somebody's words."""
    if clause.subject or not (hushed == clause.number or hushed == "any" and clause.number in ("ms", "fs")):
        return False
    if clause.participle:
        floor, _ = work.sentence(clause.at)
        return since >= floor or first_actor(work, floor, clause.at) is None
    return subject_before(work, clause.at) is None and not indirect(work, clause)


def _stop(work: Work, clause: Clause, following: Clause | None, end: int) -> int:
    """Where the words of a clause end at the latest: before the next one of its sentence, or with the sentence."""
    if clause.frame == "behind":
        return clause.at
    if following is not None and following.at < end:
        return max(_lead(work, following), clause.first)
    return _quoted_on(work, clause, end, following.at if following is not None else None)


def _quoted_on(work: Work, clause: Clause, end: int, following: int | None) -> int:
    """The end of a clause whose words go on in a sentence of the same paragraph that is a quotation alone."""
    c = work.chart
    first = end + 1
    if (
        clause.frame not in CLAUSAL
        or first >= len(c.form)
        or c.form[first] != '"'
        or "\n" in c.text[c.end[end - 1] : c.start[first]]
    ):
        return end
    _, stop = work.sentence(first)
    alone = stop - first > 4 and c.form[stop - 1] == '"' and (following is None or following >= stop)
    return stop if alone else end


def _clauses(work: Work) -> list[Clause]:
    """Every clause of the report that a rule starts and that reports here."""
    matches = work.pack.grammar.matches("speech", work.chart)
    work.trace += matches
    marks = where(work, QUOTES)
    out: list[Clause] = []
    first, n = 0, len(matches)
    while first < n:
        at, stop = matches[first].trigger, first + 1
        while stop < n and matches[stop].trigger == at:
            stop += 1
        opened = _opened(work, marks, at)
        told = opened is None or at - opened <= CLOSE or bool(out) and out[-1].opened == opened
        if told and not negated(work, at):
            clause = clause_at(work, at, {m.rule.name: m for m in matches[first:stop]})
            if clause is not None and _reports(work, clause):
                clause.opened = opened
                out.append(clause)
        first = stop
    return out


def _gather(work: Work) -> None:
    """Lay out who met where in the text; what is planned, visited or remembered of another day stands behind the day's news."""
    days = [m.date.value for m in work.met if m.date is not None and m.date.value and m.status == "held"]
    day = (
        work.zones.dateline.date
        if work.zones.dateline is not None and work.zones.dateline.date
        else max(days, key=days.count, default=None)
    )
    scene = work.scene
    for n, met in enumerate(work.met):
        for first, _ in met.ranges:
            scene.groups.append((first, met.who, _is_news(met, day), n))
    scene.groups.sort(key=lambda g: g[0])


def _is_news(met: Met, day: str | None) -> bool:
    if met.status != "held" or met.form in ("visit", "letter", "ceremony") or sum(w.human is not None for w in met.who) < 2:
        return False
    return (
        met.date is None or not met.date.value or day is None or met.date.value.startswith(day) or day.startswith(met.date.value)
    )


def _told(work: Work, clauses: list[Clause]) -> list[Clause]:
    """Leave out verbs inside what another says, and verbs that only relay it (the innermost person is the speaker)."""
    out: list[Clause] = []
    passed = 0  # the quotation marks around words that only tell what others said
    spoke: dict[str, list[Who]] = {}  # the last subject by the person and gender of its verb
    for clause in clauses:
        over = out[-1] if out else None
        if over is not None and over.subject is not None:
            spoke[over.number] = over.subject
        if clause.opened is not None and clause.opened != passed:
            if over is not None and _passes_on(work, over, clause, spoke):
                out[-1], passed = clause, clause.opened
            elif _of_document(work, clause):
                passed = clause.opened
                out.append(clause)
            continue
        if over is not None and over.at < clause.at < over.first:  # in a parenthesis between a verb and its words
            if over.subject == [] and clause.subject:
                out[-1] = clause
            continue
        if over is None or over.at < work.sentence(clause.at)[0] or clause.at < over.first or _breaks(work, over, clause):
            out.append(clause)
            continue
        if not _own_subject(work, clause):
            continue
        if _passes_on(work, over, clause, spoke):
            out[-1] = clause
    return out


def _passes_on(work: Work, over: Clause, clause: Clause, spoke: dict[str, list[Who]]) -> bool:
    """Whether a clause only passes on the words of the next one, which stands near behind its own particle."""
    told = over.at < over.first <= clause.at and over.at >= work.sentence(clause.at)[0]
    that = over.frame in CLAUSAL or any(work.chart.has(i, "comp") for i in range(over.first, clause.at))
    if over.subject and not that:
        return False
    near = told and _own_subject(work, clause) and sum(ch != INSIDE for ch in work.chart.line[over.first : clause.at]) <= CLOSE
    whose = over.subject if over.subject is not None else subject_before(work, over.at) or spoke.get(over.number)
    if not near or whose is None or not _relays(work, whose, clause):
        return False
    if clause.opened is not None and over.frame == "quote" and not _impersonal(whose):
        return False  # his own words, in which he tells what another did
    clause.relayed, clause.source = over.subject == [], over.number if over.subject == [] else ""
    clause.outer, over.subject = over, whose
    return True


def _of_document(work: Work, clause: Clause) -> bool:
    """Whether quotation marks hold the words of a communiqué that nobody is told to say (وجاء في البيان: "…")."""
    form, opened = work.chart.form, clause.opened
    if opened is None or form[opened - 1] != ":" or not _own_subject(work, clause):
        return False
    told = form[work.sentence(opened)[0] : opened]
    return not STANDS.isdisjoint(told) and not DOCUMENTS.isdisjoint(told)


def _impersonal(who: list[Who]) -> bool:
    """Whether those who tell something are sources, bodies or spokesmen."""
    return all(w.human is None or any(o.office == "spokesperson" for o in w.human.offices) for w in who)


def _own_subject(work: Work, clause: Clause) -> bool:
    """Whether a clause inside another names its own speaker, or those who talked."""
    c, rule = work.chart, clause.match.rule
    if clause.tense in ("present", "future") or rule.makes == "will":
        return False
    if rule.id == "speech.talks_about" or clause.frame in ("to", "discuss") and talks_before(work, clause.at):
        return True
    if rule.id == "speech.protocol":
        told = c.has(clause.at - 1, "comp") or c.form[clause.at - 1] == '"'
        return told and SUMMONS.isdisjoint(c.form[max(0, clause.at - CLOSE) : clause.at])
    if c.form[clause.at - 1] in HIM:
        return False
    return bool(clause.subject or c.form[clause.at - 1] in THEM or subject_before(work, clause.at))


def _relays(work: Work, over: list[Who], clause: Clause) -> bool:
    """Whether somebody only passes on what a clause says: a source, a body, a spokesman, or another person than its subject."""
    if _impersonal(over):
        return True
    who = clause.subject or subject_before(work, clause.at) or []
    return (
        clause.match.rule.makes == "statement"
        and len(who) == 1
        and who[0].human is not None
        and not any(w.same(who[0]) for w in over)
    )


def _breaks(work: Work, over: Clause, clause: Clause) -> bool:
    """Whether a later verb of the sentence begins a clause of its own rather than standing inside what is said."""
    c = work.chart
    lead = c.form[clause.at - 1]
    if clause.match.rule.makes == "will":
        return False
    if clause.participle:
        doubtful = lead == "و" and c.form[clause.at - 2] != "،" and c.form[clause.at] in MASDARS
        told = clause.frame != "object" or clause.name in ACCUSING or _stresses(work, clause)
        settled = told and c.form[clause.at].endswith("ا") or clause.name == "قال"
        return settled or lead in BEFORE_PARTICIPLE and not doubtful
    if (but := _contrast(work, clause)) is not None and but > over.first:
        return True
    if lead == "،" and over.frame in CLAUSAL and clause.match.rule.makes == "discussion":
        return False
    if lead == "،" and over.frame == "that" and ending_at(work, clause.at, over.first):
        return False  # "that the president, …, asked for"
    if lead not in LEADS:
        own = lead == "بل" and bool(clause.subject) or lead in SUBORDINATE and over.frame not in CLAUSAL
        return own or clause.number == "1s" or c.has(clause.at - 1, "switch") or lead in ("ايضا", "كذلك")
    if clause.match.rule.id == "speech.protocol":
        inside = lead == "و" and c.form[clause.at - 2] not in ("،", '"') and over.frame == "that"
        return not inside or over.subject is None or len(over.subject) != 1
    if clause.subject is None and over.frame in CLAUSAL:
        alone = over.subject is not None and len(over.subject) == 1
        if (
            clause.number in JOINT
            and alone
            and clause.verb is not None
            and clause.verb.id not in ("اتفق", "بحث", "ناقش", "تبادل")
        ):
            return False
        if clause.number == "fs" and alone and over.subject and over.subject[0].human is not None and over.number == "ms":
            return False
    return True


def ending_at(work: Work, at: int, first: int) -> bool:
    """Whether the subject right before a verb and its comma begins at a token: it is all that was said so far."""
    actor = ending(work, at - 1)
    return actor is not None and actor.first == first


def _contrast(work: Work, clause: Clause) -> int | None:
    """Where "but" opens a clause whose subject stands before its verb (إلا أن الوزارة أكدت), or None."""
    form, at = work.chart.form, clause.at
    if not clause.subject or clause.found_at != at:
        return None
    actor = ending(work, at) or (ending(work, at - 1) if form[at - 1] == "قد" else None)
    if actor is not None and actor.first and form[actor.first - 1] in OVER:
        return actor.first - 1
    return next((i for i in range(max(0, at - CLOSE), at - 1) if form[i] in BUT and form[i + 1] == "ان"), None)


def _reports(work: Work, clause: Clause) -> bool:
    """Whether a verb is one of reporting here: a finite verb or a participle of its own; present tense only with a subject."""
    if clause.verb is None or clause.match.rule.makes == "will":
        return True
    before = work.chart.form[clause.at - 1] if clause.at else "\n"
    if (before in PREPOSITIONS or before in UPON) and not clause.participle and clause.number != "1s":
        return False  # a verbal noun
    if clause.verb.more.get("written") and not _written(work, clause):
        return False
    if clause.participle:
        return _participle_reports(work, clause, before)
    return _past_reports(work, clause, before) if clause.tense == "past" else _present_reports(work, clause, before)


def _past_reports(work: Work, clause: Clause, before: str) -> bool:
    """Whether a past tense reports: no noun that looks like it, no relative clause, no refusal to be named."""
    c, at = work.chart, clause.at
    if clause.subject is None and before == "\n" and clause.number not in JOINT:
        return False  # a sentence that opens with a bare verb names its subject; else the word is a noun or a title
    if clause.number == "md" and before not in LEADS | {"ايضا", "كذلك"} and not c.has(at - 1, "switch"):
        if len(subject_before(work, at) or []) < 2 and c.form[min(at + 1, len(c.form) - 1)] not in WITHIN:
            return False  # a noun in the accusative
    if at and c.has(at - 1, "attribution") and clause.frame == "object":
        return False  # according to what he announced
    if c.form[at] in DESCRIBED and c.form[at + 1] in ("بانه", "بانها") or _whether(work, at):
        return False  # it was described as
    if before in ("او", "ام", "حال", "اذا"):
        return False  # acceptance or refusal
    if before == "و" and clause.subject is None and c.has(at, "review") and _goes_with_noun(work, at):
        return False  # to discuss this, and the discussion of that
    if before in MESSAGES and clause.frame == "pair":
        return False  # a telegram of thanks
    if clause.name == "رفض" and c.form[clause.first] in KEPT:
        return False  # a source that will not be named
    if before in RELATIVES:
        return clause.frame == "that" or clause.frame in TELLING and c.form[at - 2] == "،" and ending(work, at - 2) is not None
    return not (before in ("ما", "مما") and clause.subject is None and clause.frame == "object")


def _whether(work: Work, at: int) -> bool:
    """Whether a verb stands in a question told in the third person (ما إذا كان…)."""
    form = work.chart.form
    return any(form[i] == "اذا" and form[i - 1] == "ما" for i in range(max(1, at - CLOSE), at))


def _goes_with_noun(work: Work, at: int) -> bool:
    """Whether a verbal noun that looks like a verb goes with another that the sentence governs (لبحث الأزمة وبحث التعاون)."""
    c = work.chart
    if c.form[at + 1 : at + 2] in (["مع"], ["معه"], ["معها"]):
        return False
    floor, _ = work.sentence(at)
    governed = (i for i in range(max(floor + 1, at - NOUNS), at) if c.form[i - 1] in PREPOSITIONS or c.form[i - 1] in AIMS)
    return any(c.has(i, "review") for i in governed)


def _present_reports(work: Work, clause: Clause, before: str) -> bool:
    """Whether a present or a future tense reports: only with its subject before it, or behind it at the head of a sentence."""
    c, at = work.chart, clause.at
    if clause.name == "اعتبر" and clause.frame == "object":
        return False  # "is considered"
    if before == "قد":
        return False  # he may announce
    if clause.number == "1s":
        return before in FIRST and any(m.form == "letter" for m in work.met)  # his own letter, without quotation marks
    if subject_before(work, at) is not None and before not in RELATIVES:
        return True
    floor, _ = work.sentence(at)
    return bool(clause.subject) and clause.found_at <= at + 2 and all(f in LEADS or f == "ايضا" for f in c.form[floor:at])


def _participle_reports(work: Work, clause: Clause, before: str) -> bool:
    """Whether a participle reports: behind a comma, with a clause of its own, or in the accusative of a plain verb."""
    c, at = work.chart, clause.at
    if c.form[at] in MASDARS and (before == "و" and c.form[at - 2] != "،" or c.form[at + 1 : at + 2] == [":"]):
        return False
    if before in BEFORE_PARTICIPLE or clause.frame in CLAUSAL or _after_subject(work, at):
        return True
    plain = clause.verb is not None and bool(clause.verb.more.get("plain"))
    if clause.name in ACCUSING and c.form[at].endswith("ا") and not c.has(at - 1, "number"):
        return True
    return plain and c.form[at].endswith("ا") and (clause.frame != "object" or _stresses(work, clause))


def _written(work: Work, clause: Clause) -> bool:
    """Whether the report itself writes the letters that tell this verb from a common word (هنأ, not هنا)."""
    letters = clause.verb.more["written"] if clause.verb is not None else ""
    printed = work.printed(clause.at, clause.at + 1)
    return any(letter in printed for letter in letters)


def _stresses(work: Work, clause: Clause) -> bool:
    """Whether a participle has an attitude as its object (مؤكدا عمق الروابط), so that no comma need stand before it."""
    return clause.frame == "object" and work.chart.has(clause.first, "attitude")


def _after_subject(work: Work, at: int) -> bool:
    return subject_before(work, at) is not None


def _opened(work: Work, marks: list[int], at: int) -> int | None:
    """The quotation marks of its sentence inside which a token stands, or None."""
    if not marks or marks[0] > at:
        return None
    floor, _ = work.sentence(at)
    k = bisect_left(marks, at)
    return marks[k - 1] if (k - bisect_left(marks, floor)) % 2 else None


def _lead(work: Work, clause: Clause) -> int:
    """Where a clause begins: its verb with the conjunctions, switches and commas before it."""
    c = work.chart
    clause = clause.outer or clause
    stop = clause.match.first if clause.match.rule.makes == "will" else clause.at
    but = _contrast(work, clause)
    stop = stop if but is None else but
    while stop > 0 and (c.form[stop - 1] in CONNECTIVES or c.has(stop - 1, "switch")):
        stop -= 1
    return stop


def _contact(work: Work, said: Said) -> int | None:
    """The contact at which a statement was made: the last one told up to it in which a speaker takes part."""
    groups = work.scene.groups
    k = group_behind(groups, said.first)
    for _, who, _, n in reversed(groups[max(0, k - NEAR) : k]):
        if work.met[n].status == "held" and _takes_part(who, said.speakers):
            return n
    return None


def _takes_part(who: list[Who], speakers: list[Who]) -> bool:
    """Whether one of some speakers is among those who met, himself or as his party."""
    for w in who:
        for s in speakers:
            if w.same(s) or w.human is None and w.of == s.of:
                return True
    return False


def _teller(work: Work, outer: Clause) -> list[Who]:
    """Who only passes something on, as a person or a party; an empty list where it is neither."""
    again = sides_at(work, outer.found_at, outer.first) if outer.found_at > outer.at else None
    who = again[0] if again is not None else outer.subject or []
    return who if any(w.human is not None or w.of is not None for w in who) else []


def _say(work: Work, clause: Clause, said: Said) -> None:
    """Remember who spoke, and in which gender his verb was."""
    scene, outer = work.scene, clause.outer
    teller = _teller(work, outer) if outer is not None else []
    if outer is not None and teller:
        scene.say(outer.at, teller)
        scene.genders.append(GENDERS.get(outer.number, ""))
        if teller[0].human is not None and len(said.speakers) == 1:
            return  # he goes on telling
    if len(said.speakers) > 1:
        scene.joint = said.speakers
    elif said.speakers[0].human is not None or not scene.speaker or not scene.speaker[0].human or clause.subject:
        scene.say(clause.at, said.speakers)
        explicit = bool(clause.subject) and not clause.participle and not clause.relayed
        before = scene.genders[-1] if scene.genders and clause.outer is None else ""
        scene.genders.append(GENDERS.get(clause.number, "") if explicit else before)


__all__ = ["resolve", "walk"]
