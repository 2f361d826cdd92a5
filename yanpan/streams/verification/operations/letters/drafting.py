"""Writing a letter: from the records and rows of its persons, and what the drafter says beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime
from uuid import UUID

from yanpan.base.documents.keeping import Draft, correct, draft, redraft
from yanpan.base.documents.models import Document
from yanpan.base.documents.reading import says
from yanpan.base.events.queries import event_view
from yanpan.base.gate import Actor, operation
from yanpan.base.places.codes import CityName, list_cities
from yanpan.base.places.queries import UnitView, city_unit, get_unit, view_unit
from yanpan.base.vault.masks import carries_identifier, check_written_out
from yanpan.base.vault.randomness import fresh_id
from yanpan.kernel.errors import Missing, Refused, Stale
from yanpan.streams.verification.models import Letter, LetterPerson, VerificationTask
from yanpan.streams.verification.operations.letters.finding import letter_to_change
from yanpan.streams.verification.queries.letters.outside import (
    ToWrite,
    describe,
    known_kind,
    people_outside,
)
from yanpan.streams.verification.rules import CO_INVESTIGATION
from yanpan.streams.verification.rules.letters import (
    LetterText,
    Purpose,
    Told,
    format_of,
    letter_problems,
    letter_text,
)

KIND = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the drafter says of one person. name and id_number count only where the record lacks them."""

    kind: str = ""
    last_contact: str = ""
    last_place: str = ""
    travel: str = ""
    name: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the drafter says of the whole letter. about: by task; hours: 0 = as the format of the province has it.

    case_number: the number of the case, never a name; their_phone: the other city's duty telephone.
    """

    place: str
    window: str
    case_number: str = ""
    asked: Sequence[str] = ()
    hours: int = 0
    urgency: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    their_phone: str = ""
    about: Mapping[UUID, About] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """All free text beside the persons."""
        return (self.place, self.window, self.case_number, *self.asked)


@operation("verification.draft_letter", subject="city", records=("task_ids",))
def draft_letter(actor: Actor, *, city: str, task_ids: list[UUID], facts: Facts, now: datetime) -> Letter:
    """One letter to one city on one person, or on several in an annexed sheet. Returns it as a draft to be checked.

    Raises Missing('task') for somebody not to be written about, Refused('unknown_city_of_letter'),
    Refused('letter_out_incomplete', problems=…) with all that is wrong, 'masked_value_written_back'.
    """
    force = get_unit(CO_INVESTIGATION)
    actor.must_cover(force.path)
    tasks = _locked(actor, task_ids)
    event = event_view(tasks[0].event_id)
    people = describe(tasks, now)
    text = _text(people, city_with_code(city), facts, force)
    body = city_unit()
    document = draft(body.id, KIND, _draft(text, facts), by=actor.name, drill=event.drill, now=now)
    return _keep(
        Letter(id=fresh_id(now), event_id=event.id, unit_id=force.id, document=document), text, facts, now
    )


def _locked(actor: Actor, task_ids: list[UUID]) -> list[VerificationTask]:
    """Locked first, so that two drafters never write about the same person at once."""
    ids = set(task_ids)
    list(VerificationTask.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))
    tasks = list(people_outside(actor).filter(id__in=ids).select_related("person").order_by("find_by", "id"))
    if not ids or len(tasks) != len(ids) or len({task.event_id for task in tasks}) > 1:
        raise Missing("task")
    return tasks


def city_with_code(code: str) -> CityName:
    """Another city of the country. Refused('unknown_city_of_letter')."""
    found = next((city for city in list_cities() if city.code == code), None)
    if found is None or code == city_unit().key:
        raise Refused("unknown_city_of_letter")
    return found


def _text(people: Sequence[ToWrite], city: CityName, facts: Facts, force: UnitView) -> LetterText:
    wanted = format_of(city.code)
    refers_to = next((one.refers_to for one in people if one.refers_to), "")
    text = LetterText(
        purpose=(Purpose.ONWARD if refers_to else Purpose.ASK).value,
        format=wanted.key,
        city=city.code,
        city_name=city.name,
        province=city.province,
        case_number=facts.case_number.strip(),
        place=facts.place.strip(),
        window=facts.window.strip(),
        asked=tuple(line.strip() for line in facts.asked if line.strip()) or wanted.asked,
        hours=facts.hours or wanted.answer_hours(one.urgency for one in people),
        contact_name=facts.contact_name.strip() or force.on_duty or force.name,
        contact_phone=facts.contact_phone.strip() or force.phone,
        refers_to=refers_to,
        persons=tuple(_told(one, facts.about.get(UUID(one.told.task), About())) for one in people),
    )
    return _checked(text, facts)


def _told(one: ToWrite, about: About) -> Told:
    given = {name: said for name in one.lacks if (said := getattr(about, name).strip())}
    said = {
        name: text
        for name in ("last_contact", "last_place", "travel")
        if (text := getattr(about, name).strip()[:120])
    }
    kind = known_kind(about.kind) if about.kind else one.told.kind
    return replace(one.told, kind=kind, **said, **given)


def _checked(text: LetterText, facts: Facts) -> LetterText:
    """Masks never go out as values; who is meant stands in the persons' part and nowhere else."""
    check_written_out(*facts.words, facts.contact_name, facts.contact_phone, facts.their_phone)
    check_written_out(*(value for told in text.persons for value in astuple(told)))
    if any(carries_identifier(value) for value in facts.words):
        raise Refused("identifier_in_free_text", field="place")
    if problems := letter_problems(text):
        raise Refused("letter_out_incomplete", problems=",".join(problems))
    return text


def _draft(text: LetterText, facts: Facts) -> Draft:
    title = format_of(text.city).word(f"titles.{text.purpose}")
    return Draft(title=title, text=text.plain(), urgency=facts.urgency)


def _keep(letter: Letter, text: LetterText, facts: Facts, now: datetime) -> Letter:
    """The letter's own line, and one line for each person in the order of the text."""
    letter.purpose, letter.format, letter.hours = text.purpose, text.format, text.hours
    letter.city, letter.city_name = text.city, text.city_name
    letter.their_phone = facts.their_phone.strip()[:30] or _known_phone(letter)
    letter.person_count = len(text.persons)
    letter.save()
    letter.persons.all().delete()
    LetterPerson.objects.bulk_create(
        LetterPerson(id=fresh_id(now), letter=letter, task_id=UUID(told.task), number=number)
        for number, told in enumerate(text.persons, start=1)
    )
    return letter


def _known_phone(letter: Letter) -> str:
    """The duty telephone of that city as the last letter to it had it."""
    known = Letter.objects.filter(city=letter.city).exclude(their_phone="").exclude(id=letter.id)
    return known.order_by("-document__drafted_at").values_list("their_phone", flat=True).first() or ""


@operation("verification.redraft_letter", subject="letter_id", records=("version", "city", "task_ids"))
def redraft_letter(
    actor: Actor,
    *,
    letter_id: UUID,
    version: int,
    city: str,
    task_ids: list[UUID],
    facts: Facts,
    now: datetime,
) -> Letter:
    """Write a draft anew, with the same persons or fewer; a check made before is void with it.

    Raises Stale once it is signed or somebody else changed it; else as `draft_letter`.
    """
    letter, document = letter_to_change(actor, letter_id, version)
    text = _text_again(document, letter, city, task_ids, facts)
    redraft(document, _draft(text, facts), by=actor.name, now=now)
    return _keep(letter, text, facts, now)


@operation("verification.correct_letter", subject="letter_id", records=("version", "city", "task_ids"))
def correct_letter(
    actor: Actor,
    *,
    letter_id: UUID,
    version: int,
    city: str,
    task_ids: list[UUID],
    facts: Facts,
    now: datetime,
) -> Letter:
    """更正: a new draft that takes the letter's place once it is signed; the old number names the new one.

    With fewer persons where some were found here meanwhile. Raises as `redraft_letter`.
    """
    letter, document = letter_to_change(actor, letter_id, version)
    if letter.purpose == Purpose.WITHDRAW:
        raise Stale("document_moved_on", state=document.state)
    text = _text_again(document, letter, city, task_ids, facts)
    made = correct(document, _draft(text, facts), by=actor.name, now=now)
    new = Letter(
        id=fresh_id(now), event_id=letter.event_id, unit_id=letter.unit_id, document=made, follows=letter
    )
    return _keep(new, text, facts, now)


def _text_again(
    document: Document, letter: Letter, code: str, task_ids: list[UUID], facts: Facts
) -> LetterText:
    """The text with what the drafter says now; the identity of each person stays as it was written."""
    before = letter_text(says(document))
    kept = [one for one in before.persons if UUID(one.task) in set(task_ids)]
    if not kept or len(kept) != len(set(task_ids)):
        raise Missing("task")
    city = city_with_code(code)
    wanted = format_of(city.code)
    force = view_unit(letter.unit)
    text = replace(
        before,
        format=wanted.key,
        city=city.code,
        city_name=city.name,
        province=city.province,
        case_number=facts.case_number.strip(),
        place=facts.place.strip(),
        window=facts.window.strip(),
        asked=tuple(line.strip() for line in facts.asked if line.strip()) or wanted.asked,
        hours=facts.hours or before.hours,
        contact_name=facts.contact_name.strip() or before.contact_name or force.name,
        contact_phone=facts.contact_phone.strip() or before.contact_phone,
        persons=tuple(_told_again(one, facts.about.get(UUID(one.task))) for one in kept),
    )
    return _checked(text, facts)


def _told_again(told: Told, about: About | None) -> Told:
    if about is None:
        return told
    return replace(
        told,
        kind=known_kind(about.kind) if about.kind else told.kind,
        last_contact=about.last_contact.strip()[:120],
        last_place=about.last_place.strip()[:120],
        travel=about.travel.strip()[:120],
        name=told.name or about.name.strip(),
        id_number=told.id_number or about.id_number.strip(),
    )
