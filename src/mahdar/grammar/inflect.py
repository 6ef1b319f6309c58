"""Inflection: one row of the lexicon becomes all the forms that the press writes of it, folded.

A row with a ``present``, a ``participle`` or a ``masdar`` is a verb, its ``form`` the past (he). A row with
``inflect`` = ``noun`` is a noun or a verbal noun, with ``inflect`` = ``title`` an office; ``plural`` holds plurals,
parted by spaces. Every other row stands as written. ``more["n"]`` tells person, gender and number where a form tells
it: ``ms fs md fd mp 1s 1p``, and ``s d p`` of nouns.
"""

from collections.abc import Iterator

from mahdar.grammar.folding import fold_word
from mahdar.grammar.lexicon import Entry

PRONOUNS = ("ه", "ها", "هم", "هما", "نا", "هن", "كم", "ك", "ي")
OBJECTS = ("ه", "ها", "هم", "هما")


def inflect(ident: str, form: str, kind: str, more: dict[str, str]) -> Iterator[Entry]:
    """Every entry that a row stands for; forms that fold to one appear once a kind."""
    seen: set[tuple[str, str]] = set()
    for shown, below, number in _forms(form, more):
        key = (fold_word(shown), below)
        if key not in seen:
            seen.add(key)
            told = {**more, "n": number} if number else more
            head, dot, rest = kind.partition(".")  # say.that in the past is say.past.that
            yield Entry(ident, key[0], f"{head}.{below}{dot}{rest}" if below else kind, told)


def _forms(form: str, more: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    if {"present", "participle", "masdar"} & more.keys():
        for number, shown in _past(form) if form != "-" else ():
            yield shown, "past", number
        for number, shown in _present(more["present"]) if "present" in more else ():
            yield shown, "present", number
            yield "س" + shown, "future", number
        for number, shown in _participle(more["participle"]) if "participle" in more else ():
            yield shown, "participle", number
        for word in more.get("masdar", "").split("|"):
            for number, shown in _noun(word) if word else ():
                yield shown, "masdar", number
    elif more.get("inflect") == "noun":
        for number, shown in _noun(form):
            yield shown, "", number
        for word in more.get("plural", "").split():
            for _, shown in _noun(word, plural=True):
                yield shown, "", "p"
    elif more.get("inflect") == "title":
        yield from ((shown, "", number) for number, shown in _title(form, more.get("plural", "")))
    else:
        yield form, "", ""


def _title(form: str, plural: str) -> Iterator[tuple[str, str]]:
    """A title in its genders, numbers and cases: وزير خارجية، وزيرة، وزيرا (two)، وزيري، وزراء; and وزيرا للخارجية (as a)."""
    head, _, tail = form.partition(" ")
    rest = " " + tail if tail else ""
    yield "s", head + rest
    yield "s", head + "ة" + rest
    if tail:
        yield "s", head + "ا ل" + tail
        yield "s", head + "ة ل" + tail
        yield "s", "ال" + head + rest
    yield "d" if tail else "s", head + "ا" + rest
    yield "d", head + "ي" + rest
    yield "d", head + "تا" + rest
    yield "d", head + "تي" + rest
    for word in plural.split():
        yield "p", word + rest


def _past(he: str) -> Iterator[tuple[str, str]]:
    head, _, tail = he.partition(" ")
    tail = " " + tail if tail else ""
    yield "ms", he
    if head[-1] in "ىا":
        stem = head[:-1]
        long = stem + "ي" if head[-1] == "ى" else stem + "و"
        forms = {"fs": stem + "ت", "md": long + "ا", "fd": stem + "تا", "mp": stem + "وا", "1p": long + "نا", "1s": long + "ت"}
        objects = stem + "ا"
    else:
        short = head[:-2] + head[-1] if len(head) == 3 and head[1] == "ا" else head
        forms = {"fs": head + "ت", "md": head + "ا", "fd": head + "تا", "mp": head + "وا", "1p": short + "نا", "1s": short + "ت"}
        objects = head
    for number, shown in forms.items():
        yield number, shown + tail
    for o in OBJECTS:
        yield "ms", objects + o + tail
        yield "fs", forms["fs"] + o + tail


def _present(he: str) -> Iterator[tuple[str, str]]:
    head, _, tail = he.partition(" ")
    tail = " " + tail if tail else ""
    rest = head[1:]
    long = rest[:-1] + "ي" if rest[-1] == "ى" else rest
    plural = rest[:-1] if rest[-1] in "ىيو" else rest
    for number, prefix in (("ms", "ي"), ("fs", "ت"), ("1p", "ن"), ("1s", "أ")):
        yield number, prefix + rest + tail
        if prefix in "يت":
            for o in OBJECTS:
                yield number, prefix + rest + o + tail
    for prefix, number in (("ي", "md"), ("ت", "fd")):
        yield number, prefix + long + "ان" + tail
        yield number, prefix + long + "ا" + tail
    yield "mp", "ي" + plural + "ون" + tail
    yield "mp", "ي" + plural + "وا" + tail
    yield "mp", "ت" + plural + "ون" + tail


def _participle(he: str) -> Iterator[tuple[str, str]]:
    head, _, tail = he.partition(" ")
    tail = " " + tail if tail else ""
    short = head[:-1] if head[-1] == "ي" else head
    forms = [("ms", head), ("ms", head + "ا"), ("fs", head + "ة"), ("mp", short + "ين"), ("mp", short + "ون"),
             ("fd", head + "تين"), ("md", head + "ان"), ("fp", head + "ات")]  # fmt: skip
    if head.endswith("ئ"):  # منوئا is also written منوءا
        forms.append(("ms", head[:-1] + "ءا"))
    for number, shown in forms:
        yield number, shown + tail


def _noun(word: str, *, plural: bool = False) -> Iterator[tuple[str, str]]:
    head, _, tail = word.partition(" ")
    tail = " " + tail if tail else ""
    one = "p" if plural else "s"
    yield one, head + tail
    if not head.startswith("ال"):
        yield one, "ال" + head + tail
    stems = {head}
    if head.endswith("ة"):
        stems = {head[:-1] + "ت"}
    elif head.endswith("اء"):
        stems = {head, head[:-1] + "ي", head[:-1] + "و"}
    elif not plural or head[-1] not in "اى":
        yield one, head + "ا" + tail
    for stem in stems:
        for p in PRONOUNS:
            yield one, stem + p + tail
    if plural:
        return
    base = head[:-1] + "ت" if head.endswith("ة") else head
    for ending in ("ين", "ان"):
        yield "d", base + ending + tail
        yield "d", "ال" + base + ending + tail
    for ending in ("ي", "ا"):
        yield "d", base + ending + tail
    for p in ("ه", "هما", "ها"):
        yield "d", base + "ي" + p + tail
