"""The duty desk's texts go by themselves."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.hq.operations.forgetting import forget_duty_texts, scans_due, texts_due


@every(timedelta(hours=24), "hq.duty_texts", rights=("hq.forget_duty_texts",))
def let_duty_texts_go(keeper: Actor, now: datetime) -> None:
    """Only where something is due: a round that finds nothing leaves no line."""
    if scans_due(now).exists() or any(rows.exists() for rows in texts_due(now)):
        forget_duty_texts(keeper, now=now)
