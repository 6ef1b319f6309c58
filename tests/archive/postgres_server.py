"""A PostgreSQL of its own for the tests: made in a folder that goes with them, started as a user who is not root."""

import os
import shutil
import subprocess
import tempfile
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
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"

    def run(*command: object) -> None:
        words = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        subprocess.run([*words, *map(str, command)], cwd=folder, check=True, capture_output=True, timeout=120)

    try:
        run(where / "initdb", "-D", data, "-U", "team", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run(where / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        yield f"postgresql://team@/postgres?host={folder}&options=-csearch_path%3D"
        run(where / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
