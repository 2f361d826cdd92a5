"""Trying what must be refused: how long it took, what was answered, and that nothing is left of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from tests.api.machines import PERSONAL
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import QUERIES

# Wrong passwords are counted; a read leaves its line of audit whatever comes of it.
MAY_GROW = {"accounts.FailedSignIn", "audit.AuditLine", "audit.PendingLine"}


def counts() -> dict[str, int]:
    """Rows of every table of the site."""
    tables: list[type[models.Model]] = [one for one in apps.get_models() if one._meta.managed]
    return {
        one._meta.label: one._default_manager.count() for one in tables if one._meta.label not in MAY_GROW
    }


def written_lines() -> int:
    """Lines of audit that tell of a write."""
    return AuditLine.objects.exclude(verb__in=QUERIES).count()


@dataclass
class Tries:
    """Collects what went wrong over a whole table, so that one run shows all of it."""

    seconds: float = 2.0
    shows_persons: bool = False
    faults: list[str] = field(default_factory=list)
    tried: int = 0

    def refuse(self, label: str, send: Callable[[], Any], *statuses: int) -> None:
        """statuses: the accepted ones; none = any refusal (400 to 499)."""
        before, lines = counts(), written_lines()
        started = time.perf_counter()
        answer = send()
        took = time.perf_counter() - started
        self.tried += 1
        expected = answer.status_code in statuses if statuses else 400 <= answer.status_code < 500
        self._note(not expected, label, f"answers {answer.status_code}")
        self._note(took > self.seconds, label, f"takes {took:.1f} s")
        after = counts()
        grown = [name for name in after if after[name] != before.get(name)]
        self._note(bool(grown) or written_lines() != lines, label, f"leaves rows in {grown or 'the audit'}")
        shown = [] if self.shows_persons else _persons_in(answer)
        self._note(bool(shown), label, f"shows {shown}")

    def _note(self, is_fault: bool, label: str, what: str) -> None:
        if is_fault:
            self.faults.append(f"{label}: {what}")


def _persons_in(answer: Any) -> list[str]:
    text = answer.content.decode("utf-8", "replace")
    return [value for value in PERSONAL if value in text]
