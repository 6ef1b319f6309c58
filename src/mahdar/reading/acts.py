"""The act of a statement: the verb of saying decides first; with a neutral verb the content does."""

from typing import Final

from mahdar.grammar.alphabet import INSIDE
from mahdar.grammar.lexicon import Entry
from mahdar.reading.clauses import Clause
from mahdar.reading.discourse import party_at
from mahdar.reading.flags import WORD
from mahdar.reading.formulas import APART
from mahdar.reading.speakers import STAFFS
from mahdar.reading.work import Who, Work

LOOK: Final = 14  # how many tokens of a content are looked at
EARLY: Final = 8  # how many tokens in a verb in the future is the content's own
TELLS: Final = {"تطرق", "تحدث"}  # verbs of discussing that are one of telling where one speaks alone
STANCES: Final = {"support", "hope", "oppose", "praise"}  # acts of whoever the words tell of
NOT: Final = {"لا", "لم", "لن", "ولا"}
HOMES: Final = {
    "المملكه": {"SA", "BH", "JO", "MA"},
    "الدوله": {"AE", "QA", "KW"},
    "السلطنه": {"OM"},
    "الجمهوريه": {"TN", "DZ", "EG", "IQ", "LB", "YE", "SY"},
}
ONESELF: Final = {"انها", "بانها", "انه", "بانه", "انهما", "اننا", "انهم", "باننا", "انني", "بانني", "اني"}
FUTURE: Final = ("سي", "ست", "سن", "سا")


def act_of(work: Work, clause: Clause, first: int, last: int, who: list[Who]) -> tuple[str, int]:
    """The act, and where the content begins once an attitude word that only carries the act is passed."""
    c, verb = work.chart, clause.verb
    made = clause.match.rule.makes
    if made == "discussion":
        noun = clause.match.get("noun")
        e = c.entry(noun[0], "review") if noun else None
        act = (e.more.get("note") or "discuss") if e else "discuss"
        act = APART.get(c.form[noun[0]], act) if noun else act
        act = content_act(work, first, last, act, who) if act == "state" else act
        if clause.frame in ("to", "discuss") and verb is not None and verb.id in TELLS and len(who) == 1:
            act = "state"
        return act, first
    if made == "will":
        return "commit", first
    if clause.frame == "light":
        e = c.entry(clause.match.captures["thing"][0], "attitude")
        return _asked(e.id if e else "state"), first
    carried = _of_attitude(work, clause, first, last, who)
    if carried is not None:
        act, first = carried
        if act:
            return act, first
    act = verb.more.get("act", "state") if verb else "state"
    if (
        verb is not None
        and verb.id == "دعا"
        and any(c.has(i, "contact.visit") for i in range(clause.at, min(last, clause.first + 2)))
    ):
        act = "invite"
    if verb is None or verb.more.get("plain"):
        act = content_act(work, first, last, act, who)
    return act, first


def _of_attitude(work: Work, clause: Clause, first: int, last: int, who: list[Who]) -> tuple[str, int] | None:
    """The act that an attitude word tells (his hope, his support) and where the content begins; "" where the verb decides."""
    c, verb = work.chart, clause.verb
    if clause.frame == "object" and (e := c.entry(first, "review")) is not None and e.more.get("note") and first + 1 < last:
        return _stressed(work, first, last, who)
    quoted = clause.frame == "quote" and c.has(first, "attitude")  # he stressed "the support of his country"
    attitude = _attitude(work, first, last) if quoted or clause.frame in ("about", "object", "on", "to") else None
    if attitude is None:
        return None
    at, entry = attitude
    neutral = verb is None or verb.more.get("plain") or verb.more.get("act") == "state"
    if entry.id == "hope" and not quoted:
        first = _past_hope(work, at, last, first)
    elif entry.form.startswith(("تاكيد", "التاكيد")) and neutral:
        return _stressed(work, at, last, who)
    invited = clause.name == "جدد" and entry.form.startswith(("دعوه", "الدعوه", "دعوت"))
    return (_asked(entry.id) if invited else entry.id) if neutral else "", first


def _asked(act: str) -> str:
    return "invite" if act == "call" else act


def _attitude(work: Work, first: int, last: int) -> tuple[int, Entry] | None:
    for i in range(first, min(last, first + 3)):
        e = work.chart.entry(i, "attitude")
        if e is not None and (i == first or e.id != "call" or e.form.startswith(("ضرور", "وجوب", "حتمي"))):
            return i, e
    return None


def _stressed(work: Work, at: int, last: int, who: list[Who]) -> tuple[str, int]:
    """Behind "he renewed the stress on", what is stressed begins after the particles."""
    c = work.chart
    i = at + 1
    while i < min(last - 1, at + 4) and (c.form[i] == "علي" or c.has(i, "comp")):
        i += 1
    return content_act(work, i, last, "state", who), i


def _past_hope(work: Work, at: int, last: int, first: int) -> int:
    """Behind "his hope that", the hope itself begins after the particle."""
    c = work.chart
    for i in range(at + 1, min(last, at + 5)):
        if c.has(i, "comp") and i + 1 < last:
            return i + 1
        stem = c.entry(at, "attitude").form  # type: ignore[union-attr]
        if c.form[i] == "في" and i == at + 1 and i + 1 < last and not c.has(i + 1, "comp") and stem.startswith(("امل", "ثقت")):
            return i + 1
        if c.form[i] == "الي" and i + 1 < last and not c.has(i + 1, "comp") and stem.startswith("تطلع"):
            return i + 1
    return first


def content_act(work: Work, first: int, last: int, act: str, who: list[Who]) -> str:
    """The act that the content of a neutral verb tells: duty, will, support, rejection, hope, or a plain assertion."""
    c = work.chart
    stop = min(last, first + LOOK)
    for i in range(first, stop):
        for e in c.entries[i] if "cue" in c.kinds[i] else ():
            if e.kind == "cue":
                if e.id == "commit" and not _own_side(work, first, i, who):
                    continue
                if e.id in STANCES and (i > first and c.form[i - 1] in NOT or _anothers(work, first, i, who)):
                    continue
                return e.id
        if (
            i < first + EARLY
            and c.form[i].startswith("س")
            and c.form[i][:2] in FUTURE
            and len(c.form[i]) > 3
            and _will_be(work, i)
            and _own_side(work, first, i, who)
        ):
            return "commit"
    return act


def _anothers(work: Work, first: int, at: int, who: list[Who]) -> bool:
    """Whether a third person's verb has a party for its subject that is not the speaker's (إن إيران تدعم…)."""
    if work.chart.form[at][0] not in "تي":
        return False
    actor = work.actors.get(first)
    if actor is not None and (actor.kind == "person" or actor.kind == "party") and actor.stop <= at:
        told = {w.of for w in actor.who}
    else:
        told = {party_at(work, first)}
    if None in told or not told.isdisjoint({w.of for w in who}):
        return False
    c = work.chart
    return not any(c.has(i, "side.own") or c.has(i, "side.both") for i in range(first, at))


def _will_be(work: Work, i: int) -> bool:
    """Whether a word is a verb in the future: no name, no noun of the lexicon, or one that is known as such."""
    if i in work.actors or work.chart.line[i] == INSIDE:
        return False  # Stephen, Senegal's
    kinds = work.alphabet.kinds(work.chart.symbols[i])
    if any("future" in k.split(".")[1:] for k in kinds):
        return True
    return not kinds - {"word", "unknown", "future"} and not work.chart.form[i].endswith(("ه", "يا", "ات"))


def _own_side(work: Work, first: int, at: int, who: list[Who]) -> bool:
    """Whether the subject of a content before its verb is the speaker's own side, or both sides."""
    c = work.chart
    parties = {w.of for w in who if w.of}
    for i in range(first, at):
        if c.has(i, "side.own") or c.has(i, "side.both"):
            return True
        if i == first and _foreign_subject(work, i):
            return False
        if c.form[i] in HOMES and parties & HOMES[c.form[i]] and (i + 1 >= len(c.form) or not c.has(i + 1, "nationality")):
            return True
        actor = work.actors.get(i)
        if actor is not None:
            return any(w.of in parties for w in actor.who)
        party = party_at(work, i)
        if party is not None:
            return party in parties
        e = c.entry(i, "nationality")
        if e is not None and e.id in parties:
            return True
    before = c.form[first - 1] if first else ""
    return before in ONESELF or first == at and before != "ان"


def _foreign_subject(work: Work, i: int) -> bool:
    """Whether a content begins with a plain noun: what will be is not what a side will do (القمة ستكون ناجحة)."""
    c, form = work.chart, work.chart.form[i]
    if (
        i in work.actors
        or not form.startswith("ال")
        or form in HOMES
        or form in STAFFS
        or any(c.has(i, k) for k in INSTITUTIONAL)
    ):
        return False
    return bool(c.flags[i] & WORD)


INSTITUTIONAL: Final = ("side", "body", "ministry", "country", "organisation", "seat", "capital", "nationality", "switch")
CONDITIONS: Final = {"اذا", "شريطه", "شرط"}
DOUBTS: Final = {"ربما", "محتمل", "المحتمل", "يحتمل"}
INTENDS: Final = {"يعتزم", "تعتزم", "نعتزم", "ينوي", "تنوي", "ننوي"}
STATE: Final = "حال"  # in the first such phrase with "in": in case
MAY: Final = "قد"
MODAL: Final = {*CONDITIONS, *DOUBTS, *INTENDS, STATE, MAY}


def modality_of(work: Work, first: int, last: int, *, relayed: bool) -> str | None:
    """How firmly it is said, where the words tell: ``conditional``, ``possible``, ``intended``, or ``reported`` by a source."""
    form, early = work.chart.form, min(last, first + EARLY)
    if MODAL.isdisjoint(form[first:last]):
        return "reported" if relayed else None
    state = doubtful = intended = False
    for i in range(first, last):
        word = form[i]
        if word not in MODAL:
            continue
        if word in CONDITIONS or word == STATE and i > first and not state and form[i - 1] == "في":
            return "conditional"
        if word == STATE:
            state = state or i > first
        elif i < early:
            doubtful = doubtful or word in DOUBTS or word == MAY and i + 1 < early and form[i + 1][:1] in ("ي", "ت", "ن")
            intended = intended or word in INTENDS
    return "possible" if doubtful else "intended" if intended else "reported" if relayed else None
