"""The command line: every command is one call of the API. Errors are one line on stderr; exit 1 on failure, 2 on wrong usage."""

import logging
import os
import sys

import typer

from mahdar.errors import MahdarError

app = typer.Typer(
    name="mahdar",
    help="Reads Arabic reports of diplomatic contacts and keeps the record of them.\n\n"
    "Example: mahdar add reports/ && mahdar contacts --between CN KZ",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _commands() -> None:
    """Every module registers its commands on ``app``; heavy imports stay inside the commands."""
    import mahdar.cli.exporting  # noqa: F401
    from mahdar.cli import briefing, corpora, intake, judging, keeping, queries, reading, serving, users, wording  # noqa: F401


_commands()


def main() -> None:
    """The ``mahdar`` command."""
    logging.basicConfig(handlers=[logging.NullHandler()])  # what libraries mutter is not for standard error
    try:
        app()
    except MahdarError as error:
        sys.exit(_failed(str(error)))
    except BrokenPipeError:  # the reader of the pipe has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("MAHDAR_DEBUG"):
            raise
        what = f"something unforeseen went wrong ({type(error).__name__}: {error})"
        sys.exit(_failed(f"{what}; nothing kept before is lost; MAHDAR_DEBUG=1 shows where, please send that in"))


def _failed(message: str) -> int:
    print("mahdar: " + " ".join(message.split()), file=sys.stderr)
    return 1
