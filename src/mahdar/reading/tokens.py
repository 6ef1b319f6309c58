"""The chart of a text: words with their clitics parted, names of several words joined, sentences marked."""

from collections.abc import Iterable
from typing import Final

from mahdar.grammar.alphabet import EDGE
from mahdar.grammar.chart import Chart
from mahdar.grammar.lexicon import Entry, Lexicon, Tree

SHORT: Final = 3  # letters of the shortest word that is no abbreviation
Join = tuple[int, int, tuple[Entry, ...], str, str]  # first token, stop, entries, symbol, form


def chart(text: str, body: Iterable[tuple[int, int]], lexicon: Lexicon) -> Chart:
    """The chart of the parts ``body`` of a reading text. Sentences end at full stops outside quotations and at line breaks.

    The text is cut at its blanks alone: what stands between two of them is laid as it was laid when it was first met.
    """
    out = Chart(text)
    symbols, form, entries, kinds, start, end = out.symbols, out.form, out.entries, out.kinds, out.start, out.end
    edge = lexicon.alphabet.above[EDGE]
    trees: list[tuple[int, Tree]] = []
    known = lexicon.pieces
    for first, last in body:
        at = first
        for part in text[first:last].split(" "):
            piece = known.get(part) or lexicon.piece(part)
            if piece.count == 1:
                if piece.tree is not None:
                    trees.append((len(form), piece.tree))
                symbols.append(piece.symbol)
                form.append(piece.form)
                entries.append(piece.entry)
                kinds.append(piece.kind)
                start.append(at)
                end.append(at + piece.length)
            elif piece.count:
                for n, tree in piece.trees:
                    trees.append((len(form) + n, tree))
                symbols += piece.symbols
                form += piece.forms
                entries += piece.entries
                kinds += piece.kinds
                for d in piece.starts:
                    start.append(at + d)
                for d in piece.ends:
                    end.append(at + d)
            at += len(part) + 1
        symbols.append(EDGE)
        form.append("\n")
        entries.append(())
        kinds.append(edge)
        start.append(last)
        end.append(last)
    doubled = _mark_sentences(out, lexicon)
    joins = _names(form, trees)
    joins = sorted([*joins, *doubled], key=_first) if joins and doubled else joins or doubled
    out.several = _several(joins)
    _join(out, joins, lexicon.alphabet.above)
    out.write()
    return out


def _mark_sentences(out: Chart, lexicon: Lexicon) -> list[Join]:
    """Turn the full stops that end sentences into edges; inside quotation marks, which a line break closes, they do not.

    Gives the runs of edges (a full stop and a line break), each to be one.
    """
    text, symbols, form, kinds, edge = out.text, out.symbols, out.form, out.kinds, lexicon.alphabet.above[EDGE]
    doubled: list[Join] = []
    quoted = False
    opened = before = -2  # the first and the last edge of the run met last
    for m in lexicon.stops.finditer("".join(symbols)):
        i = m.start()
        if symbols[i] == EDGE:
            quoted = False
        elif form[i] == '"':
            quoted = not quoted
            continue
        elif not quoted and (form[i] in "؟!" or form[i][0] == "." and _ends(text, out.start[i], out.end[i])):
            symbols[i], form[i], kinds[i] = EDGE, "\n", edge
        else:
            continue
        if i > before + 1:
            if before > opened:
                doubled.append((opened, before + 1, (), EDGE, "\n"))
            opened = i
        before = i
    if before > opened:
        doubled.append((opened, before + 1, (), EDGE, "\n"))
    return doubled


def _ends(text: str, here: int, at: int) -> bool:
    """Whether the dots at ``[here, at)`` end a sentence: not in a number, nor after a one-letter abbreviation, nor in a name."""
    if at < len(text) and not text[at].isspace() and text[at] not in '")(':
        return at - here == 2 or at - here == 1 and _between_words(text, here, at)
    return not (here > 0 and text[here - 1].isalpha() and (here == 1 or not text[here - 2].isalpha()))


def _between_words(text: str, here: int, at: int) -> bool:
    """Whether a full stop stands between two words of which neither is an abbreviation: the space behind it was lost."""
    return here >= SHORT and text[here - SHORT : here].isalpha() and text[at : at + SHORT].isalpha()


def _names(form: list[str], trees: list[tuple[int, Tree]]) -> list[Join]:
    """Each longest name of several words."""
    n = len(form)
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


def _several(joins: list[Join]) -> list[int]:
    """Where the names will stand among the tokens once all ranges are joined."""
    out, gone = [], 0
    for first, stop, entries, _, _ in joins:
        if entries:
            out.append(first - gone)
        gone += stop - first - 1
    return out


def _first(join: Join) -> int:
    return join[0]


def _join(out: Chart, joins: list[Join], above: dict[str, frozenset[str]]) -> None:
    """Make one token of each range of tokens, the last first, so that indexes hold."""
    symbols, start, end, form, entries, kinds = out.symbols, out.start, out.end, out.form, out.entries, out.kinds
    for first, stop, found, symbol, name in reversed(joins):
        symbols[first:stop] = (symbol,)
        end[first:stop] = (end[first] if symbol == EDGE else end[stop - 1],)
        form[first:stop] = (name,)
        entries[first:stop] = (found,)
        kinds[first:stop] = (above[symbol],)
        del start[first + 1 : stop]
