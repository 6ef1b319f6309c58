"""Correcting and adding facts by forms: which fields a kind of fact has, how they are shown, and how what was sent is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from mahdar.archive import days, places
from mahdar.archive.folding import fields
from mahdar.archive.parties import resolve
from mahdar.archive.vocabulary import ACTS, AREAS, FORMS, ISSUES, LEVELS, OFFICES, STATUSES
from mahdar.errors import QuestionError

SPARE = 2  # empty rows for more participants or speakers
AGREEMENTS = ("memorandum", "joint_statement", "communique", "declaration", "minutes", "treaty", "agreement", "plan", "documents")
EVENTS = ("diplomatic_relations", "independence", "founding", "agreement", "other")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``widget`` is how it is asked, ``known`` and ``words`` its vocabulary and where that is named.

    ``open``: a choice that may be left open.
    """

    name: str
    widget: str
    known: tuple[str, ...] = ()
    words: str = ""
    open: bool = False


FIELDS: dict[str, tuple[Field, ...]] = {
    "contact": (
        Field("form", "choice", FORMS, "forms"),
        Field("status", "choice", STATUSES, "contact_status"),
        Field("date", "date"),
        Field("date_end", "date"),
        Field("place", "place"),
        Field("level", "choice", LEVELS, "levels", open=True),
        Field("participants", "sides"),
        Field("attendees", "sides"),
    ),
    "statement": (Field("act", "choice", ACTS, "acts"), Field("speakers", "sides"), Field("areas", "several", AREAS, "areas")),
    "office": (Field("person", "text"), Field("office", "choice", OFFICES, "offices"), Field("of", "party")),
    "position": (
        Field("of", "party"),
        Field("stance", "choice", ("supports", "opposes"), "stances"),
        Field("issue", "choice", ISSUES, "issues"),
        Field("target", "party"),
    ),
    "label": (Field("parties", "parties"), Field("label", "text"), Field("date", "date")),
    "agreement": (
        Field("kind", "choice", AGREEMENTS, "agreements"),
        Field("status", "choice", ("signed", "issued", "ratified", "planned"), "agreement_status"),
        Field("parties", "parties"),
        Field("date", "date"),
    ),
    "anniversary": (
        Field("number", "number"),
        Field("event", "choice", EVENTS, "anniversary_events"),
        Field("parties", "parties"),
        Field("year", "number"),
    ),
}
_PRECISION = {4: "year", 7: "month", 10: "day"}


def shown(kind: str, fact: Any) -> dict[str, Any]:
    """The fields of a fact for its form; empty ones for a fact that is to be added."""
    return fields(fact) if fact is not None else {}


def sent(kind: str, form: Mapping[str, Any], several: Mapping[str, list[str]]) -> dict[str, Any]:
    """The fields that a form gives; ``several`` are its fields of many values.

    Raises:
        QuestionError: something in it is not what its field holds.
    """
    if kind not in FIELDS:
        raise QuestionError(f"{kind}: is no kind to judge; one of: {', '.join(FIELDS)}")
    found: dict[str, Any] = {}
    for field in FIELDS[kind]:
        text = str(form.get(field.name, "")).strip()
        found[field.name] = _read(field, text, several)
    if kind == "contact":
        found["date_precision"] = _PRECISION.get(len(found["date"] or ""))
    return found


def _read(field: Field, text: str, several: Mapping[str, list[str]]) -> Any:
    match field.widget:
        case "sides":
            people, parties = several.get(f"{field.name}.person", []), several.get(f"{field.name}.of", [])
            pairs = [(person.strip() or None, _party(of)) for person, of in zip(people, parties, strict=False)]
            return [{"person": person, "of": of} for person, of in pairs if person or of]
        case "several":
            return [id for id in several.get(field.name, []) if id in field.known]
        case "parties":
            return [_party(name) for name in text.replace("،", ",").split(",") if name.strip()]
        case "party":
            return _party(text)
        case "number":
            if text and not text.isdecimal():
                raise QuestionError(f"{field.name}: {text} is no number; write digits")
            return int(text) if text else None
        case "place":
            return msgspec.to_builtins(places.place(text)) if text else None
        case "date":
            if text and (days.span(text) is None or len(text) not in _PRECISION):
                raise QuestionError(f"{field.name}: {text} is no date; write 2024, 2024-05 or 2024-05-20")
        case "choice":
            if text not in field.known and not (field.open and not text):
                raise QuestionError(f"{field.name}: {text or 'nothing'} is not of its words; choose one of the list")
    return text or None


def _party(text: str) -> str | None:
    return resolve(text.strip()) if text.strip() else None


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that were changed; a place of the same name is the same, whatever else is known of it."""
    found = {name: value for name, value in after.items() if before.get(name) != value}
    if found.get("place") and (before.get("place") or {}).get("name") == found["place"]["name"]:
        del found["place"]
    return found


def spans(form: Mapping[str, list[str]]) -> list[tuple[int, int]]:
    """The words that were chosen, one or several stretches of them.

    Raises:
        QuestionError: none were, or their end comes before their beginning.
    """
    pairs = zip(form.get("start", []), form.get("end", []), strict=False)
    told = [(a.strip(), b.strip()) for a, b in pairs if a.strip() or b.strip()]
    if not told or not all(_number(a) and _number(b) and int(a) < int(b) for a, b in told):
        raise QuestionError("no words are chosen; mark them in the report and take them with the button beside")
    return [(int(a), int(b)) for a, b in told]


def _number(text: str) -> bool:
    return text.isdecimal() and len(text) < 9


def placed(kind: str, before: Mapping[str, Any], chosen: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """The fields that tell where a fact stands, where the words were chosen anew."""
    new = [list(span) for span in chosen]
    if kind == "contact":
        return {} if [list(span) for span in before.get("spans", [])] == new else {"spans": new}
    start, end = chosen[0]
    if list(before.get("span", [])) == new[0]:
        return {}
    place: dict[str, Any] = {"span": [start, end]}
    if kind == "statement" and before.get("content"):
        first, last = before["content"]
        inside = start <= first < end
        place["content"] = [first if inside else start, min(last, end) if inside and last > start and last <= end else end]
    return place
