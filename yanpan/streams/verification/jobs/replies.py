"""What was written into senders' sheets goes when their files go."""

from datetime import datetime, timedelta

from yanpan.base.gate import Actor
from yanpan.base.jobs.rounds import every
from yanpan.streams.verification.operations.replies import forget_replies, replies_to_forget


@every(timedelta(minutes=30), "verification.replies_to_forget", rights=("verification.forget_replies",))
def forget_old_replies(actor: Actor, now: datetime) -> None:
    """Seven days after a list came its file is destroyed; no version of the reply can be made any more."""
    if replies_to_forget().exists():
        forget_replies(actor, now=now)
