"""An error that is kept to be shown later, to readers of either language: its template, its hint
and the facts that fill both, as JSON."""

import json
from typing import Any

from lumbung.kit.errors import LumbungError


def kept_error(error: Exception) -> str:
    """What was not raised on purpose is kept by its name and words."""
    if not isinstance(error, LumbungError):
        return json.dumps({"message": f"{type(error).__name__}: {error}"[:500]})
    facts = {name: str(value)[:300] for name, value in error.facts.items()}
    return json.dumps({"message": error.message, "hint": error.hint, "facts": facts})


def read_error(text: str) -> dict[str, Any]:
    """`message`, `hint` and `facts`; a text of another kind is the message itself."""
    try:
        found = json.loads(text)
    except ValueError:
        return {"message": text, "hint": "", "facts": {}}
    if not isinstance(found, dict) or "message" not in found:
        return {"message": text, "hint": "", "facts": {}}
    return {"hint": "", "facts": {}} | found
