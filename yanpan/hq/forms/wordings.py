"""The wording of a kind of paper, a field for each part. Shape only: the rules are in the operation."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yanpan.base.documents.wording import Part, WordingKind

_LINES = {"paragraph": 3, "signature": 2}


class WordingForm(forms.Form):
    reason = forms.CharField(label=_("Why it is worded anew"), max_length=200, required=False)

    def __init__(self, *args: object, kind: WordingKind, texts: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        parts = {_field(name): _part(part, texts[name]) for name, part in kind.parts.items()}
        self.fields = {**parts, **self.fields}
        self.kind = kind

    def texts(self) -> dict[str, str]:
        """As they were written, also what is refused: the preview and the fields show it."""
        return {name: str(self.data.get(_field(name), "")) for name in self.kind.parts}

    def refuse(self, part: str, words: str) -> None:
        self.add_error(_field(part) if part in self.kind.parts else part, words)


def _field(name: str) -> str:
    """Names of parts hold dots; a form's fields do not."""
    return f"part_{name.replace('.', '__')}"


def _part(part: Part, text: str) -> forms.CharField:
    """The longest a part may be is the operation's to refuse, with everything else that is wrong."""
    needs = " ".join(f"{{{name}}}" for name in sorted(part.needs))
    rows = _LINES.get(part.role)
    return forms.CharField(
        label=part.name_zh if (get_language() or "zh").startswith("zh") else part.name_en,
        required=False,
        strip=False,
        max_length=2000,
        initial=text,
        help_text=_("Needs %(names)s.") % {"names": needs} if needs else "",
        widget=forms.Textarea({"rows": rows}) if rows else forms.TextInput(),
    )
