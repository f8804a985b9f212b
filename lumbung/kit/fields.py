"""A column for documents of our own formats."""

import json
from typing import Any

from django.db import models


class DocumentField(models.TextField):  # type: ignore[type-arg]
    """JSON kept as text: the order of keys stays as it was given, which PostgreSQL's jsonb does not
    keep, and equal documents stay equal on every database. Migrations see a plain TextField."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        return value
