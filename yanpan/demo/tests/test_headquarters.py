"""The headquarters' day of DRILL.md, told by the database and by the pages of the next morning. Hours are UTC."""

import json
import shutil

import pytest

from yanpan.demo.tests.drills import Drill, look

TODAY, SILENT_FORCE, SILENT, LATE, OWN = "2021-08-05", "force-schools", "411122", "411121", "411102"
CUT_OFF, SEVEN, EIGHT_PM, ELEVEN_PM = (f"{TODAY} {hour}:00" for hour in ("10:00", "11:00", "12:00", "15:00"))
CITY_ITEM = "FROM hq_item i JOIN places_unit g ON g.id = i.unit_id AND g.kind = 'city'"


# The days before, the shift


def test_every_county_and_force_has_reported_since_the_second_of_august(drill: Drill) -> None:
    """So that copies of yesterday and trends have something to stand on."""
    for day in ("02", "03", "04"):
        there = drill.rows(
            "SELECT u.kind, count(DISTINCT u.id), count(*) FROM hq_linereport r JOIN places_unit u"
            f" ON u.id = r.unit_id WHERE r.[on] = '2021-08-{day}' AND r.state = 'approved'"
            " AND r.basis = 'cut_off' GROUP BY u.kind ORDER BY u.kind"
        )
        assert [(kind, units) for kind, units, _reports in there] == [("county", 8), ("force", 13)]
        assert there[0][2] == 8 * 13  # what the room of three checks and of supervision count is not reported


def test_at_eight_another_person_takes_over_what_is_open(either: Drill) -> None:
    [(things, going, coming, signed)] = either.rows(
        "SELECT json_array_length(open_things), outgoing_by, incoming_by, incoming_at FROM hq_shifthandover s"
        " JOIN places_unit u ON u.id = s.unit_id"
        f" WHERE u.kind = 'city' AND outgoing_at = '{TODAY[:8]}04 23:50:00'"
    )
    assert 30 <= things <= 45 and going != coming and signed.startswith("2021-08-05 00:00")


# The lines


def _first_approved(drill: Drill) -> dict[str, tuple[str, str]]:
    """Unit → its first and its last report of the day as they were approved."""
    rows = drill.rows(
        "SELECT u.key, min(r.approved_at), max(r.approved_at) FROM hq_linereport r"
        " JOIN places_unit u ON u.id = r.unit_id"
        f" WHERE r.[on] = '{TODAY}' AND r.basis = 'cut_off' AND r.number = 1 AND u.kind IN ('county', 'force')"
        " GROUP BY u.key"
    )
    return {key: (first, last) for key, first, last in rows}


def test_all_report_by_the_cut_off_but_two_counties_and_a_force(either: Drill) -> None:
    approved = _first_approved(either)
    assert len(approved) == 8 + 13
    late = {key for key, (_first, last) in approved.items() if last > CUT_OFF}
    assert late == {LATE, SILENT, SILENT_FORCE}
    assert approved[LATE][1].startswith(f"{TODAY} 10:19") and approved[SILENT_FORCE][0] > "2021-08-05 23:"


def test_every_line_is_reported_by_every_township_and_county(either: Drill) -> None:
    lines = either.rows(
        "SELECT u.kind, r.line, count(DISTINCT u.id) FROM hq_linereport r JOIN places_unit u ON u.id = r.unit_id"
        f" WHERE r.[on] = '{TODAY}' AND r.state = 'approved' AND u.kind IN ('county', 'township') GROUP BY 1, 2"
    )
    of_county = {line: units for kind, line, units in lines if kind == "county"}
    assert len(of_county) == 14 and {"pockets", "impact"} < of_county.keys()
    assert set(of_county.values()) == {8}
    assert {units for kind, _line, units in lines if kind == "township"} == {58}


def test_who_is_late_is_rung_and_a_zero_is_asked_about_and_mended(either: Drill) -> None:
    rung = "SELECT u.key FROM notices_notice n JOIN places_unit u ON u.id = n.unit_id WHERE n.matter"
    at_the_reminders = f"AND n.made_at LIKE '{TODAY} 10:30%' AND u.kind <> 'township'"
    assert set(either.rows(f"{rung} = 'reports_late' {at_the_reminders}")) == {(SILENT,), (SILENT_FORCE,)}
    assert either.rows(f"{rung} = 'reports_zero' AND n.answer = 'reached'") == [("411171",)]
    versions = either.rows(
        "SELECT r.number, r.is_zero, json_extract(r.figures, '$.vehicles') > 0 FROM hq_linereport r"
        " JOIN places_unit u ON u.id = r.unit_id"
        f" WHERE u.key = '411171' AND r.line = 'cold_chain' AND r.[on] = '{TODAY}' ORDER BY r.number"
    )
    assert versions == [(1, 1, 0), (2, 0, 1)]


def test_forces_and_counties_say_one_number_until_a_county_corrects_its_own(either: Drill) -> None:
    """At the cut-off no line says another number than its counties together; at midnight one county has corrected."""
    differing = {
        name: {room for room, kept in _figures(either, name)["rooms"].items() if kept["differences"]}
        for name in ("18:00", "24:00")
    }
    assert differing == {"18:00": set(), "24:00": {"checkpoints"}}


def _figures(drill: Drill, name: str) -> dict[str, dict[str, dict[str, list[list[object]]]]]:
    [(text,)] = drill.rows(
        "SELECT c.figures FROM indicators_cutoff c JOIN places_unit u ON u.id = c.unit_id"
        f" WHERE u.kind = 'city' AND c.name = '{name}' AND c.[on] = '{TODAY}' ORDER BY c.version DESC LIMIT 1"
    )
    found: dict[str, dict[str, dict[str, list[list[object]]]]] = json.loads(text)
    return found


# Supervision


def test_six_findings_by_four_one_for_the_second_time_ordered_by_five(either: Drill) -> None:
    found = either.rows(
        f"SELECT rule, times FROM supervision_finding WHERE found_at BETWEEN '{TODAY} 00:00' AND '{TODAY} 08:00'"
    )
    assert len(found) == 6 and [rule for rule, times in found if times == 2] == ["not_handed_over"]
    sheets = either.rows(
        "SELECT d.drafted_by, d.checked_by, d.signed_by, d.issued_at FROM supervision_ordersheet s"
        f" JOIN documents_document d ON d.id = s.document_id WHERE s.[on] = '{TODAY}'"
    )
    assert len(sheets) >= 4
    for drafted, checked, signed, issued in sheets:
        assert drafted == "keeper" and checked != signed and issued < f"{TODAY} 09:00"


def test_what_was_put_right_is_struck_off_by_another_unit(either: Drill) -> None:
    closed = either.rows(
        "SELECT fixed_by, closed_by, fixing_unit_id, checking_unit_id FROM supervision_finding WHERE state = 'closed'"
    )
    assert len(closed) >= 5 and all(a != b and c != d for a, b, c, d in closed)


# The meeting


def test_the_brief_and_the_minutes_are_made_by_three_persons_each(either: Drill) -> None:
    papers = either.rows(
        "SELECT d.kind, d.drafted_by, d.checked_by, d.signed_by, d.signed_at FROM documents_document d"
        " JOIN places_unit u ON u.id = d.body_id WHERE u.kind = 'city' AND d.kind IN ('brief', 'minutes')"
        " AND d.issued_at IS NOT NULL ORDER BY d.kind"
    )
    assert [kind for kind, *_ in papers] == ["brief", "minutes"]
    assert all(len({a, b, c}) == 3 for _kind, a, b, c, _at in papers)
    assert papers[0][4] < EIGHT_PM < papers[1][4]


def test_the_meeting_has_seats_on_leave_and_a_stand_in(either: Drill) -> None:
    seats = dict(
        either.rows(
            "SELECT a.presence, count(*) FROM hq_attendance a JOIN hq_meeting m ON m.id = a.meeting_id"
            f" JOIN places_unit u ON u.id = m.unit_id WHERE u.kind = 'city' AND m.at = '{TODAY} 12:00:00' GROUP BY 1"
        )
    )
    assert seats["present"] >= 15 and seats["leave"] == 1 and seats["stand_in"] == 1
    assert either.number("SELECT count(*) FROM hq_linknote WHERE kind = 'own'") == 1


def test_twelve_items_are_decided_from_weak_links_and_from_what_people_demand(either: Drill) -> None:
    decided = either.rows(f"SELECT i.code, i.indicator, i.origin, i.demand {CITY_ITEM} WHERE i.demand <> ''")
    typed = [one for one in decided if not one[0]]
    assert len(decided) >= 12 and len(typed) == 7 and all(demand for *_, demand in decided)
    assert {"meeting", "mayor", "secretary", "supervision"} <= {origin for _c, _i, origin, _d in typed}
    assert sum(bool(indicator) for _c, indicator, _o, _d in typed) == 4
    helped = "SELECT count(*) FROM hq_item_helpers h JOIN hq_item i ON i.id = h.item_id WHERE i.demand <> ''"
    assert either.number(helped) >= 5


def test_three_go_by_word_and_all_have_their_sheets_by_eleven_but_two_units_are_silent(either: Drill) -> None:
    out = either.rows(
        "SELECT o.key, i.by_word, h.sent_at, h.acknowledged_at, d.signed_at, d.checked_by <> d.signed_by"
        f" {CITY_ITEM} JOIN places_unit o ON o.id = i.owner_id"
        " JOIN tasks_handover h ON h.subject = i.id JOIN documents_document d ON d.id = i.sheet_id"
    )
    assert len(out) >= 12
    by_word = [one for one in out if one[1]]
    assert len(by_word) == 3 and all(sent < signed for _k, _w, sent, _a, signed, _o in by_word)
    assert all(other for *_, other in out)
    silent = {key for key, _w, _s, acknowledged, *_ in out if acknowledged > ELEVEN_PM}
    assert silent == {LATE, SILENT_FORCE}
    rung = either.rows(
        "SELECT u.key FROM notices_notice n JOIN places_unit u ON u.id = n.unit_id"
        f" WHERE n.matter = 'items_unacknowledged' AND n.made_at LIKE '{TODAY} 15:00%'"
    )
    assert {key for (key,) in rung} == silent


# The night, the morning


def test_a_fever_is_reported_called_back_in_ten_minutes_and_at_the_province_in_two_hours(
    either: Drill,
) -> None:
    [(reported, back, entry, level)] = either.rows(
        "SELECT r.reported_at, r.called_back_at, r.entry_id IS NOT NULL, u.kind FROM hq_rapidreport r"
        " JOIN places_unit u ON u.id = r.unit_id WHERE r.kind = 'fever' AND r.by_telephone"
    )
    assert (reported[:16], back[:16], entry, level) == (f"{TODAY} 18:50", f"{TODAY} 18:56", 1, "village")
    steps = either.rows("SELECT to_key, at FROM hq_rapidstep ORDER BY number")
    assert [key for key, _at in steps] == ["411100", "province"] and steps[-1][1] < f"{TODAY} 20:50"


def test_in_the_morning_four_are_struck_off_by_others_and_one_is_opened_again(either: Drill) -> None:
    struck = either.rows(
        f"SELECT i.reported_by, i.struck_off_by, i.struck_off_at {CITY_ITEM} WHERE i.state = 'struck_off'"
    )
    assert len(struck) == 4 and all(a and a != b and at < "2021-08-06 00:40" for a, b, at in struck)
    [(again, _step)] = either.rows(
        f"SELECT i.state, s.step {CITY_ITEM} JOIN hq_itemstep s ON s.item_id = i.id"
        " WHERE i.reopened = 1 AND s.step = 'reopened'"
    )
    assert again == "in_work"
    assert either.number(f"SELECT sum(redone) {CITY_ITEM}") == 1


def test_the_share_the_meeting_was_to_move_has_moved(either: Drill) -> None:
    [(before,)] = either.rows(
        f"SELECT i.baseline {CITY_ITEM} WHERE i.code = '' AND i.indicator = 'checkpoints.received_rate'"
    )
    above, below = json.loads(before)
    [after] = [
        one
        for one in _figures(either, "24:00")["rooms"]["checkpoints"]["figures"]
        if one[0] == "411104" and one[1] == "checkpoints.received_rate"
    ]
    assert above / below < 0.8 and after[2:] == [below, below]


def test_a_county_runs_its_own_day_beside_the_city(either: Drill) -> None:
    own = f"JOIN places_unit g ON g.id = {{}} AND g.key = '{OWN}'"
    [(fixed_by,)] = either.rows(
        f"SELECT c.fixed_by FROM indicators_cutoff c {own.format('c.unit_id')} WHERE c.name = '17:30'"
    )
    assert fixed_by.startswith("chief-")
    [(number, drafted, checked, signed, done_by, struck_by)] = either.rows(
        "SELECT d.number, d.drafted_by, d.checked_by, d.signed_by, i.reported_by, i.struck_off_by FROM hq_item i"
        f" {own.format('i.unit_id')} JOIN documents_document d ON d.id = i.sheet_id WHERE d.state = 'acknowledged'"
    )
    assert number and len({drafted, checked, signed}) == 3 and done_by != struck_by
    briefs = f"SELECT count(*) FROM documents_document d {own.format('d.body_id')}"
    assert either.number(f"{briefs} WHERE d.kind = 'brief' AND d.state = 'issued'") == 1
    seats = f"SELECT count(*) FROM hq_attendance a JOIN hq_meeting m ON m.id = a.meeting_id {own.format('m.unit_id')}"
    townships = f"SELECT count(*) FROM places_unit t {own.format('t.parent_id')} WHERE t.kind = 'township'"
    assert either.number(seats) == either.number(townships) > 4


# The pages


@pytest.fixture(scope="module")
def pages(drill: Drill, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("headquarters looked at") / "home"
    shutil.copytree(drill.home, home)
    moved = drill.id_of(
        f"SELECT i.id {CITY_ITEM} WHERE i.code = '' AND i.indicator = 'checkpoints.received_rate'"
    )
    cut_off = drill.id_of(
        "SELECT c.id FROM indicators_cutoff c JOIN places_unit u ON u.id = c.unit_id"
        f" WHERE u.kind = 'city' AND c.[on] = '{TODAY}' AND c.version = 2"
    )
    visits = {
        "items": ("duty_chief-2", "/hq/items/"),
        "moved": ("duty_chief-2", f"/hq/items/{moved}/"),
        "meeting": ("duty_chief-2", f"/hq/cut-offs/{cut_off}/meeting/"),
        "matrix": ("duty_chief-2", "/hq/reports/matrix/"),
        "log": ("duty_officer-1", "/hq/log/"),
        "rapid": ("duty_officer-1", "/hq/rapid/"),
        "findings": ("supervisor-6", "/supervision/"),
        "county": (f"chief-{OWN}", "/hq/items/"),
    }
    seen = look(home, list(visits.values()))
    assert [status for status, _body in seen] == [200] * len(visits)
    return {name: body.decode() for name, (_status, body) in zip(visits, seen, strict=True)}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("items", "卡点移交人员村（社区）未及时接收"),
        ("items", "已销号"),
        ("moved", "见效"),
        ("meeting", "召陵区"),
        ("county", "返乡人员登记底数不清"),
    ],
)
def test_the_pages_say_it(page: str, words: str, pages: dict[str, str]) -> None:
    assert words in pages[page]
