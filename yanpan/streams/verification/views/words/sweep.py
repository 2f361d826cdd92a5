"""Words of the own sweep: key places, households, sentinels, holes in the defence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "place_incomplete": _("Enter the name of the place and its kind."),
    "place_known": _("This place stands in the register of the village already."),
    "place_needs_a_village": _("A key place belongs to a village or community: choose one."),
    "place_changed": _("Somebody changed or visited this place meanwhile. Look at it again."),
    "visit_incomplete": _("The visit is not complete: %(problems)s."),
    "no_places_in_file": _("%(file)s: no row of titles with the names of places was found."),
    "places_columns_wrong": _("One column gives the names of the places, and no meaning is given twice."),
    "places_sheet_wrong": _(
        "%(count)s problems: nothing was taken in. Correct the rows named below, or the meanings."
    ),
    "places_sheet_decided": _("This sheet was decided already."),
    "sweep_incomplete": _("Enter a title, and name where the number of households comes from."),
    "sweep_ends_before_it_starts": _("The last day lies before the first."),
    "sweep_open_there": _("A sweep of this area, or of a part of it, is open: close it first."),
    "sweep_closed": _("This sweep is closed; nothing more is reported to it."),
    "households_wrong": _("The numbers do not fit: %(problems)s."),
    "households_changed": _("Somebody reported for this village meanwhile. Look at the numbers again."),
    "found_incomplete": _("Something is missing of the person: %(problems)s."),
    "no_sentinel": _("Only fever clinics and pharmacies report daily counts."),
    "sentinel_wrong": _("The numbers do not fit: %(problems)s."),
    "sentinel_changed": _("Somebody reported for this place meanwhile. Look at the numbers again."),
    "referral_needs_people": _("Enter how many people are sent on."),
    "referral_goes_to_a_fever_clinic": _("People are sent on to another place that is a fever clinic."),
    "more_came_than_were_sent": _("At most %(sent)s were sent."),
    "referral_settled": _("This referral was signed for or withdrawn meanwhile."),
    "hole_incomplete": _("The hole in the defence is not complete: %(problems)s."),
    "hole_owner_wrong": _("The place's own unit or one above it answers for a hole."),
    "hole_due_in_the_past": _("The deadline lies in the past."),
    "hole_photo_needed": _("Add a photo that shows it repaired."),
    "hole_is_fixed": _("It was reported repaired meanwhile."),
    "hole_is_not_fixed_yet": _("Nobody has reported it repaired yet."),
    "hole_changed": _("Somebody acted on this hole meanwhile. Look at it again."),
    "owner_reports_it_fixed": _("%(unit)s answers for it and reports it repaired."),
    "another_checks_the_repair": _("Who repaired it does not check it: another unit or supervision does."),
}
RIGHTS: dict[str, str | Promise] = {
    "verification.add_place": _("Add a key place"),
    "verification.change_place": _("Correct a key place"),
    "verification.remove_place": _("Take a key place off the register"),
    "verification.record_visit": _("Enter a visit to a key place"),
    "verification.receive_places": _("Read a sheet of key places"),
    "verification.import_places": _("Take in a sheet of key places"),
    "verification.void_places": _("Put away a sheet of key places"),
    "verification.list_places": _("See the key places"),
    "verification.get_place": _("Open a key place"),
    "verification.count_places": _("See the numbers of key places"),
    "verification.get_visit_photo": _("Open the photo of a visit"),
    "verification.get_place_sheet": _("Open a sheet of key places"),
    "verification.open_sweep": _("Open a household sweep"),
    "verification.close_sweep": _("Close a household sweep"),
    "verification.report_households": _("Report the households of a sweep"),
    "verification.list_sweeps": _("See the household sweeps"),
    "verification.get_sweep_board": _("See the board of a sweep"),
    "verification.get_sweep_village": _("See the numbers of a village in a sweep"),
    "verification.report_person_found": _("Report a person found by the sweep"),
    "verification.report_sentinel": _("Report the counts of a fever clinic or pharmacy"),
    "verification.list_sentinels": _("See fever clinics and pharmacies"),
    "verification.get_sentinel": _("Open the counts of a fever clinic or pharmacy"),
    "verification.send_referral": _("Send people on to a fever clinic"),
    "verification.receive_referral": _("Sign for people sent on"),
    "verification.withdraw_referral": _("Withdraw a referral"),
    "verification.list_referrals": _("See the referrals"),
    "verification.report_hole": _("Report a hole in the defence"),
    "verification.assign_hole": _("Give a hole to another unit or for another hour"),
    "verification.report_hole_fixed": _("Report a hole repaired"),
    "verification.recheck_hole": _("Check a repair"),
    "verification.list_holes": _("See the holes in the defence"),
    "verification.get_hole": _("Open a hole in the defence"),
    "verification.get_hole_photo": _("Open the photo of a hole"),
    "verification.count_holes": _("See the board of holes"),
    "verification.tend_sweep": _("Ring about late holes and referrals"),
}
MATTER_WORDS: dict[str, str | Promise] = {
    "holes_late": _("Holes in the defence past their deadline"),
    "referrals_late": _("People referred for fever: nobody said whether they came"),
}
MATTER_ACTS: dict[str, str | Promise] = {
    "holes_late": _("Please repair them and report it with a photo."),
    "referrals_late": _("Please ring the clinic and enter how many came."),
}
WORK_WORDS: dict[str, str | Promise] = {
    "verification.take_in_found": _("A person found by the sweep is taken in"),
}
