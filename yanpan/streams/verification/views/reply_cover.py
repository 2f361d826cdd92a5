"""The cover line of a reply: its numbers for the page, and the sentence that goes with the file."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yanpan.base.policy.rules import CITY_TIME
from yanpan.streams.verification.queries import ReplyView
from yanpan.streams.verification.rules.reply_columns import vocabulary

_NUMBERS: dict[str, str | Promise] = {
    "received": _("received"),
    "here": _("here"),
    "elsewhere": _("elsewhere (letters)"),
    "wrong": _("wrong"),
    "duplicate": _("duplicate"),
    "not_found": _("not found"),
    "deceased": _("deceased"),
    "lapsed": _("search lapsed"),
    "in_hand": _("in hand"),
}


def numbers_of(reply: ReplyView) -> list[tuple[str | Promise, int, str]]:
    """Word, number and code, in the order of the form."""
    return [(word, reply.numbers.get(code, 0), code) for code, word in _NUMBERS.items()]


def cover_text(reply: ReplyView) -> str:
    """One sentence in the sender's language, to be copied into the mail or the fax."""
    day = reply.received_at.astimezone(CITY_TIME)
    numbers = {code: reply.numbers.get(code, 0) for code in _NUMBERS}
    return (
        vocabulary().phrases["cover"].format(on=f"{day.month}月{day.day}日", file=reply.file_name, **numbers)
    )
