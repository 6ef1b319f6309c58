"""The pages, one module a subject; each function is one page."""

from mahdar.web.pages import adding, contacts, figures, home, parties, people, relation, report, review, searching, signing

ROUTERS = tuple(
    m.router for m in (home, searching, relation, report, contacts, people, parties, figures, review, adding, signing)
)
