"""三查: the subject's own extract and corrections."""

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, NOW, actor_with, make_list, make_people_sought
from yanpan.base.people.models import Person
from yanpan.streams.verification.models import Application, Correction
from yanpan.streams.verification.operations.extracts import ask_correction, open_application


def _person() -> Person:
    make_list(1)
    return Person.objects.get()


def _application(person: Person) -> Application:
    return open_application(
        actor_with("verification.open_application"),
        person_id=person.id,
        relation="self",
        document="id_card",
        last_four="1237",
        proof="",
        now=NOW,
    )


def _applications(count: int) -> list[Application]:
    return [_application(task.person) for task in make_people_sought(count)]


def _corrections(count: int) -> list[Correction]:
    return [
        ask_correction(
            actor_with("verification.ask_correction"),
            application_id=one.id,
            kind="wrong_person",
            said="不是我",
            now=NOW,
        )
        for one in _applications(count)
    ]


@case("verification.find_applicant", at=CITY, grows=True)
def _find_applicant(count: int) -> Arguments:
    make_list(count)
    return {"number": Person.objects.order_by("id")[0].short_code}


@case("verification.open_application", at=CITY)
def _open_application(count: int) -> Arguments:
    return {
        "person_id": _person().id,
        "relation": "guardian",
        "document": "id_card",
        "last_four": "1237",
        "proof": "birth_record",
    }


@case("verification.list_applications", at=CITY, elsewhere=Elsewhere.NOTHING, grows=True)
def _list_applications(count: int) -> Arguments:
    _applications(count)
    return {}


@case("verification.get_extract", at=CITY)
def _get_extract(count: int) -> Arguments:
    return {"application_id": _application(_person()).id}


@case("verification.answer_application", at=CITY)
def _answer_application(count: int) -> Arguments:
    return {"application_id": _application(_person()).id}


@case("verification.ask_correction", at=CITY)
def _ask_correction(count: int) -> Arguments:
    return {"application_id": _application(_person()).id, "kind": "wrong_person", "said": "不是我"}


@case("verification.list_corrections", at=CITY, elsewhere=Elsewhere.NOTHING, grows=True)
def _list_corrections(count: int) -> Arguments:
    _corrections(count)
    return {}


@case("verification.answer_correction", at=CITY)
def _answer_correction(count: int) -> Arguments:
    return {"correction_id": _corrections(1)[0].id, "answer": "corrected", "reason": "已撤销合并"}
