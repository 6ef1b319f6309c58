"""``mahdar users``: who may use a shared archive, and in what role."""

import sys
from typing import Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Where

HELP = (
    "Who may use a shared archive: reader, reviewer (judges), admin (adds, manages).\n\n"
    'Example: mahdar users add "A. Reviewer" --role reviewer'
)
users = typer.Typer(no_args_is_help=True, help=HELP)
app.add_typer(users, name="users")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that judgements are signed with.")]


@users.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="reader, reviewer or admin.")] = "reader",
    archive: Where = HERE,
) -> None:
    """Add a user, or give a known one another password and role. In a pipe, the password is the first line of input.

    Example: mahdar users add "A. Reviewer" --role reviewer
    """
    from mahdar.archive import Archive
    from mahdar.archive.users import ROLES, Users
    from mahdar.errors import QuestionError

    if role not in ROLES:
        raise QuestionError(f"{role}: is no role; one of: {', '.join(ROLES)}")
    if sys.stdin.isatty():
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    with Archive(archive) as kept:
        user = Users(kept.store).add(name, password, role)
    print(f"{user.name}: {user.role}")


@users.command("list")
def list_(archive: Where = HERE) -> None:
    """Everybody with their roles.

    Example: mahdar users list
    """
    from mahdar.archive import Archive
    from mahdar.archive.users import Users

    with Archive(archive, create=False) as kept:
        for user in Users(kept.store).all():
            print(f"{user.name}\t{user.role}")


@users.command()
def remove(name: Name, archive: Where = HERE) -> None:
    """Take a user out; what the user judged stays in the ledger.

    Example: mahdar users remove "A. Reviewer"
    """
    from mahdar.archive import Archive
    from mahdar.archive.users import Users
    from mahdar.errors import QuestionError

    with Archive(archive, create=False) as kept:
        if not Users(kept.store).remove(name):
            raise QuestionError(f"{name}: is no user; mahdar users list shows them")
    print(f"{name}: removed")
