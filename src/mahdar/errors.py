"""The errors that mahdar raises: each message names the source, what is wrong and what to do."""


class MahdarError(Exception):
    """The family's head; the command line prints its message as one line and exits with 1."""


class InputError(MahdarError):
    """A report, a file or a line of one that cannot be read. The rest goes on."""

    def __init__(self, source: str, what: str, advice: str) -> None:
        super().__init__(f"{source}: {what}; {advice}")
        self.source, self.what, self.advice = source, what, advice


class PackError(MahdarError):
    """A language pack whose rules or lexicon do not hold; the message begins with file:line."""


class ArchiveError(MahdarError):
    """An archive that cannot be opened, read or written."""


class QuestionError(MahdarError):
    """A query with an unknown party, office, date or the like."""
