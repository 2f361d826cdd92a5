"""The words of each sender for our outcomes, the newest version of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yanpan.base.gate import Actor, query, under
from yanpan.base.places.queries import visible_unit
from yanpan.kernel.errors import Missing
from yanpan.streams.verification.models import ListBatch, SenderWords
from yanpan.streams.verification.rules import Source
from yanpan.streams.verification.rules.lists import same_name
from yanpan.streams.verification.rules.reply_columns import vocabulary


@dataclass(frozen=True, slots=True)
class WordsView:
    """version 0: nobody has said yet how this sender speaks; then these are the words that are shipped."""

    source: str
    sender: str
    version: int
    words: Mapping[str, str]
    made_at: datetime | None = None
    made_by: str = ""


def newest_words(unit_id: int, source: str, sender: str) -> SenderWords | None:
    """However the sender's name was written."""
    known = SenderWords.objects.filter(unit_id=unit_id, source=source).order_by("-version")
    return next((one for one in known if same_name(one.sender, sender)), None)


def words_for(unit_id: int, source: str, sender: str) -> WordsView:
    """The newest words of a sender, those that are shipped where there are none."""
    found = newest_words(unit_id, source, sender)
    if found is None:
        return WordsView(source, sender, 0, dict(vocabulary().words))
    return _view(found)


def _view(words: SenderWords) -> WordsView:
    # A word added to the product since is there with what is shipped.
    full = {**vocabulary().words, **words.words}
    return WordsView(words.source, words.sender, words.version, full, words.made_at, words.made_by)


@query("verification.get_sender_words", subject="source", records=("unit_key",), personal=False)
def get_sender_words(actor: Actor, *, unit_key: str, source: str, sender: str, now: datetime) -> WordsView:
    """How a sender wants to be answered. Missing: the unit is elsewhere, or there is no such source."""
    if source not in set(Source):
        raise Missing("sender")
    return words_for(visible_unit(actor, unit_key).id, source, sender)


@query("verification.list_sender_words", personal=False)
def list_sender_words(actor: Actor, *, now: datetime) -> list[WordsView]:
    """Every sender that is answered in the own sheet, with its words; senders never asked come with version 0."""
    mine = under("unit__path", actor)
    found: list[WordsView] = []
    for one in SenderWords.objects.filter(mine).order_by("source", "sender", "-version")[:500]:
        if not any(each.source == one.source and same_name(each.sender, one.sender) for each in found):
            found.append(_view(one))
    due = ListBatch.objects.filter(mine, reply_due_at__isnull=False).exclude(state="void")
    for source, sender in due.order_by().values_list("source", "sender").distinct()[:500]:
        if not any(each.source == source and same_name(each.sender, sender) for each in found):
            found.append(WordsView(source, sender, 0, vocabulary().words))
    return found
