"""What machines send and get in 三查."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

from yanpan.shell.api.shapes import Answer, Day, Sent, UnitKey, Version

SheetName = Annotated[str, StringConstraints(max_length=80)]
ColumnIndex = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{6}$")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
SourceName = Literal[
    "province",
    "big_data",
    "other_city",
    "foreign_affairs",
    "medical_insurance",
    "closed_loop",
    "own_sweep",
    "other_office",
]


class ListFacts(Schema):
    """Beside the file. place and window stand for what the sheet does not say row by row."""

    unit: UnitKey
    source: SourceName
    sender: Annotated[str, StringConstraints(max_length=80)] = ""
    topic: Annotated[str, StringConstraints(max_length=60)] = ""
    place: Annotated[str, StringConstraints(max_length=80)] = ""
    window_from: Day | None = None
    window_to: Day | None = None
    letter_number: Annotated[str, StringConstraints(max_length=60)] = ""


class ColourOut(Answer):
    """A colour of person rows (RRGGBB); meaning and note as last time, '' the first time."""

    colour: str
    rows: int
    meaning: str
    note: str


class ColumnOut(Answer):
    """index counts from 0; field: what the column means; sure: nobody need look."""

    index: int
    title: str
    field: str
    confidence: float
    why: str
    sure: bool


class SheetOut(Answer):
    """rows: how many rows name a person."""

    sheet: str
    rows: int
    columns: list[ColumnOut]


class ReceivedOut(Answer):
    """A list as received; sheets: the proposed mapping. Send `version` along with the confirmed one."""

    id: UUID
    file_name: str
    state: str
    version: int
    person_rows: int
    sheets: list[SheetOut] = Field(validation_alias="layout")
    colours: list[ColourOut]
    warnings: list[str]


class ListOut(ReceivedOut):
    """counts: rows accepted, held, refused, duplicate, matched, review. job: it takes the list in."""

    source: str
    sender: str
    topic: str
    place: str
    window_from: date | None
    window_to: date | None
    check_kind: str
    pocket: int
    unit_name: str
    received_at: datetime
    received_by: str
    job: UUID | None
    counts: dict[str, int]


class ColourSaid(Schema):
    """meaning: nothing, leave_out (the rows start nothing) or mark; note: shown beside marked rows."""

    meaning: Literal["nothing", "leave_out", "mark"]
    note: Annotated[str, StringConstraints(max_length=40)] = ""


class Mapping(Sent):
    """mapping: sheet → column index → field; what is left out stays as proposed.

    colours: each colour of the file must be said. cut_confirmed: a file that ends where a spreadsheet ends is whole.
    """

    version: Version
    mapping: dict[SheetName, dict[ColumnIndex, FieldName]] = Field(default_factory=dict)
    colours: dict[Colour, ColourSaid] = Field(default_factory=dict)
    cut_confirmed: bool = False


class ConfirmedOut(Answer):
    """state: confirmed (a job takes it in) or held (a second clerk releases it)."""

    id: UUID
    state: str
    version: int
    job: UUID | None


class RowOut(Answer):
    """One row, masked. problems: 'field:code'; short_code: of the person, once there is one."""

    id: UUID
    sheet: str
    number: int
    name: str
    id_number: str
    phone: str
    problems: list[str]
    holds: list[str]
    state: str
    decision: str
    duplicate: bool
    short_code: str


class MaskedOut(Answer):
    id: UUID
    short_code: str
    name: str
    id_number: str
    phone: str


class TaskOut(Answer):
    """One person to be found, masked. Send `version` along with the outcome."""

    id: UUID
    person: MaskedOut
    urgency: str
    find_by: datetime
    late: bool
    custody: str
    custody_key: str
    target: str
    routed_by: str
    standing: str
    where: str
    contact: str
    measure: str
    answered_at: datetime | None
    by_telephone: bool
    version: int


class OutcomeIn(Sent):
    """The answers and what belongs to them; other_unit only with 'elsewhere', tried only with 'not_reached'.

    answer_id: a UUIDv7 made on the device; the same id again is the same answer. A measure without a document
    number was said by word of mouth.
    """

    version: Version
    where: Literal["here", "elsewhere", "outside", "not_found", "deceased"]
    contact: Literal["", "met", "own_phone", "family", "not_reached"] = ""
    measure: Literal["", "cleared", "monitoring", "at_home", "at_site", "in_hospital"] = ""
    obstacle: Literal["", "dead_number", "refused", "off"] = ""
    deciding_body: Annotated[str, StringConstraints(max_length=60)] = ""
    document_number: Annotated[str, StringConstraints(max_length=60)] = ""
    told: bool | None = None
    test_at: AwareDatetime | None = None
    test_result: Literal["", "negative", "positive", "pending", "not_tested"] = ""
    tried: Literal["", "call", "visit"] = ""
    answer_id: UUID | None = None
    note: Annotated[str, StringConstraints(max_length=500)] = ""
    other_unit: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{0,40}$")] = ""


class StandingOut(Answer):
    """Where the person stands now."""

    id: UUID
    standing: str
    version: int


class UnitName(Answer):
    key: str
    name: str


class AccountOut(Answer):
    """received = the sum of the standings."""

    received: int
    standings: dict[str, int]
    holds: bool


class UnitAccountOut(Answer):
    """late: persons in hand past their clock."""

    unit: UnitName
    account: AccountOut
    late: int
    unreachable: int


class BoardOut(Answer):
    """whole = own + parts, one level down. held: rows waiting for a signature; unread: not taken in yet."""

    whole: UnitAccountOut
    own: UnitAccountOut
    parts: list[UnitAccountOut]
    held: int
    unread: int
    identity_holds: bool
