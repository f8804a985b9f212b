"""The project's own files, for the tests that look at them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked_files(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def product_modules() -> list[Path]:
    """Python files that run in the product: no tests, no migrations."""
    return [
        path
        for path in tracked_files("lumbung/*.py")
        if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
    ]
