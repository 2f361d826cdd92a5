"""The alarm of urgent medical needs on every page of those on duty."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yanpan.hq.queries.rapid_reports import count_urgent_reports
from yanpan.shell.alarms import Alarm
from yanpan.shell.asking import AskedRequest
from yanpan.shell.templatetags.shell_words import hour

RIGHT = "hq.count_urgent_reports"


def urgent_medical(request: AskedRequest) -> Alarm | None:
    """Until somebody has rung back."""
    found = count_urgent_reports(request.actor, now=request.now)
    if found is None:
        return None
    words = ngettext(
        "%(count)s URGENT MEDICAL NEED not rung back, since %(since)s",
        "%(count)s URGENT MEDICAL NEEDS not rung back, the first since %(since)s",
        found.count,
    ) % {"count": found.count, "since": hour(found.since)}
    if found.untold:
        words = f"{words} · {_('Ring 120 first.')}"
    return Alarm(words, reverse("hq:rapid_reports"))
