"""What people enter while a meeting looks at its weak links. Shape only: the rules are in the operations."""

from django import forms


class NoteForm(forms.Form):
    """note_id: take this one back; code: contest this link; neither: a link of one's own."""

    note_id = forms.UUIDField(required=False)
    unit_key = forms.CharField(max_length=40, required=False)
    code = forms.CharField(max_length=40, required=False)
    indicator = forms.CharField(max_length=60, required=False)
    text = forms.CharField(max_length=200, required=False)
