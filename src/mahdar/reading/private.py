"""Private bodies: whoever heads a club, a union or a company speaks for no state, whatever he is called later.

"The president", told bare, is head of state only where nothing speaks against it: the same person heads a private body, or the
report names nothing of any state at all (an office, a ministry, a seat of power, "the two countries").
"""

from collections.abc import Sequence
from typing import Final

from mahdar.reading.known import known_parties
from mahdar.reading.spots import spots
from mahdar.reading.titles import Title
from mahdar.reading.work import Held, Work

_NOUNS = (
    "شركه جمعيه موسسه نادي منتخب مشروع مستشفي بنك مصرف نقابه رابطه جامعه كليه مجموعه مصنع اتحاد غرفه متحف مهرجان بطوله دوري "
    "اكاديميه فندق مدرسه معهد مسرح فرقه متجر مطعم محاماه اندي"
).split()
BODIES: Final = (
    frozenset(_NOUNS) | {"ال" + noun for noun in _NOUNS} | {"فريق", "تحرير", "نقيب", "التنفيذي", "التنفيذيه", "الاعمال"}
)
CENTRAL: Final = {"المركزي", "الوطنيه", "العامه"}  # banks and corporations of a state
NAMED: Final = ("organisation", "country", "region", "seat", "capital", "agency")  # whose words mean no private body
OFFICES: Final = {"other_official", "spokesperson", "secretary_general"}  # that companies, clubs and societies have too
PRESIDENT: Final = {"الرييس", "الرييسه", "رييسها", "رييسهم", "رييسه"}
OWN: Final = {"رييسها", "رييسهم", "رييسه"}
STATELY: Final = {"وزاره الخارجيه", "الخارجيه", "الوزاره", "الرياسه", "الحكومه", "الكرملين"}
OF_STATES: Final = ("ministry", "seat", "side.both")


def private(work: Work, held: Held) -> bool:
    """Whether an office is one of a private body, by the words of its title."""
    if held.office not in OFFICES:
        return False
    return names_body(work, held.first, held.stop)


def names_body(work: Work, first: int, stop: int) -> bool:
    """Whether a token range names a private body."""
    c = work.chart
    words = {w for i in range(first, stop) if not any(c.entry(i, kind) for kind in NAMED) for w in c.form[i].split()}
    return not words.isdisjoint(BODIES) and words.isdisjoint(CENTRAL)


def presidency(work: Work, held: Held) -> bool:
    """Whether an office is "the president", told without any country."""
    return held.office == "head_of_state" and held.stop - held.first == 1 and work.chart.form[held.first] in PRESIDENT


def unseat(work: Work, titles: Sequence[Title]) -> None:
    """Take the office of a head of state from presidents of no state."""
    bare = [h for h in work.humans if any(presidency(work, o) for o in h.offices) and not known_parties(work.pack, h.words)]
    if not bare:
        return
    stateless = len(bare) == 1 and not _of_states(work, titles)
    for human in bare:
        heads = stateless or any(private(work, o) for o in human.offices)
        human.offices = [o for o in human.offices if not presidency(work, o) or not heads and not _of_body(work, o)]


def _of_body(work: Work, held: Held) -> bool:
    """Whether "its president" is one of a private body told before in the sentence."""
    return work.chart.form[held.first] in OWN and names_body(work, work.sentence(held.first)[0], held.first)


def _of_states(work: Work, titles: Sequence[Title]) -> bool:
    """Whether a report names anything of a state: an office, a ministry, a seat of power."""
    if any(t.offices and t.offices[0][0] not in OFFICES and (t.of or t.stop - t.first > 1 or t.number != "s") for t in titles):
        return True
    if any(o.office not in OFFICES and not presidency(work, o) for h in work.humans for o in h.offices):
        return True
    form = work.chart.form
    return bool(spots(work, *OF_STATES)) or any(form[i] in STATELY for i in spots(work, "body"))
