"""Words for the hours of a headquarters' day."""

from django.utils.translation import gettext as _

from yanpan.hq.rules.day import ROUND, Hour


def hour_name(hour: Hour) -> str:
    """What falls due: the headquarters' own title, else the shipped one."""
    code = ROUND if hour.code.startswith(ROUND) else hour.code
    return hour.title or hour_words().get(code, code)


def hour_words() -> dict[str, str]:
    return {
        "upwards": _("Figures to the province"),
        "morning_shift": _("Hand-over to the day shift"),
        "evening_shift": _("Hand-over to the night shift"),
        "morning_brief": _("Morning brief"),
        ROUND: _("Figures of the testing round"),
        "findings": _("Findings of supervision"),
        "orders": _("Order sheets"),
        "cut_off": _("Cut-off"),
        "reminders": _("Reminders to those who have not confirmed"),
        "brief_checked": _("Brief to the checker"),
        "duty_chief": _("Duty chief's approval"),
        "meeting": _("Assessment meeting"),
        "signed": _("Items signed and issued"),
        "acknowledged": _("Items acknowledged"),
        "day_statistics": _("Statistics of the day, 0–24 h"),
    }
