"""EML: one message is one report, its subject the headline, its date the date of publication."""

import email
import email.policy
from collections.abc import Iterator
from email.message import MIMEPart
from email.utils import parseaddr
from typing import BinaryIO, cast

from mahdar.errors import InputError
from mahdar.intake.dates import iso_date
from mahdar.intake.decode import storable
from mahdar.intake.extras import parsing
from mahdar.intake.pages import page_report
from mahdar.intake.plain import text_of, whole, with_headline
from mahdar.intake.problem import Limits, Problem
from mahdar.intake.rows import wrong_date
from mahdar.report import Report


def read_mail(source: str, stream: BinaryIO, limits: Limits) -> Iterator[Report | Problem]:
    """The report of a message; of text and HTML the text is taken. Attachments are named in a note, not read."""
    data = whole(source, stream, limits)
    with parsing(source, "the message cannot be parsed", "save it again, or give its text"):
        message = email.message_from_bytes(data, policy=email.policy.default)
        body = message.get_body(("plain", "html"))
        headers = {name: storable(" ".join(str(message[name] or "").split())) for name in ("Subject", "Date", "From")}
        attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
        content = cast(bytes, body.get_payload(decode=True)) if body else b""
    if not any(headers.values()):
        raise InputError(source, "no mail message: neither subject, date nor sender", "give a message saved as .eml")
    if attached:
        what = f"its attachments are not read: {', '.join(attached)[:120]}"
        yield Problem(source=source, what=what, advice="save them as files of their own and give those", kind="noted")
    published = iso_date(headers["Date"])
    if headers["Date"] and not published:
        yield wrong_date(source, headers["Date"])
    text = _text(source, body, content or b"")
    if not text.strip():
        yield Problem(source=source, what="no text in the message", advice="nothing is read of it", kind="skipped")
        return
    publisher = parseaddr(headers["From"])[0] or None
    yield Report.of(with_headline(headers["Subject"], text), source, raw=data, published=published, publisher=publisher)


def _text(source: str, body: MIMEPart | None, content: bytes) -> str:
    if not body or not content.strip():
        return ""
    if body.get_content_subtype() == "html":
        found = page_report(source, content)
        return found.text if isinstance(found, Report) else ""
    return text_of(source, content)
