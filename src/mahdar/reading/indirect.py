"""Speakers whom the words before a verb name not as its subject: "in a statement of X he said", "X had said before"."""

from typing import Final

from mahdar.reading.clauses import WORDS_OF, Clause
from mahdar.reading.discourse import resolve
from mahdar.reading.speakers import sides_at
from mahdar.reading.work import Who, Work

NEAR: Final = 4  # tokens before a name in which the noun that governs it stands
REACH: Final = 24  # tokens of a name with its titles
FEW: Final = 8  # tokens of what a title goes on with
IN_IT: Final = (["فيه"], ["فيها"], ["خلاله"], ["خلالها"])
AUXILIARY: Final = {"،", "قد", "كان", "كانت", "ف"}
STATED: Final = WORDS_OF | {"كلمه", "كلمته", "مقابله", "بيان", "موتمر", "تغريده", "رساله"}
BEFORE: Final = {"سبق", "يسبق"}  # it happened before that
CHARGES: Final = {"حمل", "كلف"}  # has somebody convey something


def indirect(work: Work, clause: Clause) -> list[Who]:
    """Whom the words before a verb without a subject name as its speaker, or an empty list."""
    return _of_words(work, clause.at) or _once(work, clause.at)


def never(work: Work, at: int) -> bool:
    """Whether a verb stands behind "it never happened before that" (لم يسبق له أن …): nothing was said."""
    form = work.chart.form
    i = _happened(work, at)
    return i is not None and i > 0 and form[i - 1] in ("لم", "ولم", "لا", "ولا")


def _of_words(work: Work, at: int) -> list[Who]:
    """Whose words they are: "in an earlier statement of the minister X, he said"."""
    c = work.chart
    floor, _ = work.sentence(at)
    after = at
    while at > floor and c.form[at - 1] in AUXILIARY:
        at -= 1
    for i in range(max(floor, at - REACH), at):
        actor = work.actors.get(i)
        near = actor is not None and (actor.stop == at or at - actor.stop < FEW and c.form[after + 1 : after + 2] in IN_IT)
        if actor is not None and near and i > floor and c.form[i - 1] == "ل":
            return resolve(work, actor) if STATED.intersection(c.form[max(floor, i - NEAR) : i]) else []
    return []


def _happened(work: Work, at: int) -> int | None:
    """The verb of "it happened before that", behind whose particle a verb stands."""
    c = work.chart
    floor, _ = work.sentence(at)
    if at == floor or c.form[at - 1] != "ان":
        return None
    return next((i for i in range(at - 2, max(floor, at - REACH) - 1, -1) if c.form[i] in BEFORE), None)


def _once(work: Work, at: int) -> list[Who]:
    """Whom it happened to: "the ministry had said before that"."""
    i = _happened(work, at)
    if i is None or work.chart.form[i + 1] not in ("ل", "و"):
        return []
    found = sides_at(work, i + 2, at)
    return found[0] if found is not None else []


def charging(work: Work, clause: Clause) -> list[Who]:
    """Who has another convey his greetings: "the king charged the minister with conveying …"."""
    c = work.chart
    floor, _ = work.sentence(clause.at)
    if clause.name != "نقل" or clause.frame != "light":
        return []
    at = next((i for i in range(clause.at - 1, max(floor, clause.at - REACH) - 1, -1) if c.form[i] in CHARGES), None)
    if at is None:
        return []
    found = sides_at(work, at + 1, clause.at)
    return found[0][:1] if found is not None else []
