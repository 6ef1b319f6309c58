"""The brief: every line leads to the words of a report, nothing is doubled, both languages are whole; what is written opens."""

import os
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.archive import Archive
from mahdar.archive.vocabulary import ACTS, AREAS, FORMS, ISSUES, LEVELS, OFFICES, STATUSES
from mahdar.errors import QuestionError
from mahdar.exchange.brief import Brief, Line, brief, html, markdown
from mahdar.exchange.brief.desk import Desk
from mahdar.exchange.brief.model import Run, plain
from mahdar.exchange.brief.notes import Notes
from mahdar.exchange.brief.pair import gather
from mahdar.exchange.brief.promises import promised
from mahdar.exchange.brief.words import LANGUAGES, Words, words

TODAY = "2026-11-20"
GOLDEN = Path(__file__).parent / "golden"
LEXICON = Path(__file__).resolve().parent.parent.parent / "src" / "mahdar" / "pack" / "ar" / "lexicon"
IDS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "contract" / "ids.yaml"


@pytest.fixture(scope="module", params=LANGUAGES)
def told(request: pytest.FixtureRequest, archive: Archive) -> Brief:
    return brief(archive, "CN", "KZ", request.param, TODAY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_brief_on_a_few_reports_is_the_one_that_was_reviewed(gold_archive: Archive, lang: str) -> None:
    page, golden = markdown(brief(gold_archive, "CN", "KZ", lang, TODAY)), GOLDEN / f"brief-CN-KZ.{lang}.md"
    if os.environ.get("MAHDAR_GOLDEN") == "write":
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8"), "review what changed, then write it: MAHDAR_GOLDEN=write"


def test_every_line_leads_to_the_words_of_a_report(archive: Archive, told: Brief) -> None:
    lines = list(told.lines)
    assert len(lines) > 60
    for note in {note for line in lines for note in line.notes}:
        report, _ = archive.report(note.source.report)
        assert note.quote and report.text[slice(*note.span)] == note.quote


def test_every_note_and_source_is_led_to_and_numbered_in_order(told: Brief) -> None:
    led = {note for line in told.lines for note in line.notes}
    assert led == set(told.notes)
    assert {note.source for note in led} == set(told.sources)
    assert [note.number for note in told.notes] == list(range(1, len(told.notes) + 1))
    assert [source.number for source in told.sources] == list(range(1, len(told.sources) + 1))
    assert len({source.report for source in told.sources}) == len(told.sources)


def test_no_line_is_made_without_a_note() -> None:
    with pytest.raises(ValueError, match="without a source"):
        Line((), (Run("text", "nobody told this"),), ())


def test_nothing_is_told_twice(told: Brief) -> None:
    sections = [s for s in told.sections if s.id in ("last", "said", "promised")]
    quotes = Counter(run.text for s in sections for line in s.lines for run in line.runs if run.kind == "quote")
    assert quotes and not {quote: n for quote, n in quotes.items() if n > 1}
    for section in told.sections:
        lines = Counter((plain(line.label), plain(line.runs)) for line in section.lines)
        assert not {line: n for line, n in lines.items() if n > 1}, section.id


def test_what_was_said_is_quoted_from_the_report(told: Brief) -> None:
    for line in told.lines:
        for run in line.runs:
            if run.kind == "quote":
                words_ = run.text.strip("«»")
                assert any(words_ in " ".join(note.quote.split()) for note in line.notes), run.text


def test_the_sections_stand_in_the_order_of_the_desk(told: Brief) -> None:
    assert [s.id for s in told.sections] == "last people name said promised positions documents ahead contacts".split()


def test_the_last_contact_is_the_last(archive: Archive, told: Brief) -> None:
    first = told.sections[0].groups[0].lines[0]
    held = [c["date"] for c in archive.contacts(between=("CN", "KZ"), status="held") if c["date"]]
    assert plain(first.label) == max(held)


def test_only_what_is_to_come_is_to_come(archive: Archive) -> None:
    early = brief(archive, "CN", "KZ", "en", "2019-01-01")
    ahead = next(s for s in early.sections if s.id == "ahead")
    assert all(plain(line.label) >= "2019" for line in ahead.lines)
    late = brief(archive, "CN", "KZ", "en", "2100-01-01")
    assert all("2100" <= plain(line.label) <= "2101-12-31" for s in late.sections if s.id == "ahead" for line in s.lines)


def test_the_languages_tell_the_same(archive: Archive) -> None:
    english, arabic = (brief(archive, "CN", "KZ", lang, TODAY) for lang in ("en", "ar"))
    assert {n.quote for n in english.notes} == {n.quote for n in arabic.notes}
    for one, other in zip(english.sections, arabic.sections, strict=True):
        assert len(list(one.lines)) == len(list(other.lines)), one.id


def test_the_first_party_is_told_first(archive: Archive) -> None:
    turned = brief(archive, "كازاخستان", "China", "en", TODAY)
    assert (turned.a, turned.b, turned.title) == ("KZ", "CN", "Kazakhstan and China")
    people = next(s for s in turned.sections if s.id == "people")
    assert [g.title for g in people.groups] == ["Kazakhstan", "China"]


def test_a_promise_tells_its_echo_or_its_silence(gold_archive: Archive) -> None:
    """The archive may link echoes or not: here a later report's own words are given as the echo of one promise."""
    desk = desk_of(gold_archive)
    workshop = next(row for row in desk.pair.promises.values() if "ستنشئ ورشة لوبان" in row["text"])
    later = gold_archive.statements(between=("CN", "KZ"), search="محطة الشحن")[-1]
    [proof] = later["evidence"]
    silence = {id: {**row, "echoes": [], "last_movement": row["date"]} for id, row in desk.pair.promises.items()}
    desk.pair.promises = dict(silence)
    assert not any("silent" in plain(line.runs) for group in promised(desk)[1] for line in group.lines)

    desk = desk_of(gold_archive)
    moved = {"echoes": [{**proof, "kind": "progress"}], "last_movement": proof["date"]}
    desk.pair.promises = silence | {workshop["id"]: {**workshop, **moved}}
    lines = {plain(line.runs): line for group in promised(desk)[1] for line in group.lines}
    [(told, line)] = [(text, line) for text, line in lines.items() if "ستنشئ ورشة لوبان" in text]
    assert told.endswith(f"progress reported on {proof['date']}")  # no report is later: silence since would tell nothing
    assert proof["quote"] in {note.quote for note in line.notes}
    assert "silent for 3 years" in next(text for text in lines if "محطة شحن في ميناء" in text)

    desk = desk_of(gold_archive)
    desk.pair.promises = silence | {workshop["id"]: {**workshop, "echoes": [{**proof, "kind": "completion"}]}}
    told = next(plain(line.runs) for group in promised(desk)[1] for line in group.lines if "ستنشئ ورشة" in plain(line.runs))
    assert f"completion reported on {proof['date']}" in told and "silent" not in told


def desk_of(archive: Archive) -> Desk:
    pair = gather(archive, "CN", "KZ", TODAY)
    return Desk(pair, words("en"), Notes(archive), {}, [])


def test_latin_names_are_shown_where_they_are_known(archive: Archive) -> None:
    [person] = archive.people("شي جين بينغ", of="CN")
    page = markdown(brief(archive, "CN", "KZ", "en", TODAY, latin={person["id"]: "Xi Jinping"}))
    assert "Xi Jinping (" in page and "شي جين بينغ" in page


@pytest.mark.parametrize(
    ("a", "b", "says"),
    [
        ("CN", "Atlantis", "no such party"),
        ("CN", "الصين", "two parties"),
        ("CN", "PE", "tells nothing of the two; it does of CN KZ"),
        ("PE", "EC", "tells nothing of the two; it does of CN KZ"),
    ],
)
def test_what_cannot_be_briefed_on_is_said(archive: Archive, a: str, b: str, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        brief(archive, a, b)


def test_another_language_is_refused(archive: Archive) -> None:
    with pytest.raises(QuestionError, match="one of: ar, en"):
        brief(archive, "CN", "KZ", "fr")


# -- words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_of_the_vocabularies_has_a_word(lang: str) -> None:
    tongue = words(lang)
    tables = {
        "acts": ACTS, "areas": AREAS, "forms": FORMS, "issues": ISSUES, "levels": LEVELS, "offices": OFFICES,
        "contact_status": STATUSES,
        "portfolios": ids("offices.tsv", "portfolio"),
    }  # fmt: skip
    assert not [(table, id) for table, known in tables.items() for id in known if not tongue.knows(table, id)]
    assert all(tongue.count(form, n) for form in FORMS for n in (1, 2, 3, 11, 100))
    assert not [
        agency for agency in ids("agencies.tsv", "agency", "signature") if tongue.agency(agency) == agency and agency != "dpa"
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.skipif(not IDS.exists(), reason="the contract is not there")
def test_every_id_of_the_contract_has_a_word(lang: str) -> None:
    import yaml

    contract, tongue = yaml.safe_load(IDS.read_text(encoding="utf-8")), words(lang)
    names = "acts forms contact_status levels offices agreements agreement_status anniversary_events areas issues".split()
    missing = [(name, id) for name in names for id in contract[name] if not tongue.knows(name, id)]
    missing += [("issues", id) for id in contract["issues_unscored"] if not tongue.knows("issues", id)]
    parties = contract["organisations"] | contract["organisations_unscored"]
    missing += [("parties", id) for id in parties if not tongue.knows("parties", id)]
    missing += [
        ("label", w) for label in contract["labels_examples"] for w in label.split() if not tongue.knows("label_words", w)
    ]
    assert not missing


def ids(table: str, *kinds: str) -> set[str]:
    lines = [line.split("\t") for line in (LEXICON / table).read_text(encoding="utf-8").splitlines()[1:] if line]
    return {line[0] for line in lines if line[0] and not line[0].startswith("#") and (not kinds or line[2] in kinds)}


def test_the_languages_have_the_same_words() -> None:
    def keys(value: object, path: str = "") -> set[str]:
        if not isinstance(value, dict) or path.startswith((".counts.", ".ordinals")):
            return {path}
        return {k for name, part in value.items() for k in keys(part, f"{path}.{name}")}

    english, arabic = (keys(Words(lang)._data) for lang in ("en", "ar"))
    only = {".numerals.m", ".numerals.f", ".feminine"}  # Arabic writes small numbers out
    assert english == arabic - only


@pytest.mark.parametrize(
    ("noun", "n", "said"),
    [
        ("meeting", 1, "لقاء واحد"),
        ("meeting", 2, "لقاءان"),
        ("meeting", 3, "ثلاثة لقاءات"),
        ("meeting", 10, "عشرة لقاءات"),
        ("meeting", 11, "11 لقاءً"),
        ("meeting", 100, "100 لقاء"),
        ("meeting", 103, "103 لقاءات"),
        ("visit", 3, "ثلاث زيارات"),
        ("visit", 8, "ثماني زيارات"),
        ("visit", 11, "11 زيارة"),
        ("phone_call", 2, "اتصالان هاتفيان"),
        ("report", 13, "13 تقريرًا"),
    ],
)
def test_arabic_counts_by_its_grammar(noun: str, n: int, said: str) -> None:
    assert words("ar").count(noun, n) == said


@pytest.mark.parametrize(("id", "said"), [("CN", "للصين"), ("KZ", "لكازاخستان"), ("AE", "للإمارات"), ("UN", "للأمم المتحدة")])
def test_arabic_joins_for_to_the_name(id: str, said: str) -> None:
    assert words("ar").for_party(id) == said


@given(st.integers(0, 10**7), st.sampled_from(LANGUAGES))
def test_any_number_is_counted(n: int, lang: str) -> None:
    tongue = words(lang)
    assert not any("{" in tongue.count(noun, n) for noun in tongue._data["counts"])


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (35, "35th"), (101, "101st")]
)
def test_english_ordinals(n: int, said: str) -> None:
    assert words("en").ordinal(n) == said


@pytest.mark.parametrize(
    ("label", "english", "arabic"),
    [
        ("permanent comprehensive strategic partnership", None, "شراكة استراتيجية شاملة دائمة"),
        (
            "comprehensive strategic partnership of_coordination new_era",
            "comprehensive strategic partnership of coordination for the new era",
            "شراكة تنسيق استراتيجية شاملة في العصر الجديد",
        ),
        ("all_weather comprehensive strategic partnership", "all-weather comprehensive strategic partnership", None),
        ("traditional friendship", None, "صداقة تقليدية"),
    ],
)
def test_names_of_relationships_are_put_together(label: str, english: str | None, arabic: str | None) -> None:
    assert words("en").label(label) == (english or label)
    assert arabic is None or words("ar").label(label) == arabic


# -- pages


class Page(HTMLParser):
    """The page as a browser sees it: elements balanced, ids, links, what would be fetched, text outside isolated runs."""

    VOID = frozenset(("meta", "link", "br", "img", "hr", "input"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.bare: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.fetched += [v or "" for k, v in attrs if k in ("src", "srcset", "data", "poster") or (k == "href" and tag != "a")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"bdi", "code", "style", "title"} & set(self.open):
            self.bare.append(data)


def test_the_page_is_whole_and_fetches_nothing(told: Brief) -> None:
    text = html(told)
    page = Page(text)
    assert not page.open
    assert not page.fetched and "@import" not in text and "url(" not in text
    assert not re.findall(r"https?://|//\w+\.\w", text)
    assert len(page.ids) == len(set(page.ids))
    assert page.links and all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert f'<html lang="{told.lang}" dir="{told.direction}">' in text


def test_dates_and_arabic_are_isolated(told: Brief) -> None:
    page = Page(html(told))
    bare = " ".join(page.bare)
    assert not re.findall(r"\d{4}-\d\d", bare)
    if told.lang == "en":
        assert not re.findall("[\u0621-\u064a]{2,}", bare)
        assert html(told).count('class="quote" lang="ar" dir="rtl"') > 100


def test_what_a_report_holds_cannot_break_the_page(archive: Archive, told: Brief) -> None:
    from dataclasses import replace

    first = replace(told.notes[0], quote='<script>alert("1")</script> [^9]: `x` *y*')
    nasty = replace(told, notes=(first, *told.notes[1:]))
    assert "<script" not in html(nasty) and "&lt;script&gt;alert(" in html(nasty)
    assert "\\<script\\>" in markdown(nasty) and "\\[^9\\]: \\`x\\` \\*y\\*" in markdown(nasty)


def test_markdown_notes_are_defined_once_and_led_to(told: Brief) -> None:
    text = markdown(told)
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    led = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert len(defined) == len(set(defined)) and set(defined) == led


def test_the_word_document_has_real_footnotes(told: Brief, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    from mahdar.exchange.brief.office import docx as write

    path = tmp_path / "brief.docx"
    path.write_bytes(write(told))
    document = docx.Document(str(path))
    body = document.element.body
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    [part] = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes")]
    notes = re.findall(r'<w:footnote w:id="(\d+)"', part.blob.decode())
    marks = [m.get(f"{space}id") for m in body.iter(f"{space}footnoteReference")]
    assert marks == notes and len(notes) == len(told.notes)
    paragraphs = [p for p in body.iter(f"{space}p") if p.find(f"{space}pPr/{space}bidi") is not None]
    assert len(paragraphs) > 40
    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "List Bullet"} <= styles


def test_the_terminal_is_short_and_numbers_its_sources(told: Brief) -> None:
    from rich.console import Console

    from mahdar.exchange.brief.terminal import show

    console = Console(width=110, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    show(told, console)
    text = console.export_text()
    assert told.title in text and told.sources_title in text
    assert len(text.splitlines()) < len(markdown(told).splitlines())


def test_the_names_of_parties_come_out_the_same() -> None:
    babel = pytest.importorskip("babel")
    import gazetteer
    import make_party_names

    if babel.__version__ != gazetteer.VERSIONS["babel"]:
        pytest.skip(f"Babel is {babel.__version__}; the table was made with {gazetteer.VERSIONS['babel']}")
    table = "id\tar\ten\n" + "".join("\t".join(row) + "\n" for row in make_party_names.rows())
    assert make_party_names.TARGET.read_text(encoding="utf-8") == table


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_long_history_is_told_by_its_latest_contacts(archive: Archive, lang: str) -> None:
    whole, short = (plain(brief(archive, "CN", "KZ", lang, TODAY, latest=latest).subtitle) for latest in (None, 2))
    assert "2" in short.rpartition("؛" if lang == "ar" else ";")[2] and short != whole
