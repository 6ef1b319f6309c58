"""Titles: where an office begins and ends, which office it is, and of which party."""

from typing import Final

from mahdar.grammar.chart import Chart
from mahdar.grammar.lexicon import Entry
from mahdar.reading.flags import HARD, HONORIFIC, NAME, WORD
from mahdar.reading.known import is_state
from mahdar.reading.names import CHAIN, STYLES, head_named, is_plain, name_end, name_follows
from mahdar.reading.portfolios import past_more, portfolio_at
from mahdar.reading.title_words import (
    EMBASSY,
    HOME,
    OF_STATE,
    STATES,
    TROOPS,
    articled,
    foreign_affairs,
    known_word,
    names_people,
    nisba,
    of_troops,
    ordinary,
    place,
)

DEPUTY: Final = {
    "foreign_minister": "deputy_foreign_minister", "minister": "deputy_minister", "defence_minister": "deputy_minister",
    "head_of_government": "deputy_head_of_government", "head_of_state": "vice_president",
} | {
    office: office
    for office in (
        "deputy_foreign_minister deputy_minister crown_prince foreign_affairs_director special_envoy spokesperson ambassador "
        "national_security_adviser military_commander speaker_of_parliament secretary_general"
    ).split()
}  # fmt: skip
ABROAD: Final = {"لدي", "في", "الي"}
AT_IT: Final = {"لديها", "لديه", "لدينا"}
OF_ENVOYS: Final = {"الخاص", "الخاصه", "الشخصي", *AT_IT}


class Title:
    """One or several stacked offices ``[first, stop)``; ``number`` is s, d or p; ``bare`` where it stands without any party."""

    __slots__ = (
        "first", "former", "head", "home", "joint", "minister", "needs_name", "number", "of", "offices", "own", "stop"
    )  # fmt: skip

    def __init__(
        self,
        first: int,
        stop: int,
        offices: list[tuple[str, str | None, int, int]] | None = None,
        of: str | None = None,
        number: str = "s",
        own: bool = False,
    ) -> None:
        self.first = first
        self.stop = stop
        self.offices = [] if offices is None else offices
        self.of = of
        self.number = number
        self.own = own  # "his minister of defence": of the party of the person before
        self.former = False
        self.minister = False  # "the minister": some minister told before
        self.needs_name = False  # a vague title that is an office only where a name follows
        self.joint: tuple[Title, Title] | None = None  # what stands before the last "and" of a stack, and what behind it
        self.head: str | None = None  # "adviser to the president of A": the office of the one served
        self.home = False  # "ambassador of the Kingdom": of the country that the agency writes from


def title_at(c: Chart, i: int) -> Title | None:
    """The title that begins at token ``i``, with the offices stacked behind it."""
    title = _one(c, i)
    while title is not None:
        j = title.stop
        while j < len(c.form) and c.form[j] in ("،", "و", "ايضا"):
            j += 1
        more = _one(c, j) if j < len(c.form) and c.entry(j, "office") is not None and j - title.stop <= 3 else None
        if more is not None and more.needs_name and not more.of and _office_follows(c, more.stop):
            title.stop = more.stop  # "member of the cabinet", between two offices of one person
            continue
        conservative = more is not None and j == title.stop and c.form[j] == "المحافظ"
        if more is not None and (conservative or _mere_rank(c, title, more)) and name_follows(c, more.stop):
            title.stop = more.stop
            continue
        member = more is not None and (not more.of or c.form[more.first] in MEMBER and c.form[j - 1] == "و")
        if more is not None and more.needs_name and member and name_follows(c, more.stop):
            title.stop = more.stop  # "member of the cabinet" and the like, between an office and the name
            continue
        if more is None or more.number != title.number or more.needs_name or more.minister:
            return title
        apart = len(title.of or "") == 2 or "و" in c.form[title.stop : j]  # the head of the league and the Ruritanian minister X
        if title.of and more.of and title.of != more.of and len(more.of) == 2 and apart:
            return title
        if title.offices and title.offices[-1][0] == "spokesperson" and more.offices and more.offices[0][0] in SPOKEN_FOR:
            return title  # the spokesman of the presidency and the president
        if not title.offices or not more.offices or j == title.stop and c.form[j] == "الملك":
            return title  # the last: "the deputy head of King X City"
        if "و" in c.form[title.stop : j] or c.form[title.stop] == "،" and not title.joint:
            before = Title(title.first, title.stop, list(title.offices), title.of)
            title.joint = (before, Title(j, more.stop, more.offices, more.of))
        elif title.joint:
            title.joint[1].offices += more.offices
            title.joint[1].stop, title.joint[1].of = more.stop, title.joint[1].of or more.of
        title.offices = title.offices + more.offices
        title.of = title.of or more.of
        title.stop = more.stop
        title.own = title.own or more.own
    return None


SPOKEN_FOR: Final = {"head_of_state", "head_of_government"}
MEMBER: Final = {"عضو", "عضوه"}
RANKS: Final = {"السفير", "السفيره", "الوزير", "المستشار", "المستشاره", "المفوض", "النايب", "القاضي"}
RANKED: Final = set(
    (
        "spokesperson ambassador deputy_foreign_minister deputy_minister "
        "other_official royal_court secretary_general special_envoy"
    ).split()
)


def _mere_rank(c: Chart, title: Title, more: Title) -> bool:
    """Whether a title behind another is only the rank of its holder: the spokesman Ambassador X."""
    return more.stop - more.first == 1 and c.form[more.first] in RANKS and any(o[0] in RANKED for o in title.offices)


def _office_follows(c: Chart, i: int) -> bool:
    """Whether an office that needs no name stands at a token."""
    more = _one(c, i) if i < len(c.form) and c.entry(i, "office") is not None else None
    return more is not None and bool(more.offices) and not more.needs_name


def _is_name(c: Chart, i: int, e: Entry) -> bool:
    """Whether a word that may be a title is somebody's name here: Amir X, Dr Musaid X, Beji Caid X."""
    if i and c.form[i - 1] in CHAIN:
        return True  # son of Sultan
    if i + 1 == len(c.form) or not is_plain(c, i + 1):
        return False
    before = c.flags[i - 1] if i else 0
    return e.form in ("امير", "سلطان") or bool(before & NAME and not before & (WORD | HARD)) or i > 0 and c.form[i - 1] in STYLES


def _one(c: Chart, i: int) -> Title | None:
    """The single office that begins at a token, with its party and what it is in charge of."""
    e = c.entry(i, "office")
    if e is None or c.flags[i] & NAME and _is_name(c, i, e) or e.form == "قايد" and not of_troops(c, i + 1):
        return None
    title = Title(i, i + 1, of=e.more.get("country"), number=_number(e.more), own="own" in e.more.get("note", ""))
    title.former = e.more.get("note") == "former"
    if e.kind == "office.deputy":
        return _deputy(c, i, title, acting=e.id == "acting")
    office, portfolio = _kind_of(c, title, e)
    if office in MINISTERS:
        title.stop = past_more(c, title.stop)
    _tail(c, title, office)
    office = _reach(c, title, e.kind, office, portfolio)
    if office:
        title.offices.append((office, portfolio if office in ("minister", "deputy_minister") else None, i, title.stop))
    elif e.kind == "office.minister":
        title.minister = True
        return title if title.of else None
    return title


def _kind_of(c: Chart, title: Title, e: Entry) -> tuple[str | None, str | None]:
    """Which office a word and its genitive tell, and the portfolio; moves past the genitive."""
    i, kind, office = title.first, e.kind, e.id or None
    if office == "military_commander" and c.form[i + 1 : i + 3] == ["ب", "مكتب"]:
        office = "other_official"  # the chief of a minister's staff
        _complement(c, title)
    elif kind == "office.minister":
        portfolio, title.stop = portfolio_at(c, title.stop)
        known = {"foreign affairs": "foreign_minister", "defence": "defence_minister"}.get(portfolio or "", "minister")
        return (known if title.stop > i + 1 else None), portfolio
    elif kind == "office.the" and e.more.get("note") == "minister":
        title.minister, office = True, None
    elif kind == "office.leader" and office == "head_of_state" and _names_state(c, title):
        title.needs_name = True
    elif kind in ("office.generic", "office.leader"):
        title.needs_name = True
        _complement(c, title)
        of_group = title.stop > i + 1 or i + 1 < len(c.form) and c.entry(i + 1, "organisation") is not None
        if not office or kind == "office.leader" and office == "head_of_state" and of_group:
            office = "other_official"  # the leader of a party, of a group
    elif kind == "office.head":
        title.needs_name = not _names_state(c, title)
        if title.needs_name:
            _complement(c, title)
            office = "other_official"
    elif office in COMPLEMENTED:
        _complement(c, title)
    elif office == "governor" and not c.form[i].startswith("ال") and name_end(c, i + 1) == i + 2:
        title.stop = i + 2  # the mayor of a town that no list has
    return office, None


COMPLEMENTED: Final = {"spokesperson", "special_envoy", "royal_court", "party_leader", "military_commander", "secretary_general"}


def _reach(c: Chart, title: Title, kind: str, office: str | None, portfolio: str | None) -> str | None:
    """Move past whom one serves and where one is sent; the office, mended by what stands there."""
    if portfolio == "state" and foreign_affairs(c, title.stop):  # the Ruritanian minister of state for foreign affairs
        title.stop += 2
        return "deputy_foreign_minister"
    if office in OF_HEADS:
        _of_a_head(c, title)
    if office in ("special_envoy", "ambassador") or c.form[title.first].endswith("ملحق"):
        while title.stop < len(c.form) and c.form[title.stop] in OF_ENVOYS:
            title.stop += 1
        _destination(c, title)
    if kind == "office.the" and office == "head_of_state" and _of_no_state(c, title):
        _complement(c, title)
        return "other_official"
    if kind == "office.leader" and office == "other_official" and len(title.of or "") == 2 and names_people(c, title.first + 1):
        return "head_of_state"
    if office == "other_official" and title.of and not is_state(title.of):
        return _head_of(c, title, title.of) if c.form[title.first] in HEADS else _official_of(title.of)
    return office


HEADS: Final = {
    "رييس", "رييسه", "زعيم", "المدير العام", "مدير عام", "المدير التنفيذي", "المديره", "مدير", "المفوض"
}  # fmt: skip
MOVEMENTS: Final = {"HAMAS", "HEZBOLLAH"}  # parties of the record whose officials are theirs, not the country's
UNHEADED: Final = {"UNSC", "G20", "G7", "BRICS", "PLO", "CPC", "ARAB_COALITION", "ISIS"}


def _official_of(party: str) -> str:
    return "party_official" if party in MOVEMENTS else "other_official"


def _head_of(c: Chart, title: Title, of: str) -> str:
    """The office of whoever heads an organisation that is named right behind the title."""
    j = title.first + 1
    e = c.entry(j + 1 if c.form[j] == "ل" and j + 1 < len(c.form) else j, "organisation")
    if e is None or of in UNHEADED:
        return _official_of(of)
    if of in MOVEMENTS:
        return "party_leader"
    return "other_official" if e.more.get("country") or c.form[title.first] == "زعيم" else "secretary_general"


def _of_no_state(c: Chart, title: Title) -> bool:
    """Whether "the president" is one of something else: "the former head of the intelligence service"."""
    j = title.stop
    if j + 1 >= len(c.form) or c.form[j] != "ل" or not c.form[j - 1].startswith(("السابق", "الاسبق", "العام", "الحالي")):
        return False
    if place(c, j + 1) or c.form[j + 1] in OF_STATE:
        return False
    return articled(c, j + 1) or ordinary(c, j + 1) and known_word(c, j + 1)


OF_HEADS: Final = {"special_envoy", "national_security_adviser", "spokesperson", "other_official"}


def _of_a_head(c: Chart, title: Title) -> None:
    """Move past the head whom one serves: "adviser to the Ruritanian president"."""
    j = title.stop
    if j + 1 < len(c.form) and c.form[j] == "ل" and (c.entry(j + 1, "office.the") or c.entry(j + 1, "office.full")):
        head = _one(c, j + 1)
        if head is not None and head.number == "s" and head.stop > j + 2:
            title.head = head.offices[0][0] if head.offices else None
            title.of, title.stop = title.of or head.of, head.stop


def _number(more: dict[str, str]) -> str:
    told = more.get("n") or more.get("note", "").rpartition(" ")[2]
    return told if told in ("s", "d", "p") else "s"


def _destination(c: Chart, title: Title) -> None:
    """Move past where an envoy is sent: "to the Middle East", "for Syria", "in Paris"."""
    j = title.stop
    if j + 1 < len(c.form) and c.form[j] in ("الي", "ل", "لدي", "في", "ب"):
        reach = j + 1
        while (
            reach < len(c.form)
            and reach < j + 6
            and (place(c, reach) or c.form[reach] in STATES or c.form[reach] in HOME or articled(c, reach))
        ):
            reach += 1
        sent = c.form[j] != "ب" or place(c, j + 1) or c.form[j + 1] in STATES or c.form[j + 1] in HOME  # else what he praised
        if reach > j + 1 and sent:
            title.stop = reach
    j = title.stop
    if j + 1 < len(c.form) and c.form[j] == "و" and c.form[j - 2] in ABROAD:
        if c.entry(j - 1, "country") is not None and c.entry(j + 1, "country") is not None:
            title.stop = j + 2  # ambassador to two countries


def _deputy(c: Chart, i: int, title: Title, *, acting: bool) -> Title | None:
    j = i + 1
    while j < len(c.form) and c.symbols[j] and c.form[j] in ("ل", "عن"):
        j += 1
    if j >= len(c.form):
        return None
    inner = _one(c, j)
    if inner is None and (ministry := _ministry(c, i, j)):
        inner = Title(j, ministry)
        portfolio, inner.stop = portfolio_at(c, inner.stop)
        if inner.stop == ministry:
            return None
        office = "foreign_minister" if portfolio == "foreign affairs" else "minister"
        _tail(c, inner, office)
        inner.offices.append((office, portfolio, j, inner.stop))
    if inner is None or not inner.offices:
        return _representative(c, title) if c.form[i] in REPRESENTATIVE else _his_deputy(c, title)
    base, portfolio, _, _ = inner.offices[-1]
    office = (
        base
        if acting
        else "deputy_minister"
        if base == "royal_court" and c.form[j].startswith("وزير")
        else DEPUTY.get(base, "other_official")
    )
    if base == "defence_minister" and not acting:
        portfolio = "defence"
    title.offices.append((office, portfolio, i, inner.stop))
    title.stop, title.of, title.former, title.needs_name = inner.stop, inner.of, inner.former, inner.needs_name
    k = title.stop
    if office.startswith("deputy") and k + 1 < len(c.form) and c.form[k] in ("ل", "لشوون"):
        reach = k + 1
        while (
            reach < len(c.form)
            and reach < k + 6
            and (articled(c, reach) or ordinary(c, reach) and known_word(c, reach) or c.entry(reach, "portfolio"))
        ):
            reach += 2 if c.form[reach + 1 : reach + 2] == ["و"] and reach + 2 < len(c.form) and articled(c, reach + 2) else 1
        title.stop = reach
    return title


REPRESENTATIVE: Final = {"النايب", "النايبه"}


def _representative(c: Chart, title: Title) -> Title:
    """A deputy of nobody: of a parliament ("the Ruritanian deputy X")."""
    _tail(c, title, "member_of_parliament")
    title.needs_name = True
    title.offices.append(("member_of_parliament", None, title.first, title.stop))
    return title


def _his_deputy(c: Chart, title: Title) -> Title | None:
    """The title "his deputy", which folds to the feminine of "deputy"."""
    if c.form[title.first] != "نايبه":
        return None
    _tail(c, title, None)
    title.own = title.needs_name = True
    title.offices.append(("his_deputy", None, title.first, title.stop))
    return title


def _ministry(c: Chart, i: int, j: int) -> int | None:
    """Where the portfolio of a deputy's ministry begins, which an undersecretary's title may leave out (وكيل المالية)."""
    if c.entry(j, "ministry") is not None:
        return j + 1
    return j if c.form[i] == "وكيل" and j == i + 1 and c.entry(j, "portfolio") is not None else None


def _complement(c: Chart, title: Title) -> None:
    """Move past the words that say what a vague head is head of, up to a party or a name."""
    j, n = title.stop, len(c.form)
    while j < n and j < title.stop + 8:
        if (
            c.entry(j, "nationality")
            or c.entry(j, "country")
            or c.entry(j, "organisation")
            or c.entry(j, "seat")
            or c.entry(j, "former")
        ):
            break
        heads = ("office.head", "office.leader", "office.the")
        if c.form[title.first] in ("كبير", "كبيره") and any(c.entry(j, k) for k in heads):
            break  # an aide of somebody: the name is that one's
        if c.flags[j] & (HONORIFIC | NAME) and name_follows(c, j) or c.has(j, "comp"):
            break
        if c.has(j, "office.full") and c.form[j - 1].rpartition(" ")[2].startswith("ال") and not c.form[j].startswith("ال"):
            break  # the commander of the forces, minister of defence
        if c.form[j] == "ب" and j + 1 < n and c.has(j + 1, "comp"):
            break  # the spokesman said that
        if c.form[j] == "باسم" and head_named(c, j + 1):
            break  # the spokesman of President X
        if (
            c.form[j] in ("ل", "ب", "و", "باسم", "شوون", "لشوون")
            or c.entry(j, "ministry")
            or c.entry(j, "body")
            or c.entry(j, "portfolio")
            or c.entry(j, "office")
        ):
            j += 1
        elif articled(c, j) or ordinary(c, j) and known_word(c, j):
            j += 1
        elif (
            c.form[j] == "في" and j + 1 < n and (c.entry(j + 1, "ministry") or c.entry(j + 1, "body") or c.form[j + 1] in TROOPS)
        ):
            j += 2  # the official in the ministry, the commander in the army
        else:
            break
    while j > title.stop and c.form[j - 1] in ("ل", "ب", "و"):
        j -= 1
    title.stop = j


def _names_state(c: Chart, title: Title) -> bool:
    """Whether a head is one of a state: of a country, or "of the land", which is passed."""
    j = title.stop
    if j + 1 < len(c.form) and c.form[j] == "ل":
        j += 1
    if j < len(c.form) and c.form[j] == "البلاد":
        title.stop = j + 1
        return True
    return j < len(c.form) and (c.entry(j, "country") is not None or c.form[j] in STATES)


DESKS: Final = {"قسم", "شوون", "اداره", "دايره", "ملف", "مصالح"}
TOWN: Final = {"العاصمه", "مدينه"}
LOCAL: Final = {"governor", "crown_prince", "other_official", "military_commander", "intelligence_chief"}


MINISTERS: Final = {"defence_minister", "foreign_minister", "minister"}
VISIT: Final = 24  # tokens before a title in which the visit stands whose goal is told behind it


def _complete(c: Chart, j: int) -> bool:
    """Whether a title ends in a word with the article, so that a country behind it is no genitive of it: he left Ruritania."""
    return c.form[j - 1].rpartition(" ")[2].startswith("ال") and not c.form[j].startswith("ال")


def _weightless(c: Chart, title: Title, office: str | None, j: int) -> int:
    """The token behind what tells no party: former, visiting, military, of the land; the token itself where none stands there."""
    if c.entry(j, "former"):
        title.former = True
        return j + 1
    if c.entry(j, "title_adjective") or nisba(c, j) or office in LOCAL and c.form[j] in TOWN:
        return j + 1
    if title.of is None:
        if c.form[j] in HOME:
            title.home = True
            return j + 1
        return j + 1 if c.form[j] == "البلاد" and not c.form[j - 1].rpartition(" ")[2].startswith("ال") else j
    if c.form[j] == "،" and c.form[j + 2 : j + 3] == ["،"]:
        e = c.entry(j + 1, "organisation")
        return j + 2 if e is not None and e.id == title.of else j  # the Islamic Resistance Movement, Hamas, X
    return j


def _named_party(c: Chart, title: Title, office: str | None, k: int) -> Entry | None:
    """What names a party at a token: a people, a country, an organisation, a seat; of local offices a place too."""
    e = c.entry(k, "nationality") or c.entry(k, "country") or c.entry(k, "organisation") or c.entry(k, "seat")
    if e is None and office in LOCAL:
        return c.entry(k, "city") or c.entry(k, "capital") or c.entry(k, "region")
    if e is None and office == "ambassador" and k == title.stop == title.first + 1 and not c.form[title.first].startswith("ال"):
        return c.entry(k, "capital")  # Riyadh's ambassador in Paris
    return e


def _tail(c: Chart, title: Title, office: str | None) -> None:
    """Move past the party of a title (adjective, genitive, "of" a country or organisation) and adjectives without weight."""
    n = len(c.form)
    while title.stop < n:
        j = title.stop
        title.stop = _weightless(c, title, office, j)
        if title.stop > j:
            continue
        k = j
        while k < n and k < j + 2 and (c.form[k] in ("ل", "ب", "في", "لدي", "من") or c.form[k] in OF_STATE):
            k += 1
        if k >= n:
            return
        e = _named_party(c, title, office, k)
        if e is None or k == j and e.kind == "country" and title.of is None and _complete(c, j):
            return
        if k == j and e.kind in ("country", "region") and c.form[j - 1].rpartition(" ")[2] in DESKS:
            title.stop = j + 1  # the head of the Ruritania desk
            continue
        party = e.more.get("country", "") if e.kind in ("seat", "city", "capital", "region") else e.id
        if e.kind == "organisation" and e.more.get("country") and e.id not in MOVEMENTS:
            party = title.of or e.more["country"]
        if title.of is not None and e.kind in ("city", "capital") and c.form[j] == "في":
            return  # where somebody did what is told
        away = office in ("ambassador", "special_envoy") and c.form[j] in ABROAD and c.form[j + 1] not in EMBASSY
        lead = c.form[max(0, title.first - VISIT) : title.first]
        if title.of is None and c.form[j] == "ل" and office in MINISTERS and "زياره" in lead:
            return  # the visit of the minister to a country
        if title.of is None and not away:
            title.of = party
        elif title.of is not None and not away and party != title.of and e.kind != "nationality":
            return  # another party begins: a place, or the next side
        elif title.of is not None and e.kind == "nationality" and party != title.of:
            return
        title.stop = k + 1
