"""What the pages of this room share: refusals in words, photos, the search for a unit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yanpan.base.documents.attachments import CleanFile
from yanpan.base.gate import Actor
from yanpan.base.places.queries import UnitView, list_units
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.words import explain
from yanpan.streams.supervision.templatetags.supervision_words import problems_in_words

MOST_FOUND = 30


def said(refused: Refused) -> str:
    """A refusal in words, the codes of its problems too."""
    if problems := refused.facts.get("problems"):
        return explain(Refused(refused.code, problems=problems_in_words(str(problems))))
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
    """The same for a button: told on the page one comes back to."""
    try:
        yield
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.error(request, said(refused))


def photos_of(cleaned: dict[str, Any]) -> list[CleanFile]:
    """The photos of a form, made anew from their pixels."""
    files = [cleaned.get(name) for name in ("photo", "photo_2", "photo_3")]
    return [_photo(one) for one in files if isinstance(one, UploadedFile)]


def _photo(file: File[bytes]) -> CleanFile:
    found = clean(file.read(), file.name or "")
    if found.media_type == "application/pdf":
        raise Refused("attachment_kind", file=_("photo"))
    return found


def file_answer(file: CleanFile) -> HttpResponse:
    """A photo or scan for the eye, never kept by a browser."""
    response = HttpResponse(file.content, content_type=file.media_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def in_city(at: datetime | None) -> datetime | None:
    """What was typed is the city's time."""
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at


def units_named(actor: Actor, text: str) -> list[tuple[UnitView, str]]:
    """Counties, townships and villages of the actor whose name holds the text, each with the unit above it."""
    units = list_units(kinds=("county", "township", "village"))
    names = {unit.id: unit.name for unit in units}
    wanted = text.strip()
    found = [unit for unit in units if actor.covers(unit.path) and wanted in unit.name]
    found.sort(key=lambda unit: (wanted != unit.name, unit.depth))
    return [(unit, names.get(unit.parent_id or 0, "")) for unit in found[:MOST_FOUND]]
