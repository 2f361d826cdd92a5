"""Applications of people for their own data: the identity is checked, the answer tracked, a mistake put right."""

from datetime import datetime
from uuid import UUID

from yanpan.base.gate import Actor, operation
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.people.models import Person
from yanpan.base.places.queries import city_unit
from yanpan.base.policy.rules import CITY_TIME
from yanpan.base.vault.masks import check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.base.vault.sealing import Sealer, unseal
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Application, Correction
from yanpan.streams.verification.queries.extracts.extract import application_of
from yanpan.streams.verification.rules.extracts import ANSWERS, CORRECTIONS, answer_by, application_problems

CORRECTION = "verification_correction"


@operation("verification.open_application", subject="person_id", records=("relation", "document", "proof"))
def open_application(
    actor: Actor,
    *,
    person_id: UUID,
    relation: str,
    document: str,
    last_four: str,
    proof: str,
    now: datetime,
) -> Application:
    """Note who asks, by which document seen; due in 15 working days. Nothing of the document but its last four.

    Refused('application_incomplete', problems=…) says all; Refused('document_is_anothers') where somebody asks for
    the own data with an identity card whose last four are not those held.
    """
    actor.must_cover(city_unit().path)
    last_four = last_four.strip().upper()
    if problems := application_problems(relation, document, last_four, proof):
        raise Refused("application_incomplete", problems=",".join(problems))
    person = Person.objects.filter(id=person_id, merged_into=None).first()
    if person is None:
        raise Missing("person")
    held = unseal(person, "id_number")
    if relation == "self" and document == "id_card" and held and held[-4:] != last_four:
        raise Refused("document_is_anothers")
    return Application.objects.create(
        id=fresh_id(now),
        person=person,
        relation=relation,
        document=document,
        last_four=last_four,
        proof=proof,
        asked_at=now,
        asked_of=actor.name,
        answer_by=answer_by(now.astimezone(CITY_TIME).date()),
    )


@operation("verification.answer_application", subject="application_id")
def answer_application(actor: Actor, *, application_id: UUID, now: datetime) -> Application:
    """The extract has been handed over. Stale if it was."""
    application = application_of(actor, application_id)
    if application.answered_at:
        raise Stale("application_is_answered")
    application.answered_at, application.answered_by = now, actor.name
    application.save(update_fields=["answered_at", "answered_by"])
    return application


@operation("verification.ask_correction", subject="application_id", records=("kind",))
def ask_correction(actor: Actor, *, application_id: UUID, kind: str, said: str, now: datetime) -> Correction:
    """What the applicant says is wrong; the clerks are rung. "Wrong person" is looked at within two hours."""
    application = application_of(actor, application_id)
    if kind not in CORRECTIONS:
        raise Refused("unknown_correction", kind=kind[:12])
    if not said.strip():
        raise Refused("reason_needed")
    check_written_out(said)
    correction_id, due_at = fresh_id(now), now + CORRECTIONS[kind]
    made = Correction.objects.create(
        id=correction_id,
        application=application,
        kind=kind,
        said=Sealer(Correction, now).seal("said", correction_id, said.strip()[:500]),
        asked_at=now,
        due_at=due_at,
    )
    waiting = Correction.objects.filter(answer="").count()
    make_calls([Call(city_unit().id, CORRECTION, {"people": waiting}, "topic", due_at)], now=now)
    return made


@operation(
    "verification.answer_correction", subject="correction_id", records=("answer", "reason"), words=("reason",)
)
def answer_correction(
    actor: Actor, *, correction_id: UUID, answer: str, reason: str, now: datetime
) -> Correction:
    """The clerks have put it right (un-merged, decided the pair anew, corrected the row), or say why not."""
    actor.must_cover(city_unit().path)
    if answer not in ANSWERS:
        raise Refused("unknown_answer", answer=answer[:12])
    if not reason.strip():
        raise Refused("reason_needed")
    found = Correction.objects.select_for_update().filter(id=correction_id).first()
    if found is None:
        raise Missing("correction")
    if found.answer:
        raise Stale("correction_is_answered")
    found.answer, found.reason = answer, reason.strip()[:200]
    found.answered_at, found.answered_by = now, actor.name
    found.save(update_fields=["answer", "reason", "answered_at", "answered_by"])
    return found
