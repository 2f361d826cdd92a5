"""Topics (专题): opened, looked at, closed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yanpan.base.events.queries import current_event
from yanpan.shell.asking import AskedRequest
from yanpan.shell.forms import refusals_on, status_of
from yanpan.streams.verification.forms.topics import TopicForm
from yanpan.streams.verification.operations import close_topic, open_topic
from yanpan.streams.verification.queries.topics import list_topics


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
    context = {"topics": found, "form": form if may_open else None, "may_open": may_open}
    return render(request, "verification/topics.html", context, status=status_of(form))


@require_POST
def close(request: AskedRequest, topic_id: UUID) -> HttpResponse:
    """Followed no more."""
    topic = close_topic(request.actor, topic_id=topic_id, now=request.now)
    messages.success(request, _("Closed: %(title)s.") % {"title": topic.title})
    return redirect("verification:topics")
