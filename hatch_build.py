"""Compiles grammar and reading into the wheel where it is asked for: ``MAHDAR_COMPILE=1 pip install .`` (needs a C compiler)."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDS = ["mypy>=1.18", "setuptools>=80", "msgspec>=0.20", "hijridate>=2.5", "PyYAML>=6.0.2", "types-PyYAML"]


class Compiled(BuildHookInterface[Any]):
    """Adds the compiled modules beside their sources; Python takes the compiled ones."""

    def dependencies(self) -> list[str]:
        return NEEDS if os.environ.get("MAHDAR_COMPILE") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not os.environ.get("MAHDAR_COMPILE") or version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        out = Path(self._folder.name)
        subprocess.run([sys.executable, str(Path(self.root, "tools", "compile.py")), str(out / "made")], check=True)
        for path in [*out.rglob("*.so"), *out.rglob("*.pyd")]:
            build_data["force_include"][str(path)] = str(path.relative_to(out / "made"))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()
