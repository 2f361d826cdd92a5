"""A topic as it is opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yanpan.shell.forms import DayField

DAY = {"type": "date"}


class TopicForm(forms.Form):
    """A place and a window, its clock, its place in every queue."""

    title = forms.CharField(label=_("Topic"), max_length=60)
    place = forms.CharField(
        label=_("Place of exposure"),
        max_length=80,
        help_text=_("A place, as the notice of a health authority names it; never a kind of people."),
    )
    window_from = DayField(label=_("Window from"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    window_to = DayField(label=_("Window to"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
    find_hours = forms.IntegerField(label=_("Hours to find a person"), min_value=1, max_value=72, initial=12)
    priority = forms.IntegerField(
        label=_("Place in the queue"), min_value=1, max_value=9, initial=1, help_text=_("1 goes first.")
    )
