"""The pattern language of the rules: parse it, and compile it into a regular expression over symbols.

::

    say.past speaker:Actor? adverb* comp content:.+?

A bare word is a kind of token or chunk; ``'بين'`` a literal word; ``.`` any token of the sentence; ``~kind`` any token but that
kind; ``name:`` captures; ``( | )`` groups and chooses; ``? * + {m,n}`` repeat, lazily with a further ``?``; ``^`` and ``$`` are
the edges of the sentence; ``@trigger`` stands where the rule's trigger is, so that matching starts there and runs both ways.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from mahdar.errors import PackError
from mahdar.grammar.alphabet import EDGE, INSIDE, Alphabet, char_class

TOKEN: Final = re.compile(
    r"\s*(?:(?P<lit>'[^']+')|(?P<cap>[a-z_]+):|(?P<rep>[?*+]\??|\{\d+(?:,\d*)?\}\??)|(?P<op>[()|.^$@~])|(?P<kind>\w[\w.]*))"
)


@dataclass(slots=True)
class Node:
    """A piece of a pattern. ``op``: kind, lit, any, not, edge, trigger, seq, alt, rep, cap."""

    op: str
    text: str = ""
    parts: list["Node"] = field(default_factory=list)


def parse(source: str, macros: dict[str, str], where: str) -> Node:
    """Parse a pattern; names in ``macros`` are replaced by their own patterns in parentheses."""
    tokens = _lex(source, where)
    node, rest = _alternatives(tokens, 0, macros, where)
    if rest != len(tokens):
        raise PackError(f"{where}: cannot read the pattern at {tokens[rest][1]!r}; close what you opened")
    return node


def _lex(source: str, where: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    at = 0
    source = source.strip()
    while at < len(source):
        m = TOKEN.match(source, at)
        if not m or m.end() == at:
            raise PackError(f"{where}: cannot read the pattern at {source[at : at + 20]!r}; see docs/write-a-rule.md")
        group = m.lastgroup or ""
        out.append((group, m.group(group)))
        at = m.end()
    return out


def _alternatives(t: list[tuple[str, str]], i: int, macros: dict[str, str], where: str) -> tuple[Node, int]:
    branches = []
    while True:
        node, i = _sequence(t, i, macros, where)
        branches.append(node)
        if i < len(t) and t[i] == ("op", "|"):
            i += 1
            continue
        return (branches[0] if len(branches) == 1 else Node("alt", parts=branches)), i


def _sequence(t: list[tuple[str, str]], i: int, macros: dict[str, str], where: str) -> tuple[Node, int]:
    parts: list[Node] = []
    while i < len(t) and t[i] not in (("op", ")"), ("op", "|")):
        node, i = _item(t, i, macros, where)
        parts.append(node)
    return Node("seq", parts=parts), i


def _item(t: list[tuple[str, str]], i: int, macros: dict[str, str], where: str) -> tuple[Node, int]:
    group, text = t[i]
    if group == "cap":
        if i + 1 >= len(t):
            raise PackError(f"{where}: {text}: captures nothing")
        node, i = _item(t, i + 1, macros, where)
        return Node("cap", text, [node]), i
    node, i = _atom(t, i, macros, where)
    while i < len(t) and t[i][0] == "rep":
        node, i = Node("rep", t[i][1], [node]), i + 1
    return node, i


def _atom(t: list[tuple[str, str]], i: int, macros: dict[str, str], where: str) -> tuple[Node, int]:
    group, text = t[i]
    if group == "lit":
        return Node("lit", text[1:-1]), i + 1
    if group == "kind":
        return (parse(macros[text], macros, where) if text in macros else Node("kind", text)), i + 1
    if text == "(":
        node, i = _alternatives(t, i + 1, macros, where)
        if i >= len(t) or t[i] != ("op", ")"):
            raise PackError(f"{where}: a parenthesis is not closed")
        return node, i + 1
    if text == "~":
        node, i = _atom(t, i + 1, macros, where)
        return Node("not", parts=[node]), i
    if text == "@":
        return Node("trigger", t[i + 1][1]), i + 2
    simple = {".": "any", "^": "edge", "$": "edge"}
    if text not in simple:
        raise PackError(f"{where}: {text!r} stands where a token was expected")
    return Node(simple[text]), i + 1


def literals(node: Node) -> set[str]:
    """Every literal word in a pattern; the lexicon gives each a kind of its own (``=word``)."""
    found = {node.text} if node.op == "lit" else set()
    return found.union(*(literals(p) for p in node.parts)) if node.parts else found


def kinds(node: Node) -> set[str]:
    """Every kind that a pattern names."""
    found = {node.text} if node.op == "kind" else set()
    return found.union(*(kinds(p) for p in node.parts)) if node.parts else found


def captures(node: Node) -> set[str]:
    """Every name that a pattern captures."""
    found = {node.text} if node.op == "cap" else set()
    return found.union(*(captures(p) for p in node.parts)) if node.parts else found


def split(node: Node, where: str) -> tuple[Node, Node]:
    """What stands left and right of ``@trigger``, which must be a part of the outermost sequence."""
    at = [i for i, p in enumerate(node.parts) if p.op == "trigger"]
    if node.op != "seq" or len(at) != 1:
        raise PackError(f"{where}: a pattern needs one @trigger at its outermost level")
    return Node("seq", parts=node.parts[: at[0]]), Node("seq", parts=node.parts[at[0] + 1 :])


def regex(
    node: Node, alphabet: Alphabet, literal_kinds: Mapping[str, str], chunks: Collection[str], *, back: bool = False
) -> str:
    """The regular expression of a pattern; ``back`` compiles it to be matched over the reversed string."""

    def rx(n: Node) -> str:
        match n.op:
            case "seq":
                return "".join(rx(p) for p in (reversed(n.parts) if back else n.parts))
            case "alt":
                return "(?:" + "|".join(rx(p) for p in n.parts) + ")"
            case "rep":
                return "(?:" + rx(n.parts[0]) + ")" + n.text
            case "cap":
                return f"(?P<{n.text}>" + rx(n.parts[0]) + ")"
            case "any":
                return f"[^{EDGE}]"
            case "edge":
                return f"(?={EDGE}|$)"  # in both directions: an edge is seen, never taken in
            case "not":
                inner = n.parts[0]
                names = inner.parts if inner.op == "alt" else [inner]
                return char_class("".join(_chars(p, alphabet, literal_kinds) for p in names) + EDGE, negate=True)
            case _:
                one = char_class(_chars(n, alphabet, literal_kinds))
                if n.text in chunks:
                    return f"{INSIDE}*{one}" if back else f"{one}{INSIDE}*"
                return one

    return rx(node)


def opening(node: Node, alphabet: Alphabet, literal_kinds: Mapping[str, str], *, back: bool = False) -> frozenset[str] | None:
    """The symbols of which one must stand where a match begins (of ``back``, where it ends); None where any may, or none need."""
    chars, empty = _opening(node, alphabet, literal_kinds, back=back)
    return None if chars is None or empty else frozenset(chars)


def _opening(node: Node, alphabet: Alphabet, literal_kinds: Mapping[str, str], *, back: bool) -> tuple[set[str] | None, bool]:
    """The symbols that a match may begin with, None for any, and whether it may take no token at all."""
    match node.op:
        case "any" | "not":
            return None, False
        case "edge":
            return set(), True
        case "kind" | "lit":
            return {*_chars(node, alphabet, literal_kinds), *((INSIDE,) if back else ())}, False
    parts = [_opening(part, alphabet, literal_kinds, back=back) for part in (reversed(node.parts) if back else node.parts)]
    if node.op == "alt":
        empty = any(may for _, may in parts)
    else:
        needed = next((n for n, (_, may) in enumerate(parts) if not may), None)
        empty = needed is None or (node.op == "rep" and node.text[0] in "?*" or node.text.startswith("{0"))
        parts = parts if needed is None else parts[: needed + 1]
    chars: set[str] = set()
    for some, _ in parts:
        if some is None:
            return None, empty
        chars |= some
    return chars, empty


def _chars(node: Node, alphabet: Alphabet, literal_kinds: Mapping[str, str]) -> str:
    while node.op == "seq" and len(node.parts) == 1:
        node = node.parts[0]
    if node.op == "alt":
        return "".join(_chars(p, alphabet, literal_kinds) for p in node.parts)
    return alphabet.having(literal_kinds[node.text] if node.op == "lit" else node.text)
