"""Rules as data: read them from YAML, check them, compile them, and match them from their triggers."""

import re
from dataclasses import dataclass
from typing import Any, Final

from mahdar.errors import PackError
from mahdar.grammar import pattern as patterns
from mahdar.grammar.alphabet import Alphabet
from mahdar.grammar.chart import Chart

KEYS: Final = {"id", "doc", "stage", "makes", "trigger", "pattern", "set", "examples"}


@dataclass(slots=True)
class Rule:
    """A rule as written: what starts it, what must stand around it, what it makes, and examples that hold.

    ``sources`` are the regular expressions of what stands left (None where nothing need) and right of the trigger; they are
    compiled into ``before`` and ``after`` when the rule is first tried. ``nearest`` are the symbols of which one must stand
    right before the trigger, and right behind it: a look at two tokens spares most rules the match.
    """

    id: str
    doc: str
    stage: str
    makes: str
    trigger: list[str]
    source: str
    left: patterns.Node
    right: patterns.Node
    values: dict[str, Any]
    examples: list[dict[str, Any]]
    where: str
    sources: tuple[str | None, str] = (None, "")
    name: str = ""  # the id without the stage
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # of what is captured, before the trigger and after it
    nearest: tuple[frozenset[str] | None, frozenset[str] | None] = (None, None)

    def nodes(self) -> tuple[patterns.Node, patterns.Node]:
        return self.left, self.right

    def ready(self, alphabet: Alphabet, literal_kinds: dict[str, str]) -> re.Pattern[str]:
        """Compile the rule; what must stand right of the trigger."""
        left, right = self.sources
        self.nearest = (
            patterns.opening(self.left, alphabet, literal_kinds, back=True),
            patterns.opening(self.right, alphabet, literal_kinds),
        )
        self.before = None if left is None else re.compile(left)
        self.after = re.compile(right)
        self.name = self.id.partition(".")[2]
        self.names = tuple(self.before.groupindex) if self.before is not None else (), tuple(self.after.groupindex)
        return self.after


class Match:
    """Where a rule matched: the tokens ``[first, stop)``, its trigger, and what it captured, as token ranges.

    What was captured is read from the two sides of the match when it is first asked for: of most matches nobody asks.
    """

    __slots__ = ("_captures", "_left", "_length", "_right", "first", "rule", "stop", "trigger")

    def __init__(self, rule: Rule, trigger: int, right: re.Match[str], left: re.Match[str] | None, length: int) -> None:
        self.rule = rule
        self.trigger = trigger
        self.first = trigger if left is None else length - left.end()
        self.stop = right.end()
        self._right = right
        self._left = left  # on the line reversed
        self._length = length
        self._captures: dict[str, tuple[int, int]] | None = None

    @property
    def captures(self) -> dict[str, tuple[int, int]]:
        """The token ranges that the rule names."""
        if self._captures is None:
            self._captures = self._captured()
        return self._captures

    def _captured(self) -> dict[str, tuple[int, int]]:
        out: dict[str, tuple[int, int]] = {}
        before, after = self.rule.names
        if after:
            spans = self._right.regs  # every group has a name
            for number, name in enumerate(after):
                first, last = spans[number + 1]
                if first >= 0:
                    out[name] = first, last
        if self._left is not None and before:
            spans = self._left.regs
            for number, name in enumerate(before):
                first, last = spans[number + 1]
                if first >= 0:
                    out[name] = self._length - last, self._length - first
        return out

    def get(self, name: str) -> tuple[int, int] | None:
        return self.captures.get(name)


def load(name: str, data: bytes) -> list[Rule]:
    """Read the rules of one file. Raises PackError with file:line where a key is unknown or an example is missing."""
    from mahdar.grammar.lines import document  # and YAML with it, which only files of rules need

    doc = document(name, data)
    macros = {k: str(v) for k, v in (doc.get("macros") or {}).items() if k != "__line__"}
    stage = str(doc.get("stage", ""))
    return [_rule(name, stage, macros, row) for row in doc.get("rules") or []]


def _rule(name: str, stage: str, macros: dict[str, str], row: dict[str, Any]) -> Rule:
    where = f"{name}:{row.pop('__line__')}"
    unknown = set(row) - KEYS
    if unknown:
        raise PackError(f"{where}: unknown key {sorted(unknown)[0]!r}; known are {', '.join(sorted(KEYS))}")
    for key in ("id", "doc", "makes", "trigger", "pattern", "examples"):
        if key not in row:
            raise PackError(f"{where}: the rule has no {key!r}")
    examples = [{k: v for k, v in e.items() if k != "__line__"} for e in row["examples"]]
    for e in examples:
        if isinstance(e.get("gives"), dict):
            e["gives"].pop("__line__", None)
    told = [e.get("gives") for e in examples]
    if "nothing" not in told or all(g == "nothing" for g in told):
        raise PackError(f"{where}: rule {row['id']} needs an example that gives something and one that gives nothing")
    values = {k: v for k, v in (row.get("set") or {}).items() if k != "__line__"}
    source = str(row["pattern"])
    node = patterns.parse(source if "@" in source else "@trigger " + source, macros, where)
    left, right = patterns.split(node, where)
    trigger = row["trigger"]
    return Rule(
        id=str(row["id"]), doc=" ".join(str(row["doc"]).split()), stage=str(row.get("stage", stage)), makes=str(row["makes"]),
        trigger=[str(t) for t in trigger] if isinstance(trigger, list) else [str(trigger)], source=source, left=left, right=right,
        values=values, examples=examples, where=where,
    )  # fmt: skip


class Grammar:
    """The compiled rules of a pack, stage by stage, tried only where one of their triggers stands."""

    def __init__(self, rules: list[Rule], alphabet: Alphabet, literal_kinds: dict[str, str], chunks: set[str]) -> None:
        self.rules = {r.id: r for r in rules}
        if len(self.rules) != len(rules):
            seen: set[str] = set()
            twice = next(r for r in rules if r.id in seen or seen.add(r.id))  # type: ignore[func-returns-value]
            raise PackError(f"{twice.where}: a rule {twice.id} stands already")
        known = alphabet.known()
        for rule in rules:
            for kind in {*rule.trigger, *patterns.kinds(rule.left), *patterns.kinds(rule.right)}:
                if kind not in known and not (kind.startswith("'") and kind[1:-1] in literal_kinds):
                    raise PackError(f"{rule.where}: no word or chunk is of the kind {kind!r}; see docs/write-a-rule.md")
            left = patterns.regex(rule.left, alphabet, literal_kinds, chunks, back=True) if rule.left.parts else None
            rule.sources = left, patterns.regex(rule.right, alphabet, literal_kinds, chunks)
        self._start(alphabet, literal_kinds)

    def _start(self, alphabet: Alphabet, literal_kinds: dict[str, str]) -> None:
        """Which rules of each stage each symbol starts."""
        self._alphabet, self._literal_kinds = alphabet, literal_kinds
        self._starts: dict[str, dict[str, list[Rule]]] = {}
        for rule in self.rules.values():
            by_symbol = self._starts.setdefault(rule.stage, {})
            for char in {c for t in rule.trigger for c in alphabet.having(literal_kinds[t[1:-1]] if t[0] == "'" else t)}:
                by_symbol.setdefault(char, []).append(rule)
        self._numbers = {stage: number for number, stage in enumerate(self._starts)}
        for sort in alphabet.sorts.values():
            sort.starts = tuple([n for stage, n in self._numbers.items() if sort.char in self._starts[stage]])

    @classmethod
    def ready(cls, rules: list[Rule], alphabet: Alphabet, literal_kinds: dict[str, str]) -> "Grammar":
        """The grammar of rules that were checked and have their ``sources``."""
        made = cls([], alphabet, literal_kinds, set())
        made.rules = {r.id: r for r in rules}
        made._start(alphabet, literal_kinds)
        return made

    def matches(self, stage: str, chart: Chart) -> list[Match]:
        """Every match of a stage's rules, in the order of their triggers and then of the rules in their file."""
        out: list[Match] = []
        starts = self._starts.get(stage)
        if starts is None:
            return out
        if not chart.triggers:
            chart.triggers = self._triggers(chart)
        line, symbols, back, n = chart.line, chart.symbols, "", len(chart.line)
        for at in chart.triggers[self._numbers[stage]]:
            stop = chart.chunk_end.get(at, at + 1)
            for rule in starts[symbols[at]]:
                after = rule.after
                if after is None:
                    after = rule.ready(self._alphabet, self._literal_kinds)
                before, behind = rule.nearest
                if behind is not None and (stop == n or symbols[stop] not in behind):
                    continue
                if before is not None and (not at or symbols[at - 1] not in before):
                    continue
                right = after.match(line, stop)
                if right is None:
                    continue
                left: re.Match[str] | None = None
                if rule.before is not None:
                    back = back or line[::-1]
                    left = rule.before.match(back, n - at)
                    if left is None:
                        continue
                out.append(Match(rule, at, right, left, n))
        return out

    def _triggers(self, chart: Chart) -> list[list[int]]:
        """The tokens at which rules may start, by the numbers of their stages: one pass for all stages."""
        out: list[list[int]] = [[] for _ in self._numbers]
        symbols, sorts = chart.symbols, self._alphabet.sorts
        for i, sort in enumerate(chart.sorts):
            if symbols[i] != sort.char:  # a chunk
                sort = sorts[symbols[i]]
            for number in sort.starts:
                out[number].append(i)
        return out
