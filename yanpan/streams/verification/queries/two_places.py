"""Persons whom two units have at two places: found in what they answered. Ids and paths, no person."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Q

from yanpan.streams.verification.models import Outcome, TaskMerge, VerificationTask
from yanpan.streams.verification.rules.two_places import Said, in_two_places


def tasks_in_two_places(event_id: UUID, unit_path: str) -> Mapping[UUID, str]:
    """Task → path of who has it, of units below a path. Three queries, whatever the number of people."""
    kept_of = dict(
        TaskMerge.objects.filter(
            kept__event_id=event_id,
            kept__custody__path__startswith=unit_path,
            contradiction=True,
            undone_at=None,
        ).values_list("gone_id", "kept_id")
    )
    merged = {*kept_of, *kept_of.values()}
    below = Q(task__event_id=event_id, task__custody__path__startswith=unit_path)
    several = Outcome.objects.filter(below).values("task").annotate(units=Count("unit", distinct=True))
    wanted = Q(task__in=several.filter(units__gt=1).values("task")) | Q(task__in=merged)
    said: dict[UUID, list[Said]] = defaultdict(list)
    answers = Outcome.objects.filter(wanted).values_list("task_id", "unit__path", "where", "measure", "at")
    for task_id, path, where, measure, at in answers:
        said[kept_of.get(task_id, task_id)].append(Said(path, where, measure, at))
    found = [task_id for task_id, answers in said.items() if in_two_places(answers)]
    tasks = VerificationTask.objects.filter(id__in=found, merged_away=False)
    return dict(tasks.values_list("id", "custody__path"))
