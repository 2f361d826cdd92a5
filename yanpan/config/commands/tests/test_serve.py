"""`yanpan serve` starts where the mark of a drill and the events of the database say the same."""

import pytest
from pytest_django.fixtures import Settings

from tests.world import make_event
from yanpan.base.events.models import Event
from yanpan.config.commands.serve import mark_and_events_agree

pytestmark = pytest.mark.django_db


def test_a_new_home_may_be_either(settings: Settings) -> None:
    for is_drill in (False, True):
        settings.DRILL = is_drill
        mark_and_events_agree()


@pytest.mark.parametrize("is_drill", [False, True])
def test_a_mark_that_does_not_fit_the_events_keeps_the_doors_shut(is_drill: bool, settings: Settings) -> None:
    make_event()
    Event.objects.update(drill=is_drill)
    settings.DRILL = is_drill
    mark_and_events_agree()
    settings.DRILL = not is_drill
    with pytest.raises(ValueError, match="disagree"):
        mark_and_events_agree()
