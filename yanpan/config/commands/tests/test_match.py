"""The command `yanpan match`: one line per person row, nothing half-done."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest

from yanpan.config.commands import match
from yanpan.science.record_matching import check_character
from yanpan.shell.spreadsheets.writing import SheetToWrite, write_workbook

NOON = datetime.datetime(2021, 8, 5, 12, tzinfo=datetime.UTC)
NAMES = ("王青岚", "陈武根", "李倩芳", "倪宝光", "林阳全", "刘仪琴", "赵学文", "常何俊")


def id_number(number: int) -> str:
    body = f"4111231970{number % 12 + 1:02}{number % 28 + 1:02}{number:03}"
    return body + check_character(body)


def resident(number: int) -> dict[str, str]:
    number_of_id = id_number(number)
    return {
        "resident_id": f"R{number:06}",
        "household_id": f"H{number // 3:06}",
        "name": NAMES[number % len(NAMES)],
        "sex": "男" if int(number_of_id[16]) % 2 else "女",
        "birth_date": f"{number_of_id[6:10]}-{number_of_id[10:12]}-{number_of_id[12:14]}",
        "id_number": number_of_id,
        "phone": f"138{number:08}",
        "county": "郾城区",
        "township": "裴城镇",
        "village": "小徐村村民委员会",
        "village_code": "411103101201",
        "address": f"河南省漯河市郾城区裴城镇小徐村{number}号",
    }


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, match.REGISTER_COLUMNS)
        writer.writeheader()
        writer.writerows(resident(number) for number in range(200))
    return path


def listed(number: int) -> list[str]:
    person = resident(number)
    return [person["name"], person["id_number"], person["phone"], person["address"]]


def results(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_each_person_row_gets_one_line_with_the_row_a_spreadsheet_shows(
    register: Path, tmp_path: Path
) -> None:
    header = ["姓名", "身份证号", "电话", "住址"]
    book = write_workbook(
        [
            SheetToWrite("南京市", header, [listed(5), listed(6)], title="协查名单", footer="填报人：张三"),
            SheetToWrite("填表说明", ["1.身份证号码必须为文本格式；2.不得合并单元格"], []),
        ],
        fixed_at=NOON,
    )
    text = "\n".join(
        ["协查名单", ",".join(header), ",".join(listed(7)), "", ",".join(listed(8)), "合计,2人,,"]
    )
    (tmp_path / "名单.xlsx").write_bytes(book)
    (tmp_path / "名单.csv").write_bytes(text.encode("gb18030"))
    out = tmp_path / "out.csv"

    assert match.run(register, [tmp_path / "名单.xlsx", tmp_path / "名单.csv"], out) == 0

    lines = results(out)
    assert [(line["file"], line["sheet"], line["row"]) for line in lines] == [
        ("名单.xlsx", "南京市", "3"),
        ("名单.xlsx", "南京市", "4"),
        ("名单.csv", "", "3"),
        ("名单.csv", "", "5"),
    ]
    assert [(line["decision"], line["resident_id"]) for line in lines] == [
        ("match", f"R{number:06}") for number in (5, 6, 7, 8)
    ]
    assert list(lines[0]) == list(match.OUT_COLUMNS)


def test_somebody_else_is_no_match_and_an_empty_person_is_still_answered(
    register: Path, tmp_path: Path
) -> None:
    rows = ["姓名,身份证号,电话,住址", "高敏杰,410105199001011239,15900000001,郑州市二七区", "某某,,,郑州市"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    match.run(register, [tmp_path / "a.csv"], tmp_path / "out.csv")
    lines = results(tmp_path / "out.csv")
    assert [line["row"] for line in lines] == ["2", "3"]
    assert {line["decision"] for line in lines} <= {"none", "review"}
    assert lines[0]["resident_id"] == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"MZ\0\0", "not_a_spreadsheet"),
        (b"PK\x03\x04broken", "damaged_file"),
    ],
)
def test_a_refused_file_stops_everything_before_a_result_is_written(
    register: Path, tmp_path: Path, content: bytes, reason: str
) -> None:
    good, bad, out = tmp_path / "good.csv", tmp_path / "bad.xlsx", tmp_path / "out.csv"
    good.write_text("姓名,电话\n王某,13800000000\n", encoding="utf-8")
    bad.write_bytes(content)
    out.write_text("yesterday", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"bad\.xlsx.*{reason}"):
        match.run(register, [good, bad], out)
    assert out.read_text(encoding="utf-8") == "yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "bad.xlsx",
        "good.csv",
        "out.csv",
        "register.csv",
    ]


def test_a_register_without_its_columns_is_named(tmp_path: Path) -> None:
    wrong, names = tmp_path / "wrong.csv", tmp_path / "a.csv"
    wrong.write_text("resident_id,name\nR1,王某\n", encoding="utf-8")
    names.write_text("姓名,电话\n王某,13800000000\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the columns household_id, sex"):
        match.run(wrong, [names], tmp_path / "out.csv")
    wrong.write_bytes("resident_id,姓名\n".encode("gb18030"))
    with pytest.raises(ValueError, match=r"wrong\.csv: not a UTF-8 CSV|lacks the columns"):
        match.run(wrong, [names], tmp_path / "out.csv")


def test_wrong_paths_are_refused_with_one_line(register: Path, tmp_path: Path) -> None:
    names = tmp_path / "a.csv"
    names.write_text("姓名,电话\n王某,13800000000\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no list given"):
        match.run(register, [], tmp_path / "out.csv")
    with pytest.raises(ValueError, match="no such file"):
        match.run(register, [tmp_path / "missing.csv"], tmp_path / "out.csv")
    with pytest.raises(ValueError, match="folder"):
        match.run(register, [names], tmp_path / "nowhere" / "out.csv")
    with pytest.raises(ValueError, match="overwrite an input"):
        match.run(register, [names], names)
