"""The subject's own extract: found by exact number, opened for one application."""

from yanpan.streams.verification.queries.extracts.applications import (
    ApplicationView,
    CorrectionView,
    list_applications,
    list_corrections,
)
from yanpan.streams.verification.queries.extracts.extract import Extract, get_extract
from yanpan.streams.verification.queries.extracts.finding import ApplicantFound, find_applicant

__all__ = [
    "ApplicantFound",
    "ApplicationView",
    "CorrectionView",
    "Extract",
    "find_applicant",
    "get_extract",
    "list_applications",
    "list_corrections",
]
