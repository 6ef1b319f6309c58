"""Words and what is known of each, kept in closed boxes: what a text does not ask for is never made."""

import marshal
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

NOTHING: Final[dict[str, Any]] = {}


class Shelf:
    """A mapping of words, in boxes by their third to sixth letters, and these in cases by their third and fourth.

    A case, and in it a box, is opened when one of its words is first asked for. The first two letters would make boxes of very
    different sizes (the article, the conjunction). Values are what ``marshal`` writes, but no bytes; ``None`` is no value. One
    that is neither a word nor a number lies sealed in its box, and is made each time its word is asked for.
    """

    def __init__(self, cases: Mapping[str, bytes]) -> None:
        self._cases = dict(cases)
        self._closed: dict[str, bytes] = {}
        self._open: dict[str, dict[str, Any]] = {}

    @classmethod
    def of(cls, words: Mapping[str, Any] | Iterable[str]) -> "Shelf":
        """A shelf with all boxes open; of words alone, each is known as True."""
        made = cls({})
        known = words if isinstance(words, Mapping) else dict.fromkeys(words, True)
        for word, value in known.items():
            made._open.setdefault(word[2:6], {})[word] = value
        return made

    def get(self, word: str) -> Any:
        """What is known of a word, or None."""
        key = word[2:6]
        box = self._open.get(key)
        if box is None:
            box = self._opened(key)
        found = box.get(word)
        return marshal.loads(found) if isinstance(found, bytes) else found

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def __iter__(self) -> Iterator[str]:
        """All words; every box is opened."""
        for key in [*self._cases]:
            self._opened(key)
        for key in [*self._closed]:
            self._opened(key)
        return iter(sorted(word for box in self._open.values() for word in box))

    def _opened(self, key: str) -> dict[str, Any]:
        """The box of a key, or an empty one that is not kept: what is no word of ours may be anything."""
        case = self._cases.pop(key[:2], None)
        if case is not None:
            self._closed.update(marshal.loads(case))
        data = self._closed.pop(key, None)
        if data is None:
            return NOTHING
        box: dict[str, Any] = marshal.loads(data)
        self._open[key] = box
        return box

    def cases(self) -> dict[str, bytes]:
        """The closed cases of all words, to make the same shelf of; the order of words is theirs, so equal shelves are equal."""
        opened = {key: {word: _sealed(box[word]) for word in sorted(box)} for key, box in self._open.items()}
        boxes = self._closed | {key: marshal.dumps(box) for key, box in opened.items()}
        cases: dict[str, dict[str, bytes]] = {}
        for key in sorted(boxes):
            cases.setdefault(key[:2], {})[key] = boxes[key]
        return self._cases | {key: marshal.dumps(case) for key, case in cases.items()}


def _sealed(value: Any) -> Any:
    return value if isinstance(value, (int, str, bytes)) else marshal.dumps(value)
