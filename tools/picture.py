"""Draws docs/img/brief.png, the README's picture: the top of the brief that `make demo` writes, in a headless Chromium.

python tools/picture.py [PAGE.html [PICTURE.png]]
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
OFFLINE = ("--disable-background-networking", "--disable-component-update", "--hide-scrollbars")


def draw(page: Path, picture: Path, width: int = 1200, height: int = 1000) -> None:
    """Write a picture of the top of a page; sizes in CSS pixels, drawn at 1.5 to the pixel."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("picture: no Chromium found; install it (Debian: apt-get install chromium)")
    picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        size = (f"--window-size={width},{height}", "--force-device-scale-factor=1.5")
        command = [
            chromium,
            *QUIET,
            *OFFLINE,
            *size,
            f"--user-data-dir={profile}",
            f"--screenshot={picture}",
            page.resolve().as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> int:
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "out" / "brief-CN-KZ.html"
    picture = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "img" / "brief.png"
    if not page.exists():
        raise SystemExit(f"picture: {page} is not there; run: make demo")
    draw(page, picture.resolve())
    print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
