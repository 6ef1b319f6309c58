"""Relations: what a report tells of parties towards each other, of issues and documents, once statements are read."""

from mahdar.reading.relations.agreements import agreements
from mahdar.reading.relations.anniversaries import anniversaries
from mahdar.reading.relations.areas import areas
from mahdar.reading.relations.labels import labels
from mahdar.reading.relations.organisations import organisations
from mahdar.reading.relations.positions import positions
from mahdar.reading.relations.relation import Relations
from mahdar.reading.work import Work


def relations(work: Work) -> Relations:
    """Everything of the last five sections of the record, each fact once."""
    return Relations(
        positions=positions(work),
        labels=labels(work),
        agreements=agreements(work),
        anniversaries=anniversaries(work),
        organisations=organisations(work),
    )


__all__ = ["Relations", "areas", "relations"]
