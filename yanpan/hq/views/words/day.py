"""Words of the day of a headquarters."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "hour_change_incomplete": _("The day cannot be changed so: %(problems)s."),
    "unknown_hour": _("the day has no such hour"),
    "hour_not_readable": _("write an hour such as 17:30"),
    "own_hour_needs_a_title": _("say what falls due"),
    "a_past_day_does_not_change": _("days that are over stay as they were"),
    "hour_is_seen_by_itself": _(
        "This hour is seen by itself: by the fixed figures, the signed shift or the signed items."
    ),
    "hour_has_not_come": _("This hour has not come yet."),
    "hour_is_done": _("Somebody has noted this hour already."),
}
RIGHTS: dict[str, str | Promise] = {
    "hq.get_day": _("See the day of a headquarters"),
    "hq.list_days": _("See the days of the headquarters below"),
    "hq.list_hour_changes": _("See how a day was changed"),
    "hq.change_hour": _("Add, move or drop an hour of the own day"),
    "hq.switch_testing_round": _("Switch the hours of a testing round on or off"),
    "hq.note_hour_done": _("Note that an hour is done"),
    "hq.call_for_hours": _("Put missed hours on the call list"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "cut_off_not_fixed": _("Figures not fixed at the cut-off"),
    "brief_not_checked": _("Brief not given to the checker"),
    "items_unacknowledged": _("Items not signed for by 23:00"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "cut_off_not_fixed": _("Please fix the figures now."),
    "brief_not_checked": _("Please give the brief to the checker now."),
    "items_unacknowledged": _("Please sign for the items now."),
}
FACT_WORDS: dict[str, str | Promise] = {"hour": _("hour"), "items": _("items")}
