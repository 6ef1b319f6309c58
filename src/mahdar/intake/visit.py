"""One address of the web, fetched now and made a report."""

import socket

from mahdar.errors import InputError
from mahdar.intake.fetch import Fetched, Fetcher, FetchError, Manners, Postponed
from mahdar.intake.pages import page_report
from mahdar.intake.plain import text_of
from mahdar.intake.problem import Limits, Problem
from mahdar.report import Report

PAGES = ("text/html", "application/xhtml+xml", "")
ABROAD = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))  # addresses of examples (RFC 5737, RFC 3849)


def visit(url: str, manners: Manners, limits: Limits) -> Report | Problem:
    """The report at an address, or why there is none. Private addresses are refused as ``manners`` say."""
    try:
        return report_of(url, Fetcher(manners, limits).get(url))
    except FetchError as error:
        if not error.lasting and not online():
            return Problem(source=url, what="this machine has no network", advice="save the page elsewhere, and add the file")
        return Problem(source=url, what=error.what, advice="check the address, or save the page and add the file")
    except Postponed as wait:
        return Problem(source=url, what=f"its host asks to wait {wait.seconds:.0f} seconds", advice="try again then")


def report_of(source: str, answer: Fetched) -> Report | Problem:
    """The report of what an address answered."""
    try:
        if answer.media in PAGES:
            return page_report(source, answer.body, url=answer.url)
        if answer.media == "text/plain":
            return Report.of(text_of(source, answer.body), source, raw=answer.body, url=answer.url)
        raise InputError(source, f"is {answer.media}, no page", "nothing is read of it")
    except InputError as error:
        return Problem.of(error)


def online() -> bool:
    """Whether this machine knows a way to other networks. Nothing is sent: a datagram socket is only pointed there."""
    for family, address in ABROAD:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as pointed:
                pointed.connect((address, 9))
                return True
        except OSError:
            continue
    return False
