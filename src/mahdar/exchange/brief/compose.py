"""``brief``: the sections in the order in which a desk reads them."""

from collections.abc import Callable, Mapping
from datetime import date

from mahdar.archive import Archive
from mahdar.exchange.brief import occasions, people, promises, relations, sayings
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Brief, Group, Run, Runs, Section, plain
from mahdar.exchange.brief.notes import Notes
from mahdar.exchange.brief.pair import Pair, gather
from mahdar.exchange.brief.words import Words, dates, words

PEOPLE = 60  # whose offices are looked up
LATEST = 150  # contacts of a brief, unless more are asked for
Teller = Callable[[Desk], tuple[Runs, list[Group]]]
SECTIONS: tuple[tuple[str, Teller], ...] = (
    ("last", occasions.last),
    ("people", people.people),
    ("name", relations.name),
    ("said", sayings.said),
    ("promised", promises.promised),
    ("positions", relations.positions),
    ("documents", relations.documents),
    ("ahead", relations.ahead),
    ("contacts", occasions.table),
)


def brief(
    archive: Archive,
    a: str,
    b: str,
    lang: str = "en",
    today: str | None = None,
    latin: Mapping[str, str] | None = None,
    latest: int | None = LATEST,
) -> Brief:
    """The brief on two parties.

    Args:
        archive: the standing record.
        a: a party: a code, an id or a name; its side is told first.
        b: the other party.
        lang: ``ar`` or ``en``: the language of the structure; what was said stays as it was written.
        today: the day as of which silence and dates to come are reckoned (ISO); by default the real one.
        latin: Latin names of people by the ids of their identities, shown beside the Arabic ones; by default, in an English
            brief, those of the archive's reference.
        latest: so many contacts at most, the latest ones, and four times as many statements; None for all of a long history.

    Raises:
        QuestionError: an unknown party or language, or an archive that tells nothing of the two.
    """
    tongue, day = words(lang), today or date.today().isoformat()
    pair = gather(archive, a, b, day, latest)
    tenures = [tenure for person in pair.people[:PEOPLE] for tenure in archive.tenures(person=person)]
    if latin is None:
        latin = archive.latin(pair.people) if lang == "en" else {}
    desk = Desk(pair, tongue, Notes(archive), dict(latin), tenures)
    sections = tuple(Section(id, tongue("sections", id), *_told(desk, id, tell)) for id, tell in SECTIONS)
    return Brief(
        lang=lang,
        direction=tongue.text("direction"),
        a=pair.a,
        b=pair.b,
        today=day,
        kicker=tongue.text("kicker"),
        title=_title(pair, tongue),
        subtitle=_subtitle(pair, tongue, desk.notes, latest),
        caution=tongue.text("caution"),
        nothing=tongue.text("nothing"),
        sections=sections,
        notes=desk.notes.notes,
        sources=desk.notes.sources,
        sources_title=tongue("sections", "sources"),
        sources_caption=tongue.caption("sources"),
    )


def _told(desk: Desk, id: str, tell: Teller) -> tuple[Runs, tuple[Group, ...]]:
    told, groups = tell(desk)
    caption = desk.words.caption(id)
    if id == "contacts":
        told = desk.words.fill(caption, counts=told) if plain(told) else ()
    return told, tuple(groups)


def _title(pair: Pair, tongue: Words) -> str:
    return plain(tongue.fill(tongue.text("title"), a=tongue.party(pair.a), b=tongue.party(pair.b)))


def _subtitle(pair: Pair, tongue: Words, notes: Notes, latest: int | None) -> Runs:
    told = sorted(s.date for s in notes.sources if s.date)
    span: Run = dates(told[0], told[-1]) if told else Run("faint", tongue.text("undated"))
    basis = tongue.fill(tongue.text("basis"), reports=tongue.count("report", len(notes.sources)), dates=span)
    as_of = tongue.fill(tongue.text("as_of"), date=Run("date", pair.today))
    parts = [basis, as_of]
    if latest is not None and len(pair.contacts) >= latest:
        parts.append(tongue.fill(tongue.text("latest"), contacts=str(latest)))
    return tongue.listed(parts, "semicolon")
