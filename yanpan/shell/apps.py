from django.apps import AppConfig
from django.forms import ChoiceField, MultipleChoiceField
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "yanpan.shell"
    label = "shell"

    def ready(self) -> None:
        _quote_no_choice()  # before any form is declared
        from yanpan.shell.pages import register_pages
        from yanpan.shell.views.procedures import register_procedures_finder
        from yanpan.shell.views.search import register_units_finder
        from yanpan.shell.words.everyday import register_everyday_words
        from yanpan.shell.words.field import register_field_words

        register_pages()
        register_field_words()
        register_everyday_words()
        register_units_finder()
        register_procedures_finder()


def _quote_no_choice() -> None:
    """Django repeats a value that is none of the choices; it may be a number of a person."""
    told = {"invalid_choice": _("Choose one of these.")}
    for kind in (ChoiceField, MultipleChoiceField):
        kind.default_error_messages = {**kind.default_error_messages, **told}
