"""Corpora in shards: the same bytes whatever the engine, resumed after a stop, whole after a worker was killed."""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar.archive import Archive
from mahdar.engines import bulk, shards
from mahdar.engines.shard import Done, limit, read_shard
from mahdar.engines.shards import Shard
from mahdar.errors import InputError, MahdarError
from mahdar.intake import storage

pytest.importorskip("pyarrow", reason="bulk writes Parquet: pip install 'mahdar[arrow]'")
TEXT = (
    "بكين {day} مايو 2016 (شينخوا) التقى وزير الخارجية الصيني وانغ يي نظيره الروسي سيرغي لافروف "
    "وقال إن الصين مستعدة للعمل مع روسيا رقم {n}."
)
REPORTS = 240


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(shards, "BYTES", 6_000)
    path = tmp_path / "corpus.jsonl"
    rows = [{"source": f"r{n}", "text": TEXT.format(day=1 + n % 28, n=n)} for n in range(REPORTS)]
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return str(path)


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def run(corpus: str, out: Path | str, engine: str = "inline", seconds: float = 20.0) -> tuple[int, int]:
    done = [d for d, _ in bulk.bulk(corpus, str(out), engine, 2, seconds)]
    return sum(d.reports for d in done), sum(d.problems for d in done)


def test_every_engine_writes_the_same_bytes(corpus: str, tmp_path: Path) -> None:
    assert run(corpus, tmp_path / "a", "inline") == (REPORTS, 0)
    assert run(corpus, tmp_path / "b", "pool") == (REPORTS, 0)
    assert len(digests(tmp_path / "a")) > 5
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_a_finished_shard_is_left_and_a_lost_or_changed_one_read(
    corpus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    whole = digests(out)
    first = out / "part-000000.parquet"
    first.unlink()
    (out / "part-000001.999.part").write_bytes(b"half")
    read: list[int] = []
    monkeypatch.setattr("mahdar.engines.inline.read_shard", lambda *task: (read.append(task[0].number), read_shard(*task))[1])
    run(corpus, out)
    assert read == [0]
    assert digests(out) == whole
    read.clear()
    monkeypatch.setattr(shards, "__version__", "another")
    run(corpus, out)
    assert len(read) == len(whole) - 1


def test_a_killed_worker_loses_nothing(corpus: str, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        for _ in range(400):
            time.sleep(0.02)
            for child in children():
                try:
                    os.kill(child, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                killed.append(child)
                return

    def children() -> list[int]:
        task = Path(f"/proc/{os.getpid()}/task")
        found = [int(c) for t in task.iterdir() for c in (t / "children").read_text().split()]
        return [c for c in found if b"resource_tracker" not in Path(f"/proc/{c}/cmdline").read_bytes()]

    if not Path("/proc/self/task").is_dir():
        pytest.skip("needs /proc")
    thread = threading.Thread(target=kill)
    thread.start()
    assert run(corpus, tmp_path / "out", "pool") == (REPORTS, 0)
    thread.join()
    assert killed
    assert run(corpus, tmp_path / "calm", "inline") == (REPORTS, 0)
    assert digests(tmp_path / "out") == digests(tmp_path / "calm")


def test_a_report_that_takes_too_long_is_a_problem_and_the_rest_goes_on(corpus: str, tmp_path: Path) -> None:
    reports, problems = run(corpus, tmp_path / "out", seconds=0.000_001)
    assert reports + problems == REPORTS
    assert problems > 0
    with pytest.raises(Exception), limit(0.05):  # noqa: B017 - the kind is private
        while True:
            pass


def test_an_archive_takes_the_result(corpus: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out)
    with Archive(str(tmp_path / "a.db")) as archive:
        assert archive.add(bulk.records(str(out)), pack="p").added == REPORTS
        assert archive.contacts(between=("CN", "RU"))


def test_of_a_folder_what_is_no_report_is_left_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "a.gold.yaml", ".hidden.txt"):
        (tmp_path / name).write_text("التقى الوزيران.", encoding="utf-8")
    assert [Path(path).name for shard in shards.cut(str(tmp_path)) for path in shard.paths] == ["a.txt"]


def test_what_cannot_be_done_is_told(tmp_path: Path) -> None:
    with pytest.raises(MahdarError, match="no such engine"):
        bulk.engine("hamster")
    with pytest.raises(InputError, match="no reports there"):
        list(bulk.bulk(str(tmp_path / "nothing"), str(tmp_path / "out")))
    (tmp_path / "file").write_text("")
    with pytest.raises(MahdarError, match="cannot go on here"):
        list(bulk.bulk(__file__, str(tmp_path / "file" / "out")))
    with pytest.raises(MahdarError, match="cannot be opened"):
        list(bulk.bulk("nowhere://bucket/x", str(tmp_path / "out")))


def deadly(shard: Shard, out: str, key: str, seconds: float) -> Done:
    """A shard that the system kills whoever reads it, as one without enough memory."""
    if shard.number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_shard(shard, out, key, seconds)


def test_a_shard_that_kills_its_process_is_named_and_all_others_are_read(
    corpus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    total = len(list(shards.cut(corpus)))
    with monkeypatch.context() as patch:
        patch.setattr("mahdar.engines.pool.read_shard", deadly)
        with pytest.raises(MahdarError, match=r"corpus\.jsonl: the process that reads it was killed 3 times"):
            run(corpus, out, "pool")
    assert [done.number for done in bulk.manifest(str(out))] == [n for n in range(total) if n != 3]
    assert run(corpus, out, "pool") == (REPORTS, 0)
    run(corpus, tmp_path / "calm")
    assert digests(out) == digests(tmp_path / "calm")


FULL = """
import resource, sys
from mahdar.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.argv = ["mahdar", "bulk", sys.argv[1], sys.argv[2], "--engine", "inline"]
main()
"""


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out"
    rows = [{"source": f"r{n}", "text": TEXT.format(day=1 + n % 28, n=n)} for n in range(2 * REPORTS)]
    corpus.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    full = subprocess.run([sys.executable, "-c", FULL, corpus, out], capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert full.stderr.startswith(f"mahdar: {out}: cannot go on here (File too large); finished shards are kept")
    assert not list(out.glob("*.parquet"))
    assert not list(out.glob("*.part"))
    assert run(str(corpus), out) == (2 * REPORTS, 0)


def test_ray_writes_the_same_bytes(corpus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray", reason="pip install 'mahdar[ray]'")
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    try:
        assert run(corpus, tmp_path / "a", "ray") == (REPORTS, 0)
    finally:
        ray.shutdown()
    assert run(corpus, tmp_path / "b") == (REPORTS, 0)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of an S3 server on this machine."""
    server = os.environ.get("MAHDAR_S3")  # not one on the path: others than the locked one answer otherwise
    if not server:
        pytest.skip("needs the place of moto_server in MAHDAR_S3: pip install -r requirements/s3.txt, apart from the rest")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = subprocess.Popen([server, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    from pyarrow.fs import FileSystem

    system, _ = FileSystem.from_uri("s3://reports/?allow_bucket_creation=true")
    for _ in range(100):
        try:
            system.create_dir("reports")
            break
        except OSError:  # it is not up yet
            time.sleep(0.2)
    yield "s3://reports"
    storage._opened.cache_clear()
    running.terminate()
    running.wait(10)


def test_object_storage_gives_and_takes_the_same_bytes(corpus: str, bucket: str, tmp_path: Path) -> None:
    local = shutil.copy(corpus, tmp_path / "copy.jsonl")
    storage.put(str(local), f"{bucket}/in/corpus.jsonl")
    assert run(f"{bucket}/in", f"{bucket}/out") == (REPORTS, 0)
    assert run(corpus, tmp_path / "out") == (REPORTS, 0)
    for name in os.listdir(tmp_path / "out"):
        with storage.open_file(f"{bucket}/out/{name}") as file:
            assert file.read() == (tmp_path / "out" / name).read_bytes(), name
    with Archive(str(tmp_path / "a.db")) as archive:
        assert archive.add(bulk.records(f"{bucket}/out"), pack="p").added == REPORTS
