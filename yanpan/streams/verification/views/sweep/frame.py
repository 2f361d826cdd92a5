"""What the pages of the sweep share: versions, photos, refusals in words, files shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from yanpan.base.documents.attachments import CleanFile
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.words import explain
from yanpan.streams.verification.templatetags.sweep_words import problems_in_words
from yanpan.streams.verification.templatetags.verification_words import outcome_words

IN_CODES = {
    "visit_incomplete": problems_in_words,
    "households_wrong": problems_in_words,
    "found_incomplete": problems_in_words,
    "sentinel_wrong": problems_in_words,
    "hole_incomplete": problems_in_words,
    "outcome_incomplete": outcome_words,
}


def said(refused: Refused) -> str:
    """A refusal in words, the codes of its problems too."""
    if refused.code in IN_CODES:
        problems = IN_CODES[refused.code](str(refused.facts["problems"]))
        return explain(Refused(refused.code, problems=problems))
    return explain(refused)


@contextmanager
def problems_on(form: forms.Form) -> Iterator[None]:
    """Every refusal of the rules stands on the form, all problems at once; missing and forbidden stay pages."""
    try:
        yield
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        form.add_error(None, said(refused))
        form.refused_status = refused.status  # type: ignore[attr-defined]


@contextmanager
def problems_told(request: AskedRequest) -> Iterator[None]:
    """The same for a button without fields: told on the page one comes back to."""
    try:
        yield
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, said(refused))


def photos_of(cleaned: dict[str, Any]) -> list[CleanFile]:
    """The photos of a form, made anew from their pixels."""
    files = [cleaned.get(name) for name in ("photo", "photo_2")]
    return [_photo(one) for one in files if isinstance(one, UploadedFile)]


def _photo(file: File[bytes]) -> CleanFile:
    found = clean(file.read(), file.name or "")
    if found.media_type == "application/pdf":
        raise Refused("attachment_kind", file=_("photo"))
    return found


def shown(file: CleanFile) -> HttpResponse:
    """A photo for the eye, never kept by a browser."""
    response = HttpResponse(file.content, content_type=file.media_type)
    response.headers["Cache-Control"] = "no-store"
    return response
