"""The API behaves as its schema says, whatever it is asked: schemathesis against a running server."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed")
RUN = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", "--no-color"]
# A name that is no party's, or a day that no calendar has, is refused, which no schema can tell beforehand.
CHECKS = ["--exclude-checks", "positive_data_acceptance", "--max-examples", "4", "--seed", "5"]


def test_the_api_keeps_to_its_schema(made: Path, serve: Callable[..., str], tmp_path: Path) -> None:
    schema = serve(made) + "/api/v1/openapi.json"
    ran = subprocess.run([*RUN, schema, *CHECKS], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert " passed" in ran.stdout and "failed" not in ran.stdout, ran.stdout[-2000:]
