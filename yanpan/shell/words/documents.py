"""States, kinds, channels and urgencies of official papers in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

STATES: Words = {
    "drafted": _("drafted, to be checked"),
    "checked": _("to be signed"),
    "signed": _("to be issued"),
    "issued": _("issued"),
    "acknowledged": _("signed for"),
    "void": _("void"),
    "corrected": _("replaced by a corrected one"),
}
KINDS: Words = {
    "order_sheet": _("Order sheet"),
    "minutes": _("Minutes"),
    "brief": _("Brief"),
    "notice": _("Notice"),
    "letter": _("Letter"),
}
CHANNELS: Words = {
    "platform": _("by the platform"),
    "fax": _("by fax"),
    "post": _("by confidential post"),
    "file": _("as a file"),
}
URGENCIES: Words = {"": _("not urgent"), "urgent": _("urgent"), "most_urgent": _("most urgent")}


def document_state_word(code: object) -> str:
    return str(STATES.get(str(code), code))


def document_kind_word(code: object) -> str:
    return str(KINDS.get(str(code), code))


def document_channel_word(code: object) -> str:
    return str(CHANNELS.get(str(code), code))
