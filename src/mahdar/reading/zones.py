"""The parts of a report before it is read: headline, captions, dateline and body; boilerplate is left out of the body.

Works line by line on the reading text, with the words of ``pack/ar/tables/zones.tsv``. Nothing is deleted: the body is a list of
ranges.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mahdar.grammar.folding import fold
from mahdar.grammar.pack import Pack
from mahdar.reading import dateline
from mahdar.reading.dates import iso_day, lay
from mahdar.reading.fold import Reading
from mahdar.reading.tokens import chart
from mahdar.reading.work import Zones
from mahdar.record import Dateline, Place
from mahdar.report import Report

WORD: Final = re.compile("[ء-ي]{3,}")
STAMP: Final = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)[-/.:](?P<m>\d\d?)[-/.:](?P<d>\d\d?)|(?P<d2>\d\d?)[-/.](?P<m2>\d\d?)[-/.](?P<y2>(?:19|20)\d\d))"
    r"(?:[ .T,،|-]*(?P<time>\d\d?:\d\d(?::\d\d)?))?(?!\d)"
)
CLOCK: Final = re.compile(r"\d\d?:\d\d")
CRUMBS: Final = re.compile(r">>|›| > | \| .* \| ")
CREDIT: Final = re.compile(r"\(([^()/]{2,25})/([^()]{2,40})\)")
SIGNED: Final = re.compile(r'(?:^|(?<=[.؟!"])) *[-/(]{1,3} *([^()/.]{2,25}?) *[/)]$')
STOPS: Final = '.؟!"):؛،'
ENDS: Final = '.؟!")'
ENDED: Final = '.؟!"'
HEADLINE: Final = 160  # code points; the longest of 724 headlines has 94
SHORT: Final = 90
NOTICE: Final = 200
BODY: Final = 100  # a line as long as this is text, no furniture
INITIALS: Final = re.compile("[ء-ي. ]{1,8}(?:/[ء-ي. ]{1,8}){1,4}")
CLOSING: Final = 40  # what may follow a closer on its line: the hour, initials
STRIP: Final = " ©/\\|-:()[]*•.…>#\"'،"


class Line:
    """A line that is not empty: its range, its words, the same less punctuation around them, whether it is out of the body."""

    __slots__ = ("bare", "cuts", "end", "out", "start", "text")

    def __init__(self, start: int, text: str) -> None:
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.bare = text.strip(STRIP)
        self.out = False
        self.cuts: list[tuple[int, int]] = []

    def unstopped(self) -> bool:
        """Whether it is short and ends without a full stop, as headlines do."""
        return len(self.text) < SHORT and self.text[-1] not in STOPS


@dataclass(frozen=True, slots=True)
class Words:
    """The words of boilerplate, ready to match. Few lines have any: two look-ups spare most of them the longer look.

    ``heads`` are the first letters (``head`` of them) of the words of ``start``, ``inner`` the words of ``inside``.
    """

    whole: dict[str, str]
    head: int
    heads: frozenset[str]
    start: re.Pattern[str]
    label: re.Pattern[str]
    inner: tuple[str, ...]
    inside: re.Pattern[str]
    wrapped: re.Pattern[str]
    publishers: dict[str, str]


_WORDS: Final[dict[str, Words]] = {}


def zones(report: Report, reading: Reading, pack: Pack) -> Zones:
    """Find the parts of a report. Every range lies inside the reading text; those of the body are in order and do not meet."""
    words = _WORDS.get(pack.fingerprint) or _WORDS.setdefault(pack.fingerprint, _words(pack.tables))
    text = reading.text
    lines = _lines(text)
    out = Zones(published=report.published)
    _furniture(lines, words, out, pack)
    _repeats(lines)
    found = _dateline(lines, text, out, pack)
    _headline(lines, out, found)
    _captions(lines, text, out, pack)
    _teasers(lines, out)
    if found is not None:
        out.agency = found.agency or out.agency
        out.home = found.home
    out.home = out.home or _home(report.publisher, words)
    out.body = _body(lines)
    if found is not None and found.place is not None:
        name = reading.span(*found.place)
        place = Place(report.text[name.start : name.end], found.geonames, found.country)
        out.dateline = Dateline(place, found.date, reading.span(found.start, found.end))
    return out


def _lines(text: str) -> list[Line]:
    out: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        shown = raw.strip()
        if shown:
            start = at + raw.index(shown[0])
            out.append(Line(start, shown))
        at += len(raw) + 1
    return out


def _words(tables: Mapping[str, list[dict[str, str]]]) -> Words:
    rows = [(fold(r["words"]), r["match"], r["effect"]) for r in tables.get("zones", [])]

    def any_of(match: str) -> str:
        effects = dict.fromkeys(e for _, m, e in rows if m == match)
        groups = (f"(?P<{e}>{'|'.join(re.escape(w) for w, m, f in rows if (m, f) == (match, e))})" for e in effects)
        return f"(?:{'|'.join(groups)})"

    head = min((len(w) for w, m, _ in rows if m == "start"), default=0)
    return Words(
        {w: e for w, m, e in rows if m == "whole"},
        head,
        frozenset(w[:head] for w, m, _ in rows if m == "start"),
        re.compile(any_of("start") + "(?![ء-ي])"),
        re.compile(any_of("label") + " *[:/|-]"),
        tuple(w for w, m, _ in rows if m == "inside"),
        re.compile('(?<=[.؟!"]) *' + any_of("inside") + "(?![ء-ي])"),
        re.compile(r"[/(\[-]{1,2} *" + any_of("wrapped") + r" *[/)\]-]{1,2}"),
        {r["name"].lower(): r.get("country", "") for r in tables.get("publishers", [])},
    )


def _furniture(lines: list[Line], words: Words, out: Zones, pack: Pack) -> None:
    """Take out the lines that are no text: menus, share bars, stamps, closers, lists of other stories."""
    begun = ended = listed = False
    for n, line in enumerate(lines):
        if ended:
            line.out = True
            _stamp(line, out, pack, None)
            continue
        effect = _effect(line, words, begun=begun)
        if effect is None and listed and line.unstopped():
            effect = "list"
        listed = effect == "list"
        if effect == "closer":
            at = line.start + words.wrapped.search(line.text).start()  # type: ignore[union-attr]
            line.cuts.append((at, line.end))
            line.out = at - line.start < 3
            ended = True
        elif effect is not None:
            line.out = True
            ended = effect == "end" and begun
            _stamp(line, out, pack, effect)
        elif len(line.text) >= BODY or (n and line.text[-1] == "."):
            begun = True
        if line.out and out.agency is None and len(line.text) < SHORT:
            out.agency = _agency(line.text, pack)
        if effect is None or effect == "closer":
            _trim(line, words)


def _effect(line: Line, words: Words, *, begun: bool) -> str | None:
    """What a line does to the body, or None where it is text."""
    text, bare = line.text, line.bare
    if not WORD.search(text) or (len(text) < 40 and CLOCK.search(text) and len(WORD.findall(text)) < 3):
        return "line"
    if len(text) < SHORT and text[-1] != "." and _stamped(text) and len(WORD.findall(STAMP.sub("", text))) < 4:
        return "line"
    if len(text) < SHORT and (">" in text or "›" in text or "|" in text) and CRUMBS.search(text):
        return "line"
    wrapped = begun and ("(" in text or "/" in text or "[" in text or "-" in text)
    if wrapped and ("انته" in text or "تبع" in text or "نهاي" in text or "تمت" in text):
        closer = words.wrapped.search(text)
        if closer is not None and len(text) - closer.end() < CLOSING:
            return "closer"
    if wrapped and len(text) < SHORT and INITIALS.fullmatch(text):
        return "line"
    effect = words.whole.get(bare) if len(bare) < NOTICE else None
    if effect is None and len(text) < SHORT and all(w in words.whole for w in bare.split()):
        effect = "line"
    if effect is None and len(text) < NOTICE:
        m = words.start.match(bare) if bare[: words.head] in words.heads else None
        if m is None and len(text) < SHORT:
            m = words.label.match(bare)
        if m is not None and (m.lastgroup == "notice" or text[-1] != "."):
            effect = m.lastgroup
    if effect == "front":
        return None
    if begun or effect not in ("end", "list"):
        return effect
    return "line" if effect == "end" or bare in words.whole else None  # a headline may begin with شاهد


def _trim(line: Line, words: Words) -> None:
    """Cut boilerplate off the two ends of a line of text."""
    text = line.text
    front = words.start.match(text) if text[: words.head] in words.heads else None
    if front is not None and front.lastgroup == "front":
        line.cuts.append((line.start, line.start + front.end()))
    tail = max(0, len(text) - NOTICE)
    end = len(text) - 1  # what is behind the last full stop only
    if not any([text.find(stop, max(0, tail - 1), end) >= 0 for stop in ENDED]):
        return
    last = text[tail:]
    for word in words.inner:
        if word in last:
            m = words.inside.search(text, tail)
            if m is not None:
                line.cuts.append((line.start + m.start(), line.end))
            return


def _stamped(text: str) -> bool:
    """Whether a day is printed in figures."""
    return ("20" in text or "19" in text) and STAMP.search(text) is not None


def _stamp(line: Line, out: Zones, pack: Pack, effect: str | None) -> None:
    """Take the day of publication from a line that prints it."""
    if out.published is not None:
        return
    m = STAMP.search(line.text)
    if m is None:
        if effect == "stamp":
            laid = lay(chart(line.text, [(0, len(line.text))], pack.lexicon), pack, None)
            out.published = next((d.value for d in laid.values() if d.precision == "day"), None)
        return
    day = f"{m['y'] or m['y2']}-{int(m['m'] or m['m2']):02}-{int(m['d'] or m['d2']):02}"
    if iso_day(day) is not None:
        out.published = f"{day}T{m['time'].zfill(5 if len(m['time']) < 6 else 8)}" if m["time"] else day


def _repeats(lines: list[Line]) -> None:
    """Take out every paragraph that stands in the report already, word for word."""
    seen: set[str] = set()
    for line in lines:
        if not line.out and len(line.text) > 15:
            key = line.bare
            line.out = key in seen
            seen.add(key)


def _dateline(lines: list[Line], text: str, out: Zones, pack: Pack) -> dateline.Found | None:
    """The dateline, in one of the first lines that are text."""
    published = iso_day(out.published)
    for n, line in enumerate([x for x in lines if not x.out][:4]):
        start = line.cuts[0][1] if line.cuts and line.cuts[0][0] == line.start else line.start
        while start < line.end and text[start] == " ":
            start += 1
        found = dateline.find(text, start, line.end, pack, published)
        if found is None or (n == 0 and found.date is None and found.agency is None and found.home is None):
            if n and len(line.text) > NOTICE:
                return None
            continue
        if found.place is not None:
            out.dateline_range = (found.start, found.after)
        else:
            line.cuts.append((found.start, found.after))
        return found
    return None


def _headline(lines: list[Line], out: Zones, found: dateline.Found | None) -> None:
    """The headline: the first line, where it is short, has no full stop, and text follows."""
    kept = [line for line in lines if not line.out]
    if found is not None and kept and kept[0].start == found.start and found.after == kept[0].end:
        kept = kept[1:]  # a dateline on a line of its own may stand above
    if len(kept) < 2:
        return
    first = kept[0]
    dated = found is not None and first.start <= found.start < first.end
    stopped = first.text[-1] in ".،:" and not first.text.endswith("..")
    if not (dated or stopped or len(first.text) > HEADLINE or CREDIT.search(first.text)):
        out.headline = (first.start, first.end)


def _captions(lines: list[Line], text: str, out: Zones, pack: Pack) -> None:
    """Mark the lines that end in a photographer's credit as captions, and take the credits out of the body."""
    for line in lines:
        if line.out or "(" not in line.text or "/" not in line.text:
            continue
        for m in CREDIT.finditer(line.text):
            agency = _agency(m[1], pack) or _agency(m[2], pack)
            if agency is None or (out.dateline_range and out.dateline_range[0] <= line.start + m.start() < out.dateline_range[1]):
                continue
            line.cuts.append((line.start + m.start(), line.start + m.end()))
            out.agency = out.agency or agency
            caption = line.text[: m.start()].rstrip()
            if caption and m.end() > len(line.text) - 3:
                out.captions.append((line.start, line.start + len(caption)))
    last = next((line for line in reversed(lines) if not line.out), None)
    signed = SIGNED.search(last.text) if last and last.text[-1] in "/)" else None
    if last and signed and (agency := _agency(signed[1], pack)) and len(signed[1].split()) < 4:
        out.agency = out.agency or agency
        last.cuts.append((last.start + signed.start(), last.end))


def _teasers(lines: list[Line], out: Zones) -> None:
    """Take out headlines of other stories among the paragraphs: lines without a full stop where all others have one."""
    kept = [line for line in lines if not line.out and (out.headline is None or line.start != out.headline[0])]
    if out.dateline_range is not None:
        kept = [line for line in kept if not line.start <= out.dateline_range[0] < line.end]
    full = [line for line in kept if line.text[-1] in ENDS]
    if len(full) < 2 or len(full) * 2 < len(kept):
        return
    listed = False
    for n, line in enumerate(kept[1:], 1):
        listed = line.unstopped() and (listed or kept[n - 1].text[-1] == ":")
        if not line.unstopped() or listed or line.text[0] in "-*•" or any(line.start == c[0] for c in out.captions):
            continue
        alone = not any(other.unstopped() for other in kept[n - 1 : n + 2 : 2])
        line.out = not alone or len(line.text.split()) > 4


def _agency(words: str, pack: Pack) -> str | None:
    """The agency that a credit names, the last where it names several."""
    line = chart(words, [(0, len(words))], pack.lexicon)
    named = [e.id for at in range(len(line.entries)) if (e := line.entry(at, "agency") or line.entry(at, "signature"))]
    return named[-1] if named else None


def _home(publisher: str | None, words: Words) -> str | None:
    """The country of a publisher, by its name or by the part of it before a stroke or a parenthesis."""
    name = (publisher or "").lower().strip()
    for key in (name, name.split(" /")[0].strip(), name.split(" (")[0].strip()):
        if key in words.publishers:
            return words.publishers[key] or None
    return None


def _body(lines: list[Line]) -> list[tuple[int, int]]:
    """The ranges of the text, without the lines and pieces that are out."""
    out: list[tuple[int, int]] = []
    for line in lines:
        if line.out:
            continue
        at = line.start
        for first, last in sorted(line.cuts):
            if first > at and line.text[at - line.start : first - line.start].strip():
                out.append((at, at + len(line.text[at - line.start : first - line.start].rstrip())))
            at = max(at, last)
        rest = line.text[at - line.start :]
        if rest.strip(' .)"'):
            out.append((at + len(rest) - len(rest.lstrip()), line.end))
    return out
