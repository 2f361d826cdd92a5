"""Running: archives, restore drills, disks, certificate and version; and how a phone comes to trust this machine."""

from pathlib import Path

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yanpan.base.upkeep.certificates import authority_path, fingerprint
from yanpan.base.upkeep.queries import UpkeepAlarm, get_running, list_alarms
from yanpan.shell.alarms import Alarm
from yanpan.shell.asking import AskedRequest
from yanpan.shell.navigation import address_for
from yanpan.shell.templatetags.shell_words import hour

ALARMS = "upkeep.list_alarms"
WORDS: dict[str, str | Promise] = {
    "no_backup": gettext_lazy("No good archive for more than two hours"),
    "drill_failed": gettext_lazy("The last restore drill failed: the newest archive does not restore"),
    "no_drill": gettext_lazy("No restore drill for more than nine days"),
    "disk_short": gettext_lazy("A disk is nearly full"),
    "certificate_ends": gettext_lazy(
        "The certificate ends within 30 days; start the server again to renew it"
    ),
}
PLACES: dict[str, str | Promise] = {
    "home": gettext_lazy("database and keys"),
    "backups": gettext_lazy("archives"),
}


@require_GET
def running(request: AskedRequest) -> HttpResponse:
    """The system administrator's page. Figures only; what is wrong stands first."""
    found = get_running(request.actor, now=request.now)
    alarms = list_alarms(request.actor, now=request.now) if request.actor.may(ALARMS) else []
    context = {
        "found": found,
        "problems": [_in_words(one) for one in alarms],
        "disks": [(PLACES[disk.what], disk, round(disk.free / 1e9, 1)) for disk in found.disks],
        "phones": _phones(request) if found.certificate_ends else None,
    }
    return render(request, "shell/running.html", context)


def _in_words(alarm: UpkeepAlarm) -> str:
    words = str(WORDS[alarm.code])
    if alarm.facts in PLACES:
        words = f"{words}：{PLACES[alarm.facts]}"
    return f"{words} · {hour(alarm.since)}" if alarm.since else words


def first_alarm(request: AskedRequest) -> Alarm | None:
    """One line at the top of every page; the others stand on the page itself."""
    alarms = list_alarms(request.actor, now=request.now)
    if not alarms:
        return None
    page = address_for(request.actor, "shell:running")
    words = _in_words(alarms[0])
    if not page:
        words = f"{words} · {_('Tell the system administrator.')}"
    return Alarm(words, page or reverse("shell:home"))


def _phones(request: AskedRequest) -> dict[str, str]:
    """What a phone scans to come to the page of trust."""
    address = request.build_absolute_uri(reverse("shell:trust"))
    return {"address": address, "code": segno.make(address, error="m").svg_data_uri(scale=4, border=2)}


@require_GET
def trust(request: AskedRequest) -> HttpResponse:
    """For anybody: whose certificate this is, and the steps on each kind of phone."""
    there = authority_path(Path(settings.YANPAN_HOME)).exists()
    shown = fingerprint(Path(settings.YANPAN_HOME)) if there else ""
    return render(request, "shell/trust.html", {"fingerprint": shown})


@require_GET
def authority(request: AskedRequest) -> HttpResponse:
    """The certificate of this home's authority: public, and no key."""
    path = authority_path(Path(settings.YANPAN_HOME))
    if not path.exists():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="application/x-x509-ca-cert")
    answer.headers["Content-Disposition"] = 'attachment; filename="yanpan.crt"'
    return answer
