from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "yanpan.shell"
    label = "shell"

    def ready(self) -> None:
        from yanpan.shell.pages import register_pages

        register_pages()
