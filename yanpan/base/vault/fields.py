"""Model fields for personal data. The value in the attribute is the sealed bytes; `sealing` opens them."""

from enum import StrEnum
from typing import Any

from django.db import models


class DataClass(StrEnum):
    """Data classes of the rights rules (section 1)."""

    PUBLIC = "C0"
    INTERNAL = "C1"
    CONTACT = "C2"
    IDENTIFIER = "C3"
    HEALTH = "C4"
    MOVEMENT = "C5"
    PROTECTED = "C6"


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """AES-256-GCM bound to table, column and row. Empty bytes = nothing known."""

    def __init__(self, *args: Any, data_class: DataClass = DataClass.IDENTIFIER, **kwargs: Any) -> None:
        self.data_class = data_class
        kwargs.setdefault("default", b"")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Django's own path, so that migrations never import our code and the class can change freely."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs


class BlindIndexField(models.BinaryField):  # type: ignore[type-arg]
    """16 bytes of a keyed hash; equality is all it tells. None = no value."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=16, null=True, blank=True, db_index=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs
