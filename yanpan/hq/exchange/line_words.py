"""What the lines report, in the language of who reads: words of definitions, of problems, of standings."""

from collections.abc import Mapping

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yanpan.hq.exchange.xlsform import FormProblem
from yanpan.hq.rules.lines import DAY, Field, LineDefinition, Said, measures
from yanpan.hq.rules.lines.judging import Problem
from yanpan.hq.rules.reports import Timeliness


def said(words: Said) -> str:
    """In the language of the moment."""
    return words.en if (get_language() or "").startswith("en") else words.zh


_lazily = lazy(said, str)


def told(words: Said) -> str | Promise:
    """The same, spoken when it is read: for what is registered once."""
    return _lazily(words)


def measure_word(one: Field) -> str:
    """What a figure counts; '' for a text."""
    return said(measures()[one.of]) if one.of else ""


def basis_word(basis: str) -> str:
    return _("0–24 h") if basis == DAY else _("as of the cut-off")


def standing_word(standing: str) -> str:
    """One cell of the matrix."""
    return {
        Timeliness.AWAITED.value: _("awaited"),
        Timeliness.DRAFT.value: _("filled, not approved"),
        Timeliness.MISSING.value: _("not reported"),
        Timeliness.UNAPPROVED.value: _("late: not approved"),
        Timeliness.IN_TIME.value: _("in time"),
        Timeliness.LATE.value: _("late"),
    }.get(standing, standing)


def value_text(one: Field, value: object) -> str:
    """A figure as it stands on paper; a dash for a blank."""
    if value is None or value == "":
        return "–"
    if one.kind == "choice":
        return next((said(name) for key, name in one.choices if key == value), str(value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def problem_text(problem: Problem, definition: LineDefinition) -> str:
    """What is wrong, and what to look at."""
    if problem.code in ("impossible", "implausible"):
        check = next(one for one in definition.checks if one.id == problem.facts["check"])
        return f"{said(check.name)} {_shown(problem.facts['figures'], definition)}"
    return _texts().get(problem.code, problem.code) % (
        dict(problem.facts) | {"name": _name(problem, definition)}
    )


def _shown(figures: object, definition: LineDefinition) -> str:
    """(sampled 951, registered 950)"""
    assert isinstance(figures, Mapping)
    named = [f"{said(definition.by_id[name].name)} {value:,}" for name, value in figures.items()]
    return _("(%(figures)s)") % {"figures": _(", ").join(named)}


def _name(problem: Problem, definition: LineDefinition) -> str:
    known = definition.by_id.get(problem.figure)
    if known is not None:
        return said(known.name)
    texts = {
        "progress": _("Main progress"),
        "problems": _("Problems"),
        "needs": _("Support needed"),
        "note": _("Note"),
    }
    return texts.get(problem.figure, problem.figure)


def _texts() -> dict[str, str]:
    return {
        "figure_missing": _("%(name)s is blank. Enter it, or 0 if there was none."),
        "nothing_reported": _("There is no figure in this report. For a day without anything: zero report."),
        "number_negative": _("%(name)s cannot be below zero."),
        "number_too_large": _("%(name)s is larger than any city: check the digits."),
        "not_a_number": _("%(name)s: “%(entered)s” is no number. Enter digits only."),
        "not_whole": _("%(name)s: “%(entered)s” is not a whole number."),
        "text_too_long": _("%(name)s has %(length)s characters; at most %(most)s are kept. Shorten it."),
        "not_a_choice": _("%(name)s: “%(entered)s” is not among the choices."),
        "not_a_day": _("%(name)s: “%(entered)s” is no date. Enter it like 2021-08-05."),
        "day_in_future": _("%(name)s: %(entered)s lies in the future."),
        "too_many_figures": _("%(count)s figures were sent; a report has at most %(most)s."),
        "unknown_figures": _("%(count)s figures are not on this form, the first of them “%(first)s”."),
        "base_changed": _(
            "%(name)s was %(before)s the day before and is %(after)s now, a change of more than 2 %%: give the reason."
        ),
        "report_of_the_future": _("A report of %(on)s cannot be filled before its day."),
        "report_too_old": _(
            "A report of %(on)s is older than %(most)s days: correct it through the duty chief."
        ),
        "person_in_text": _(
            "%(name)s carries an ID number, a telephone number or a masked name. "
            "Leave it out; write the short code of the person."
        ),
        "reason_not_accepted": _("A reason has at most %(most)s characters and no ID or telephone number."),
    }


def form_problem_text(problem: FormProblem) -> str:
    """What is wrong in a workbook, and where."""
    where = _("%(sheet)s, row %(row)s: ") if problem.row else _("%(sheet)s: ")
    at = where % {"sheet": problem.sheet, "row": problem.row}
    return at + _form_texts().get(problem.code, problem.code) % dict(problem.facts)


def _form_texts() -> dict[str, str]:
    return {
        "no_survey_sheet": _("the workbook has no sheet “survey”."),
        "no_fields": _("there is no field on it."),
        "too_many_fields": _("%(count)s fields; at most %(most)s are taken beside the shipped ones."),
        "choice_without_name": _("a choice needs list_name and name."),
        "choice_twice": _("the choice “%(name)s” stands there twice."),
        "type_not_known": _("type “%(type)s”: only integer, decimal, text, date and select_one are taken."),
        "list_not_there": _("the list “%(list)s” is not on the sheet choices."),
        "name_not_plain": _("name “%(name)s”: small letters, digits and _ only, a letter first, 40 at most."),
        "name_taken": _("the name “%(name)s” is taken already; choose another."),
        "no_label": _("the field “%(name)s” has no label."),
        "label_too_long": _("the label of “%(name)s” is longer than %(most)s characters."),
        "person_in_label": _("the label of “%(name)s” carries an ID number or a telephone number."),
        "basis_not_known": _("basis “%(basis)s”: only cut_off and 0-24 are known."),
        "constraint_not_understood": _(
            "constraint “%(constraint)s”: only numbers, . and ${field}, + - * div, "
            "= != < <= > >=, and, or are understood."
        ),
        "constraint_of_other_fields": _(
            "constraint “%(constraint)s” names a field that is not there, is no number, or is of another basis."
        ),
    }
