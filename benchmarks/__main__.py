"""`python -m benchmarks`: every benchmark of this folder in turn, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    failed = 0
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        print(f"\n== {path.stem}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"]).returncode != 0
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
