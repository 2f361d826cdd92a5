"""The five lists of the 三查 as their senders lay them out, and two the drill day needs besides."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

from .dates import date_cell, recent_day, typed_date
from .entries import Entry
from .grid import Cell, ListFile, ListSet, SheetDraft

PROVINCE, LETTERS, HOSPITAL, PORT, INSURANCE, FINANCE = (
    "province_bigdata",
    "other_province",
    "hospital6_visitors",
    "port_entry",
    "medical_insurance",
    "key_persons",
)

DRILL_MARK = "演练数据"
HOSPITAL_NAME = "郑州市第六人民医院"

PUSH_REASONS = (
    "7月中旬以来有郑州六院就诊史", "郑州市二七区旅居史", "与确诊病例时空伴随", "张家界旅居史", "同乘密接", "南京禄口机场经停",
)  # fmt: skip
CONTACT_KINDS = ("密切接触者", "次密接", "时空伴随", "一般接触")
HOSPITAL_RELATIONS = ("门诊就诊", "住院", "陪护", "探视", "护工")
PORTS = ("上海浦东", "郑州新郑", "广州白云")
FLIGHTS = ("HU7938", "MU588", "CZ300")

_ID_AS_NUMBER = 0.25
_PHONE_AS_NUMBER = 0.4
_TAB_AFTER_ID = 0.28
_BLANK_ROW = 0.008


def _phone_cell(entry: Entry, share: float, rng: random.Random) -> Cell:
    return int(entry.phone) if entry.phone.isdigit() and rng.random() < share else entry.phone


def _list_set(draft: SheetDraft, merges: Sequence[str] = (), hidden: Sequence[str] = ()) -> ListSet:
    sheet = draft.sheet(merges=merges, hidden_columns=hidden)
    return ListSet((ListFile(draft.file, draft.key, (sheet,)),), tuple(draft.truth))


def province_list(
    file: str,
    entries: Sequence[Entry],
    day: dt.date,
    rng: random.Random,
    *,
    drill: bool = False,
) -> ListSet:
    """The province's push: merged title, a notice, eleven columns, stray blank rows, two footers, a second sheet."""
    draft = SheetDraft(file, PROVINCE, "Sheet1")
    draft.add(f"{DRILL_MARK} 省演练指挥部推送信息核查表" if drill else "省疫情防控指挥部推送信息核查表")
    draft.add("请各县区、功能区24小时内反馈核查结果。此件不公开，注意保密。")
    draft.add(
        "序号", "姓名", "性别", "出生日期", "身份证号码", "手机号码", "现住址", "推送原因", "推送时间", "核查结果", "备注"
    )  # fmt: skip
    for number, entry in enumerate(entries, 1):
        if rng.random() < _BLANK_ROW:
            draft.add(*[None] * 11)
        pushed = date_cell(recent_day(day, 9, rng), 0.2, rng)
        draft.add_person(
            entry.person.resident_id, entry.errors, number, entry.name, entry.sex, entry.birth_date,
            entry.id_number, entry.phone, entry.address, rng.choice(PUSH_REASONS), pushed, None, None,
        )  # fmt: skip
    draft.add(f"合计：{len(entries)}人")
    draft.add("填报人：        审核人：")
    done = _list_set(draft, ["A1:K1"])
    notes = SheetDraft(file, PROVINCE, "填表说明")
    if drill:
        notes.add(DRILL_MARK)
    notes.add("1.身份证号码必须为文本格式；2.不得合并单元格")
    main = done.files[0]
    return ListSet((ListFile(file, PROVINCE, (*main.sheets, notes.sheet())),), done.truth)


def letters_list(
    file: str,
    by_city: Mapping[str, Sequence[Entry]],
    day: dt.date,
    rng: random.Random,
    *,
    drill: bool = False,
) -> ListSet:
    """Letters of other cities: a legacy workbook, a sheet per city, headers merged over two rows."""
    drafts = [_letter(file, city, entries, day, rng, drill) for city, entries in by_city.items()]
    merges = ["A1:H1", "A3:A4", "B3:D3", "E3:F3", "G3:H3"]
    sheets = tuple(draft.sheet(merges=merges) for draft in drafts)
    return ListSet(
        (ListFile(file, LETTERS, sheets),),
        tuple(row for draft in drafts for row in draft.truth),
    )


def _letter(
    file: str,
    city: str,
    entries: Sequence[Entry],
    day: dt.date,
    rng: random.Random,
    drill: bool,
) -> SheetDraft:
    draft = SheetDraft(file, LETTERS, city)
    mark, body = (f"{DRILL_MARK} ", "演练指挥部") if drill else ("", "疫情防控指挥部")
    draft.add(f"{mark}{city}{body if drill else '新冠肺炎' + body} 协查人员名单", *[None] * 7)
    draft.add(f"漯河市{body}：现将我市病例密切接触者名单函告贵市，请协助落实管控。")
    draft.add("编号", "基本信息", None, None, "联系信息", None, "暴露信息", None)
    draft.add(
        None,
        "姓名",
        "性别",
        "证件号",
        "电话",
        "目前所在地/户籍地",
        "人员类别",
        "末次接触日期",
    )
    for number, entry in enumerate((entry.without("dob:") for entry in entries), 1):
        draft.add_person(
            entry.person.resident_id, entry.errors, number, entry.name, entry.sex, entry.id_number,
            _phone_cell(entry, _PHONE_AS_NUMBER, rng), entry.address, rng.choice(CONTACT_KINDS),
            typed_date(recent_day(day, 9, rng), rng),
        )  # fmt: skip
    draft.add()
    draft.add(f"联系人：{body}流调专班")
    return draft


def hospital_list(
    file: str,
    entries: Sequence[Entry],
    day: dt.date,
    rng: random.Random,
    *,
    drill: bool = False,
    as_number: float = _ID_AS_NUMBER,
) -> ListSet:
    """The hospital's visitors: no title, hidden column E, a share of the IDs stored as numbers (15 digits survive)."""
    draft = SheetDraft(file, HOSPITAL, "名单")
    if drill:
        draft.add(f"{DRILL_MARK} {HOSPITAL_NAME}相关人员")
    draft.add("姓名", "身份证号", "联系电话", "住址", "出生", "与六院关系")
    for entry in (entry.without("sex:") for entry in entries):
        number, errors = _number_cell(entry, as_number, rng)
        draft.add_person(
            entry.person.resident_id, errors, entry.name, number,
            _phone_cell(entry, _PHONE_AS_NUMBER, rng), entry.address, entry.birth_date, rng.choice(HOSPITAL_RELATIONS),
        )  # fmt: skip
    return _list_set(draft, ["A1:F1"] if drill else [], ["E"])


def _number_cell(entry: Entry, as_number: float, rng: random.Random) -> tuple[Cell, tuple[str, ...]]:
    """A spreadsheet keeps fifteen digits of a number and shows the rest as zeros."""
    number = entry.id_number
    if len(number) == 18 and number.isascii() and number.isdigit() and rng.random() < as_number:
        return float(int(number[:15]) * 1000), (*entry.errors, "id:as_number")
    return number, entry.errors


def port_list(
    file: str,
    entries: Sequence[Entry],
    day: dt.date,
    rng: random.Random,
    *,
    drill: bool = False,
    due_tonight: int = 0,
) -> ListSet:
    """Arrivals from abroad: header in two languages, passports; the first `due_tonight` rows land on `day`."""
    draft = SheetDraft(file, PORT, "入境 Arrivals")
    if drill:
        draft.add(f"{DRILL_MARK} 入境人员信息 Arrivals (drill)")
    remark = ["备注 Remarks"] if drill else []
    draft.add(
        "No.", "姓名 Name", "性别 Sex", "出生日期 DOB", "身份证号 ID No.", "护照号 Passport", "电话 Tel",
        "国内目的地 Destination", "入境口岸 Port", "入境日期 Entry date", "航班 Flight", *remark,
    )  # fmt: skip
    for number, entry in enumerate(entries, 1):
        tonight = number <= due_tonight
        birth: Cell = entry.birth_date
        if birth and rng.random() < 0.5:
            birth = dt.date.fromisoformat(entry.birth_date)
        arrival = day if tonight else recent_day(day, 9, rng)
        note = ["今晚闭环接回" if tonight else None] if drill else []
        draft.add_person(
            entry.person.resident_id, entry.errors, number, entry.name, entry.sex, birth, entry.id_number,
            f"E{rng.randrange(10**8):08d}", entry.phone, entry.address, rng.choice(PORTS),
            date_cell(arrival, 0.4, rng), rng.choice(FLIGHTS), *note,
        )  # fmt: skip
    return _list_set(draft, ["A1:L1"] if drill else [])


def insurance_list(
    file: str,
    entries: Sequence[Entry],
    day: dt.date,
    rng: random.Random,
    *,
    drill: bool = False,
) -> ListSet:
    """The medical insurance's export of July: plain text, tabs after many IDs so that spreadsheets leave them alone."""
    draft = SheetDraft(file, INSURANCE, "", truth_sheet=False)
    mark = ["备注"] if drill else []
    draft.add(
        "参保人姓名",
        "证件号码",
        "性别",
        "出生年月日",
        "联系方式",
        "参保地",
        "就诊医疗机构",
        "就诊时间",
        *mark,
    )
    month = day.replace(day=1) - dt.timedelta(days=1)
    for entry in entries:
        tab = "\t" if entry.id_number and rng.random() < _TAB_AFTER_ID else ""
        draft.add_person(
            entry.person.resident_id, entry.errors, entry.name, entry.id_number + tab, entry.sex, entry.birth_date,
            entry.phone, entry.address, HOSPITAL_NAME, typed_date(recent_day(month, 31, rng), rng),
            *([DRILL_MARK] if drill else []),
        )  # fmt: skip
    return _list_set(draft)


def key_persons_list(file: str, entries: Sequence[Entry], rng: random.Random) -> ListSet:
    """A finance office's "key persons": bank accounts, but no place and no window. It must be stopped."""
    draft = SheetDraft(file, FINANCE, "重点人员")
    draft.add(f"{DRILL_MARK} 重点人员名单")
    draft.add("序号", "姓名", "身份证号", "手机号码", "银行账户")
    for number, entry in enumerate((entry.without("addr:", "dob:", "sex:") for entry in entries), 1):
        account = f"62{rng.randrange(10**17):017d}"
        draft.add_person(
            entry.person.resident_id,
            entry.errors,
            number,
            entry.name,
            entry.id_number,
            entry.phone,
            account,
        )
    return _list_set(draft, ["A1:E1"])
