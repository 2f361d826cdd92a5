"""Comments: said by who sees the thing, sealed, addressed with a call, withdrawn with a trace."""

from uuid import UUID

import pytest

from tests.house.cases.hq import _item
from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, TOWNSHIP, make_actor
from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor
from yanpan.base.notices.comments import (
    CommentView,
    add_comment,
    list_addressed,
    list_comments,
    note_comment,
    withdraw_comment,
)
from yanpan.base.notices.models import Comment, Notice
from yanpan.base.vault.fields import DataClass
from yanpan.hq.models import Item
from yanpan.kernel.errors import Missing, NotPermitted, Refused, Stale

pytestmark = pytest.mark.django_db
KIND = "hq.item"


def _desk(role: str = "county_liaison", at: str = COUNTY) -> Actor:
    return make_actor(role, at)


def _say(about: UUID, said: str = "请补照片", *, by: Actor | None = None, to: str = "") -> Comment:
    speaker = by or _desk()
    return add_comment(speaker, kind=KIND, about=about, said=said, to_unit_key=to, now=NOW)


def _read(about: UUID, actor: Actor) -> list[CommentView]:
    return list(list_comments(actor, kind=KIND, about=about, now=NOW).comments)


def _on_the_call_list() -> list[tuple[str, object]]:
    found = Notice.objects.filter(matter="comment", answered_at=None).select_related("unit")
    return [(one.unit.key, one.facts["comments"]) for one in found]


def test_a_comment_is_read_by_all_who_see_the_thing_with_the_name_of_the_office() -> None:
    item = _item("in_work")
    _say(item)
    for reader in (_desk(), _desk("township_clerk", TOWNSHIP), _desk("duty_officer", CITY)):
        [one] = _read(item, reader)
        assert (one.said, one.unit, one.at) == ("请补照片", Comment.objects.get().unit.name, NOW)


def test_it_lies_sealed_and_the_audit_does_not_repeat_it() -> None:
    item = _item("in_work")
    comment = _say(item, "王家还缺药")
    assert Comment._meta.get_field("said").data_class == DataClass.MOVEMENT
    assert "王家".encode() not in bytes(Comment.objects.get().said)
    line = AuditLine.objects.get(verb="notices.add_comment")
    assert "王家" not in str(line.details) and line.details["result"] == str(comment.id)


def test_nobody_elsewhere_speaks_or_reads() -> None:
    item = _item("in_work")
    for act in (lambda one: _say(item, by=one), lambda one: _read(item, one)):
        with pytest.raises(Missing):
            act(_desk(at=OTHER_COUNTY))


def test_who_may_not_open_the_thing_does_not_speak_of_it() -> None:
    with pytest.raises(NotPermitted):
        _say(_item("in_work"), by=_desk("unit_leader", TOWNSHIP))


def test_a_thing_nobody_registered_does_not_exist() -> None:
    with pytest.raises(Missing):
        add_comment(_desk(), kind="hq.nothing", about=_item("in_work"), said="看", now=NOW)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("  ", "comment_needed"),
        ("长" * 501, "comment_too_long"),
        ("电话13800001111", "identifier_in_free_text"),
        ("张**已到", "masked_value_written_back"),
    ],
)
def test_nothing_too_long_and_no_number_of_a_person(said: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        _say(_item("in_work"), said)
    assert not Comment.objects.exists()


def test_an_addressed_unit_stands_on_the_call_list_until_it_has_seen_the_last_one() -> None:
    item = _item("in_work")
    first, second = (_say(item, f"第{one}条", to=TOWNSHIP) for one in (1, 2))
    assert _on_the_call_list() == [(TOWNSHIP, 2)]
    clerk = _desk("township_clerk", TOWNSHIP)
    note_comment(clerk, comment_id=first.id, now=NOW)
    assert _on_the_call_list() == [(TOWNSHIP, 1)]
    note_comment(clerk, comment_id=second.id, now=NOW)
    assert _on_the_call_list() == []
    assert [one.seen_by for one in _read(item, _desk())] == [clerk.name, clerk.name]
    with pytest.raises(Stale):
        note_comment(clerk, comment_id=second.id, now=NOW)


def test_only_units_that_see_the_thing_can_be_addressed() -> None:
    item = _item("in_work")
    keys = {one.key for one in list_comments(_desk(), kind=KIND, about=item, now=NOW).addressees}
    assert keys == {CITY, COUNTY, TOWNSHIP}
    with pytest.raises(Missing):
        _say(item, to=OTHER_COUNTY)


def test_the_addressed_unit_finds_it_among_its_own_and_others_do_not() -> None:
    comment = _say(_item("in_work"), to=TOWNSHIP)
    [mine] = list_addressed(_desk("township_clerk", TOWNSHIP), now=NOW)
    assert mine.id == comment.id
    assert list_addressed(_desk(at=COUNTY), now=NOW) == []
    with pytest.raises(Missing):
        note_comment(_desk(at=COUNTY), comment_id=comment.id, now=NOW)


def test_withdrawn_its_words_are_gone_from_the_page_and_its_trace_is_not() -> None:
    item = _item("in_work")
    speaker = _desk()
    comment = _say(item, "写错了", by=speaker, to=TOWNSHIP)
    withdraw_comment(speaker, comment_id=comment.id, reason="说的是另一项", now=NOW)
    [one] = _read(item, _desk("duty_officer", CITY))
    assert (one.said, one.withdrawn_at, one.withdrawn_reason, one.by) == (
        "",
        NOW,
        "说的是另一项",
        speaker.name,
    )
    assert _on_the_call_list() == []
    assert list_addressed(_desk("township_clerk", TOWNSHIP), now=NOW) == []
    with pytest.raises(Stale):
        withdraw_comment(speaker, comment_id=comment.id, reason="再撤", now=NOW)


def test_nobody_withdraws_what_another_said() -> None:
    comment = _say(_item("in_work"))
    with pytest.raises(Missing):
        withdraw_comment(_desk("duty_chief", CITY), comment_id=comment.id, reason="不妥", now=NOW)
    with pytest.raises(Refused, match="reason_needed"):
        withdraw_comment(_desk(), comment_id=comment.id, reason=" ", now=NOW)


def test_a_comment_belongs_to_the_event_of_its_thing_and_ends_with_it() -> None:
    item = _item("in_work")
    comment = _say(item)
    assert comment.event_id == Item.objects.get(id=item).event_id
