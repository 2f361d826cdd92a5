"""What the search box finds of this room: the people sought, lists and letters."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yanpan.base.gate import Actor
from yanpan.base.people.searching import AskedFor
from yanpan.shell.searching import (
    Finder,
    Found,
    PeopleFinder,
    open_event,
    register_finder,
    register_people_finder,
)
from yanpan.shell.templatetags.shell_words import hour
from yanpan.streams.verification.queries import list_batches
from yanpan.streams.verification.queries.letters import list_letters
from yanpan.streams.verification.queries.searching import PersonFound, find_people
from yanpan.streams.verification.templatetags.verification_words import SOURCES, STANDINGS, word_in


def register_finders() -> None:
    register_finder(Finder("lists", _("Lists"), "verification.list_batches", _lists, 30))
    register_finder(Finder("letters", _("Letters"), "verification.list_letters", _letters, 31))
    register_people_finder(PeopleFinder("verification.find_people", _people))


def _lists(actor: Actor, text: str, now: datetime) -> list[Found]:
    event_id = open_event()
    found = list_batches(actor, event_id=event_id, text=text, now=now) if event_id else []
    return [
        Found(
            one.letter_number or one.file_name,
            " · ".join((word_in(SOURCES, one.source), one.sender, hour(one.received_at))),
            reverse("verification:list", args=[one.id]),
        )
        for one in found
    ]


def _letters(actor: Actor, text: str, now: datetime) -> list[Found]:
    event_id = open_event()
    if event_id is None:
        return []
    return [
        Found(
            one.document.number or one.document.title,
            one.city_name,
            reverse("verification:letter", args=[one.id]),
        )
        for one in list_letters(actor, event_id=event_id, wanted="", page=1, text=text, now=now)
    ]


def _people(actor: Actor, asked: AskedFor, purpose: str, unit_path: str, now: datetime) -> list[Found]:
    found = find_people(actor, asked=asked, purpose=purpose, unit_path=unit_path, now=now)
    page = "verification:person" if actor.may("verification.get_person") else "verification:door"
    return [_person(one, page) for one in found]


def _person(one: PersonFound, page: str) -> Found:
    named = (one.person.short_code, one.person.name, one.person.phone)
    stands = (one.custody, word_in(STANDINGS, one.standing), hour(one.find_by))
    return Found(" ".join(filter(None, named)), " · ".join(stands), reverse(page, args=[one.id]))
