"""Machines of the tests: tokens, a client that sends like one, a day with something of everything in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client

import yanpan.config.urls  # noqa: F401  (what the pages use is registered as a right)
from tests.world import CITY, COUNTY, NOW, TOWNSHIP, actor_with, make_event
from yanpan.base.accounts.operations import issue_token
from yanpan.base.gate import every_right
from yanpan.base.gate.clock import current_time
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.base.jobs.running import run
from yanpan.base.notices.models import Notice
from yanpan.base.notices.operations import Call, make_calls
from yanpan.base.places.models import Unit
from yanpan.base.tasks.models import Handover
from yanpan.base.tasks.operations import acknowledge_handovers
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListBatch, Topic, VerificationTask
from yanpan.streams.verification.operations import confirm_mapping, hand_down, open_topic, receive_list

API = "/api/v1"
JSON = "application/json"
LIST = (
    "序号,姓名,身份证号码,联系电话,住址,旅居史\n"
    "1,演练甲,411104199001010017,13800000001,漯河市召陵区姬石镇,8月3日到过郑州六院\n"
    "2,演练乙,411104198502020029,13800000002,漯河市召陵区姬石镇,8月3日到过郑州六院\n"
    "3,演练丙,411122197703030038,13800000003,漯河市临颍县繁城回族镇,8月2日到过郑州六院\n"
)
PERSONAL = ("演练甲", "演练乙", "演练丙", "411104199001010017", "13800000001", "13800000002")


def make_token(*rights: str, unit_key: str = CITY, label: str = "machine") -> str:
    """A token in force for just these rights; without any named, for all there are."""
    now = current_time()
    _token, secret = issue_token(
        actor_with("accounts.issue_token"),
        label=label,
        unit_key=unit_key,
        rights=sorted(rights or every_right()),
        expires_at=now + timedelta(days=1),
        now=now,
    )
    return secret


@dataclass(frozen=True)
class Machine:
    """Sends with a token. `body` is JSON by default; bytes go as they are."""

    token: str = ""

    def _headers(self, extra: dict[str, str] | None) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return headers | (extra or {})

    def get(self, path: str, **query: Any) -> Any:
        return self._client().get(API + path, query, headers=self._headers(None))

    def post(
        self, path: str, body: Any = None, *, kind: str = JSON, headers: dict[str, str] | None = None
    ) -> Any:
        client, sent = self._client(), self._headers(headers)
        if body is None:
            return client.generic("POST", API + path, headers=sent)
        return client.post(API + path, data=body, content_type=kind, headers=sent)

    def post_form(self, path: str, fields: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
        return self._client().post(API + path, fields, headers=self._headers(headers))

    def _client(self) -> Client:
        return Client(raise_request_exception=False)


@dataclass(frozen=True)
class Day:
    """Ids of one of everything: a proposed list, one taken in, a task of the township, and so on."""

    event: UUID
    proposed: UUID
    taken_in: UUID
    task: UUID
    task_version: int
    handover: UUID
    receiver: str
    job: UUID
    waiting_job: UUID
    call: UUID
    cut_off: UUID


def _received(content: str, name: str) -> ListBatch:
    read = read_list(content.encode(), name)
    _topic_open()
    return receive_list(
        actor_with("verification.receive_list"),
        read=read,
        unit_key=CITY,
        source="province",
        sender="省指挥部",
        topic="六院",
        place="郑州六院",
        window_from=date(2021, 8, 1),
        window_to=date(2021, 8, 4),
        now=NOW,
    )


def _topic_open() -> None:
    """The topic the list names."""
    if not Topic.objects.exists():
        open_topic(
            actor_with("verification.open_topic"),
            title="六院",
            place="郑州六院",
            window_from=date(2021, 8, 1),
            window_to=date(2021, 8, 4),
            find_hours=12,
            priority=1,
            now=NOW,
        )


def _taken_in() -> ListBatch:
    batch = _received(LIST, "名单.csv")
    batch = confirm_mapping(
        actor_with("verification.confirm_mapping"),
        batch_id=batch.id,
        mapping={},
        version=batch.version,
        now=NOW,
    )
    assert batch.job is not None
    run(batch.job)
    return ListBatch.objects.get(id=batch.id)


def _signed_for(unit_key: str) -> None:
    found = Handover.objects.filter(receiver__key=unit_key, acknowledged_at=None)
    ids = list(found.values_list("id", flat=True))
    acknowledge_handovers(
        actor_with("tasks.acknowledge_handovers", unit_key=unit_key), handover_ids=ids, now=NOW
    )


def make_day() -> Day:
    """A list taken in and handed down to the township, one more proposed; a call, a job, a cut-off."""
    event = make_event()
    batch = _taken_in()
    clerk = actor_with("verification.hand_down")
    hand_down(clerk, unit_key=CITY, now=NOW)
    _signed_for(COUNTY)
    hand_down(clerk, unit_key=COUNTY, now=NOW)
    _signed_for(TOWNSHIP)
    task = VerificationTask.objects.filter(custody__key=TOWNSHIP).order_by("id")[0]
    waiting = Handover.objects.filter(acknowledged_at=None).order_by("id")[0]
    unit = Unit.objects.get(key=COUNTY)
    make_calls([Call(unit.pk, "verification_late", {"people": 2})], now=NOW)
    other = _received(LIST.replace("演练", "训练"), "另一份.csv")
    confirmed = confirm_mapping(
        actor_with("verification.confirm_mapping"),
        batch_id=_received(LIST.replace("演练", "试练"), "第三份.csv").id,
        mapping={},
        version=1,
        now=NOW,
    )
    assert batch.job is not None and confirmed.job is not None
    cut_off = fix_cut_off(
        actor_with("indicators.fix_cut_off"),
        event_id=event.id,
        unit_key=CITY,
        name="16:00",
        on=NOW.date(),
        reason="",
        now=NOW,
    )
    return Day(
        event=event.id,
        proposed=other.id,
        taken_in=batch.id,
        task=task.id,
        task_version=task.version,
        handover=waiting.id,
        receiver=waiting.receiver.key,
        job=batch.job,
        waiting_job=confirmed.job,
        call=Notice.objects.get(channel="call").id,
        cut_off=cut_off.id,
    )
