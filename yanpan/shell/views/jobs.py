"""Long work: how far it is, and the button that stops it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yanpan.base.jobs.operations import cancel_job, retry_job
from yanpan.base.jobs.queries import get_job, list_jobs
from yanpan.shell.asking import AskedRequest, is_htmx


@require_GET
def jobs(request: AskedRequest) -> HttpResponse:
    """The newest jobs of the actor's units."""
    context = {
        "jobs": list_jobs(request.actor, now=request.now),
        "may_cancel": request.actor.may("jobs.cancel_job"),
    }
    return render(request, "shell/jobs.html", context)


@require_GET
def job_page(request: AskedRequest, job_id: UUID) -> HttpResponse:
    """One job; with HTMX its line is fetched again every two seconds until it is over."""
    job = get_job(request.actor, job_id=job_id, now=request.now)
    template = "shell/job_progress.html" if is_htmx(request) else "shell/job.html"
    actor = request.actor
    context = {
        "job": job,
        "may_cancel": actor.may("jobs.cancel_job"),
        "may_retry": actor.may("jobs.retry_job"),
    }
    return render(request, template, context)


@require_POST
def cancel(request: AskedRequest, job_id: UUID) -> HttpResponse:
    """It stops after its running step; what it has done stays."""
    cancel_job(request.actor, job_id=job_id, now=request.now)
    messages.success(request, _("The job stops after its running step."))
    return redirect("shell:job", job_id=job_id)


@require_POST
def retry(request: AskedRequest, job_id: UUID) -> HttpResponse:
    """A failed job goes on from where it stopped."""
    retry_job(request.actor, job_id=job_id, now=request.now)
    messages.success(request, _("The job goes on from where it stopped."))
    return redirect("shell:job", job_id=job_id)
