"""The brief and the minutes of the drill's evening: drafted, checked, signed and issued by different people."""

from collections.abc import Callable
from datetime import datetime

from yanpan.base.documents.models import Document
from yanpan.base.gate import Actor
from yanpan.base.places.queries import city_unit, get_unit
from yanpan.demo.cast import city_actor, county_actor
from yanpan.demo.lines.reporting import OWN_DAY
from yanpan.demo.meeting import meeting_of, newest_cut_off
from yanpan.hq.operations.briefs import draft_brief
from yanpan.hq.operations.minutes import draft_minutes
from yanpan.hq.operations.office_papers import check_document, issue_document, sign_document

# The brief: to the checker at 19:00, the duty chief approves.


def draft_the_brief(now: datetime) -> None:
    draft_brief(city_actor("duty_officer"), cut_off_id=newest_cut_off(city_unit()), now=now)


def check_the_brief(now: datetime) -> None:
    _step(check_document, city_actor("duty_officer", 1), "brief", now)


def approve_the_brief(now: datetime) -> None:
    _step(sign_document, city_actor("duty_chief"), "brief", now)


def issue_the_brief(now: datetime) -> None:
    _step(issue_document, city_actor("duty_officer"), "brief", now, channel="platform")


def brief_of_the_county(now: datetime) -> None:
    """By the county's officer, chief and commander."""
    officer = county_actor("officer", OWN_DAY)
    draft_brief(officer, cut_off_id=newest_cut_off(get_unit(OWN_DAY)), now=now)
    _step(check_document, county_actor("chief", OWN_DAY), "brief", now)
    _step(sign_document, county_actor("commander", OWN_DAY), "brief", now)
    _step(issue_document, officer, "brief", now, channel="platform")


# The minutes, after the order sheets have their numbers


def draft_the_minutes(now: datetime) -> None:
    draft_minutes(
        city_actor("duty_officer", 1),
        meeting_id=meeting_of(city_unit()).id,
        version=0,
        progress="各条线日报基本到位，舞阳县补报，教育专班未报；全市无新增感染者。",
        demands="交办事项逐项销号，办理与核验分开；未签收的单位由值班员逐一电话催办。",
        now=now,
    )


def check_the_minutes(now: datetime) -> None:
    _step(check_document, city_actor("duty_chief"), "minutes", now)


def sign_the_minutes(now: datetime) -> None:
    _step(sign_document, city_actor("commander"), "minutes", now)


def issue_the_minutes(now: datetime) -> None:
    _step(issue_document, city_actor("duty_officer", 1), "minutes", now, channel="platform")


def _step(step: Callable[..., object], actor: Actor, kind: str, now: datetime, **more: str) -> None:
    """With the newest paper of the actor's headquarters."""
    paper = Document.objects.filter(kind=kind, body__path__in=actor.units).order_by("-drafted_at", "-id")[0]
    step(actor, document_id=paper.id, version=paper.version, now=now, **more)
