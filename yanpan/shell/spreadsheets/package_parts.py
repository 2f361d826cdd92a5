"""The parts of an .xlsx that do not depend on its rows: styles, relations, properties."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from enum import IntEnum
from xml.sax.saxutils import quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_START = f'{DECLARATION}<worksheet xmlns="{MAIN}">'


class Style(IntEnum):
    """Indices into the cell formats of `_styles`."""

    PLAIN = 0
    HEADER = 1
    TEXT = 2
    QUOTED = 3
    DAY = 4
    MOMENT = 5
    WATERMARK = 6
    TITLE = 7
    FOOTER = 8
    HEADER_QUOTED = 9
    WATERMARK_QUOTED = 10
    TITLE_QUOTED = 11
    FOOTER_QUOTED = 12

    def __str__(self) -> str:
        return str(int(self))


QUOTED_TWIN = {
    Style.HEADER: Style.HEADER_QUOTED,
    Style.WATERMARK: Style.WATERMARK_QUOTED,
    Style.TITLE: Style.TITLE_QUOTED,
    Style.FOOTER: Style.FOOTER_QUOTED,
}
TEXT_FORMAT = 49  # '@': long digits stay as they are


def fixed_parts(names: Sequence[str], fixed_at: datetime.datetime) -> dict[str, str]:
    """All parts but the worksheets, in the order they are zipped."""
    return {
        "[Content_Types].xml": _content_types(len(names)),
        "_rels/.rels": _root_relations(),
        "docProps/core.xml": _core_properties(fixed_at),
        "xl/workbook.xml": _workbook(names),
        "xl/_rels/workbook.xml.rels": _workbook_relations(len(names)),
        "xl/styles.xml": _styles(),
    }


def frozen_above(row: int) -> str:
    """Rows above `row` stay on the screen."""
    pane = f'<pane ySplit="{row - 1}" topLeftCell="A{row}" activePane="bottomLeft" state="frozen"/>'
    return f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'


def _content_types(sheets: int) -> str:
    overrides = [
        ("/xl/workbook.xml", f"{TYPES}.sheet.main+xml"),
        ("/xl/styles.xml", f"{TYPES}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *((f"/xl/worksheets/sheet{n}.xml", f"{TYPES}.worksheet+xml") for n in range(1, sheets + 1)),
    ]
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides)
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _root_relations() -> str:
    return _relations(
        [
            (f"{OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ]
    )


def _workbook_relations(sheets: int) -> str:
    targets = [(f"{OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)]
    return _relations([*targets, (f"{OFFICE}/styles", "styles.xml")])


def _workbook(names: Sequence[str]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'


def _core_properties(fixed_at: datetime.datetime) -> str:
    stamp = fixed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    when = "".join(
        f'<dcterms:{each} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{each}>'
        for each in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>Yanpan</dc:creator>{when}</cp:coreProperties>"
    )


def _format(font: int, fill: int, number: int, *, quoted: bool = False, align: str = "") -> str:
    quote = ' quotePrefix="1"' if quoted else ""
    alignment = f"<alignment {align}/>" if align else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"'
        f' applyFont="1" applyFill="1" applyAlignment="1"{quote}>{alignment}</xf>'
    )


def _styles() -> str:
    middle = 'horizontal="center" vertical="center" wrapText="1"'
    formats = [
        _format(0, 0, 0),
        _format(1, 2, TEXT_FORMAT, align=middle),
        _format(0, 0, TEXT_FORMAT),
        _format(0, 0, TEXT_FORMAT, quoted=True),
        _format(0, 0, 164),
        _format(0, 0, 165),
        _format(2, 0, TEXT_FORMAT, align=middle),
        _format(3, 0, TEXT_FORMAT, align=middle),
        _format(0, 0, TEXT_FORMAT, align='vertical="top" wrapText="1"'),
        _format(1, 2, TEXT_FORMAT, quoted=True, align=middle),
        _format(2, 0, TEXT_FORMAT, quoted=True, align=middle),
        _format(3, 0, TEXT_FORMAT, quoted=True, align=middle),
        _format(0, 0, TEXT_FORMAT, quoted=True, align='vertical="top" wrapText="1"'),
    ]
    fonts = [
        '<font><sz val="11"/><name val="SimSun"/></font>',
        '<font><b/><sz val="11"/><name val="SimSun"/></font>',
        '<font><b/><sz val="14"/><color rgb="FFC00000"/><name val="SimSun"/></font>',
        '<font><b/><sz val="16"/><name val="SimSun"/></font>',
    ]
    fills = [
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill></fill>',
    ]
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
        f'<fonts count="{len(fonts)}">{"".join(fonts)}</fonts>'
        f'<fills count="{len(fills)}">{"".join(fills)}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{"".join(formats)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
