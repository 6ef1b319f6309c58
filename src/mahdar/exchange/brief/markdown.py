"""A brief in Markdown, with footnotes as GitHub and Pandoc read them. Dates are isolated so that they do not turn over in
right-to-left text.
"""

from mahdar.exchange.brief.model import Brief, Group, Line, Note, Run, Runs, Source
from mahdar.exchange.brief.words import words

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"  # isolates of the bidirectional algorithm
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|#"})


def markdown(brief: Brief) -> str:
    """The whole document."""
    parts = [f"# {brief.title}", _runs(brief, brief.subtitle), f"*{brief.caution}*"]
    for section in brief.sections:
        parts += [f"## {section.title}"]
        if section.groups:
            parts += [f"*{_runs(brief, section.caption)}*"] if section.caption else []
            parts += [_group(brief, group) for group in section.groups]
        else:
            parts.append(f"*{brief.nothing}*")
    parts += [f"## {brief.sources_title}", f"*{brief.sources_caption}*"]
    parts.append("\n".join(_source(brief, source) for source in brief.sources))
    parts.append("\n".join(_note(brief, note) for note in brief.notes))
    body = "\n\n".join(parts) + "\n"
    return f'<div dir="rtl" lang="ar">\n\n{body}\n</div>\n' if brief.direction == "rtl" else body


def _group(brief: Brief, group: Group) -> str:
    lines = [f"### {group.title}\n"] if group.title else []
    lines += [_line(brief, line) for line in group.lines]
    if group.rest:
        lines.append(f"\n{group.rest}: `{group.command}`")
    return "\n".join(lines)


def _line(brief: Brief, line: Line) -> str:
    label = f"**{_runs(brief, line.label)}** " if line.label else ""
    return f"- {label}{_runs(brief, line.runs)} {' '.join(f'[^{note.number}]' for note in line.notes)}"


def _runs(brief: Brief, runs: Runs) -> str:
    return "".join(_run(brief, run) for run in runs)


def _run(brief: Brief, run: Run) -> str:
    text = run.text.replace("\n", " ").translate(_SPECIAL)
    if run.kind == "date":
        return f"{LRI}{text}{PDI}" if brief.direction == "rtl" else text
    if run.kind in ("name", "arabic", "quote"):
        return text if brief.direction == "rtl" else f"{FSI}{text}{PDI}"
    return f"**{text}**" if run.kind == "lead" else text


def _source(brief: Brief, source: Source) -> str:
    told = words(brief.lang).source(source)
    headline = (Run("text", ": "), Run("arabic", source.headline)) if source.headline else ()
    id = source.report.removeprefix("sha256:")[:12]
    return f"{source.number}. {_runs(brief, (*told, *headline))} · `{source.source}` · `{id}`"


def _note(brief: Brief, note: Note) -> str:
    source, quote = note.source, words(brief.lang).quote(" ".join(note.quote.split()))
    told = words(brief.lang).source(source)
    span = _run(brief, Run("date", f"{note.span[0]}–{note.span[1]}"))
    name = f"{words(brief.lang)('sections', 'source')} {source.number}"
    return f"[^{note.number}]: {name}, {_runs(brief, told)}, {span}: {_run(brief, quote)}"
