"""The chart of a text: words with their clitics parted, names of several words joined, sentences marked."""

from collections.abc import Iterable
from typing import Any, Final

from mahdar.grammar.alphabet import EDGE
from mahdar.grammar.chart import MANY, NUMBERS, Chart
from mahdar.grammar.lexicon import Lexicon, Morph, Tree

SHORT: Final = 3  # letters of the shortest word that is no abbreviation
Join = tuple[int, int, Morph]  # first token, stop, the one that they become


def chart(text: str, body: Iterable[tuple[int, int]], lexicon: Lexicon) -> Chart:
    """The chart of the parts ``body`` of a reading text. Sentences end at full stops outside quotations and at line breaks.

    The text is cut at its blanks alone: what stands between two of them is laid as it was laid when it was first met.
    """
    out = Chart(text)
    morphs: list[Morph] = []
    start: list[Any] = out.start
    end: list[Any] = out.end
    trees: list[tuple[int, Tree]] = []
    stops: list[int] = []
    known, edge = lexicon.pieces, lexicon.edge
    for first, last in body:
        at = first
        for part in text[first:last].split(" "):
            piece = known.get(part)
            if piece is None:
                piece = lexicon.piece(part)
            for morph in piece:
                if morph.tree is not None:
                    trees.append((len(morphs), morph.tree))
                if morph.stop:
                    stops.append(len(morphs))
                morphs.append(morph)
                begin = at + morph.offset
                until = begin + morph.length
                start.append(NUMBERS[begin] if begin < MANY else begin)
                end.append(NUMBERS[until] if until < MANY else until)
            at += len(part) + 1
        stops.append(len(morphs))
        morphs.append(edge)
        start.append(last)
        end.append(last)
    doubled = _mark_sentences(out, morphs, stops, edge)
    joins = _names(morphs, trees)
    joins = sorted([*joins, *doubled], key=_first) if joins and doubled else joins or doubled
    out.several = _several(joins)
    _join(out, morphs, joins)
    out.symbols = [m.symbol for m in morphs]
    out.sorts = [m.sort for m in morphs]
    out.form = [m.form for m in morphs]
    out.entries = [m.entries for m in morphs]
    out.kinds = [m.kinds for m in morphs]
    out.write()
    return out


def _mark_sentences(out: Chart, morphs: list[Morph], stops: list[int], edge: Morph) -> list[Join]:
    """Turn the full stops that end sentences into edges; inside quotation marks, which a line break closes, they do not.

    Gives the runs of edges (a full stop and a line break), each to be one. ``stops`` are all tokens that may end a sentence.
    """
    doubled: list[Join] = []
    quoted = False
    opened = before = -2  # the first and the last edge of the run met last
    for i in stops:
        form = morphs[i].form
        if morphs[i].symbol == EDGE:
            quoted = False
        elif form == '"':
            quoted = not quoted
            continue
        elif not quoted and (form in "؟!" or form[0] == "." and _ends(out.text, out.start[i], out.end[i])):
            morphs[i] = edge
        else:
            continue
        if i > before + 1:
            if before > opened:
                doubled.append((opened, before + 1, edge))
            opened = i
        before = i
    if before > opened:
        doubled.append((opened, before + 1, edge))
    return doubled


def _ends(text: str, here: int, at: int) -> bool:
    """Whether the dots at ``[here, at)`` end a sentence: not in a number, nor after a one-letter abbreviation, nor in a name."""
    if at < len(text) and not text[at].isspace() and text[at] not in '")(':
        return at - here == 2 or at - here == 1 and _between_words(text, here, at)
    return not (here > 0 and text[here - 1].isalpha() and (here == 1 or not text[here - 2].isalpha()))


def _between_words(text: str, here: int, at: int) -> bool:
    """Whether a full stop stands between two words of which neither is an abbreviation: the space behind it was lost."""
    return here >= SHORT and text[here - SHORT : here].isalpha() and text[at : at + SHORT].isalpha()


def _names(morphs: list[Morph], trees: list[tuple[int, Tree]]) -> list[Join]:
    """Each longest name of several words."""
    n = len(morphs)
    joins: list[Join] = []
    done = 0
    for opened, tree in trees:
        if opened < done:
            continue
        i = opened + 1
        node: Tree | None = tree
        best: Morph | None = None
        while i < n:
            node = node.get(morphs[i].form) if node is not None else None
            if node is None:
                break
            i += 1
            told: Morph | None = node.get("")
            if told is not None:
                done, best = i, told
        if best is not None:
            joins.append((opened, done, best))
    return joins


def _several(joins: list[Join]) -> list[int]:
    """Where the names will stand among the tokens once all ranges are joined."""
    out, gone = [], 0
    for first, stop, morph in joins:
        if morph.entries:
            out.append(first - gone)
        gone += stop - first - 1
    return out


def _first(join: Join) -> int:
    return join[0]


def _join(out: Chart, morphs: list[Morph], joins: list[Join]) -> None:
    """Make one token of each range of tokens, the last first, so that indexes hold; edges end where the first of them does."""
    start: list[Any] = out.start
    end: list[Any] = out.end
    for first, stop, morph in reversed(joins):
        if morph.symbol != EDGE:
            end[first] = end[stop - 1]
        morphs[first] = morph
        for i in range(stop - 1, first, -1):
            morphs.pop(i)
            start.pop(i)
            end.pop(i)
