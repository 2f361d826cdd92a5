"""Papers from above, registered by a county and answered by it or by a township."""

from datetime import timedelta

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.hq_duty_log import event
from tests.world import CITY, COUNTY, NOW, TOWNSHIP, actor_with, unit
from yanpan.base.documents.attachments import CleanFile
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import IncomingPaper, Item
from yanpan.hq.operations.papers import register_paper

PICTURE = CleanFile("image/jpeg", b"\xff\xd8\xff picture")


def papers(count: int = 1) -> list[IncomingPaper]:
    event()
    clerk = actor_with("hq.register_paper", unit_key=COUNTY)
    return [
        register_paper(
            clerk,
            unit_key=COUNTY,
            kind="paper",
            number=f"漯疫防指办〔2021〕{one + 1}号",
            source="市指挥部办公室",
            title="关于做好核查工作的通知",
            received_at=NOW,
            due_at=NOW + timedelta(hours=4),
            owner_key=TOWNSHIP,
            scan=PICTURE,
            now=NOW,
        )
        for one in range(count)
    ]


@case("hq.register_paper")
def _register(count: int) -> Arguments:
    event()
    return {
        "unit_key": COUNTY,
        "kind": "instruction",
        "number": "8月5日批示",
        "source": "市长",
        "title": "请召陵区今晚清零",
        "received_at": NOW,
    }


def _step(**given: object) -> Arguments:
    return {"paper_id": papers()[0].id, "version": 1, **given}


@case("hq.answer_paper")
def _answer(count: int) -> Arguments:
    return _step(number="召疫防指〔2021〕3号")


@case("hq.void_paper")
def _void(count: int) -> Arguments:
    return _step(reason="重复登记")


@case("hq.link_paper_to_item")
def _link(count: int) -> Arguments:
    item = Item.objects.create(
        id=fresh_id(NOW),
        event=event(),
        unit=unit(COUNTY),
        owner=unit(TOWNSHIP),
        matter="核实",
        severity=2,
        due_at=NOW + timedelta(hours=4),
        proposed_at=NOW,
    )
    return _step(item_id=item.id)


@case("hq.list_papers", elsewhere=Elsewhere.NOTHING, grows=True)
def _list(count: int) -> Arguments:
    papers(count)
    return {"event_id": event().id}


@case("hq.get_paper_scan")
def _scan(count: int) -> Arguments:
    return {"paper_id": papers()[0].id}


@case("hq.ring_about_papers", at=CITY, elsewhere=Elsewhere.NOTHING)
def _ring(count: int) -> Arguments:
    papers()
    IncomingPaper.objects.update(due_at=NOW - timedelta(minutes=1))
    return {}
