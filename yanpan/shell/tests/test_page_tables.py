"""The tables of a page as sheets: what is shown, without ticks, buttons and what stays here."""

from yanpan.shell.page_tables import tables_of

PAGE = """<h1>值班日志</h1><h2>今天 <span>8月5日</span></h2>
<table><thead><tr><th></th><th scope="col">时间</th><th data-stays>来电号码</th>
<th>状态</th><th>数</th><th></th></tr></thead>
<tbody><tr><td><input type="checkbox" value="7"></td><td>15:40</td><td>13812345678</td>
<td><select><option value="a">在办</option><option value="b" selected>办结</option></select> <button>改</button></td>
<td>12</td><td><form><button>保存</button></form></td></tr>
<tr><td></td><td>15:50<details><summary>更多</summary>折叠</details></td><td>0395</td>
<td><input value="已转办"></td><td>0731</td><td></td></tr>
<tr><td colspan="5">合计</td><td></td></tr></tbody></table>
<script>let table = "<table>";</script><table></table>"""


def test_a_table_is_taken_as_it_is_shown_under_its_heading() -> None:
    [sheet] = tables_of(PAGE)
    assert sheet.title == "今天 8月5日"
    assert list(sheet.header) == ["", "时间", "状态", "数"]
    assert [list(row) for row in sheet.rows] == [
        ["", "15:40", "办结", 12],
        ["", "15:50", "已转办", "0731"],
        ["合计", "", "", ""],
    ]


def test_a_page_without_a_table_gives_none() -> None:
    assert tables_of("<h1>今天</h1><p>无</p>") == []
