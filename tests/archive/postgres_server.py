"""A PostgreSQL of its own for the tests: made in a folder that goes with them, started as a user who is not root."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = "postgres"  # the user that Debian's packages bring


def programs() -> Path | None:
    """Where ``initdb`` and ``pg_ctl`` are: the newest that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parent.parent.name))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def why_not() -> str | None:
    """Why no server can be started here; None where one can."""
    if programs() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return 'psycopg is not installed: pip install "mahdar[postgres]"'
    if os.geteuid() == 0 and subprocess.run(["id", NOBODY], capture_output=True).returncode:
        return f"PostgreSQL does not run as root, and there is no user {NOBODY}"
    return None


@contextmanager
def server() -> Iterator[str]:
    """A URL that lacks only the name of a schema at its end, on a server that lives as long as this."""
    where = programs()
    assert where is not None
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o777)  # the other user writes there
    data, user = folder / "data", NOBODY if os.geteuid() == 0 else None
    settings = ("listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off")
    options = [word for setting in settings for word in ("-c", setting)]
    become = [f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    # Where the tests are killed, the server goes with them.
    words = ["setpriv", *become, "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
    make = [where / "initdb", "-D", data, "-U", "team", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    try:
        subprocess.run([*words, *map(str, make)], cwd=folder, check=True, capture_output=True, timeout=120)
        with (folder / "log").open("wb") as log:
            start = [*words, str(where / "postgres"), "-D", str(data), "-k", str(folder), *options]
            running = subprocess.Popen(start, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        url = f"postgresql://team@/postgres?host={folder}&options=-csearch_path%3D"
        _await(f"{url}public", running)
        try:
            yield url
        finally:
            running.send_signal(signal.SIGQUIT)
            running.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _await(url: str, running: subprocess.Popen[bytes]) -> None:
    """Waits until the server answers."""
    import psycopg

    for _ in range(600):
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if running.poll() is not None:
                raise
            time.sleep(0.1)
    raise TimeoutError("PostgreSQL does not answer")
