"""The papers of the drill's offices: letters typed from a fax, letters to other cities, the province's own sheet."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.places.queries import city_unit, get_unit
from yanpan.demo.cast import city_actor, office_actor
from yanpan.demo.synthetic.eve import EVE_NUMBER, EVE_SENDER, EVE_SUBJECT, FAX_SUBJECT, Named, faxed_page
from yanpan.demo.synthetic.list_files import DrillFile
from yanpan.kernel.errors import Refused
from yanpan.shell.attachments import clean
from yanpan.streams.verification.exchange import person_rows, read_list
from yanpan.streams.verification.models import Letter as OutLetter
from yanpan.streams.verification.models import ListBatch
from yanpan.streams.verification.operations import (
    Letter,
    LetterPerson,
    check_reply,
    draft_reply,
    mark_reply_sent,
    plan_reply,
    type_letter,
)
from yanpan.streams.verification.operations.letters import (
    Facts,
    check_letter,
    draft_letter,
    issue_letter,
    sign_letter,
)
from yanpan.streams.verification.queries import get_reply_plan
from yanpan.streams.verification.queries.letters import list_people_outside
from yanpan.streams.verification.rules import CO_INVESTIGATION

MINUTE = timedelta(minutes=1)
ZHENGZHOU = "410100"
MOST_LETTERS = 3


def type_eve_letter(persons: tuple[Named, ...], now: datetime) -> UUID:
    """Twelve persons by fax, the day before."""
    letter = Letter(EVE_SENDER, EVE_SUBJECT, EVE_NUMBER, "same_place", "许昌市某商场", date(2021, 8, 1))
    page = faxed_page(("演练　传真件", EVE_NUMBER, "关于协助查找有关人员的函", f"名单共{len(persons)}人"))
    typed = [LetterPerson(one.name, one.sex, one.id_number, one.phone, one.address) for one in persons]
    return _type(letter, typed, page, now)


def type_fax(file: DrillFile, now: datetime) -> UUID:
    """Two names from Yangzhou without telephones; the number follows."""
    lines = {one.row for one in file.truth}
    rows = person_rows(read_list(file.content, file.file_name), {})
    fields = [row.fields for row in rows if row.number in lines]
    typed = [
        LetterPerson(
            one.get("name", ""),
            one.get("sex", "")[:1],
            one.get("id_number", ""),
            one.get("phone", ""),
            one.get("address", "") or one.get("household_address", ""),
        )
        for one in fields
    ]
    letter = Letter("扬州市", FAX_SUBJECT, "", "contact", "扬州市某棋牌室", date(2021, 7, 30))
    page = faxed_page(
        ("演练　传真件", "扬州市疫情防控指挥部", "密切接触者协查，编号后补", f"名单共{len(typed)}人")
    )
    return _type(letter, typed, page, now)


def _type(letter: Letter, persons: list[LetterPerson], page: bytes, now: datetime) -> UUID:
    return type_letter(
        city_actor("duty_officer"),
        unit_key=city_unit().key,
        letter=letter,
        persons=persons,
        scan=clean(page, "传真.png"),
        as_written=True,
        now=now,
    ).id


def write_letters(now: datetime) -> int:
    """The force writes to the cities its people went to; three others check, sign and send within half an hour."""
    force = office_actor(get_unit(CO_INVESTIGATION))
    outside = list_people_outside(force, event_id=current_event().id, page=1, now=now)
    by_city: dict[str, list[UUID]] = {}
    for one in outside:
        by_city.setdefault(one.city or ZHENGZHOU, []).append(one.id)
    drafted = [
        _drafted(force, city, people[:8], now) for city, people in sorted(by_city.items())[:MOST_LETTERS]
    ]
    for letter in drafted:
        if letter is not None:
            _send(letter, now)
    return len(by_city)


def _drafted(force: Actor, city: str, people: list[UUID], now: datetime) -> OutLetter | None:
    """Without those whose record lacks what a letter must say: the force asks for it first."""
    while people:
        try:
            return draft_letter(force, city=city, task_ids=people, facts=_facts(), now=now)
        except Refused as refused:
            wrong = {int(number) for number in re.findall(r"(\d+):", str(refused.facts.get("problems", "")))}
            if not wrong:
                raise
            people = [one for line, one in enumerate(people, start=1) if line not in wrong]
    return None


def _facts() -> Facts:
    return Facts(
        place="郑州市第六人民医院及周边",
        window="2021年7月16日至31日",
        case_number="演练2021-0731",
        contact_name="区域协查专班",
        contact_phone="0395-0000000",
    )


def _send(letter: OutLetter, now: datetime) -> None:
    """Checked, signed and sent by three people, eight minutes each."""
    pause = 8 * MINUTE
    check_letter(city_actor("epidemiologist"), now=now + pause, **_as_it_is(letter))
    sign_letter(city_actor("duty_chief"), now=now + 2 * pause, **_as_it_is(letter))
    issue_letter(city_actor("duty_officer"), channel="platform", now=now + 3 * pause, **_as_it_is(letter))


def _as_it_is(letter: OutLetter) -> dict[str, Any]:
    found = OutLetter.objects.select_related("document").get(id=letter.id)
    return {"letter_id": found.id, "version": found.document.version}


def reply_in_their_sheet(batch: ListBatch, kind: str, now: datetime) -> UUID:
    """The sender's own sheet goes back filled: a clerk reports, another checks, the duty officer sends."""
    clerk, checker = city_actor("list_clerk"), city_actor("list_clerk", 1)
    plan = get_reply_plan(clerk, batch_id=batch.id, now=now)
    if plan.plan_version == 0:
        sheets = [
            {
                "sheet": sheet.sheet,
                "columns": [
                    {"index": one.index, "title": one.title, "answer": one.answer}
                    for one in sheet.columns
                    if one.answer
                ],
                "new": list(sheet.new),
            }
            for sheet in plan.sheets
        ]
        plan_reply(clerk, batch_id=batch.id, sheets=sheets, level=plan.level, version=0, now=now)
    reply = draft_reply(
        clerk, batch_id=batch.id, kind=kind, reason="", says_in_hand=True, now=now + 2 * MINUTE
    )
    checked = check_reply(checker, reply_id=reply.id, version=reply.version, now=now + 9 * MINUTE)
    mark_reply_sent(
        city_actor("duty_officer"),
        reply_id=reply.id,
        version=checked.version,
        channel="platform",
        note="",
        now=now + 12 * MINUTE,
    )
    return reply.id
