"""``mahdar watch`` as cron runs it: reports reach the archive once, also when it is killed on the way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from mahdar.archive import Archive

from .test_pages import page
from .web import Answer, Site, serving


def article(number: int) -> bytes:
    return page("").replace("نظيره المريخي رائد".encode(), f"نظيره المريخي رقم {number} رائد".encode())


def fill(site: Site, count: int) -> None:
    names = [str(number) for number in range(count)]
    site.routes["/feed"] = Answer(body=site.feed(*names))
    site.routes.update({f"/{name}": Answer(body=article(int(name))) for name in names})


def command(site: Site, archive: Path, *options: str) -> list[str]:
    own = ["--archive", str(archive), "--once", "--delay", "0", *options]
    return [sys.executable, "-m", "mahdar.cli", "watch", f"{site.address}/feed", *own]


def kept(archive: Path) -> list[str]:
    with Archive(str(archive), create=False) as opened:
        return sorted(row["source"].rpartition("/")[2] for row in opened.reports())


def test_once_and_again(tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    with serving() as site:
        fill(site, 3)
        site.routes["/2"] = Answer(500)
        first = subprocess.run(command(site, archive, "--allow-private"), capture_output=True, text=True)
        assert first.returncode == 1 and first.stdout.startswith("added 2, updated 0, unchanged 0, skipped 0, refused 1")
        assert (
            first.stderr.strip()
            == f"{site.address}/2: the server answers 500 Internal Server Error; it is tried again in 60 seconds"
        )
        again = subprocess.run(command(site, archive, "--allow-private"), capture_output=True, text=True)
        assert (again.returncode, again.stderr) == (0, "") and again.stdout.startswith("added 0,")
    assert kept(archive) == ["0", "1"] and Path(f"{archive}.watch").exists()


def test_private_addresses_need_the_option(tmp_path: Path) -> None:
    with serving() as site:
        fill(site, 1)
        done = subprocess.run(command(site, tmp_path / "a.db"), capture_output=True, text=True)
        assert done.returncode == 1 and "leads to the private address 127.0.0.1" in done.stderr
        assert done.stderr.count("\n") == 1 and not site.asked


def test_killed_on_the_way(tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    with serving() as site:
        fill(site, 12)
        process = subprocess.Popen(command(site, archive, "--allow-private", "--delay", "0.05"), stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while site.asked["/5"] == 0 and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        done = subprocess.run(command(site, archive, "--allow-private"), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert kept(archive) == sorted(str(number) for number in range(12))
        assert all(site.asked[f"/{number}"] == 1 for number in range(12) if number not in (4, 5, 6))
