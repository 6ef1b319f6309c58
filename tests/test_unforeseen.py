"""An error that nobody foresaw is one line on the command line, with a way to see where it came from."""

import os
import subprocess
import sys

BROKEN = """
import sys
import mahdar.grammar.pack
def broken():
    raise ZeroDivisionError("a fault of ours")
mahdar.grammar.pack.arabic = broken
import mahdar.cli
sys.argv = ["mahdar", "rules", "--check"]
mahdar.cli.main()
"""


def _run(**more: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "MAHDAR_DEBUG"} | more
    return subprocess.run([sys.executable, "-c", BROKEN], capture_output=True, text=True, check=False, env=environment)


def test_one_line_and_no_traceback() -> None:
    done = _run()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("mahdar: something unforeseen went wrong (ZeroDivisionError: a fault of ours)")


def test_where_it_came_from_when_asked() -> None:
    assert "Traceback" in _run(MAHDAR_DEBUG="1").stderr
