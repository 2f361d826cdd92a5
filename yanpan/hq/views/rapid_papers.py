"""信息快报: the paper of a rapid report that goes upwards, first, continued or final."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from yanpan.base.events.queries import current_event
from yanpan.hq.exchange.rapid_paper import Value, rapid_paper
from yanpan.hq.queries.rapid_reports import ReportPage, UpdateView, get_rapid_report
from yanpan.hq.rules.rapid_paper import CONTINUED, FINAL, FIRST, rapid_template
from yanpan.hq.templatetags.duty_words import REPORT_KINDS, word_in
from yanpan.hq.views.cut_offs import own_unit
from yanpan.kernel.errors import Missing
from yanpan.shell.asking import AskedRequest
from yanpan.shell.paper_files import paper_as_file


@require_GET
def paper(request: AskedRequest, report_id: UUID, number: int, ending: str) -> HttpResponse:
    """number: 0 for the first report, else of the one continued. The same bytes every time."""
    found = get_rapid_report(request.actor, report_id=report_id, now=request.now)
    update = next((one for one in found.updates if one.number == number), None)
    if number and update is None:
        raise Missing("report")
    unit = own_unit(request)
    stage = FIRST if update is None else FINAL if update.is_final else CONTINUED
    at = update.at if update else found.line.reported_at
    # The paper of a Chinese office is Chinese whatever language its clerk reads.
    with translation.override("zh-hans"):
        made = rapid_paper(
            rapid_template(),
            unit_key=unit.key,
            unit_name=unit.name,
            drill=current_event().drill,
            stage=stage,
            number=number,
            values=_values(found, update),
            at=at,
        )
    return paper_as_file(made, ending, f"信息快报-{at:%m%d%H%M}-{number}", at)


def _values(found: ReportPage, update: UpdateView | None) -> dict[str, Value]:
    """Of a continued report what is new; the rest is the first report's."""
    newer = update or found
    return {
        "kind": word_in(REPORT_KINDS, found.line.kind),
        "unit": found.line.unit,
        "happened_at": found.line.happened_at,
        "reported_at": found.line.reported_at,
        "place": found.place,
        "people": found.line.people if update is None or update.people is None else update.people,
        "seen_by": found.seen_by,
        "what": newer.what,
        "done": newer.done,
        "needed": newer.needed,
        "called_back": found.call_answer,
    }
