"""销毁证明 as a paper of the office: what went, by whose hands, which keys; it names no person. In Chinese."""

from collections.abc import Mapping
from datetime import datetime

from yanpan.base.policy.rules import CITY_TIME
from yanpan.shell.papers import Facts, Paper, Paragraph, Table

RULES = {
    "no_exposure": "推送名单中未形成暴露关联人员信息",
    "undecided_rows": "未建立核查任务的名单行",
    "rest_of_event": "已结束事件的全部剩余个人信息",
    "register": "人口底册",
}
_SWEPT = {
    "vacuum_checkpoint": "数据库文件已整理重写，日志已清空",
    "vacuum": "数据库文件已整理重写",
    "vacuum_full": "相关数据表已整理重写",
}


def certificate_paper(
    *,
    number: str,
    organ: str,
    drill: bool,
    about: str,
    rule: str,
    basis: str,
    signed_by: str,
    signed_at: datetime,
    witnessed_by: str,
    witnessed_at: datetime | None,
    document: str,
    counts: Mapping[str, int],
    subject_count: int,
    subjects_digest: str,
    keys: list[list[str]],
    old_keys: int,
    swept: str,
    made_at: datetime,
    digest: str,
) -> Paper:
    """Facts, the table of counts, the table of keys, what the digests cover."""
    facts = [
        ("事件", about),
        ("销毁内容", RULES.get(rule, rule)),
        ("依据", basis),
        ("提出人", f"{signed_by}  {_hour(signed_at)}"),
        ("监销人", f"{witnessed_by}  {_hour(witnessed_at)}" if witnessed_by else None),
        ("文号", document or None),
        ("销毁对象数", subject_count),
        ("对象编号摘要（SHA-256）", subjects_digest),
        ("销毁密钥数", len(keys)),
        ("存储介质处理", _SWEPT.get(swept, "—")),
        ("完成时间", _hour(made_at)),
        ("本证明摘要（SHA-256）", digest),
    ]
    return Paper(
        title="个人信息销毁证明",
        organ=organ,
        drill=drill,
        number=number,
        blocks=(
            Facts(tuple(facts)),
            Table("销毁数量", ("数据表", "行数"), tuple(sorted(counts.items())) or (("—", 0),)),
            Table("已销毁的数据密钥", ("数据表", "月份", "密钥编号"), _rows(keys)),
            Paragraph(_said(old_keys)),
        ),
    )


def _rows(keys: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(key) for key in keys) or (("—", "—", "—"),)


def _said(old_keys: int) -> str:
    kept = f"其中{old_keys}个密钥为早期版本生成，旧数据库备份须另行销毁。" if old_keys else ""
    return f"密钥销毁后，包括旧数据库备份在内，其加密的内容无法再被还原。{kept}本证明不含任何个人信息，永久保存。"


def _hour(at: datetime | None) -> str:
    return f"{at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}" if at else "—"
