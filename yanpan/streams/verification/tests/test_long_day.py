"""A unit with more people than a page holds: nobody still to be found is pushed off by answers of the day."""

from datetime import timedelta

import pytest

from tests.world import COUNTY, NOW, actor_with, make_people_sought, villages_of
from yanpan.streams.verification.models import VerificationTask
from yanpan.streams.verification.queries import list_village

pytestmark = pytest.mark.django_db


def test_two_hundred_answers_leave_the_last_person_in_hand_on_the_page() -> None:
    village = villages_of(COUNTY)[0].key
    *answered, last = make_people_sought(203, at=village)
    VerificationTask.objects.filter(id__in=[one.id for one in answered]).update(
        standing="not_found", where="not_found", answered_at=NOW
    )
    VerificationTask.objects.filter(id=last.id).update(find_by=NOW + timedelta(days=2))
    worker = actor_with("verification.list_village", unit_key=village)
    page = list_village(worker, unit_key=village, now=NOW + timedelta(minutes=1))
    assert len(page) == 200 and page[0].id == last.id
