"""Topics (专题): opened, looked at, closed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.shell.asked import unit_asked
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.shell.sheets import asks_for_sheet, table_answer
from yanpan.streams.verification.forms.topics import TopicForm
from yanpan.streams.verification.operations import close_topic, open_topic
from yanpan.streams.verification.queries.topic_board import get_topic_board
from yanpan.streams.verification.queries.topics import list_topics
from yanpan.streams.verification.views.board import COLUMNS
from yanpan.streams.verification.views.tables import TOPICS


@require_http_methods(["GET", "POST"])
def topics(request: AskedRequest) -> HttpResponse:
    """All topics of the event, and a form for a new one for those who may open it."""
    may_open = request.actor.may("verification.open_topic")
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            topic = open_topic(request.actor, **form.cleaned_data, now=request.now)
            messages.success(request, _("Opened: %(title)s.") % {"title": topic.title})
            return redirect("verification:topics")
    found = list_topics(request.actor, event_id=current_event().id, now=request.now)
    if asks_for_sheet(request):
        return table_answer(request, TOPICS, found)
    context = {"topics": found, "form": form if may_open else None, "may_open": may_open}
    return render(request, "verification/topics.html", context, status=status_of(form))


@require_GET
def topic(request: AskedRequest, topic_id: UUID) -> HttpResponse:
    """Its account by unit, its clock, how fast its people are found."""
    unit = unit_asked(request)
    board = get_topic_board(request.actor, topic_id=topic_id, unit_path=unit.path, now=request.now)
    context = {
        "unit": unit,
        "board": board,
        "columns": COLUMNS,
        "lines": [*board.units, board.own, board.whole],
        "may_list": request.actor.may("verification.list_tasks"),
    }
    return render(request, "verification/topic.html", context)


@require_POST
def close(request: AskedRequest, topic_id: UUID) -> HttpResponse:
    """Followed no more."""
    topic = close_topic(request.actor, topic_id=topic_id, now=request.now)
    messages.success(request, _("Closed: %(title)s.") % {"title": topic.title})
    return redirect("verification:topics")
