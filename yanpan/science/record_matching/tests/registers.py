"""A small register made by hand or by seed, for the tests of matching."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from yanpan.science.record_matching import ListedPerson, Register, check_character


@dataclass(frozen=True)
class Resident:
    """One row of a register."""

    resident_id: str
    name: str
    id_number: str
    phone: str = ""
    sex: str = "男"
    birth_date: str = ""
    village_code: str = "411122103231"
    county: str = "临颍县"
    township: str = "王岗镇"
    village: str = "岗李村村民委员会"
    house: str = "258号"

    @property
    def address(self) -> str:
        return f"河南省漯河市{self.county}{self.township}{self.village}{self.house}"

    def listed(self, **changes: str) -> ListedPerson:
        """The same person as a careful list would have it, with some cells otherwise."""
        person = ListedPerson(
            name=self.name,
            id_number=self.id_number,
            phone=self.phone,
            sex=self.sex,
            birth_date=self.birth_date,
            address=self.address,
        )
        return replace(person, **changes)


PLACES = (
    ("411122103231", "临颍县", "王岗镇", "岗李村村民委员会"),
    ("411122103208", "临颍县", "王岗镇", "善庄滕村村民委员会"),
    ("411103103221", "郾城区", "裴城镇", "小徐村民委员会"),
    ("411104100236", "召陵区", "召陵区召陵镇", "蒋庄村村民委员会"),
    ("411171102206", "漯河经济技术开发区", "邓襄镇", "后安村村民委员会"),
    ("411121104203", "舞阳县", "辛安镇", "刘庄村村民委员会"),
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟强磊军勇杰涛超明刚平辉鹏华飞波斌宇浩凯芳娜敏静丽艳娟霞秀英玲燕红梅兰凤洁琳素云"


def id_number(area: str, birth: str, sequence: int) -> str:
    """An ID number with a right check character; `birth` yyyy-mm-dd."""
    seventeen = f"{area}{birth.replace('-', '')}{sequence:03}"
    return seventeen + check_character(seventeen)


def make_residents(count: int, seed: int = 1) -> list[Resident]:
    """Residents with common names on six villages."""
    rng = random.Random(seed)
    return [_resident(i, rng) for i in range(count)]


def register_of(residents: list[Resident]) -> Register:
    """The register the matcher works on."""
    return Register.from_columns(
        resident_id=[r.resident_id for r in residents],
        name=[r.name for r in residents],
        id_number=[r.id_number for r in residents],
        phone=[r.phone for r in residents],
        sex=[r.sex for r in residents],
        birth_date=[r.birth_date for r in residents],
        village_code=[r.village_code for r in residents],
        address=[r.address for r in residents],
        county=[r.county for r in residents],
        township=[r.township for r in residents],
        village=[r.village for r in residents],
    )


def _resident(i: int, rng: random.Random) -> Resident:
    code, county, township, village = rng.choice(PLACES)
    birth = f"{rng.randrange(1930, 2020)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    sequence = rng.randrange(1000)
    return Resident(
        resident_id=f"R{i:05}",
        name=rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=2)),
        id_number=id_number(code[:6], birth, sequence),
        phone=f"1{rng.choice('358')}{rng.randrange(10**9):09}",
        sex="男" if sequence % 2 else "女",
        birth_date=birth,
        village_code=code,
        county=county,
        township=township,
        village=village,
        house=f"{rng.randrange(1, 400)}号",
    )
