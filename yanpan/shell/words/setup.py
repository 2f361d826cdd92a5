"""Why a step of setting up is refused. The rows of a sheet are counted as the spreadsheet counts them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SETUP_REFUSALS: dict[str, str | Promise] = {
    "set_up_already": _("Somebody can sign in here already; ask the security administrator for a log-in."),
    "wrong_setup_code": _(
        "The code is wrong, used or too old. “yanpan setup” on the server prints a new one."
    ),
    "three_administrators_needed": _("Name one administrator for each of the three roles."),
    "three_people_needed": _(
        "Three people are needed, with three log-in names: nobody holds two of these roles."
    ),
    "password_as_before": _("Choose another password than the present one."),
    "cards_in_a_drill": _("In a drill parts are taken by cards; there are no passwords to print."),
    "nobody_waits_for_a_slip": _("Nobody of these units waits for a first password."),
    "choose_units": _("Choose at least one and at most %(most)s units."),
    "choose_townships": _("Tick at least one township."),
    "name_of_the_unit_needed": _("Give a name of at most %(most)s characters."),
    "name_of_another_unit": _("Another unit is called “%(name)s” already."),
    "no_code_left_for_a_zone": _("There is no code left for another zone."),
    "city_code_of_six_digits": _("The code of a city has six digits and ends in 00."),
    "city_is_shipped": _("The city %(code)s is shipped; choose it in the list instead."),
    "no_villages_in_the_sheet": _("The sheet names no village."),
    "sheet_without_titles": _("No sheet has these columns: %(titles)s. Use the sheet that is offered here."),
    "rows_have_faults": _("The sheet has %(count)s faults; nothing was taken over."),
    "nothing_changes": _("Nothing would change."),
    "look_is_too_old": _("This look is too old or was changed. Upload the file again."),
    "row_of_no_unit": _(
        "Row %(row)s: this is no unit of yours. Choose one from the list in the column 单位."
    ),
    "row_name_of_several_units": _(
        "Row %(row)s: several units have this name. Choose one from the list, with its code."
    ),
    "row_without_leader": _("Row %(row)s: the responsible leader is missing."),
    "row_without_telephone": _("Row %(row)s: the 24-hour telephone is missing or is no telephone number."),
    "row_name_too_long": _(
        "Row %(row)s: a name has at most %(most)s characters, and no ID number or telephone in it."
    ),
    "row_repeats_another": _("Row %(row)s says the same as row %(other)s once more. Delete one of them."),
    "row_of_no_role": _(
        "Row %(row)s: this role is not given here. Choose one from the list in the column 岗位."
    ),
    "row_role_not_at_this_level": _("Row %(row)s: this role is not held at a unit of this level."),
    "row_without_username": _("Row %(row)s: give a log-in name of Latin letters, digits and dashes."),
    "row_username_taken": _(
        "Row %(row)s: this log-in name is closed, an administrator's or another unit's. Choose another."
    ),
    "row_code_of_digits": _("Row %(row)s: a code here has %(digits)s digits."),
    "row_code_elsewhere": _("Row %(row)s: the code %(code)s does not lie in %(above)s."),
    "row_without_place_name": _(
        "Row %(row)s: the name beside the code of %(digits)s digits is missing or too long."
    ),
    "row_code_of_two_names": _("Row %(row)s: the code %(code)s has another name in row %(other)s."),
}
