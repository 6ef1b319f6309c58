"""The standing record: one person, one contact, one history out of many reports.

::

    with Archive("mahdar.db") as archive:                 # Archive(path_or_url, create=True, read_only=False)
        archive.add([(report, record), …], pack="fingerprint")          # -> Added(added, updated, unchanged)
        archive.contacts(between=("CN", "KZ"), since="2024-01-01")      # -> list[Row]

``Row`` (``Answer`` in the code) is ``dict[str, Any]``, ready for JSON. **Every row has** ``id`` and
``evidence: [{report, source, date, span, quote}]``: ``report`` the id ``sha256:…``, ``date`` the
report's date, ``span`` code points of the report's text, ``quote`` cut from it.
Parties are given as ISO codes, organisation ids, Arabic or English names; dates as ``2024``, ``2024-05`` or ``2024-05-20``
(both ends included); people by any spelling or by the id of their identity. Rows come in order of date, oldest first.
A question with an unknown party, office, form, act, area or date raises ``QuestionError``; the rest ``ArchiveError``.

=================================================================  ===========================================================
``contacts(between, of, person, since, until, form, status,        ``form, status, date, date_precision, date_end, place, level,
place, id, limit)``                                                count, on_sidelines_of, mechanism, participants, attendees``
                                                                   (``[{person: {id, name} | None, of}]``), ``reports``
                                                                   (sources), ``accounts`` (``[{report, source, agency, fact,
                                                                   date, date_precision, status, place, level, participants,
                                                                   reprints}]``: who said what; of an account that was printed
                                                                   again the first print), ``contradictions`` (``[{field, values:
                                                                   [{value, sources}]}]``). ``id``: of the contact, stable.
``people(name, of, id, limit)``                                    ``name, names, of, latin, wikidata`` (or None), ``reports``
                                                                   (how many), ``first_seen,
                                                                   last_seen, offices`` (``[{office, portfolio, of, first_seen,
                                                                   last_seen}]``)
``latin(people)``                                                  ``{id: Latin name}`` of those whom ``reference/`` knows
``tenures(of, office, person, on)``                                ``person, office, portfolio, of, first_seen, last_seen,
                                                                   attestations, gaps, contradictions``
``statements(by, person, about, between, act, area, since,         ``speakers, joint, act, text, areas, date, contact`` (id of the
until, search, contact, id, limit)``                               contact or None), ``modality, due, parties, source, report,
                                                                   agency, content`` (span). ``id``: the fact's.
``commitments(between, by, area, silent_since, since, until)``     as statements, and ``parties, due, echoes`` (``[{date, source,
                                                                   report, quote, kind, id, fact, reason, judged,
                                                                   review_again}]``; kind ``repeat``, ``progress``,
                                                                   ``completion``; fact: the statement that echoes, None
                                                                   where the report's own words do), ``last_movement,
                                                                   silent_days`` (to the last report of the archive)
``phrases(text, between, since, until, limit)``                    ``phrase, name, kind, gloss, count, reports, first_seen,
                                                                   last_seen, by, variants, status`` (``new``, ``kept``,
                                                                   ``dropped``, ``past``: over the last two contacts)
``compare(contact)``                                               ``kind`` (``field`` | ``statement``), ``told`` (``all``,
                                                                   ``some``, ``one``), ``wording, accounts, differences``
``positions(of, issue, target)``                                   ``of, stance, issue, target, first_seen, last_seen``
``matrix(parties, issue, target)``                                 ``issue, target, positions`` (``{party: [{stance, first_seen,
                                                                   last_seen, count, position}]}``; stance ``backs``,
                                                                   ``opposes``, ``blames``), ``divided`` (bool)
``labels(a, b, rank)``                                             ``parties, label, change, date, first_seen, last_seen``;
                                                                   with ``rank``, a table's name: ``rank``, and in its order
``agreements(between)``                                            ``kind, status, parties, date, reports``
``calendar(between, since, until)``                                ``kind`` (``anniversary`` | ``planned_contact``), ``date,
                                                                   parties, what``; anniversaries ``number, event, year``;
                                                                   planned contacts ``contact, held`` (bool)
``search(text, since, until, party, limit)``                       ``source, report, date, agency, headline, snippet, marks``
                                                                   (spans of the words in the text), ``facts`` (``[{kind, id,
                                                                   span, quote}]``)
``reports(since, until, limit, id)``                               ``source, report, date, published, agency, publisher, url,
                                                                   headline, pack``
``report(id)`` (id, its beginning, or the source)                  ``(Report, Record)``, as they were added and judged
``fact(id)``                                                       ``{id, kind, report, source, span, quote, fact}``: ``fact`` is
                                                                   the record's own struct; None where there is none
``suggestions(kind)``                                              pairs that may be one person: ``a, b, reasons, rule, score``
``counts()``                                                       ``{reports, people, contacts, statements, …}``
``party(text)``                                                    the id of a party
``remove(id)``                                                     takes a report and its findings out
``judge(verdict, fact, other, by, value, report, span, note)``     what was entered: ``id, at, by, verdict, kind, fact, other,
                                                                   value, said, rule, note, stands, state, review_again``
``judgements(by, verdict, fact)``, ``orphans()``                   the same; orphans with ``why``
``review(limit, rule, kind)``                                      ``id, kind, rule, certainty, report, judged, review_again``
``fares()``                                                        ``{rule: {confirm, replace, reject}}``
``export_judgements(by)``, ``import_judgements(lines)``            JSON Lines; how many were new
=================================================================  ===========================================================

Rows of all questions but ``search`` and ``reports`` have ``judged`` (``{by, at, verdict}`` or None) and ``review_again``.

What others build on: ``archive.store`` (``Store``: ``engine``; ``read()`` and ``write()`` give SQLAlchemy connections,
``write()`` a whole transaction under the one writer's lock), ``archive.schema`` (the tables; new ones are declared on
``schema.METADATA`` and come into being when the archive is next opened for writing), ``Archive.view()`` (one state of the
archive for several questions, and ``View``: filters, words of symbols, evidence). A report's facts have the primary key
``(report, n)``: ``report`` the number of its row in ``report``, ``n`` the place in its section of the record. Names, ids and
lists of ids are integers of ``symbol`` (``Store.symbols``). Commitments are the statements with act ``commit`` or ``agree``;
their echoes are looked for when somebody asks (``clues``, ``echoes``).
"""

from mahdar.archive.adding import Added
from mahdar.archive.archive import Archive
from mahdar.archive.view import Answer

__all__ = ["Added", "Answer", "Archive"]
