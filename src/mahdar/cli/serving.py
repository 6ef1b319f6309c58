"""The command that serves the pages and the HTTP API."""

from typing import Annotated

import typer

from mahdar.cli import app
from mahdar.cli.options import HERE, Where
from mahdar.errors import InputError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@app.command()
def serve(
    archive: Where = HERE,
    host: Annotated[str, typer.Option(help="Where to listen; anything but this machine needs people to sign in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Serve the pages and the HTTP API of an archive, in Arabic and English.

    Example: mahdar serve --archive mahdar.db --open
    """
    import socket

    from mahdar.intake.extras import need

    for module in ("fastapi", "uvicorn", "multipart"):
        need(module, "mahdar serve", "web")
    import uvicorn

    from mahdar.web.app import create_app

    site = create_app(archive)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise InputError(f"{host}:{port}", f"cannot listen there ({error.strerror})", "give another --port, or --port 0") from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    print(f"{archive} is served at {address} (Ctrl+C ends it)", flush=True)
    if open:
        import webbrowser

        webbrowser.open(address)
    uvicorn.Server(uvicorn.Config(site, log_level="warning", server_header=False)).run(sockets=[listening])
