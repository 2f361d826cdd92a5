"""Names of units in the language of the paper: places keep theirs, the headquarters' own task forces are translated."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def named(names: Mapping[str, str]) -> dict[str, str]:
    """Unit key → name. In Chinese as the city writes them; elsewhere the shipped task forces by their work."""
    if (get_language() or "").startswith("zh"):
        return dict(names)
    forces = _forces()
    return {key: forces.get(key.removeprefix("force-"), name) for key, name in names.items()}


def _forces() -> dict[str, str]:
    return {
        "office": _("Office of the headquarters"),
        "co_investigation": _("Task force for co-investigation"),
        "tracing": _("Task force for tracing"),
        "isolation": _("Task force for transfer and isolation"),
        "testing": _("Task force for testing"),
        "vaccination": _("Task force for vaccination"),
        "cold_chain": _("Task force for the cold chain"),
        "traffic": _("Task force for traffic control"),
        "communities": _("Task force for villages and communities"),
        "schools": _("Task force for schools"),
        "supplies": _("Task force for supplies"),
        "information": _("Task force for public information"),
        "law": _("Task force for lawful measures and order"),
        "supervision": _("Task force for supervision"),
    }


def listed(words: Iterable[str]) -> str:
    """甲、乙 in Chinese, A, B elsewhere; a dash for nothing."""
    separator = "、" if (get_language() or "").startswith("zh") else ", "
    return separator.join(words) or "–"


def sentences(said: Iterable[str]) -> str:
    """One after another, as the language sets them."""
    return ("" if (get_language() or "").startswith("zh") else " ").join(one for one in said if one)


def said_by(who: str, text: str) -> str:
    """甲县：…"""
    return _("%(who)s: %(text)s") % {"who": who, "text": text}
