"""The brief on two parties: last contact first, a source for every line.

>>> from mahdar.exchange.brief import brief, markdown
>>> markdown(brief(archive, "CN", "KZ", lang="ar", today="2026-11-20"))
"""

from mahdar.exchange.brief.compose import brief
from mahdar.exchange.brief.html import html
from mahdar.exchange.brief.markdown import markdown
from mahdar.exchange.brief.model import Brief, Group, Line, Note, Run, Section, Source

__all__ = ["Brief", "Group", "Line", "Note", "Run", "Section", "Source", "brief", "html", "markdown"]
