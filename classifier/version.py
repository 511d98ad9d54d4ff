"""Which extractor made a mention: a digest of its rules, data and models. No import of either: it costs a file walk.

What only measures (`evaluation/`, the baseline) is left aside: it changes no mention, so nothing must be read again.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PATTERNS = ("*.py", "**/*.py", "**/*.toml", "models/*.json")


@cache
def extractor_version() -> str:
    """Twelve hex digits that change whenever code, word lists or models of the classifier change."""
    root = Path(__file__).parent
    aside = (root / "evaluation", root / "models" / "baseline.json")
    found = {path for pattern in _PATTERNS for path in root.glob(pattern)}
    files = sorted(path for path in found if not any(path.is_relative_to(other) for other in aside))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
