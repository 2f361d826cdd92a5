"""The simulated offices of the city: officer, clerks, epidemiologist and chief until the user comes."""

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

from yanpan.base.events.queries import current_event
from yanpan.base.gate import Actor
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import confirm_figures, fix_cut_off
from yanpan.base.jobs.models import Job
from yanpan.base.places.queries import city_unit, get_unit, list_units
from yanpan.base.tasks.operations import escalate_late, open_handovers
from yanpan.demo.behaviour import REFUSING_COUNTY, RIGHT_COUNTY
from yanpan.demo.cast import city_actor, county_actor, office_actor
from yanpan.demo.lines.reporting import ON, Lines
from yanpan.demo.papers import reply_in_their_sheet
from yanpan.demo.seeking import ask_if_ripe
from yanpan.demo.story import Story
from yanpan.demo.synthetic.list_files import DrillFile
from yanpan.hq.rules import COUNTY_CUT_OFF
from yanpan.kernel.errors import Refused
from yanpan.streams.verification.exchange import read_list
from yanpan.streams.verification.models import ListBatch, Pair, VerificationTask
from yanpan.streams.verification.operations import (
    call_the_late,
    confirm_mapping,
    decide_pair,
    hand_down,
    open_topic,
    receive_list,
    release_rows,
    send_again,
)
from yanpan.streams.verification.operations.spot_checks import draw_for_unit
from yanpan.streams.verification.operations.spot_checks.drawing import MOST_BY_HAND

# Drill source key → (source, sender, topic, place, days of the window).
SOURCES = {
    "province_bigdata": ("province", "省疫情防控指挥部", "", "", ()),
    "medical_insurance": ("medical_insurance", "市医疗保障局", "", "郑州市第六人民医院", ()),
    "hospital6_visitors": (
        "province",
        "省疫情防控指挥部",
        "郑州市第六人民医院",
        "郑州市第六人民医院",
        (date(2021, 7, 16), date(2021, 7, 31)),
    ),
    "port_entry": ("foreign_affairs", "市外事办", "", "", ()),
    "other_province": ("other_city", "外省市疫情防控指挥部", "", "", ()),
    "key_persons": ("other_office", "某金融工作部门", "", "", ()),
}


class Office:
    """The city's own people, simulated."""

    def __init__(self, seed: int, story: Story) -> None:
        self.seed, self.story, self.city = seed, story, city_unit()
        self.lines = Lines(seed)

    # Lists

    def open_topic(self, now: datetime) -> None:
        """The chief follows the hospital by itself, before its list comes."""
        _source, _sender, title, place, (first, last) = SOURCES["hospital6_visitors"]
        open_topic(
            city_actor("duty_chief"),
            title=title,
            place=place,
            window_from=first,
            window_to=last,
            find_hours=12,
            priority=1,
            now=now,
        )

    def receive(self, file: DrillFile, now: datetime) -> UUID:
        source, sender, topic, place, window = SOURCES[file.source]
        batch = receive_list(
            city_actor("duty_officer"),
            read=read_list(file.content, file.file_name),
            unit_key=self.city.key,
            source=source,
            sender=sender,
            topic=topic,
            place=place,
            window_from=window[0] if window else None,
            window_to=window[1] if window else None,
            now=now,
        )
        return batch.id

    def take_in(self, file: DrillFile, now: datetime) -> None:
        batch = ListBatch.objects.get(file_digest=hashlib.sha256(file.content).hexdigest())
        confirm_mapping(
            city_actor("duty_officer"), batch_id=batch.id, mapping={}, version=batch.version, now=now
        )
        if Job.objects.filter(state="failed").exists():
            raise RuntimeError(f"{file.file_name} was not taken in: see the job's problem above")

    def sign_for_held_rows(self, file: DrillFile, now: datetime) -> None:
        """The epidemiologist signs for rows of the letter, which say neither place nor day."""
        batch = ListBatch.objects.get(file_digest=hashlib.sha256(file.content).hexdigest())
        if batch.rows.filter(state="held").exists():
            reason = "已与发函地流调专班电话核实"
            release_rows(city_actor("epidemiologist"), batch_id=batch.id, reason=reason, now=now)

    # Handing out

    def hand_down(self, now: datetime) -> None:
        hand_down(city_actor("duty_officer"), unit_key=self.city.key, now=now)

    def misroute(self, now: datetime) -> None:
        """By the addresses in the list, which are of before the township moved."""
        self._send(self.story.subjects("moved"), REFUSING_COUNTY, now)

    def send_to_the_right_unit(self, now: datetime) -> None:
        self._send(self.story.subjects("moved"), RIGHT_COUNTY, now)

    def _send(self, subjects: frozenset[UUID], unit_key: str, now: datetime) -> None:
        idle = VerificationTask.objects.filter(
            id__in=subjects, custody_id=self.city.id, standing="in_hand"
        ).exclude(id__in=open_handovers().values("subject"))
        ids = sorted(idle.values_list("id", flat=True))
        if ids:
            send_again(city_actor("duty_officer"), task_ids=ids, to_unit_key=unit_key, now=now)

    # Clerks and calls

    def decide_pairs(self, now: datetime) -> None:
        """The clerk takes the pairs the machine is nearly sure of; the rest wait for the user."""
        waiting = Pair.objects.filter(answer="", score__gte=0.8).order_by("id")[:40]
        for number, pair in enumerate(waiting):
            moment = now + timedelta(seconds=12 * number)
            try:
                decide_pair(
                    city_actor("list_clerk"),
                    pair_id=pair.id,
                    answer="same",
                    reason="姓名谐音，证件与住址相符",
                    now=moment,
                )
            except Refused:
                continue

    def press(self, now: datetime) -> None:
        escalate_late(city_actor("duty_officer"), now=now)
        call_the_late(city_actor("duty_officer"), unit_key=self.city.key, now=now)

    # The evening

    def confirm(self, unit_key: str, name: str, now: datetime) -> None:
        """A county or township says that its figures stand."""
        unit = get_unit(unit_key)
        confirm_figures(
            office_actor(unit), event_id=current_event().id, unit_key=unit_key, name=name, on=ON, now=now
        )

    def fix_county(self, unit_key: str, now: datetime) -> None:
        """By its own duty chief; not again when the drill goes on after a pause."""
        there = CutOff.objects.filter(unit__key=unit_key, name=COUNTY_CUT_OFF, on=ON)
        if not there.exists():
            _fix(county_actor("chief", unit_key), unit_key, COUNTY_CUT_OFF, ON, "", now)

    def fix_city(self, on: date, name: str, now: datetime) -> None:
        """A later version says why it was made."""
        again = CutOff.objects.filter(unit_id=self.city.id, name=name, on=on).exists()
        reason = "舞阳县18时20分补报确认" if again else ""
        _fix(city_actor("duty_chief"), self.city.key, name, on, reason, now)

    # Those nobody reached, the province's sheet, closures nobody believes

    def ask_the_police(self, mark: str, now: datetime) -> None:
        """Their county asks for these, who were called three times and visited."""
        counties = {unit.path: unit for unit in list_units(kinds=("county",))}
        lost = VerificationTask.objects.filter(id__in=self.story.subjects(mark)).select_related("custody")
        for task in lost.order_by("id"):
            county = next(
                (unit for path, unit in counties.items() if task.custody.path.startswith(path)), None
            )
            if county is not None:
                ask_if_ripe(county, task.id, now)

    def reply_to_the_province(self, kind: str, now: datetime) -> None:
        """The province's own sheet; the final one only when nobody is in hand any more."""
        batch = ListBatch.objects.defer("content").filter(source="province", reply_due_at__isnull=False)
        first = batch.order_by("received_at").first()
        try:
            if first is not None:
                reply_in_their_sheet(first, kind, now)
        except Refused:
            return

    def doubt_the_quick_village(self, now: datetime) -> None:
        """Nine rows closed in two minutes: the supervisor has all called back that this village closed."""
        closed = VerificationTask.objects.filter(id__in=self.story.quick_subjects()).select_related("custody")
        for key in sorted({task.custody.key for task in closed}):
            reason = "两分钟内销号九条，逐条回访"
            draw_for_unit(
                city_actor("supervisor"), unit_key=key, at_most=MOST_BY_HAND, reason=reason, now=now
            )


def _fix(actor: Actor, unit_key: str, name: str, on: date, reason: str, now: datetime) -> None:
    fix_cut_off(
        actor, event_id=current_event().id, unit_key=unit_key, name=name, on=on, reason=reason, now=now
    )
