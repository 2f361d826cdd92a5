"""Characters of given names by sex and generation, most frequent first.

A name is one character, or a first and a second one; both follow Zipf's law over their list, so that full names
collide as often as in a real city. Order by the yearly name reports of the Ministry of Public Security.
"""

from dataclasses import dataclass

COHORT_STARTS = (1960, 1980, 2000)
"""Birth years in which a generation of names gives way to the next."""

ZIPF_OFFSET = 6.0


@dataclass(frozen=True)
class NameCohort:
    """One generation's characters for one sex; `single_share` of its names have one character only."""

    first: str
    second: str
    single_share: float


MALE = (
    NameCohort(
        "国建文德玉明志春金长永福树振广学保万清新洪海书云天军兴喜宝连运水根成家富全来进同合付青双小胜庆忠占景俊中",
        "林山明海生才军华安平喜成春义田祥清德发福堂顺法云亭彬轩臣良友和善州江河岭木昌全根民会庆选领岐松印立学周",
        0.10,
    ),
    NameCohort(
        "建国志军红新海明永文玉保金俊春小庆卫振世胜爱学东全根占喜跃广继书彦长晓献宏松铁四二中华民会天朝自龙",
        "军伟民峰华平强国勇林杰生涛明辉刚山海超杰才伟安东立彬成宾亮河武兵顺奇义甫锋中法堂亭营周州庆喜江红良",
        0.22,
    ),
    NameCohort(
        "晓志建俊亚鹏海明永浩文世佳国小红新春振子少东飞家龙光帅艳宏凯向金会朋占立卫天亮瑞彦孟利旭冠武胜林",
        "伟磊超鹏涛辉飞峰杰龙洋博杨阳帅凯强亮彬刚威坤勇浩斌豪琦宇轩东华旭光明航锋哲军林楠恒雷源振达森利朋",
        0.33,
    ),
    NameCohort(
        "子浩宇俊梓博一佳文家嘉明天世雨奕泽怡铭昊鑫皓乐思沐辰恒书晨瑞亦锦景少航旭志凯承梦星奥予若智艺诺帅柏",
        "轩泽宇涵豪航博阳杰晨睿然辰浩翔远鑫源哲熙霖硕洋恒烨恩铭凡昊旭诚一森琪瑞航宸尧霏奇毅凯朗瀚淇赫乐贤",
        0.12,
    ),
)

FEMALE = (
    NameCohort(
        "秀桂玉兰凤素爱春月金荣淑翠红美香花彩云大雪小喜莲巧银梅珍玲英变俊新改水菊妮清瑞文遂书粉遂连娥焕",
        "英兰珍花梅荣芝枝云玲芳莲香娥琴霞菊凤霞平真华妮勤敏环芬仙娟巧秀竹针玉青连婵月丽粉阁焕贞存爱灵莺",
        0.10,
    ),
    NameCohort(
        "红丽秀桂玉爱春素凤小艳海俊金淑晓彩喜月巧慧瑞建会翠新花文香雪兰美卫国书东亚改军志青华冬水利宝占云",
        "红丽霞玲敏英芳梅平娟琴萍娜枝勤艳华云珍香霞兰玉花荣军芬凤利莉青华环杰霞静娥勤珂苹丹晓君歌彦民荷",
        0.24,
    ),
    NameCohort(
        "晓艳亚丽海红小文佳春燕静慧婷玉瑞会梦雪俊新银云思翠珍明秋利彦倩莹军素爱月金冰园宁楠巧路媛培贝向华",
        "丽娟娜静敏艳燕玲霞婷芳洁杰红丹利倩慧萍颖莉莹培华琳蕊歌雅楠平珂君云园英佳梅宁鸽贝晓鑫晶茹辉文媛琼",
        0.33,
    ),
    NameCohort(
        "梓欣子雨佳梦诗思一怡语若可紫雅心艺嘉依妍静晨馨奕文涵沐钰星婉悦昕锦慧安瑾芷书清忆米玥千锦婷乐美冰灵",
        "涵怡萱妍彤琪然欣婷悦轩诺瑶馨瑞雅颖冉洁琳宁菲玥晴予熙佳汐琳霏雯彤媛娜媛柔蕾桐语云嘉溪茹淇伊晗钰昕菡",
        0.10,
    ),
)


def cohort_of(birth_year: int) -> int:
    """Index of the generation a birth year belongs to."""
    return sum(birth_year >= start for start in COHORT_STARTS)
