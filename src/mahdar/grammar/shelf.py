"""Words and what is known of each, kept in closed boxes: what a text does not ask for is never made."""

import marshal
from collections.abc import Iterable, Mapping
from typing import Any


class Shelf:
    """A mapping of words, boxed by their third and fourth letters; a box is opened when one of its words is first asked for.

    The first two letters would make boxes of very different sizes (the article, the conjunction). Values are what ``marshal``
    writes; ``None`` is no value.
    """

    def __init__(self, boxes: Mapping[str, bytes]) -> None:
        self._closed = dict(boxes)
        self._open: dict[str, dict[str, Any]] = {}

    @classmethod
    def of(cls, words: Mapping[str, Any] | Iterable[str]) -> "Shelf":
        """A shelf with all boxes open; of words alone, each is known as True."""
        made = cls({})
        known = words if isinstance(words, Mapping) else dict.fromkeys(words, True)
        for word, value in known.items():
            made._open.setdefault(word[2:4], {})[word] = value
        return made

    def get(self, word: str) -> Any:
        """What is known of a word, or None."""
        key = word[2:4]
        box = self._open.get(key)
        if box is None:
            box = self._opened(key)
        return box.get(word)

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def _opened(self, key: str) -> dict[str, Any]:
        data = self._closed.pop(key, None)
        box: dict[str, Any] = {} if data is None else marshal.loads(data)
        self._open[key] = box
        return box

    def boxes(self) -> dict[str, bytes]:
        """The closed boxes of all words, to make the same shelf of; the order of words is theirs, so equal shelves are equal."""
        return self._closed | {key: marshal.dumps(dict(sorted(box.items()))) for key, box in self._open.items() if box}
