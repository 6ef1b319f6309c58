"""The command that serves the pages and the HTTP API."""

from typing import TYPE_CHECKING, Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Where
from mahdar.errors import InputError

if TYPE_CHECKING:
    from mahdar.intake.fetch import Manners

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@app.command()
def serve(
    archive: Where = HERE,
    host: Annotated[str, typer.Option(help="Where to listen; anything but this machine needs people to sign in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Never fetch a web address that somebody adds.")] = False,
) -> None:
    """Serve the pages and the HTTP API of an archive, in Arabic and English.

    Example: mahdar serve --archive mahdar.db --open
    """
    import socket

    from mahdar.intake.extras import need

    for module in ("fastapi", "uvicorn", "python_multipart"):
        need(module, "mahdar serve", "web")
    import uvicorn

    from mahdar.web.app import create_app

    shared = host not in LOOPBACK
    if shared:
        _somebody(archive)
    hosts = frozenset() if shared else frozenset(LOOPBACK)
    site = create_app(archive, shared=shared, hosts=hosts, manners=None if offline else _manners())
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        what = f"cannot listen there ({error.strerror})"
        raise InputError(f"{host}:{port}", what, "give another --port, or --port 0") from error
    listening.listen(128)  # whoever is quicker than the server waits
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    print(f"{archive} is served at {address} (Ctrl+C ends it)", flush=True)
    if open:
        import webbrowser

        webbrowser.open(address)
    uvicorn.Server(uvicorn.Config(site, log_level="warning", server_header=False)).run(sockets=[listening])


def _manners() -> "Manners | None":
    """How addresses that people add are fetched: one answer within half a minute; None where the extra for it is missing."""
    try:
        from mahdar.intake.fetch import Manners
    except ImportError:
        return None
    return Manners(delay=0.5, connect=5, read=10, total=30)


def _somebody(archive: str) -> None:
    """Refuses to share an archive that nobody may use."""
    from mahdar.archive import Archive
    from mahdar.archive.users import Users
    from mahdar.errors import QuestionError

    with Archive(archive) as kept:
        if not Users(kept.store).all():
            raise QuestionError(
                "serving others than this machine needs people to sign in, and there is nobody yet; "
                f'add one first: mahdar users add NAME --role admin --archive "{archive}"'
            )
    print("People sign in. Passwords cross the network as they are sent: put a proxy with TLS in front of it.", flush=True)
