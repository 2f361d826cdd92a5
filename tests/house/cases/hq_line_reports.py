"""What the lines report."""

from tests.house.case import Arguments, Elsewhere, case
from tests.world import CITY, COUNTY, NOW, TOWNSHIP, unit, villages_of
from tests.world_line_reports import ON, SCHOOLS, event_of_the_day, fill, make_report, who
from tests.world_village_reports import SAID, say, village
from yanpan.base.vault.randomness import fresh_id
from yanpan.hq.models import HourChange, LineForm, LineReport
from yanpan.hq.operations.line_reports.approving import correct_report
from yanpan.hq.operations.line_reports.judged import ReportEntry
from yanpan.hq.rules.lines import Field, Said

LINES = ("schools", "communities", "checkpoints", "cold_chain")


def _what(**given: object) -> Arguments:
    """The report of schools of the county, of the drill's day."""
    same = {"unit_key": COUNTY, "line": "schools", "on": ON, "basis": "cut_off"}
    return {"event_id": event_of_the_day(), **same, **given}


def _drafts(count: int) -> list[LineReport]:
    """So many drafts of the county: of its lines, and of days before."""
    days = [ON.replace(day=ON.day - day) for day in range(4)]
    every = [(line, day) for day in days for line in LINES]
    return [fill(line=line, on=day, figures={}) for line, day in every[:count]]


@case("hq.fill_report")
def _fill_report(count: int) -> Arguments:
    texts = {"progress": "晨午检全覆盖", "problems": "", "needs": ""}
    return _what(figures=SCHOOLS, reasons={}, version=None, **texts)


@case("hq.fill_reports")
def _fill_reports(count: int) -> Arguments:
    entries = [ReportEntry(key, "schools", ON, "cut_off", SCHOOLS) for key in (COUNTY, TOWNSHIP)]
    return {"event_id": event_of_the_day(), "entries": entries}


@case("hq.copy_report")
def _copy_report(count: int) -> Arguments:
    make_report(on=ON.replace(day=4))
    return _what()


@case("hq.report_zero")
def _report_zero(count: int) -> Arguments:
    return _what()


@case("hq.approve_reports")
def _approve_reports(count: int) -> Arguments:
    draft = fill()
    return {"seen": [(draft.id, draft.version)]}


@case("hq.send_back_report")
def _send_back_report(count: int) -> Arguments:
    return {"report_id": fill().id, "remark": "请核对缺课人数"}


@case("hq.correct_report")
def _correct_report(count: int) -> Arguments:
    return {"report_id": make_report().id, "reason": "漏报一所学校"}


@case("hq.discard_draft")
def _discard_draft(count: int) -> Arguments:
    return {"report_id": fill().id}


@case("hq.get_line_report", grows=True)
def _get_line_report(count: int) -> Arguments:
    """With so many versions."""
    report = make_report()
    for _ in range(count - 1):
        correct_report(who("clerk"), report_id=report.id, reason="漏报一所学校", now=NOW)
        report = make_report()
    return {"report_id": report.id}


@case("hq.get_report_form")
def _get_report_form(count: int) -> Arguments:
    fill()
    return _what()


@case(
    "hq.list_own_reports", elsewhere=Elsewhere.FREE, why="what the own unit owes, whatever it is", grows=True
)
def _list_own_reports(count: int) -> Arguments:
    return {"event_id": _drafts(count)[0].event_id}


@case("hq.list_reports_to_approve", elsewhere=Elsewhere.NOTHING, grows=True)
def _list_reports_to_approve(count: int) -> Arguments:
    return {"event_id": _drafts(count)[0].event_id}


@case("hq.get_report_matrix", grows=True)
def _get_report_matrix(count: int) -> Arguments:
    event_id = _drafts(count)[0].event_id
    return {"event_id": event_id, "unit_path": unit(COUNTY).path, "on": ON, "basis": "cut_off"}


@case("hq.call_late_reports", elsewhere=Elsewhere.NOTHING)
def _call_late_reports(count: int) -> Arguments:
    """In a county that has the reports by noon."""
    make_report()
    for code in ("cut_off", "reminders"):
        HourChange.objects.create(
            id=fresh_id(NOW), unit=unit(COUNTY), code=code, at="12:00", from_on=ON, reason="早报", made_at=NOW
        )
    return {}


@case("hq.get_line_now")
def _get_line_now(count: int) -> Arguments:
    event_id = make_report(TOWNSHIP).event_id
    return {"event_id": event_id, "unit_path": unit(COUNTY).path, "line": "schools"}


@case("hq.list_line_forms", at=CITY, grows=True)
def _list_line_forms(count: int) -> Arguments:
    LineForm.objects.bulk_create(
        LineForm(id=fresh_id(NOW), line="schools", number=one, from_on=ON, file_name="x.xlsx", added_at=NOW)
        for one in range(1, count + 1)
    )
    return {}


@case("hq.add_line_form", at=CITY)
def _add_line_form(count: int) -> Arguments:
    buses = Field("school_buses", Said("校车", "School buses"), extra=True)
    return {"line": "schools", "from_on": ON, "fields": [buses], "checks": [], "file_name": "schools.xlsx"}


@case("hq.report_village", at=TOWNSHIP)
def _report_village(count: int) -> Arguments:
    event_id = event_of_the_day()
    return {"event_id": event_id, "unit_key": village(), "on": ON, "figures": SAID, "note": "", "seen": 0}


@case("hq.report_village_zero", at=TOWNSHIP)
def _report_village_zero(count: int) -> Arguments:
    return {"event_id": event_of_the_day(), "unit_key": village(), "on": ON, "seen": 0}


@case("hq.get_village_report", at=TOWNSHIP)
def _get_village_report(count: int) -> Arguments:
    say(village())
    return {"event_id": event_of_the_day(), "unit_key": village(), "on": ON}


@case("hq.list_village_reports", grows=True)
def _list_village_reports(count: int) -> Arguments:
    for number in range(count):
        say(villages_of(COUNTY)[number].key)
    return {"event_id": event_of_the_day(), "unit_key": COUNTY, "on": ON}


@case("hq.take_village_sums", at=TOWNSHIP)
def _take_village_sums(count: int) -> Arguments:
    say(village())
    return _what(unit_key=TOWNSHIP, line="communities")
