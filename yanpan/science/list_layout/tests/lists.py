"""Small lists with the mess of real ones; values from a fixed seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence

from yanpan.science.list_layout.problem import CellValue
from yanpan.science.record_matching import check_character

ADDRESSES = (
    "漯河市郾城区裴城镇小徐村",
    "河南省漯河市舞阳县北舞渡镇官厅街村289号",
    "源汇区干河陈街道柳江路社区14号楼",
    "临颍县王岗镇岗李村",
    "郑州市二七区",
)
Row = list[CellValue]


class People:
    """Makes the cells of made-up persons, one letter for one kind of column."""

    def __init__(self, seed: int = 3) -> None:
        self._random = random.Random(seed)
        self._number = 0
        self.kinds: dict[str, Callable[[], CellValue]] = {
            "#": self.number,
            "n": self.name,
            "i": self.id_number,
            "p": self.phone,
            "a": lambda: self._random.choice(ADDRESSES),
            "d": self.day,
            "b": lambda: self.birth().isoformat(),
            "s": lambda: self._random.choice("男女"),
            "g": lambda: self._random.randint(1, 95),
            "r": lambda: self._random.choice(["密接", "次密接", "时空伴随", "旅居史"]),
            "h": lambda: self._random.choice(["郑州六院", "郑州市第六人民医院", "南京市第二医院"]),
            "e": lambda: None,
            "t": lambda: self._random.choice(["CZ300", "MU588", "G1234", "HU7938"]),
            "k": lambda: f"{self._random.choice('EG')}{self._random.randrange(10**8):08d}",
            "o": lambda: self._random.choice(["上海浦东", "广州白云"]),
            "c": lambda: self._random.choice(["召陵区", "源汇区", "临颍县"]),
            "T": lambda: self._random.choice(["裴城镇", "孟庙镇", "大刘镇"]),
            "v": lambda: self._random.choice(["小徐村", "蒋堂村", "西刘村"]),
            "B": lambda: f"62220217{self._random.randrange(10**11):011d}",
            "f": lambda: float(self.id_number()[:15] + "000"),
            "w": lambda: self._random.choice(["漯河双汇", "漯河一中", "务农"]),
            "S": lambda: 44_400 + self._random.randint(1, 30),
            "x": lambda: self._random.choice(["已核查", "在漯", "不在漯", None]),
            "m": lambda: f"{self.name()}/{self.id_number()}",
        }

    def number(self) -> int:
        self._number += 1
        return self._number

    def name(self) -> str:
        surname = self._random.choice("王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗")
        return surname + "".join(
            self._random.choices("伟强磊军勇杰涛芳娜敏静丽艳娟霞秀", k=self._random.choice([1, 2, 2]))
        )

    def birth(self) -> datetime.date:
        return datetime.date(1940, 1, 1) + datetime.timedelta(days=self._random.randrange(29_000))

    def id_number(self) -> str:
        area = self._random.choice(["411102", "411123", "411104", "411121", "411122", "410105"])
        body = f"{area}{self.birth():%Y%m%d}{self._random.randrange(1_000):03d}"
        return body + check_character(body)

    def phone(self) -> str:
        return f"1{self._random.choice(['38', '39', '50', '58', '86'])}{self._random.randrange(10**8):08d}"

    def day(self) -> CellValue:
        day = self._random.randint(1, 9)
        styles: Sequence[CellValue] = (
            f"2021-08-{day:02}",
            f"8月{day}日",
            f"2021.8.{day}",
            datetime.date(2021, 8, day),
        )
        return self._random.choice(styles)


def person_rows(kinds: str, count: int = 12, seed: int = 3) -> list[Row]:
    people = People(seed)
    return [[people.kinds[kind]() for kind in kinds] for _ in range(count)]
