from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "yanpan.shell"
    label = "shell"

    def ready(self) -> None:
        from yanpan.shell.pages import register_pages
        from yanpan.shell.words.field import register_field_words

        register_pages()
        register_field_words()
