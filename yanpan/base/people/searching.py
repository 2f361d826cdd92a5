"""Looking for a person: by what, why, and how often. What was typed is kept nowhere.

Whom one may find is said by the query of the room; it finds none but those whose task lies in the actor's units.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from yanpan.base.audit.models import AuditLine
from yanpan.base.gate import Actor
from yanpan.base.vault.blind_index import blind_index
from yanpan.kernel.errors import Refused
from yanpan.kernel.ids import is_short_code, plain_short_code
from yanpan.science.place_names.initials import begins_with_initials
from yanpan.science.record_matching import id_problems, normal_id

# A closed list: what is not on it is no reason to look for anybody.
PURPOSES = ("caller", "hand_over", "list_check", "urgent_need")
MOST_FOUND = 20
SEARCHES_PER_MINUTE = 20

_TAIL = re.compile(r"[0-9]{4,10}")
_TELEPHONE = re.compile(r"1[3-9][0-9]{9}")
_INITIALS = re.compile(r"[A-Za-z]{2,4}")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,15}|[A-Za-z][A-Za-z .'’-]{4,39}")
_SOUND_ID = {"old_15"}

Fits = Callable[[str, str, str], bool]
"""Of a record's short code, name and telephone in clear."""


class Way(StrEnum):
    """By what one looks; the first three are exact."""

    SHORT_CODE = "short_code"
    ID_NUMBER = "id_number"
    TELEPHONE = "telephone"
    TAIL = "tail"
    INITIALS = "initials"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What somebody typed. As text it is a keyed digest: the audit tells equal searches, never what was asked."""

    typed: str = field(repr=False)

    def __str__(self) -> str:
        index = blind_index("searches", "asked", self.text.casefold())
        return index.hex() if index else ""

    @property
    def text(self) -> str:
        return unicodedata.normalize("NFKC", self.typed).strip()

    @property
    def way(self) -> Way:
        """Refused('be_more_exact'): one character, three figures, half a sentence."""
        text = self.text
        if _TELEPHONE.fullmatch(text):
            return Way.TELEPHONE
        if _TAIL.fullmatch(text):
            return Way.TAIL
        if is_short_code(text):
            return Way.SHORT_CODE
        if len(text) in (15, 18) and not set(id_problems(text)) - _SOUND_ID:
            return Way.ID_NUMBER
        if _INITIALS.fullmatch(text):
            return Way.INITIALS
        if _NAME.fullmatch(text):
            return Way.NAME
        raise Refused("be_more_exact")

    @property
    def exact(self) -> str:
        """The canonical form of a short code, an ID number or a telephone."""
        forms = {Way.SHORT_CODE: plain_short_code, Way.ID_NUMBER: normal_id}
        return forms.get(self.way, str)(self.text)

    def fits(self) -> Fits:
        """Whether a record that is opened is meant: by the tail of its telephone, its initials, how its name begins."""
        text = self.text.casefold()
        if self.way is Way.TAIL:
            return lambda code, name, phone: phone.endswith(text) or code == text
        if self.way is Way.INITIALS:
            return lambda code, name, phone: len(name) == len(text) and begins_with_initials(name, text)
        return lambda code, name, phone: name.casefold().startswith(text)


def check_purpose(purpose: str) -> None:
    """Refused('purpose_needed'): nobody is looked for without one of these reasons."""
    if purpose not in PURPOSES:
        raise Refused("purpose_needed")


def check_pace(verb: str, actor: Actor, now: datetime) -> None:
    """Refused('too_many_searches') above twenty a minute: the space of numbers is small."""
    since = now - timedelta(minutes=1)
    made = AuditLine.objects.filter(verb=verb, actor=actor.name, at__gt=since).count()
    if made >= SEARCHES_PER_MINUTE:
        raise Refused("too_many_searches", most=SEARCHES_PER_MINUTE)
