"""A person at work in a process of its own: judges statement after statement, and prints the id of each judgement made.

judging_hands.py ARCHIVE SEED
"""

import random
import sys

from mahdar.archive import Archive


def main(path: str, seed: int) -> None:
    rng = random.Random(seed)
    with Archive(path) as archive:
        known = [(row["id"], row["report"]) for row in archive.statements(limit=300)]
        print("open", flush=True)
        while True:
            fact, report = rng.choice(known)
            verdict = rng.choice(("confirm", "reject", "replace"))
            value = {"act": rng.choice(("call", "hope", "warn"))} if verdict == "replace" else None
            [made] = archive.judge(verdict, fact, by=f"hand {seed}", value=value, report=report)
            print(made["id"], flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
