"""The headquarters' brief and items."""

from datetime import timedelta
from uuid import UUID

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.base import ON
from tests.world import COUNTY, NOW, TOWNSHIP, actor_with, make_people_sought, unit
from yanpan.base.documents.attachments import CleanFile, keep_attachment
from yanpan.base.documents.models import Document
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import Item, ItemFile, ItemStep, LinkNote, Meeting
from yanpan.hq.operations import Decision, check_sheets, draft_sheets, sign_sheets
from yanpan.hq.operations.minutes import draft_minutes
from yanpan.hq.operations.office_papers import check_document, sign_document

READS_CUT_OFFS = ("indicators.get_cut_off",)
DONE = ("reported", "struck_off")
LATER = NOW + timedelta(hours=4)
SAID = Decision(matter="村口值守补人", demand="双人双岗，照片为证", helpers=())


def _cut_off(count: int = 1) -> CutOff:
    tasks = make_people_sought(count, at=TOWNSHIP)
    fixing = actor_with("indicators.fix_cut_off")
    return fix_cut_off(
        fixing, event_id=tasks[0].event_id, unit_key=COUNTY, name="17:30", on=ON, reason="", now=NOW
    )


def _items(count: int, state: str) -> list[Item]:
    cut_off = _cut_off()
    return Item.objects.bulk_create(
        Item(
            id=fresh_id(NOW),
            event_id=cut_off.event_id,
            unit=unit(COUNTY),
            cut_off=cut_off,
            owner=unit(TOWNSHIP),
            code=f"drill_{one}",
            severity=2,
            due_at=NOW + timedelta(hours=4),
            state=state,
            proposed_at=NOW,
            evidence="照片" if state in DONE else "",
            reported_by="owner" if state in DONE else "",
            struck_off_by="supervisor" if state == "struck_off" else "",
        )
        for one in range(count)
    )


def _item(state: str) -> UUID:
    return _items(1, state)[0].id


@case("hq.get_brief", also=READS_CUT_OFFS, grows=True)
def _get_brief(count: int) -> Arguments:
    return {"cut_off_id": _cut_off(count).id}


@case("hq.get_desk", grows=True)
def _get_desk(count: int) -> Arguments:
    tasks = make_people_sought(count, at=TOWNSHIP)
    return {"event_id": tasks[0].event_id, "unit_path": unit(COUNTY).path}


@case("hq.propose_items", also=READS_CUT_OFFS)
def _propose_items(count: int) -> Arguments:
    return {"cut_off_id": _cut_off().id}


@case("hq.list_items", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_items(count: int) -> Arguments:
    return {"event_id": _items(count, "proposed")[0].event_id}


@case("hq.dispatch_item")
def _dispatch_item(count: int) -> Arguments:
    return {"item_id": _item("proposed"), "demand": "今晚清零", "due_at": NOW + timedelta(hours=4)}


@case("hq.withdraw_item")
def _withdraw_item(count: int) -> Arguments:
    return {"item_id": _item("proposed"), "reason": "会上不采纳"}


@case("hq.report_item_done")
def _report_item_done(count: int) -> Arguments:
    return {"item_id": _item("in_work"), "evidence": "照片三张"}


@case("hq.strike_off_item")
def _strike_off_item(count: int) -> Arguments:
    return {"item_id": _item("reported"), "accepted": True}


@case("hq.get_item")
def _get_item(count: int) -> Arguments:
    return {"item_id": _item("in_work")}


@case("hq.open_item_file")
def _open_item_file(count: int) -> Arguments:
    item = Item.objects.get(id=_item("in_work"))
    step = ItemStep.objects.create(
        id=fresh_id(NOW), item=item, number=1, step="progress", note=b"", at=NOW, by="-"
    )
    kept = keep_attachment(item.owner_id, CleanFile("image/jpeg", b"\xff\xd8\xff"), by="owner", now=NOW)
    return {"file_id": ItemFile.objects.create(id=fresh_id(NOW), step=step, kept=kept).id}


@case("hq.decide_item")
def _decide_item(count: int) -> Arguments:
    event = _cut_off().event_id
    return {"event_id": event, "unit_key": COUNTY, "owner_key": TOWNSHIP, "due_at": LATER, "decided": SAID}


@case("hq.rewrite_item")
def _rewrite_item(count: int) -> Arguments:
    item_id = _item("proposed")
    return {"item_id": item_id, "version": 1, "owner_key": TOWNSHIP, "due_at": LATER, "decided": SAID}


@case("hq.note_progress")
def _note_progress(count: int) -> Arguments:
    return {"item_id": _item("in_work"), "note": "已到村口"}


@case("hq.take_check")
def _take_check(count: int) -> Arguments:
    return {"item_id": _item("reported")}


@case("hq.reopen_item")
def _reopen_item(count: int) -> Arguments:
    return {"item_id": _item("struck_off"), "reason": "回访不实", "due_at": LATER}


@case("hq.escalate_item")
def _escalate_item(count: int) -> Arguments:
    return {"item_id": _item("in_work"), "reason": "逾期"}


@case("hq.escalate_late_items", elsewhere=Elsewhere.NOTHING)
def _escalate_late_items(count: int) -> Arguments:
    Item.objects.filter(id=_item("in_work")).update(due_at=NOW - timedelta(hours=1))
    return {}


def _sheet(state: str) -> UUID:
    """An item with its sheet drafted by another than the one who asks."""
    item_id = _item("proposed")
    Item.objects.filter(id=item_id).update(demand="双岗")
    steps = {"drafted": draft_sheets, "checked": check_sheets, "signed": sign_sheets}
    for name, step in steps.items():
        step(_named(name, step), item_ids=[item_id], now=NOW)
        if name == state:
            break
    return item_id


def _named(name: str, step: object) -> Actor:
    actor = actor_with(f"hq.{step.__name__}", unit_key=COUNTY)  # type: ignore[attr-defined]
    return Actor(name=name, permissions=actor.permissions, units=actor.units)


@case("hq.list_sheets", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_sheets(count: int) -> Arguments:
    return {"event_id": _items(count, "proposed")[0].event_id}


@case("hq.get_sheet")
def _get_sheet(count: int) -> Arguments:
    return {"item_id": _sheet("drafted")}


@case("hq.draft_sheets")
def _draft_sheets(count: int) -> Arguments:
    return {"item_ids": [_item("proposed")]}


@case("hq.check_sheets")
def _check_sheets(count: int) -> Arguments:
    return {"item_ids": [_sheet("drafted")]}


@case("hq.sign_sheets")
def _sign_sheets(count: int) -> Arguments:
    return {"item_ids": [_sheet("checked")]}


@case("hq.issue_sheets")
def _issue_sheets(count: int) -> Arguments:
    return {"item_ids": [_sheet("signed")]}


@case("hq.send_back_sheet")
def _send_back_sheet(count: int) -> Arguments:
    return {"item_id": _sheet("drafted"), "reason": "验收标准不清"}


@case("hq.get_meeting", also=("hq.get_brief", *READS_CUT_OFFS), grows=True)
def _get_meeting(count: int) -> Arguments:
    return {"cut_off_id": _cut_off(count).id}


@case("hq.add_link", also=READS_CUT_OFFS)
def _add_link(count: int) -> Arguments:
    return {"cut_off_id": _cut_off().id, "unit_key": TOWNSHIP, "text": "夜间无人值守"}


@case("hq.contest_link", also=READS_CUT_OFFS)
def _contest_link(count: int) -> Arguments:
    about = {"unit_key": TOWNSHIP, "code": "figures_not_confirmed", "text": "已电话确认"}
    return {"cut_off_id": _cut_off().id, **about}


@case("hq.withdraw_link_note")
def _withdraw_link_note(count: int) -> Arguments:
    note = LinkNote.objects.create(
        id=fresh_id(NOW),
        cut_off=_cut_off(),
        unit=unit(TOWNSHIP),
        kind="own",
        text="夜间无人值守",
        at=NOW,
        by=f"somebody@{COUNTY}",
    )
    return {"note_id": note.id}


def _meeting() -> Meeting:
    event = _cut_off().event
    return Meeting.objects.create(
        id=fresh_id(NOW), event=event, unit=unit(COUNTY), at=LATER, chair="指挥长", opened_by="-"
    )


def _minutes(state: str = "drafted") -> Document:
    """Minutes of the county, drafted by another than the one who asks, and as far as this."""
    said: Arguments = {"meeting_id": _meeting().id, "version": 0, "progress": "", "demands": ""}
    paper = draft_minutes(_named("drafter", draft_minutes), now=NOW, **said).minutes
    assert paper is not None
    for name, step in (("checked", check_document), ("signed", sign_document)):
        if paper.state == state:
            break
        paper = step(_named(name, step), document_id=paper.id, version=paper.version, now=NOW)
    return paper


def _paper(state: str, **more: object) -> Arguments:
    paper = _minutes(state)
    return {"document_id": paper.id, "version": paper.version, **more}


@case("hq.get_minutes")
def _get_minutes(count: int) -> Arguments:
    return {"meeting_id": Meeting.objects.get(minutes=_minutes()).id}


@case("hq.draft_minutes")
def _draft_minutes(count: int) -> Arguments:
    return {"meeting_id": _meeting().id, "version": 0, "progress": "首轮排查完成。", "demands": ""}
