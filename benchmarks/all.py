"""All benchmarks, each beside its floor; ``--keep`` writes what they print into ``RESULTS.md``, with machine and versions.

    python benchmarks/all.py [--keep] [--sizes 1000,4000,16000] [--only NAME]

By default the sizes take a few minutes; ``--sizes 10000,100000,1000000`` is the archive at three sizes, and takes hours.
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def commands(sizes: str, rounds: int) -> dict[str, list[str]]:
    """The benchmarks by the name of their section."""
    return {
        "Reading": ["reading.py", "--rounds", str(rounds)],
        "Engines and start": ["engines.py"],
        f"Archive, {sizes} reports": ["archive.py", "--sizes", sizes],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="write the figures into RESULTS.md")
    parser.add_argument("--sizes", default="1000,4000,16000", help="of the archive, in reports")
    parser.add_argument("--rounds", type=int, default=3, help="of reading")
    parser.add_argument("--only", help="benchmarks whose names hold this")
    options = parser.parse_args()
    failed = 0
    for name, (script, *arguments) in commands(options.sizes, options.rounds).items():
        if options.only and options.only.lower() not in name.lower():
            continue
        print(f"\n== {name}", flush=True)
        run = [sys.executable, str(HERE / script), *arguments]
        if options.keep:
            run = [sys.executable, str(HERE / "results.py"), name, "--", *run]
        failed |= subprocess.run(run).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
