"""Rows as text that either database gives back exactly: decimals, dates, our own columns as text, bytes as Base64."""

import base64
from typing import Any

from django.db import models


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the columns of a table."""
    return list(model._meta.local_concrete_fields)


def written(column: models.Field[Any, Any], value: Any) -> Any:
    """Return the value of a column as JSON writes it."""
    if value is None or isinstance(column, models.JSONField):
        return value
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and not hasattr(column, "text_of"):
        return str(value)
    return _text_of(column, value)


def _text_of(column: models.Field[Any, Any], value: Any) -> str:
    """Return the text that a column gives to a fixture: exact for decimals, ISO for moments."""
    holder = type("Holder", (), {column.attname: value})()
    return str(column.value_to_string(holder))
