"""The models that come with the package, loaded once per process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from classifier.decisions.linear import LinearModel, ModelError, load

MODELS = Path(__file__).parent.parent / "models" / "decisions.json"
NAMES = frozenset(
    {
        "clause", "system", "name", "time", "duration", "cause", "entity", "when", "onset", "together", "outage end", "outage duration",
        "outage cause", "event", "same", "status", "role", "operator", "relevance", "confidence",
    }
)  # fmt: skip


@cache
def bundled_models() -> Mapping[str, LinearModel]:
    """All models by name. Raises `ModelError` where the file is missing or holds other models."""
    models, _ = load(MODELS)
    if set(models) != NAMES:
        raise ModelError(
            f"{MODELS.name}: expected models {sorted(NAMES)}, found {sorted(models)}; run `meoktong train`"
        )
    return models
