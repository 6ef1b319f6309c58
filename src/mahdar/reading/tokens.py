"""The chart of a text: words with their clitics parted, names of several words joined, sentences marked."""

import re
from collections.abc import Iterable

from mahdar.grammar.alphabet import EDGE
from mahdar.grammar.chart import Chart
from mahdar.grammar.lexicon import Entry, Lexicon, Tree

# The whole text in pieces: Arabic words, Latin words, numbers, runs of dots, blanks, and every other character alone.
PIECES = re.compile(r"[ء-غف-ي]+|[^\W\d_ء-ي]+|\d+|\.+|[ ]+|\n+|.", re.DOTALL)


def chart(text: str, body: Iterable[tuple[int, int]], lexicon: Lexicon) -> Chart:
    """The chart of the parts ``body`` of a reading text. Sentences end at full stops outside quotations and at line breaks."""
    out = Chart(text)
    for first, last in body:
        _tokens(out, text, first, last, lexicon)
        _edge(out, last)
    out.write()
    return out


def _tokens(out: Chart, text: str, first: int, last: int, lexicon: Lexicon) -> None:
    analyse = lexicon.analyse
    symbols, start, end, form, entries = out.symbols, out.start, out.end, out.form, out.entries
    trees: list[tuple[int, Tree]] = []
    quoted = False
    at = first
    for piece in PIECES.findall(text, first, last):
        here, at = at, at + len(piece)
        c = piece[0]
        if c == " ":
            continue
        if c == "\n" or (c == "." and not quoted and _ends(text, here, at, last)) or (c in "؟!" and not quoted):
            if c == "\n":
                quoted = False
            _edge(out, here)
            continue
        if c == '"':
            quoted = not quoted
        for m in analyse(piece):
            if m.tree is not None:
                trees.append((len(symbols), m.tree))
            symbols.append(m.symbol)
            start.append(here + m.offset)
            end.append(here + m.offset + m.length)
            form.append(m.form)
            entries.append(m.entries)
    _join(out, trees, lexicon)


def _join(out: Chart, trees: list[tuple[int, Tree]], lexicon: Lexicon) -> None:
    """Make one token of each longest name of several words."""
    form = out.form
    joins: list[tuple[int, int, tuple[Entry, ...]]] = []
    done = 0
    for opened, tree in trees:
        if opened < done:
            continue
        i, node = opened + 1, tree
        best: tuple[int, tuple[Entry, ...]] | None = None
        while i < len(form) and (step := node.get(form[i])) is not None:
            node = step
            i += 1
            if "" in node:
                best = (i, node[""])
        if best is not None:
            done = best[0]
            joins.append((opened, *best))
    for opened, stop, found in reversed(joins):
        out.form[opened] = " ".join(form[opened:stop])
        out.end[opened] = out.end[stop - 1]
        out.entries[opened] = found
        out.symbols[opened] = lexicon.joined(found)
        for row in (out.symbols, out.start, out.end, out.form, out.entries):
            del row[opened + 1 : stop]


def _ends(text: str, here: int, at: int, last: int) -> bool:
    """Whether the dots at ``[here, at)`` end a sentence: not in a number, nor after a one-letter abbreviation, nor in a name."""
    if at < last and not text[at].isspace() and text[at] not in '")(':
        return at - here == 2  # two dots part sentences even where the space is lost
    word = here
    while word > 0 and text[word - 1].isalpha():
        word -= 1
    return here - word != 1


def _edge(out: Chart, at: int) -> None:
    if not out.symbols or out.symbols[-1] == EDGE:
        return
    out.symbols.append(EDGE)
    out.start.append(at)
    out.end.append(at)
    out.form.append("\n")
    out.entries.append(())
