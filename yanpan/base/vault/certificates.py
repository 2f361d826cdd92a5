"""销毁证明: made when a destruction is over, kept for good. Called inside operations and jobs, never alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from yanpan.base.vault.models import Certificate
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.canonical import digest, digest_of_ids


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What a destruction was. about: e.g. the event's name; subjects: ids of the persons or lines destroyed.

    counts: table → rows; keys: (table, month, key) destroyed; old_keys: those among them old copies still carry.
    """

    matter: str
    about: str
    rule: str
    basis: str
    signed_by: str
    signed_at: datetime
    witnessed_by: str = ""
    witnessed_at: datetime | None = None
    document: str = ""
    subjects: Iterable[object] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    keys: Iterable[tuple[str, str, int]] = ()
    old_keys: int = 0
    swept: str = ""


def issue_certificate(what: Destroyed, *, now: datetime) -> Certificate:
    """Numbered without a gap; `digest` covers everything it says."""
    subjects = list(what.subjects)
    last = Certificate.objects.aggregate(last=Max("number"))["last"] or 0
    made = Certificate(
        id=fresh_id(now),
        number=last + 1,
        matter=what.matter,
        about=what.about,
        rule=what.rule,
        basis=what.basis,
        signed_by=what.signed_by,
        signed_at=what.signed_at,
        witnessed_by=what.witnessed_by,
        witnessed_at=what.witnessed_at,
        document=what.document,
        counts=dict(what.counts),
        subject_count=len(subjects),
        subjects_digest=digest_of_ids(subjects),
        keys=[[table, month, f"{key:016x}"] for table, month, key in what.keys],
        old_keys=what.old_keys,
        swept=what.swept,
        made_at=now,
    )
    made.digest = certificate_digest(made)
    made.save(force_insert=True)
    return made


def certificate_digest(one: Certificate) -> str:
    """SHA-256 over what a certificate says; a changed one no longer agrees with it."""
    said: dict[str, Any] = {
        name.attname: getattr(one, name.attname)
        for name in one._meta.concrete_fields
        if name.attname != "digest"
    }
    for name, value in said.items():
        if isinstance(value, datetime):
            said[name] = value.astimezone(UTC)
    return digest(said)
