"""The chart of a text: words with their clitics parted, names of several words joined, sentences marked."""

import re
from collections.abc import Iterable
from itertools import accumulate, chain

from mahdar.grammar.alphabet import EDGE
from mahdar.grammar.chart import Chart
from mahdar.grammar.lexicon import END, Entry, Lexicon, Tree

# The whole text in pieces, each with the blanks before it: Arabic words, Latin words, numbers, runs of dots, line breaks, marks.
PIECES = re.compile(r" *(?:[ء-غف-ي]+|[^\W\d_ء-ي]+|\d+|\.+|\n[ \n]*|.)", re.DOTALL)

Join = tuple[int, int, tuple[Entry, ...], str, str]  # first token, stop, entries, symbol, form


def chart(text: str, body: Iterable[tuple[int, int]], lexicon: Lexicon) -> Chart:
    """The chart of the parts ``body`` of a reading text. Sentences end at full stops outside quotations and at line breaks.

    Every list is made in one pass: per-token work in Python is what a reading's time goes to.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for first, last in body:
        found = PIECES.findall(text, first, last)
        offsets += accumulate(map(len, found), initial=first)
        pieces += found
        pieces.append(END)
    known = lexicon.pieces
    words = [known[p] for p in pieces]
    out = Chart(
        text,
        list("".join([w[0] for w in words])),
        [o + d for o, w in zip(offsets, words, strict=True) for d in w[3]],
        [o + d for o, w in zip(offsets, words, strict=True) for d in w[4]],
        list(chain.from_iterable([w[1] for w in words])),
        list(chain.from_iterable([w[2] for w in words])),
    )
    at = list(accumulate([w[6] for w in words], initial=0))
    trees = [(at[k] + n, tree) for k, w in enumerate(words) if w[5] for n, tree in w[5]]
    _mark_sentences(out, text, lexicon)
    joins = _names(out, trees)
    doubled = _doubled(out)
    _join(out, sorted([*joins, *doubled], key=_first) if doubled else joins)
    out.write()
    return out


def _mark_sentences(out: Chart, text: str, lexicon: Lexicon) -> None:
    """Turn the full stops that end sentences into edges; inside quotation marks, which a line break closes, they do not."""
    quoted = False
    symbols, form = out.symbols, out.form
    for m in lexicon.stops.finditer("".join(symbols)):
        i = m.start()
        if symbols[i] == EDGE:
            quoted = False
        elif form[i] == '"':
            quoted = not quoted
        elif not quoted and (form[i] in "؟!" or form[i][0] == "." and _ends(text, out.start[i], out.end[i])):
            symbols[i], form[i] = EDGE, "\n"


def _ends(text: str, here: int, at: int) -> bool:
    """Whether the dots at ``[here, at)`` end a sentence: not in a number, nor after a one-letter abbreviation, nor in a name."""
    if at < len(text) and not text[at].isspace() and text[at] not in '")(':
        return at - here == 2  # two dots part sentences even where the space is lost
    word = here
    while word > 0 and text[word - 1].isalpha():
        word -= 1
    return here - word != 1


def _names(out: Chart, trees: list[tuple[int, Tree]]) -> list[Join]:
    """Each longest name of several words."""
    form, n = out.form, len(out.form)
    joins: list[Join] = []
    done = 0
    for opened, tree in trees:
        if opened < done:
            continue
        i, node, best = opened + 1, tree, None
        while i < n and (step := node.get(form[i])) is not None:
            node = step
            i += 1
            if "" in node:
                done, best = i, node[""]
        if best is not None:
            entries, symbol = best
            joins.append((opened, done, entries, symbol, entries[0].form))
    return joins


def _doubled(out: Chart) -> list[Join]:
    """Runs of edges (a full stop and a line break), each to be one."""
    line = "".join(out.symbols)
    return [(m.start(), m.end(), (), EDGE, "\n") for m in EDGES.finditer(line)] if EDGE + EDGE in line else []


EDGES = re.compile(EDGE + "{2,}")


def _first(join: Join) -> int:
    return join[0]


def _join(out: Chart, joins: list[Join]) -> None:
    """Make one token of each range of tokens."""
    if not joins:
        return
    symbols, start, end, form, entries = out.symbols, out.start, out.end, out.form, out.entries
    rows: tuple[list[str], list[int], list[int], list[str], list[tuple[Entry, ...]]] = ([], [], [], [], [])
    done = 0
    for first, stop, found, symbol, name in joins:
        rows[0].extend(symbols[done:first])
        rows[1].extend(start[done : first + 1])
        rows[2].extend(end[done:first])
        rows[3].extend(form[done:first])
        rows[4].extend(entries[done:first])
        rows[0].append(symbol)
        rows[2].append(end[first] if symbol == EDGE else end[stop - 1])
        rows[3].append(name)
        rows[4].append(found)
        done = stop
    rows[0].extend(symbols[done:])
    rows[1].extend(start[done:])
    rows[2].extend(end[done:])
    rows[3].extend(form[done:])
    rows[4].extend(entries[done:])
    out.symbols, out.start, out.end, out.form, out.entries = rows
