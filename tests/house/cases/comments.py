"""Comments on what one may open."""

from uuid import UUID

from tests.house.case import Arguments, Elsewhere, case
from tests.house.cases.hq import _item
from tests.world import NOW, TOWNSHIP, actor_with
from yanpan.base.notices.comments import add_comment
from yanpan.base.notices.models import Comment
from yanpan.hq.models import Item

OPENS = ("hq.get_item",)


def _comments(count: int, to: str = "") -> list[Comment]:
    item = _item("in_work")
    speaker = actor_with("notices.add_comment", *OPENS, unit_key=TOWNSHIP)
    return [
        add_comment(speaker, kind="hq.item", about=item, said=f"第{one}次核实", to_unit_key=to, now=NOW)
        for one in range(count)
    ]


def _about() -> UUID:
    return Item.objects.values_list("id", flat=True).get()


@case("notices.list_comments", also=OPENS, grows=True)
def _list_comments(count: int) -> Arguments:
    _comments(count)
    return {"kind": "hq.item", "about": _about()}


@case("notices.list_addressed", at=TOWNSHIP, also=OPENS, elsewhere=Elsewhere.NOTHING, grows=True)
def _list_addressed(count: int) -> Arguments:
    _comments(count, to=TOWNSHIP)
    return {}


@case("notices.add_comment", also=OPENS)
def _add_comment(count: int) -> Arguments:
    return {"kind": "hq.item", "about": _item("in_work"), "said": "请补照片", "to_unit_key": TOWNSHIP}


@case("notices.note_comment", at=TOWNSHIP)
def _note_comment(count: int) -> Arguments:
    return {"comment_id": _comments(1, to=TOWNSHIP)[0].id}


@case("notices.withdraw_comment", at=TOWNSHIP)
def _withdraw_comment(count: int) -> Arguments:
    return {"comment_id": _comments(1)[0].id, "reason": "写错了对象"}
