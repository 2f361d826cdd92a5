"""The words of list headers. Order matters: the first rule that fits decides."""

from __future__ import annotations

import re

from yanpan.science.list_layout.problem import Field

TRADITIONAL = str.maketrans(
    "別齡證號碼電話聯絡繫係機戶現處區縣鄉鎮職業單國護觸時間員類結備註編來潔訊資鄰門診醫療構點場帶風險離隔達車",
    "别龄证号码电话联络系系机户现处区县乡镇职业单国护触时间员类结备注编来洁讯资邻门诊医疗构点场带风险离隔达车",
)

# Somebody else than the listed person.
OTHER_PERSON = re.compile(
    r"联系人|联络人|监护人|家长|紧急|家属|亲属|配偶|父亲|母亲|负责人|责任人|包保|网格员|村医|填报|填表|上报人|报告人"
    r"|审核人|经办|(?<!被)(?<!待)(核查人|排查人|调查人)|流调员|采样人|登记人|录入人|对接人|陪同|随访人|关联病例|病例姓名|指示病例"
    r"|陪护(人|者)|户主|民警|干部|医生|领导|单位电话|同行|同住|房东|介绍人|担保人|班主任|辅导员|经手人|代办|代理人|接送|雇主|子女|儿子|女儿"
)
# In parentheses behind a title: 电话（家属）; not 电话（本人或家属）.
OWN_PERSON = re.compile(r"本人|自己|或|含|及|/|、")
OTHER_PERSON_ENGLISH = re.compile(
    r"\b(contact person|emergency|guardian|parents?|father|mother|spouse|husband|wife|next of kin|relatives?"
    r"|landlord|head of household|household head|companion|teacher|reporter|doctor|index case)\b"
)
SURNAMES = re.compile(r"姓氏?|(surname|last name|family name|xing)s?")
GIVEN_NAMES = re.compile(r"名|名字|(given|first|fore|middle) ?names?|forenames?|ming")

# Columns the work does not need; their contents are not taken over.
NOT_NEEDED = re.compile(
    r"银行|开户|账[户号]|帐[户号]|卡号|开户|工资|收入|证件?类型|证件?种类|证照类型|国籍|国家|民族|职业|工作单位|单位名称|所在单位"
    r"|单位地址|学校|班级|学历|婚姻|政治面貌|邮编|邮箱|电子邮件|微信|^[qQ]{2}|流水|[票单]号$|(案件|任务|病例)编号|准考证|血型|车牌颜色|照片|学号|工号|(员工|职工|学生)编号|批次|房间号|床位|基站|小区码|健康码|病种|工种|职务|岗位|文化程度|剂次|数量|总额|企业名称|所属单位|归属地|运营商|病历号|住院号"
    r"|门诊号|社保卡|医保卡|条码|二维码|费用|金额|科室|诊断|床号|参保类型|医保类型|医疗类别|险种|出生地|体温|疫苗|接种"
)

# One column for everything: 人员信息 with `王某 411… 138…`.
EVERYTHING = re.compile(r"^(人员|个人|基本|身份|密接者?|协查人员)(基本)?信息$")

_NUMBERED: list[tuple[str, Field, float]] = [
    (r"^(序号?|编号|行号|顺序号?|号|排序|序列号?|流水号|总序号?)$", Field.SEQUENCE, 1.0),
    (r"(人|者|人员|对象)(员?姓名|名字)$", Field.NAME, 0.98),
    (r"^[被待](核查|排查|调查|协查|推送)(对象|人员?)$", Field.NAME, 0.98),
    (r"是否|有无|能否", Field.OUTCOME, 0.75),
    (
        r"(核查|排查|核实|协查|反馈|处置|落实|管控|追踪|摸排|查找|办理|处理|随访|采样|检测|核酸)"
        r"(的?.{0,4})(结果|情况|状态|措施|意见|进展|结论|时间|日期|地点|人员?|单位|方式|说明|类型)",
        Field.OUTCOME,
        0.95,
    ),
    (
        r"(处置|管控|隔离|防控)(措施|方式|地点|场所|状态|时间|日期|地址)$|^(核查|排查)?(结果|反馈|去向|结论|状态|回执|现状)$|(当前|目前|人员|现在).{0,2}(状态|现状|状况)|隔离(点|酒店)",
        Field.OUTCOME,
        0.9,
    ),
    # dates
    (r"出生|生日|^出生$|诞生|诞辰", Field.BIRTH_DATE, 0.98),
    (r"(入境|入关|进境|抵华|来华|回国|归国|落地).{0,2}(时间|日期|日|年月日)$", Field.ENTRY_DATE, 0.98),
    (
        r"(推送|下发|通报|转办|发函|来函|派发|接收|移交|推发|下达|数据|更新|提取|导出|发布|收到|推出|分发|交办|上报)"
        r".{0,2}(时间|日期|日)$",
        Field.PUSHED_ON,
        0.95,
    ),
    (
        r"(抵|返|到|回|来|入).{0,2}(漯|市|省|豫|乡|家|达|本地|当地|目的地).{0,3}(时间|日期|日)$",
        Field.ARRIVED_ON,
        0.85,
    ),
    (r"(返回|到达|抵达|返程|返乡).{0,2}(时间|日期|日)$", Field.ARRIVED_ON, 0.9),
    (
        r"(接触|就诊|看病|看诊|就餐|消费|扫码|重合|就医|暴露|离开|离郑|离宁|途经|经停|停留|入住|住院|入院|出院|陪护|探视|旅居|乘坐|乘车|同乘|"
        r"活动|聚集|到访|出发|开始|结束|轨迹|结算|购药|行程|交集|伴随|感染|出现|[来到]院|挂号|接诊|缴费|取药|购买|交易|问诊|检查|登机|上车|下车|在郑|发车|起飞|航班).{0,4}"
        r"(时间|日期|时段|时刻|日)$|末次(接触|暴露)$|最后接触|最近接触",
        Field.EXPOSED_ON,
        0.95,
    ),
    # the address a paper says, before the number of the paper
    (r"(身份证件?|证件)上?的?(地址|住址)|原籍|户口[簿本]上?的?地址", Field.HOUSEHOLD_ADDRESS, 0.95),
    # numbers
    (r"护照|通行证|旅行证|台胞证|回乡证|其[他它]证件号?|外籍证件", Field.PASSPORT, 0.98),
    (
        r"身份证?号?码?|公民身份|身分证|证件号|证件编?号码?|证照号码?|证号$|社会保障号|社保号码?|^证件$|有效证件|身份信息$|持证号码|身份证明号码|二代证",
        Field.ID_NUMBER,
        0.98,
    ),
    (
        r"[返来离].{0,2}方式$|航班|车次|班次|车厢|座位|座号|交通工具|交通方式|乘坐|车牌|列车|同乘(航|车)|运输",
        Field.TRANSPORT,
        0.95,
    ),
    (
        r"(通讯|用户|机主)号码|电话|手机|联系方式|联络方式|联系号码|移动号码|^号码$|通讯方式|联系方法|本人联系",
        Field.PHONE,
        0.98,
    ),
    # whose name, which sex
    (
        r"医院名称?|(就诊|接诊|收治|住院|医疗|定点).{0,4}(机构|医院|单位|名称)$|^(医疗机构|医院)",
        Field.EXPOSED_PLACE,
        0.95,
    ),
    (
        r"姓名|名字|^人员$|^姓\s*名|人员名称|^名称$|^(参保人|患者|发热患者|病人|旅客|乘客|住客|宾客|租客|租户|住户|考生|学生|员工|职工|老人|儿童|村民|居民|受检者|受检人|申报人|出险人|成员|当事人|被协查人|密接者|协查对象|对象|本人|人名|就诊人员?|持卡人|购药人|[来返入抵在]漯人员|被核查人)$",
        Field.NAME,
        0.98,
    ),
    (r"性别|^男女$", Field.SEX, 1.0),
    (r"年龄|^岁数?$|周岁", Field.AGE, 1.0),
    # places
    (r"入境.{0,2}(口岸|城市|地?点|地|机场|港口?)|口岸|入境地|入关地|入境国门|进境", Field.ENTRY_PORT, 0.95),
    (r"(户籍|户口|籍贯|户籍地).{0,4}", Field.HOUSEHOLD_ADDRESS, 0.95),
    (
        r"(接触|暴露|风险|旅居|途经|出发|始发|来源|停留|经停|轨迹|活动|交集|到访|发生|聚集|感染|来自|重点|中高|涉疫|出境|到过)"
        r".{0,4}(地点?|场所|地区|区域|城市|地方|位置|国家)$|^(来源|出发|始发|重点)地区?$|旅居地",
        Field.EXPOSED_PLACE,
        0.9,
    ),
    (
        r"住址|地址|居住|现居|住所|所在地|目的地|落脚|现住|常住|住地|暂住|寄住|返回地|抵达地|到达地|住处|落地地?点|现在地|"
        r"家庭住|去向地|参保地|位置$|^地点$|拟?前往地",
        Field.ADDRESS,
        0.95,
    ),
    (r"(风险|涉疫|暴露|途经|活动)点位?$|(扫码|漫游)(地点?|场所|位置)$", Field.EXPOSED_PLACE, 0.9),
    # why
    (
        r"(人群|人员|对象).{0,2}(分类|标签)|(接触|暴露|感染)(方式|途径)|^涉疫(风险|类型|标签|情况)?$|判定依据|判定类型|原因|人员类[别型]|人群类[别型]|人员(属性|性质|分类|身份|标签)|类[别型]$|关系$|接触(方式|类型|程度|情况)|旅居史|暴露史|"
        r"接触史|就诊史|流行病学|风险(类型|等级|因素|点)|事由|密接(类型|情况)|推送(依据|类型|来源|理由|说明|单位|信息)|线索|涉及|"
        r"关联(情况|关系)|^(分类|标签|身份|来源|等级|类别|判定)$|信息来源|数据来源|行程|轨迹|与.{1,8}关系|就诊(类型|情况)|"
        r"密切接触|次密|活动史|情形",
        Field.REASON,
        0.9,
    ),
    (r"备注|说明$|其[他它](情况|信息|事项)?$|^注$|附注|补充", Field.REMARK, 0.98),
    (r"(时间|日期)$", Field.EXPOSED_ON, 0.4),
    (r"(情况|结果)$", Field.OUTCOME, 0.5),
]
RULES = tuple((re.compile(pattern), field, certainty) for pattern, field, certainty in _NUMBERED)

_WORDS: list[tuple[str, Field | None, float]] = [
    (
        r"\b(bank|account|salary|email|e mail|wechat|nationality|country|occupation|employer|ethnic\w*"
        r"|id type|document type|file name|vaccin\w*)\b",
        None,
        0.0,
    ),
    (
        r"^(no|nr|number|s n|sn|sr no|seq|sequence|serial( no| number)?|index|item|#|row|id|xh|bh|line)$",
        Field.SEQUENCE,
        0.9,
    ),
    (r"\b(dob|birth\w*|born|csrq|csny)\b", Field.BIRTH_DATE, 0.98),
    (r"\b(passport|permit)\b", Field.PASSPORT, 0.98),
    (
        r"\b(phone\w*|tel|telephone|mobile|cell(phone)?|lxdh|lxfs|sjh|sjhm|dh|dhhm)\b"
        r"|\bcontact (no|number)\b",
        Field.PHONE,
        0.97,
    ),
    (
        r"\b(id (no|number|num|card( no| number)?|code)|identity( no| number| card)?|idcard|idno|sfz"
        r"|sfzh|sfzhm|zjhm|national id|citizen id|resident id no|document (no|number))\b",
        Field.ID_NUMBER,
        0.97,
    ),
    (r"\b(flight|train|transport|vehicle|seat|carriage|hbh)\b", Field.TRANSPORT, 0.95),
    (
        r"\b(entry|arrival|arrived|immigration) (date|time|on)\b|\bdate of (entry|arrival)\b|\brjrq\b",
        Field.ENTRY_DATE,
        0.95,
    ),
    (r"\b(port|point) of entry\b|\bport\b|\bentry (port|city|point)\b", Field.ENTRY_PORT, 0.95),
    (
        r"\b(last )?(contact|exposure|visit|exposed|admission) (date|time|on)\b"
        r"|\bdate of (last )?(contact|exposure|visit)\b|\blast contact\b",
        Field.EXPOSED_ON,
        0.95,
    ),
    (r"\b(push\w*|sent|issued|received|report\w*) (date|time|on|at)\b|\btssj\b", Field.PUSHED_ON, 0.9),
    (r"\b(hospital|clinic|exposure place|place of exposure|exposure site)\b", Field.EXPOSED_PLACE, 0.9),
    (
        r"\b(household|hukou|registered|permanent) (address|residence)\b|\bhukou\b|\bhjd\w*\b",
        Field.HOUSEHOLD_ADDRESS,
        0.95,
    ),
    (
        r"\b(address|addr|residence|destination|dizhi|xzz|jzd|dz|zz|location|lives? (at|in))\b",
        Field.ADDRESS,
        0.95,
    ),
    (r"\b(sex|gender|xb|xingbie)\b", Field.SEX, 1.0),
    (r"\b(age|nl|nianling)\b", Field.AGE, 0.98),
    (r"\b(name|surname|patient|passenger|guest|xm|xingming)\b", Field.NAME, 0.97),
    (r"\b(reason|category|type|class|relation\w*|risk)\b", Field.REASON, 0.85),
    (r"\b(result|outcome|status|feedback|found|verified)\b", Field.OUTCOME, 0.9),
    (r"\b(remarks?|notes?|comments?|bz|beizhu)\b", Field.REMARK, 0.97),
]
ENGLISH = tuple((re.compile(pattern), field, certainty) for pattern, field, certainty in _WORDS)

_SPELLED = {
    Field.NAME: "人员姓名 患者姓名 参保人姓名 旅客姓名",
    Field.SEX: "人员性别",
    Field.BIRTH_DATE: "出生日期 出生年月 出生年月日",
    Field.ID_NUMBER: "身份证 身份证号 身份证号码 证件号码 公民身份号码 居民身份证号码",
    Field.PHONE: "手机号 手机号码 联系电话 联系方式 电话号码",
    Field.ADDRESS: "现住址 现住地址 居住地址 家庭住址 详细地址 目前所在地 目的地",
    Field.HOUSEHOLD_ADDRESS: "户籍地 户籍地址 户籍所在地",
    Field.REASON: "推送原因 人员类别 人员类型",
    Field.EXPOSED_ON: "末次接触日期 末次接触时间 就诊时间",
    Field.EXPOSED_PLACE: "就诊医疗机构 就诊医院",
    Field.ENTRY_DATE: "入境日期 入境时间",
    Field.ENTRY_PORT: "入境口岸",
    Field.PUSHED_ON: "推送时间 推送日期",
    Field.OUTCOME: "核查结果 排查结果 核查情况",
}
SPECIMENS = {title: field for field, titles in _SPELLED.items() for title in titles.split()}
