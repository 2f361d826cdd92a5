"""信息快报: the province's template as data. Pure: reads the shipped table once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FIRST, CONTINUED, FINAL = "first", "continued", "final"


@dataclass(frozen=True, slots=True)
class RapidTemplate:
    """fields: label and name of the value, in order; stages: code → words with {number}."""

    title: str
    salutation: str
    closing: str
    final_closing: str
    stages: dict[str, str]
    fields: tuple[tuple[str, str], ...]

    def stage(self, code: str, number: int) -> str:
        return self.stages[code].format(number=number)


@cache
def rapid_template() -> RapidTemplate:
    said = tomllib.loads((files("yanpan.hq.rules") / "rapid_paper.toml").read_text("utf-8"))
    return RapidTemplate(
        said["title"],
        said["salutation"],
        said["closing"],
        said["final_closing"],
        dict(said["stages"]),
        tuple((one["label"], one["value"]) for one in said["field"]),
    )
