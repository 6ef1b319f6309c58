"""What every section writes with: the rows, the words of the language and the notes; and how people and contacts are named."""

from collections.abc import Sequence
from dataclasses import dataclass

from mahdar.archive import Answer
from mahdar.exchange.brief.model import Line, Run, Runs
from mahdar.exchange.brief.notes import Notes, reports
from mahdar.exchange.brief.pair import Pair
from mahdar.exchange.brief.saying import months
from mahdar.exchange.brief.words import Words, dates

# A mechanism whose name says which round it is: its own words tell it better than a number.
_COUNTED = "الدورة الجولة الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split()

_WHOLE = ("speech.will",)


@dataclass(slots=True)
class Desk:
    """One brief in the making. ``latin`` are the Latin names of people, by the id of the identity."""

    pair: Pair
    words: Words
    notes: Notes
    latin: dict[str, str]
    tenures: list[Answer]

    def party(self, of: str | None) -> Run:
        return Run("party", self.words.party(of), self.pair.side(of))

    def person(self, person: Answer) -> Runs:
        """The name as it is written; with the Latin one where it is known."""
        name, latin = Run("name", person["name"]), self.latin.get(person["id"])
        return self.words.phrase("person_as", name=name, latin=latin) if latin else (name,)

    def offices(self, person: str, of: str | None = None) -> list[Answer]:
        """The offices in which a person is attested, of one party where it is given."""
        return [t for t in self.tenures if t["person"] and t["person"]["id"] == person and (of is None or t["of"] == of)]

    def office(self, tenure: Answer) -> Runs:
        """The name of an office, with its portfolio."""
        name, portfolio = self.words("offices", tenure["office"]), tenure["portfolio"]
        if not portfolio:
            return (Run("text", name),)
        known = self.words.knows("portfolios", portfolio)
        what = Run("text", self.words("portfolios", portfolio)) if known else Run("arabic", portfolio)
        return self.words.phrase("portfolio", office=name, portfolio=what)

    def member(self, side: Answer) -> Runs:
        """A participant or speaker: the person and the party, or the party alone."""
        if not side["person"]:
            return (self.party(side["of"]),)
        if not side["of"]:
            return self.person(side["person"])
        return (*self.person(side["person"]), Run("text", " ("), self.party(side["of"]), Run("text", ")"))

    def people(self, sides: Sequence[Answer]) -> Runs:
        """Participants: the persons of each party together, ``X, Y (China) and Z (Kazakhstan)``."""
        parties = list(dict.fromkeys(s["of"] for s in sides))
        parties.sort(key=lambda of: {self.pair.a: 0, self.pair.b: 1}.get(of or "", 2))
        found: list[Runs] = []
        for of in parties:
            named = [s["person"] for s in sides if s["of"] == of and s["person"]]
            if not named or of is None:
                found += [self.member(s) for s in sides if s["of"] == of]
                continue
            names = self.words.listed([self.person(p) for p in named])
            found.append((*names, Run("text", " ("), self.party(of), Run("text", ")")))
        return self.words.listed(found, "and")

    def who(self, contact: Answer) -> Runs:
        """Who took part; of a visit who went to whom."""
        sides = contact["participants"]
        country = contact["place"] and contact["place"]["country"]
        hosts = [s for s in sides if s["of"] == country] or [s for s in sides if not s["person"]]
        guests = [s for s in sides if s not in hosts]
        if contact["form"] != "visit" or not hosts or not guests:
            return self.people(sides)
        return self.words.phrase("visits", guest=self.people(guests), host=self.people(hosts))

    def speakers(self, row: Answer, parties: bool = True) -> Runs:
        """Who says it: both sides where the two speak together. The party may be left out where it stands above."""
        of = {s["of"] for s in row["speakers"]}
        if {self.pair.a, self.pair.b} == of:
            return (Run("party", self.words("heads", "together"), "both"),)
        named = [self.person(s["person"]) for s in row["speakers"] if s["person"]]
        return self.words.listed(named) if named and not parties else self.people(row["speakers"])

    def by_side(self, sayings: list[list[Answer]]) -> list[tuple[str, str | None, list[list[Answer]]]]:
        """Sayings parted into those of both sides, of each side and of others: the heading, the one party, the sayings."""
        pair, parts = self.pair, []
        sides = [frozenset((pair.a, pair.b)), frozenset((pair.a,)), frozenset((pair.b,))]
        for side in (*sides, None):
            mine = [rows for rows in sayings if (_of(rows[0]) == side if side else _of(rows[0]) not in sides)]
            one = next(iter(side)) if side and len(side) == 1 else None
            title = self.words.party(one) if one else self.words("heads", "together" if side else "others")
            if mine:
                parts.append((title, one, mine))
        return parts

    def quoted(self, row: Answer) -> Runs:
        """What was said, in the words of the report: the whole clause where its verb is no verb of saying but the promise."""
        whole = row["rule"] in _WHOLE
        words = " ".join((row["evidence"][0]["quote"] if whole else row["text"]).split())
        return (self.words.quote(words[1:] if whole and words.startswith(("وس", "وي", "وت")) else words),)

    def statement(
        self, rows: Sequence[Answer], after: Runs = (), proof: Sequence[Answer] = (), parties: bool = True, together: bool = False
    ) -> Line:
        """One saying, told by one report or several: the day, who, what kind of saying, the words. Who says it is left out where
        ``together`` stands above, and where the party does, for what a party says without a person.
        """
        first = rows[0]
        act = self.words("acts", first["act"])
        if together or not (parties or any(s["person"] for s in first["speakers"])):
            said: Runs = (Run("text", f"{act[:1].upper()}{act[1:]}: "), *self.quoted(first))
        else:
            said = self.words.phrase("says", who=self.speakers(first, parties), act=act, quote=self.quoted(first))
        return Line(self.day(first["date"]), (*said, *after), self.notes.of(*rows, *proof))

    def form(self, contact: Answer) -> Runs:
        """The kind of contact, and where and in what frame it was."""
        form: Runs = (Run("text", self.words("forms", contact["form"])),)
        if contact["count"] > 1:
            form = self.words.phrase("times", form=form, count=str(contact["count"]))
        if contact["place"] and not self._hosted(contact):
            form = self.words.phrase("contact", form=form, place=self.place(contact["place"]))
        more: list[Runs] = [form]
        if contact["on_sidelines_of"]:
            more.append(self.words.phrase("sidelines", event=Run("arabic", contact["on_sidelines_of"])))
        if frame := contact["mechanism"]:
            name = Run("arabic", frame["name"])
            many = frame["round"] and not any(word in frame["name"] for word in _COUNTED)
            key = "mechanism_round" if many else "mechanism"
            more.append(self.words.phrase(key, name=name, round=str(frame["round"])))
        if contact["date_end"] and contact["date_end"] != contact["date"]:
            more.append(self.words.phrase("until", date=Run("date", contact["date_end"])))
        if contact["status"] != "held":
            more.append((Run("text", self.words("contact_status", contact["status"])),))
        return self.words.listed(more)

    def _hosted(self, contact: Answer) -> bool:
        """A visit whose place is no more than the country that it goes to: that is told with who went there."""
        place, sides = contact["place"], contact["participants"]
        bare = not place["name"] or not place["geonames"]
        guests = [s for s in sides if s["of"] != place["country"] and s["person"]]
        return bool(contact["form"] == "visit" and bare and guests and len(guests) < len(sides))

    def place(self, place: Answer) -> Runs:
        """The place as written, and its country where that is not clear."""
        name = Run("arabic", place["name"])
        country = place["country"]
        if not country or not place["geonames"] or not place["name"]:
            return (Run("text", self.words.party(country)),) if country else (name,)
        return (name, Run("text", f" ({self.words.party(country)})"))

    def day(self, date: str | None) -> Runs:
        return (Run("date", date),) if date else (Run("faint", self.words.text("undated")),)

    def seen(self, row: Answer) -> Runs:
        """From the first to the last report that tells it, and how many do."""
        return self.words.phrase("attested", dates=dates(row["first_seen"], row["last_seen"]), reports=self.told_by(row))

    def told_by(self, row: Answer) -> str:
        return self.words.count("report", max(reports([row]), 1))

    def since(self, date: str | None) -> str | None:
        """How long ago in words; None for less than half a year."""
        past = months(date, self.pair.today) if date else 0
        if past < 6:
            return None
        return self.words.count("year", past // 12) if past >= 24 else self.words.count("month", past)


def _of(row: Answer) -> frozenset[str]:
    return frozenset(s["of"] or "" for s in row["speakers"])
