"""Papers the tests render."""

from datetime import UTC, datetime

from yanpan.shell.papers import (
    Annex,
    Closing,
    Facts,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Salutation,
    Table,
)

CUT_OFF_AT = datetime(2021, 8, 5, 10, 0, tzinfo=UTC)  # 18:00 in Luohe

HOSTILE = (
    '<script>alert(1)</script>&amp;]]> #import "x.typ" #panic() $x^2$ *b* _i_ @ref [c] <lab> \\ `raw` // /* '
    "~ -- =cmd|'/c calc'!A1 {{7*7}} {% x %} \x00\x07\x1b 😀 👩‍⚕️ שלום مرحبا \u202egnp.exe \ud800 \ufffe 𠮷 ﷽"
)

WIDE = Table(
    "表2 各镇指标",
    tuple(f"指标名称{n}" for n in range(12)),
    tuple((f"镇{row}", *(row * n for n in range(11))) for row in range(40)),
    "截止18:00",
)


def brief(*, drill: bool = True, words: str = "截至18时，全市共接收协查名单2,736行。") -> Paper:
    """A brief with every kind of block, upright and sideways pages."""
    return Paper(
        title="区域协查排查研判材料",
        organ="漯河市演练指挥部",
        drill=drill,
        number="演指〔2021〕12号",
        signer="签发人：张三",
        urgency="特急",
        mark="内部资料 注意保存",
        watermark_id="副本0007",
        subtitle="数据截止：2021年8月5日18时",
        blocks=(
            Heading(1, "一、主要进展"),
            Paragraph(words),
            Heading(2, "（一）各县区"),
            Table(
                "表1 各县区",
                ("单位", "接收", "核实"),
                (("源汇区", 300, 290), ("召陵区", 410, None)),
                "来源：三查",
            ),
            WIDE,
            Facts((("交办事项", words), ("到时", "8月5日20时"))),
            Closing(("漯河市演练指挥部", "2021年8月5日")),
            PageBreak(),
            Heading(1, "附件1"),
            Paragraph(words),
        ),
        footer=("抄送：省指挥部。", "2021年8月5日印发"),
    )


def hostile() -> Paper:
    """The same hostile words wherever a person may write."""
    return Paper(
        title=HOSTILE,
        organ=HOSTILE,
        drill=True,
        number=HOSTILE,
        signer=HOSTILE,
        urgency=HOSTILE,
        mark=HOSTILE,
        watermark_id=HOSTILE,
        subtitle=HOSTILE,
        blocks=(
            *(Heading(level, HOSTILE) for level in (1, 2, 3, 4)),
            Paragraph(HOSTILE),
            Table(
                HOSTILE,
                (HOSTILE, "=1+1"),
                ((HOSTILE, "=1+1"), ("x" * 40_000, "+cmd"), ("", "@SUM(A1)")),
                HOSTILE,
            ),
            Facts(((HOSTILE, HOSTILE),)),
            Closing((HOSTILE,)),
            Salutation(HOSTILE),
            Annex(HOSTILE, HOSTILE),
        ),
        footer=(HOSTILE,),
    )
