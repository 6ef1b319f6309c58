"""A brief as a Word document: real footnotes, styles that an office can change, paragraphs from right to left where they are
Arabic.

Word's own names of styles are used (Title, Heading 1, Heading 2, Subtitle, Quote, Footnote Text), so that a template restyles
all of it. python-docx knows no footnotes: their part of the package (ECMA-376, 17.11) is written here.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from mahdar.errors import InputError
from mahdar.exchange.brief.model import Brief, Line, Note, Run, Runs
from mahdar.exchange.brief.words import words

if TYPE_CHECKING:
    from docx.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_ARABIC = ("name", "arabic", "quote")
_COLOURS = {"a": "8C2F1F", "b": "0F5A6B", "both": "4B4A2C"}
_GREY = "6B675F"
_FIRST = 2  # 0 and 1 are the separators
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"  # isolates: Word turns dates over in Arabic paragraphs without them
_OURS = ("Title", "Subtitle", "Heading 1", "Heading 2", "Quote")
_LATIN, _NASKH, _INK = "Georgia", "Traditional Arabic", "1D1C1A"


def docx(brief: Brief) -> bytes:
    """The document.

    Raises:
        InputError: python-docx is not installed.
    """
    try:
        from docx import Document as new
    except ImportError:
        raise InputError("docx", "writing it needs python-docx", 'install it with: pip install "mahdar[office]"') from None
    document = new()
    _styles(document, brief)
    writer = _Writer(document, brief)
    writer.all()
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Writer:
    """Writes the parts of a brief one after another; a note is a footnote where it is first led to, a reference after that."""

    def __init__(self, document: "Document", brief: Brief) -> None:
        self.document, self.brief = document, brief
        self.rtl = brief.direction == "rtl"
        self.footnotes: list[str] = []
        self.numbers: dict[int, int] = {}

    def all(self) -> None:
        brief = self.brief
        self.paragraph("Title", (Run("text", brief.title),))
        self.paragraph("Subtitle", brief.subtitle)
        self.paragraph("Normal", (Run("faint", brief.caution),))
        for section in brief.sections:
            self.paragraph("Heading 1", (Run("text", section.title),))
            caption = section.caption if section.groups else (Run("text", brief.nothing),)
            if caption:
                self.paragraph("Normal", tuple(Run("faint", r.text) if r.kind == "text" else r for r in caption))
            for group in section.groups:
                if group.title:
                    self.paragraph("Heading 2", (Run("text", group.title),))
                for line in group.lines:
                    self.line(line)
                if group.rest:
                    self.paragraph("Normal", (Run("faint", f"{group.rest}: "), Run("date", group.command or "")))
        self.sources()
        _attach(self.document, self.footnotes)

    def line(self, line: Line) -> None:
        """A line; what was said stands in a paragraph of its own where the page reads from left to right."""
        label = (*(Run("lead", r.text) if r.kind == "text" else r for r in line.label), Run("text", "  ")) if line.label else ()
        quotes = [n for n, run in enumerate(line.runs) if run.kind == "quote"]
        if self.rtl or not quotes:
            self.paragraph("List Bullet", (*label, *line.runs), line.notes)
            return
        before, after = line.runs[: quotes[0]], line.runs[quotes[0] + 1 :]
        self.paragraph("List Bullet", (*label, *before), line.notes)
        self.paragraph("Quote", (line.runs[quotes[0]],), rtl=True)
        rest = tuple(r for r in after if r.kind != "dash")
        if rest:
            self.paragraph("List Continue", rest)

    def sources(self) -> None:
        brief, tongue = self.brief, words(self.brief.lang)
        self.paragraph("Heading 1", (Run("text", brief.sources_title),))
        for source in brief.sources:
            told = tongue.source(source)
            headline = (Run("text", ": "), Run("arabic", source.headline)) if source.headline else ()
            self.paragraph("List Number", (*told, *headline, Run("text", " "), Run("date", source.source)))

    def paragraph(self, style: str, runs: Runs, notes: tuple[Note, ...] = (), rtl: bool | None = None) -> None:
        """A paragraph of a style, with the marks of its notes at its end."""
        paragraph = self.document.add_paragraph(style=style)
        if self.rtl if rtl is None else rtl:
            paragraph._p.get_or_add_pPr().append(_element("<w:bidi/>"))
        for run in runs:
            paragraph._p.append(_element(_run(run, self.rtl)))
        for n, note in enumerate(notes):
            if n:
                paragraph._p.append(_element(_raised(" ")))
            paragraph._p.append(_element(self._mark(note)))

    def _mark(self, note: Note) -> str:
        """The mark of a footnote; what was noted before is referred to by its number."""
        if note.number in self.numbers:
            return _raised(f"({self.numbers[note.number]})")
        id = _FIRST + len(self.footnotes)
        self.numbers[note.number] = id - _FIRST + 1
        self.footnotes.append(self._footnote(note, id))
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{id}"/></w:r>'

    def _footnote(self, note: Note, id: int) -> str:
        tongue, source = words(self.brief.lang), note.source
        told = tongue.source(source)
        place = (Run("text", f" [{source.number}: "), Run("date", f"{note.span[0]}–{note.span[1]}"), Run("text", "] "))
        runs = (*told, *place, tongue.quote(" ".join(note.quote.split())))
        bidi = "<w:bidi/>" if self.rtl else ""
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        body = mark + _run(Run("text", " "), self.rtl) + "".join(_run(run, self.rtl) for run in runs)
        return f'<w:footnote w:id="{id}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{bidi}</w:pPr>{body}</w:p></w:footnote>'


def _run(run: Run, rtl: bool) -> str:
    """A run of text. Arabic is marked as such, or Word shapes and orders it by the wrong font and direction."""
    arabic = run.kind in _ARABIC or (rtl and run.kind != "date")
    strong = run.kind in ("lead", "party") or (run.kind == "name" and not rtl)
    colour = _COLOURS.get(run.side) or (_GREY if run.kind in ("faint", "dash") else "")
    properties = [
        "<w:b/><w:bCs/>" if strong else "",
        f'<w:color w:val="{colour}"/>' if colour else "",
        "<w:rtl/>" if arabic else "",
        '<w:lang w:bidi="ar-SA"/>' if arabic else "",
    ]
    text = escape(_clean(run.text))
    if run.kind == "date" and rtl:
        text = f"{_LRI}{text}{_PDI}"
    elif arabic and not rtl:
        text = f"{_RLI}{text}{_PDI}"
    return f'<w:r><w:rPr>{"".join(properties)}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _raised(text: str) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _clean(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n")


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(f'<w:p xmlns:w="{W}">{xml}</w:p>')[0]


def _attach(document: "Document", footnotes: list[str]) -> None:
    """Adds the part of the package that holds the footnotes."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    lines = ("separator", "continuationSeparator")
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>' for n, kind in enumerate(lines)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{W}">{separators}{"".join(footnotes)}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, _FOOTNOTES)


def _styles(document: "Document", brief: Brief) -> None:
    """The footnotes' own styles, fonts that have Arabic, and the document's direction."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.element.get_or_add_rPr().insert_element_before(_element('<w:szCs w:val="24"/>'), "w:highlight", "w:lang")
    for name in ("Normal", *_OURS):
        _plain(document.styles[name])
    text = document.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style, text.font.size = normal, Pt(8.5)
    text.paragraph_format.space_after = Pt(2)
    mark = document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    properties = document.core_properties
    properties.title, properties.author, properties.language = brief.title, "mahdar", brief.lang
    if brief.direction == "rtl":
        for section in document.sections:
            section._sectPr.insert_element_before(_element("<w:bidi/>"), "w:rtlGutter", "w:docGrid", "w:printerSettings")


def _plain(style: Any) -> None:
    """A style in fonts that have Arabic, upright and unspaced: slanting and spacing break Arabic letters apart."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.italic, style.font.color.rgb = _LATIN, False, RGBColor.from_string(_INK)
    properties = style.element.rPr
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        properties.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    properties.rFonts.set(qn("w:cs"), _NASKH)
    for tag in ("w:spacing", "w:kern", "w:iCs"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
