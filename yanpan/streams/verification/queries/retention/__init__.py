"""Retention as the pages see it: figures and certificates, no person."""

from yanpan.streams.verification.queries.retention.overview import (
    CertificateView,
    EventDue,
    PurgeView,
    Retention,
    get_certificate,
    get_retention,
    list_certificates,
)

__all__ = [
    "CertificateView",
    "EventDue",
    "PurgeView",
    "Retention",
    "get_certificate",
    "get_retention",
    "list_certificates",
]
