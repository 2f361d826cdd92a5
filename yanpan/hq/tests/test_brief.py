"""研判材料: the same cut-off gives the same paper, byte for byte, in any process; every figure with its base."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from tests.world import CITY, COUNTY, NOW, actor_with, make_event, make_list
from yanpan.base.events.models import Event
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.operations import fix_cut_off
from yanpan.hq.exchange.brief import brief_paper, file_name
from yanpan.hq.queries import Brief, get_brief
from yanpan.shell.papers import to_docx, to_html, to_pdf, to_xlsx

pytestmark = pytest.mark.django_db
ON = date(2021, 8, 5)
RIGHTS = ("hq.get_brief", "indicators.get_cut_off", "indicators.fix_cut_off")

# Another process, other hash seeds, no database: the figures alone make the paper.
ELSEWHERE = """
import hashlib, json, sys
import django
django.setup()
from datetime import date, datetime
from uuid import UUID
from yanpan.base.indicators.queries import CutOffView
from yanpan.hq.exchange.brief import brief_paper
from yanpan.science.weak_links import WeakLink
from yanpan.shell.papers import to_docx, to_html, to_pdf, to_xlsx
given = json.load(sys.stdin)
kept = given["cut_off"]
for name in ("id", "event_id"):
    kept[name] = UUID(kept[name])
kept["on"], kept["fixed_at"] = date.fromisoformat(kept["on"]), datetime.fromisoformat(kept["fixed_at"])
view = CutOffView(**kept)
links = tuple(WeakLink(**one) for one in given["links"])
paper = brief_paper(view, links, given["names"])
made = [to_html(paper).encode(), *(f(paper, fixed_at=view.fixed_at) for f in (to_docx, to_pdf, to_xlsx))]
print(json.dumps([hashlib.sha256(one).hexdigest() for one in made]))
"""


def fixed(event: Event, *, reason: str = "") -> CutOff:
    return fix_cut_off(
        actor_with(*RIGHTS), event_id=event.id, unit_key=CITY, name="18:00", on=ON, reason=reason, now=NOW
    )


def brief_of(cut_off: CutOff) -> Brief:
    return get_brief(actor_with(*RIGHTS), cut_off_id=cut_off.id, now=NOW)


@pytest.fixture
def brief() -> Brief:
    """Six rows at one county, three at the city."""
    make_list(6, at=COUNTY)
    make_list(3)
    return brief_of(fixed(Event.objects.get()))


def html_of(brief: Brief, **changes: Any) -> str:
    return to_html(brief_paper(replace(brief.cut_off, **changes), brief.links, dict(brief.unit_names)))


def made(brief: Brief) -> list[bytes]:
    view = brief.cut_off
    paper = brief_paper(view, brief.links, dict(brief.unit_names))
    at = view.fixed_at
    return [
        to_html(paper).encode(),
        to_docx(paper, fixed_at=at),
        to_pdf(paper, fixed_at=at),
        to_xlsx(paper, fixed_at=at),
    ]


def digests_elsewhere(brief: Brief, seed: str) -> list[str]:
    links, names = [asdict(one) for one in brief.links], dict(brief.unit_names)
    given = json.dumps({"cut_off": asdict(brief.cut_off), "links": links, "names": names}, default=str)
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=given,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "America/Lima", "LANG": "C"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    digests: list[str] = json.loads(done.stdout)
    return digests


def test_html_docx_pdf_and_xlsx_are_the_same_in_two_processes(brief: Brief) -> None:
    here = [hashlib.sha256(one).hexdigest() for one in made(brief)]
    assert digests_elsewhere(brief, "1") == here
    assert digests_elsewhere(brief, "2") == here


def test_another_figure_makes_another_paper(brief: Brief) -> None:
    before = made(brief)
    for one in brief.cut_off.figures["rooms"]["verification"]["counts"]:
        if one[:2] == [CITY, "received"]:
            one[2] += 1
    assert all(mine != other for mine, other in zip(before, made(brief), strict=True))


def test_the_account_stands_in_the_paper_with_its_sum(brief: Brief) -> None:
    page = html_of(brief)
    assert "累计接收9条" in page.replace(" ", "")
    assert "逐条相符" in page
    broken = json.loads(json.dumps(brief.cut_off.figures))
    broken["rooms"]["verification"]["checks"]["identity"] = False
    assert "逐条相符" not in html_of(brief, figures=broken)


def test_every_rate_is_shown_with_its_numbers_and_the_source_of_its_base(brief: Brief) -> None:
    page = html_of(brief)
    assert "0.00% (0/9)" in page  # screened: nobody yet
    assert page.count("来源") >= 6


def test_the_paper_names_its_rules_its_snapshot_and_its_hour(brief: Brief) -> None:
    page = html_of(brief)
    for text in ("联防联控机制综发〔2021〕51号", brief.cut_off.digest, "2021-08-05 15:40"):
        assert text in page


def test_who_has_not_confirmed_stands_by_name(brief: Brief) -> None:
    said = html_of(brief).split("未确认：")[1].split("</p>")[0]
    for name in ("召陵区", "临颍县", "舞阳县", "城乡一体化示范区"):
        assert name in said


def test_a_drill_is_marked_in_every_paper_and_file_name_and_issued_by_the_drill_headquarters(
    brief: Brief,
) -> None:
    assert brief.cut_off.drill and file_name(brief.cut_off) == "演练数据-漯河市-研判材料-20210805-1800-v1"
    page = html_of(brief)
    assert "演练数据" in page and "演练指挥部" in page
    real = html_of(brief, drill=False)
    assert "演练" not in real and "疫情防控指挥部" in real
    assert file_name(replace(brief.cut_off, drill=False)).startswith("漯河市-")


def test_a_corrected_version_says_why() -> None:
    make_list(2)
    event = Event.objects.get()
    fixed(event)
    second = brief_of(fixed(event, reason="舞阳县18时20分补报确认"))
    assert "舞阳县18时20分补报确认" in html_of(second)
    assert file_name(second.cut_off).endswith("-v2")


def test_the_brief_of_an_empty_city_is_whole_in_every_format() -> None:
    empty = brief_of(fixed(make_event()))
    page, *others = made(empty)
    assert "–" in page.decode() and "逐条相符" in page.decode()
    assert [one[:4] for one in others] == [b"PK\x03\x04", b"%PDF", b"PK\x03\x04"]
    assert {one.code for one in empty.links} == {"figures_not_confirmed"}


def test_the_brief_in_english_has_no_chinese_but_names(brief: Brief) -> None:
    paper = brief_paper(brief.cut_off, brief.links, dict(brief.unit_names), language="en")
    page = to_html(paper)
    assert "The account holds to the row" in page and "逐条相符" not in page
