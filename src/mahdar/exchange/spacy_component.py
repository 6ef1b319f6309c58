"""A spaCy component: ``nlp.add_pipe("mahdar")`` reads a Doc as a report and puts what it finds on it.

``doc._.mahdar`` is the record; ``doc.spans["mahdar.people"]`` and those of ``offices``, ``contacts`` and ``statements`` hold the
words, labelled with what they tell (the party, office, form, act), ``kb_id`` being the id of the fact. Words may end inside a
token of spaCy, which splits no clitics: spans are widened to whole tokens.
"""

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from mahdar.reading.reader import Reader
from mahdar.report import Report

if not Doc.has_extension("mahdar"):
    Doc.set_extension("mahdar", default=None)


def make(nlp: Language, name: str) -> "Component":
    """The component; ``doc.user_data["published"]`` may say when a report was published."""
    return Component()


class Component:
    """Reads one Doc after the other with one reader."""

    def __init__(self) -> None:
        self._reader = Reader()

    def __call__(self, doc: Doc) -> Doc:
        report = Report.of(doc.text, published=doc.user_data.get("published"))
        record = self._reader.read(report)
        doc._.mahdar = record
        for kind in ("people", "offices", "contacts", "statements"):
            doc.spans[f"mahdar.{kind}"] = [
                span for fact in getattr(record, kind) for span in _spans(doc, fact, _label(kind, fact))
            ]
        return doc


def _spans(doc: Doc, fact: Any, label: str) -> Iterator[Span]:
    for start, end in getattr(fact, "spans", None) or [fact.span]:
        span = doc.char_span(start, end, label=label, kb_id=fact.id, alignment_mode="expand")
        if span is not None:
            yield span


def _label(kind: str, fact: Any) -> str:
    name = {"people": "country", "offices": "office", "contacts": "form", "statements": "act"}[kind]
    return getattr(fact, name) or ""


Language.factory("mahdar", assigns=["doc._.mahdar", "doc.spans"], func=make)
