"""The file of this package, as ``tools/outlines.py`` wrote it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def register() -> dict[str, Any]:
    """Return what the file holds; no caller may change it."""
    path = files("civiscope.territory") / "departments.json"
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return held
