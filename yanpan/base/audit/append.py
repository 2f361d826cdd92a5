"""Writing lines. A line carries its own digest and commits with the act it tells of."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from yanpan.base.audit.models import AuditLine, PendingLine
from yanpan.kernel.canonical import canonical_json, digest


def line_digest(line: AuditLine) -> str:
    """SHA-256 over every column but the id; times in UTC."""
    return digest(
        [line.at.astimezone(UTC), line.actor, line.role, line.unit, line.verb, line.subject, line.details]
    )


def append(
    *,
    at: datetime,
    actor: str,
    role: str,
    unit: str,
    verb: str,
    subject: str = "",
    details: Mapping[str, object] | None = None,
) -> AuditLine:
    """Add one line to the running transaction. details: plain values, no personal data."""
    plain = json.loads(canonical_json(dict(details or {})))
    line = AuditLine(
        at=at, actor=actor, role=role, unit=unit, verb=verb, subject=subject[:200], details=plain
    )
    line.digest = line_digest(line)
    line.save(force_insert=True)
    PendingLine.objects.create(line=line)
    return line
