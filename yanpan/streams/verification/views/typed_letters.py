"""A letter that came as a fax or a photo: typed with its scan; its number may follow."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yanpan.base.places.queries import units_of_actor
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.attachments import clean
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.limits import takes_uploads
from yanpan.shell.words import explain
from yanpan.streams.verification.forms import LetterForm
from yanpan.streams.verification.operations import Letter, LetterPerson, enter_letter_number, type_letter
from yanpan.streams.verification.templatetags.list_words import letter_problem
from yanpan.streams.verification.templatetags.verification_words import problem_word

MORE_LINES = 10


@takes_uploads
@require_http_methods(["GET", "POST"])
def typed_letter(request: AskedRequest) -> HttpResponse:
    """The letter and its persons; all that is wrong in any of them stands on the form at once."""
    request.actor.must("verification.type_letter")
    count = _line_count(request)
    if request.method == "POST" and "more" not in request.POST:
        form = LetterForm(request.POST, request.FILES, line_count=count)
        if form.is_valid():
            with refusals_on(form), _problems_on(form):
                batch = _typed(request, form)
                messages.success(request, _("The letter is taken in."))
                return redirect("verification:list", batch_id=batch)
    else:
        form = LetterForm(initial=request.POST.dict(), line_count=count)
    context = {"form": form, "line_count": count}
    return render(request, "verification/typed_letter.html", context, status=status_of(form))


def _line_count(request: AskedRequest) -> int:
    text = request.POST.get("lines", "")
    count = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 4
    return min(100, count + (MORE_LINES if "more" in request.POST else 0))


def _typed(request: AskedRequest, form: LetterForm) -> UUID:
    given = form.cleaned_data
    batch = type_letter(
        request.actor,
        unit_key=units_of_actor(request.actor)[0].key,
        letter=Letter(
            given["sender"], given["subject"], given["number"], given["reason"], given["place"], given["on"]
        ),
        persons=[LetterPerson(**one) for one in form.persons()],
        scan=clean(given["scan"].read(), given["scan"].name or ""),
        as_written=given["as_written"],
        now=request.now,
    )
    return batch.id


@contextmanager
def _problems_on(form: LetterForm) -> Iterator[None]:
    """What the operation finds in the letter, each at its place."""
    try:
        yield
    except Refused as refused:
        if refused.code not in ("letter_incomplete", "letter_needs_a_look"):
            raise
        form.looks_wrong = refused.code == "letter_needs_a_look"
        for problem in str(refused.facts["problems"]).split(","):
            line, _colon, rest = problem.partition(":")
            if rest:
                form.mark(int(line), rest.partition(":")[0], problem_word(rest))
            else:
                form.add_error(None, letter_problem(problem))


@require_POST
def letter_number(request: AskedRequest, batch_id: UUID) -> HttpResponse:
    """The number that followed."""
    number = request.POST.get("number", "")[:60]
    try:
        enter_letter_number(request.actor, batch_id=batch_id, number=number, now=request.now)
    except Refused as refused:
        if refused.status != 422:
            raise
        messages.error(request, explain(refused))
    else:
        messages.success(request, _("The number is kept."))
    return redirect("verification:list", batch_id=batch_id)
