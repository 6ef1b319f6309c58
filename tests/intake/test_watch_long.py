"""``mahdar watch`` for a while against a bad server: 304, 429, 500, slow, endless and broken feeds, killed half-way.

``MAHDAR_SECONDS`` makes it as long as one likes; at 300 what failed comes back after its pauses, too.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple

from mahdar.archive import Archive

from .test_watch_command import article
from .web import Answer, Site, serving

SECONDS = float(os.environ.get("MAHDAR_SECONDS", "8"))
REST = 1  # seconds that the busy host asks for
BAD_PAGES = {"500": Answer(500), "404": Answer(404), "empty": Answer(body=b"<html><body><p>menu</p></body></html>")}


class Served(NamedTuple):
    """One answer that was given."""

    at: float
    host: str
    path: str
    status: int
    etag: str | None


class Bad:
    """The server's behaviour, and what it served."""

    def __init__(self, site: Site) -> None:
        self.site, self.log, self.lock, self.start = site, list[Served](), threading.Lock(), time.monotonic()
        port = site.address.rpartition(":")[2]
        self.calm, self.busy = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
        for path in ("steady", "corrected", "unstable", "cut", "page", "slow", "endless", "bad", "busy"):
            site.routes[f"/{path}"] = self.answer
        site.routes["/robots.txt"] = Answer(404)

    def wait_for_more(self) -> None:
        """Until a client that was just started asks for something."""
        before, end = len(self.log), time.monotonic() + 60
        while len(self.log) == before and time.monotonic() < end:
            time.sleep(0.01)

    def answer(self, _site: Site, request: BaseHTTPRequestHandler) -> Answer:
        host, path = request.headers["Host"].partition(":")[0], request.path
        with self.lock:
            answer = self.made(host, path, request.headers.get("If-None-Match"))
            self.log.append(Served(time.monotonic(), host, path, answer.status, answer.headers.get("ETag")))
        return answer

    def made(self, host: str, path: str, etag: str | None) -> Answer:
        age = time.monotonic() - self.start
        if path in ("/steady", "/busy"):
            return self.feed(host, [f"{path[1:]}-{n}" for n in range(int(age / 2) + 2)], etag)
        if path == "/corrected":
            stamp = f"Fri, 03 May 2024 10:{int(age / 3) // 60:02d}:{int(age / 3) % 60:02d} +0300"
            return self.feed(host, ["changing"], etag, {"changing": stamp})
        if path == "/unstable" and self.asked(path) < 2:
            return Answer(500)
        if path == "/cut":
            return Answer(body=self.feed(host, ["cut-1", "cut-2"], None).body[:-60])
        if path == "/page":
            return Answer(body=article(0))
        if path == "/slow":
            return Answer(body=b" " * 1000, pause=0.05)
        if path == "/endless":
            return Answer(body=self.feed(host, ["unstable-1"], None).body + b" " * 400_000)
        if path == "/bad":
            return self.feed(host, list(BAD_PAGES), etag)
        if path == "/unstable":
            return self.feed(host, ["unstable-1", "unstable-2"], etag)
        return self.page(host, path[1:], age)

    def page(self, host: str, name: str, age: float) -> Answer:
        if name in BAD_PAGES:
            return BAD_PAGES[name]
        if name == "changing":
            return Answer(body=article(int(age / 3) + 1000))
        if name.startswith("busy") and name.endswith(("1", "6")) and self.asked(f"/{name}") == 0:
            return Answer(429, headers={"Retry-After": str(REST)})
        if name.startswith("steady") and name.endswith("3") and self.asked(f"/{name}") == 0:
            return Answer(503)
        return Answer(body=article(sum(name.encode()) * 100 + int(name.rpartition("-")[2])))

    def asked(self, path: str) -> int:
        return sum(s.path == path for s in self.log)

    def feed(self, host: str, names: list[str], etag: str | None, stamps: dict[str, str] | None = None) -> Answer:
        for name in names:
            self.site.routes.setdefault(f"/{name}", self.answer)
        body = self.site.feed(*names, stamps=stamps).replace(self.calm.encode(), self.host(host).encode())
        now = f'"{hash(body) & 0xFFFFFF}"'
        return Answer(304, headers={"ETag": now}) if etag == now else Answer(body=body, headers={"ETag": now})

    def host(self, name: str) -> str:
        return self.busy if name == "localhost" else self.calm


def test_bad_server(tmp_path: Path) -> None:
    archive, errors = tmp_path / "a.db", tmp_path / "stderr"
    with serving() as site:
        bad = Bad(site)
        calm = [f"{bad.calm}/{name}" for name in "steady corrected unstable cut page slow endless bad".split()]
        options = "--every 0.01 --delay 0 --timeout 0.5 --max-bytes 300000 --allow-private --archive".split()
        command = [sys.executable, "-m", "mahdar.cli", "watch", *calm, f"{bad.busy}/busy", *options, str(archive)]
        halves, told = [], []
        for stop in (signal.SIGKILL, signal.SIGTERM):
            with errors.open("a") as stderr:
                process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)
                bad.wait_for_more()
                time.sleep(SECONDS / 2)
                process.send_signal(stop)
                told.append(process.communicate(timeout=30)[0])
                halves.append(time.monotonic())
        log = list(bad.log)
    lines, summaries = errors.read_text(encoding="utf-8").splitlines(), "".join(told).splitlines()
    good = [s for s in log if s.status == 200 and re.fullmatch(r"/((steady|busy|cut|unstable)-\d+|changing)", s.path)]
    with Archive(archive, create=False) as kept:
        sources = Counter(row["source"].rpartition("/")[2] for row in kept.reports())
        texts = [kept.report(row["id"])[0].text for row in kept.reports()]
    print(f"{len(log)} answers {dict(Counter(s.status for s in log))}, {len(summaries)} rounds, {sum(sources.values())} reports")

    served = Counter(s.path[1:] for s in good)
    assert len(texts) == len(set(texts))  # nothing twice
    assert {name: n for name, n in sources.items() if n > 1}.keys() <= {"changing"}
    assert served.keys() - sources.keys() <= {s.path[1:] for s in good[-1:]}  # nothing lost but what was on its way at the end
    twice = {name: n for name, n in served.items() if n > 1 and name != "changing"}
    assert sum(n - 1 for n in twice.values()) <= 1, twice  # the one that was killed on its way
    assert abs(sources["changing"] - served["changing"]) <= 2
    kinds = Counter(re.sub(r"[\d.]+ (seconds|minutes)", "N", line.partition(": ")[2].partition(";")[0]) for line in lines)
    assert abs(sum("the server answers" in line for line in lines) - sum(s.status >= 400 for s in log)) <= 2, (
        kinds
    )  # on their way when it was stopped
    for what in ("neither RSS", "took longer", "larger than", "the feed is broken", "no article text"):
        assert any(what in kind for kind in kinds), (what, kinds)
    full = Counter((s.path, s.etag) for s in log if s.etag and s.status == 200)
    assert sum(n - 1 for n in full.values()) <= 1 < sum(s.status == 304 for s in log)  # unchanged feeds were not sent again
    left_alone(log, halves[0])


def left_alone(log: list[Served], restarted: float) -> None:
    """After a 429 nothing is asked of the host until its rest is over."""
    times = [s.at for s in log if s.host == "localhost"]
    refused = [s.at for s in log if s.status == 429]
    assert refused
    for at in refused:
        if not at < restarted < at + REST:
            assert not [t for t in times if at < t < at + REST - 0.05]
