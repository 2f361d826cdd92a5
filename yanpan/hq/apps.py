from django.apps import AppConfig


class HeadquartersConfig(AppConfig):
    name = "yanpan.hq"
    label = "hq"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yanpan.hq import receivers  # noqa: F401
        from yanpan.hq.views.pages import register_pages

        register_pages()
