"""What rings at the city's duty desk in the drill, and the papers that come from above. Everything invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yanpan.demo.story import at, eve, next_day


@dataclass(frozen=True, slots=True)
class Rung:
    """One line of the log. passed_to: the unit told; answer and its hour: what came of it; None = still open."""

    at: datetime
    caller: str
    matter: str
    passed_to: str = ""
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FromAbove:
    """A paper with a number and a deadline, and who is to answer it."""

    at: datetime
    number: str
    source: str
    title: str
    due_at: datetime
    owner: str


def _rung(hour: datetime, caller: str, matter: str, passed_to: str = "") -> Rung:
    return Rung(hour, caller, matter, passed_to)


def _answered(
    hour: datetime, minutes: int, caller: str, matter: str, answer: str, passed_to: str = ""
) -> Rung:
    return Rung(hour, caller, matter, passed_to, answer, hour + timedelta(minutes=minutes))


# What the night leaves to the day: the 37 open things of 08:00 are mostly these.
_OVERNIGHT = (
    (eve(14, 35), "郾城区值班室", "申请调拨防护服五百套", "force-supplies"),
    (eve(15, 10), "市民热线", "隔离点住宿费用咨询较多，请统一口径", "force-information"),
    (eve(15, 50), "源汇区值班室", "一处采样点缺遮阳棚", "force-testing"),
    (eve(16, 25), "市交通局", "两处卡点值守人员需轮换", "force-traffic"),
    (eve(17, 5), "召陵区值班室", "移交人员村里未到场接收", "411104"),
    (eve(17, 40), "舞阳县值班室", "隔离点空调故障待修", "force-isolation"),
    (eve(18, 12), "市教体局", "培训机构停课名单待公布", "force-schools"),
    (eve(18, 45), "市民热线", "反映某超市未测温", "411102"),
    (eve(19, 20), "高速交警", "货车排队三公里，请增派人员", "force-traffic"),
    (eve(19, 55), "市医保局", "就诊名单明早报送", "force-co_investigation"),
    (eve(20, 35), "开发区值班室", "物流园司机食宿安排请示", "411171"),
    (eve(21, 0), "市市场监管局", "冷链从业人员检测名单待核", "force-cold_chain"),
    (eve(21, 25), "郾城区值班室", "返乡大学生集中到站，请协调车辆", "411103"),
    (eve(21, 58), "市民热线", "透析病人外出就医如何办理", "force-communities"),
    (eve(22, 20), "省疾控", "请补报密接台账电子版", "force-tracing"),
    (eve(23, 5), "西城区值班室", "夜间值守名单待更新", "411100-xcq"),
    (eve(23, 40), "市民热线", "外地亲属车辆能否入漯", "force-traffic"),
    (at(0, 35), "示范区值班室", "两名返乡人员电话打不通", "411100-sfq"),
    (at(1, 15), "市民热线", "反映某小区夜间无人值守", "411103"),
    (at(2, 30), "高铁站值班员", "中转旅客滞留三人", "force-traffic"),
    (at(5, 30), "临颍县值班室", "采样物资清晨到货请接收", "force-supplies"),
    (at(6, 20), "舞阳县值班室", "卡点电力中断，备用电源启用", "411121"),
    (at(7, 10), "市民热线", "早市人员较多", "force-law"),
)
BEFORE_THE_USER = (
    _answered(eve(9, 12), 300, "省指挥部值班室", "今晚24时前报返乡人员底数", "已转专班", "force-communities"),
    *(
        Rung(hour, caller, matter, to, "已落实，回告来电单位", at(8, 12) + number * timedelta(minutes=7))
        for number, (hour, caller, matter, to) in enumerate(_OVERNIGHT)
    ),
    _answered(eve(22, 48), 40, "高铁站值班员", "末班列车有七名郑州方向旅客未登记", "已补登并移交", "force-traffic"),
    _answered(at(4, 40), 10, "120调度", "询问发热病人转运路线", "已告知定点医院通道", "force-isolation"),
    _answered(at(9, 26), 15, "市医保局", "就诊名单已发，请查收", "已接收"),
    _rung(at(13, 5), "临颍县群众", "打不通县指挥部电话", "411122"),
    _rung(at(15, 5), "省指挥部值班室", "要求次日8时30分前回复核查结果", "force-co_investigation"),
)  # fmt: skip
AFTER_15_40 = (
    _answered(
        at(17, 20), 30, "隔离点点长", "今晚新到十二人，房间已备齐", "转运隔离专班已对接", "force-isolation"
    ),
    _answered(at(21, 40), 20, "宣传引导专班", "网传超市停业，请核实", "已核实不实，22时前发布", "force-law"),
    _answered(next_day(0, 30), 15, "召陵区值班室", "移交人员村里已全部签字", "已补报更正", "411104"),
)
PAPERS = (
    FromAbove(eve(9, 30), "演练豫疫防指办〔2021〕91号", "省疫情防控指挥部办公室", "关于报送重点人员核查进展的通知",
              at(18), "force-co_investigation"),
    FromAbove(eve(11, 20), "演练豫疫防指办〔2021〕93号", "省疫情防控指挥部办公室", "关于核对隔离房间底数的通知",
              at(12), "force-isolation"),
    FromAbove(eve(15, 5), "演练豫卫疾控〔2021〕40号", "省卫生健康委", "关于院感防控自查的通知",
              next_day(12), "force-isolation"),
    FromAbove(eve(17, 30), "演练豫疫防指物〔2021〕12号", "省指挥部物资组", "关于统计物资需求的通知",
              at(17), "force-supplies"),
)  # fmt: skip
