"""Step four: slips with first passwords, by unit, as one PDF that exists once."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yanpan.base.accounts.first_passwords import list_waiting_for_slips, print_first_passwords
from yanpan.kernel.errors import Refused
from yanpan.shell.asking import AskedRequest
from yanpan.shell.paper_files import pdf_as_file
from yanpan.shell.printed_slips import password_slips

RIGHT = "accounts.print_first_passwords"
MOST_UNITS = 200


@require_http_methods(["GET", "POST"])
def slips(request: AskedRequest) -> HttpResponse:
    """Units with people who never chose a password; those ticked get their slips, a page for each unit."""
    request.actor.must(RIGHT)
    if request.method == "POST":
        keys = request.POST.getlist("unit")
        if not keys or len(keys) > MOST_UNITS:
            raise Refused("choose_units", most=MOST_UNITS)
        printed = print_first_passwords(request.actor, unit_keys=keys, now=request.now)
        return pdf_as_file(password_slips(request, printed, drill=settings.DRILL), "首次登录条.pdf")
    waiting = list_waiting_for_slips(request.actor, now=request.now)
    return render(request, "shell/setup/slips.html", {"waiting": waiting})
