"""Written files, read back by another library."""

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from yanpan.config.commands.synth import run_lists, run_register
from yanpan.demo.synthetic.city import city_villages
from yanpan.demo.synthetic.list_files import drill_files, file_bytes
from yanpan.demo.synthetic.register_file import read_register
from yanpan.science.synthetic_city import register_columns
from yanpan.science.synthetic_city.lists import ListFile


@pytest.fixture(scope="module")
def register_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "register.csv"
    run_register(20_000, 3, path)
    return path


def cells_of(path: Path) -> dict[str, list[list[object]]]:
    if path.suffix == ".csv":
        text = path.read_bytes().decode("gb18030")
        return {"": [list(row) for row in csv.reader(io.StringIO(text, newline=""))]}
    book = CalamineWorkbook.from_path(path)
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def test_luohe_has_its_villages() -> None:
    villages = city_villages()
    assert len(villages) == 1334
    assert len({village.county for village in villages}) == 6


def test_a_register_file_reads_back_as_it_was_made(register_path: Path) -> None:
    assert read_register(register_path).equals(register_columns(city_villages(), 20_000, 3))


def test_nothing_but_the_register_is_left(register_path: Path) -> None:
    assert [path.name for path in register_path.parent.iterdir()] == ["register.csv"]


@pytest.mark.parametrize("rows", [60, 843])
def test_the_truth_agrees_with_the_files_as_read_back(register_path: Path, tmp_path: Path, rows: int) -> None:
    run_lists(register_path, rows, 5, tmp_path / "lists")
    names = {row["resident_id"]: row for row in read_register(register_path).iter_rows(named=True)}
    with (tmp_path / "lists" / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    assert len(truth) == rows
    assert {row["file"] for row in truth} == {p.name for p in (tmp_path / "lists").iterdir()} - {"truth.csv"}
    sheets = {name: cells_of(tmp_path / "lists" / name) for name in {row["file"] for row in truth}}
    for row in truth:
        cells = sheets[row["file"]][row["sheet"]][int(row["row"]) - 1]
        if row["resident_id"] and "name:" not in row["errors"]:
            assert names[row["resident_id"]]["name"] in cells


def test_the_same_seed_writes_the_same_bytes(register_path: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        run_lists(register_path, 200, 5, tmp_path / folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_the_lists_have_the_traps_of_real_ones(register_path: Path, tmp_path: Path) -> None:
    run_lists(register_path, 843, 5, tmp_path)
    province = openpyxl.load_workbook(tmp_path / "附件1-省疫情防控指挥部推送信息(第三批).xlsx")
    assert province.sheetnames == ["Sheet1", "填表说明"]
    assert [str(area) for area in province["Sheet1"].merged_cells.ranges] == ["A1:K1"]
    hospital = openpyxl.load_workbook(tmp_path / "郑州六院相关人员(重点).xlsx")
    assert hospital["名单"].column_dimensions["E"].hidden
    letters = CalamineWorkbook.from_path(tmp_path / "协查函〔2021〕47号 附表.xls")
    assert letters.sheet_names == ["南京市", "扬州市", "张家界市"]
    merged = letters.get_sheet_by_name("南京市").merged_cell_ranges
    assert merged is not None and ((2, 1), (2, 3)) in merged and ((2, 0), (3, 0)) in merged
    insurance = (tmp_path / "医保结算-郑州六院7.1-7.31.csv").read_bytes()
    assert b"\t," in insurance
    assert "参保人姓名" in insurance.decode("gb18030")


def test_the_drill_files_arrive_through_the_day(register_path: Path) -> None:
    day = drill_files(read_register(register_path), 1)
    assert [file.arrives_at for file in day.files] == sorted(file.arrives_at for file in day.files)
    assert sum(len(file.truth) for file in day.files) == 2998
    assert all("演练" in file.file_name and file.content for file in day.files)
    assert day == drill_files(read_register(register_path), 1)


def test_every_drill_file_says_inside_that_it_is_one() -> None:
    for file in drill_files(None, 1).files:
        if file.file_name.endswith(".csv"):
            lines = file.content.decode("gb18030").splitlines()
            assert all("演练数据" in line for line in lines[1:])
            continue
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            assert str(rows[0][0]).startswith("演练数据")
            assert not any("防控指挥部" in str(cell) for row in rows for cell in row)


def test_the_key_persons_list_has_no_place_and_no_window() -> None:
    finance = next(file for file in drill_files(None, 1).files if file.source == "key_persons")
    assert finance.arrives_at == dt.time(13, 20)
    header = CalamineWorkbook.from_filelike(io.BytesIO(finance.content)).get_sheet_by_index(0).to_python()[1]
    assert header == ["序号", "姓名", "身份证号", "手机号码", "银行账户"]


def test_a_register_that_is_none_is_refused_in_one_line(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="column resident_id is missing"):
        run_lists(other, 10, 1, tmp_path / "out")
    with pytest.raises(ValueError, match=r"gone\.csv"):
        run_lists(tmp_path / "gone.csv", 10, 1, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_things_is_left_alone(register_path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match=r"already holds letter\.txt"):
        run_lists(register_path, 10, 1, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_register_is_not_written_over_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is a folder"):
        run_register(10, 1, tmp_path)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\.xlsx, \.xls, \.csv"):
        file_bytes(ListFile("list.pdf", "x", ()))


def test_a_binary_file_is_no_register(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(bytes(range(256)) * 4)
    with pytest.raises(ValueError, match=r"r\.csv"):
        read_register(tmp_path / "r.csv")


def test_every_column_of_a_register_stays_text(register_path: Path) -> None:
    assert set(read_register(register_path).dtypes) == {pl.String()}
