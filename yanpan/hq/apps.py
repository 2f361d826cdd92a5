from django.apps import AppConfig


class HeadquartersConfig(AppConfig):
    name = "yanpan.hq"
    label = "hq"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known before the first page: tokens and tests ask the registry.
        from yanpan.hq import jobs, operations, queries, receivers, reports  # noqa: F401
        from yanpan.hq.views.pages import register_pages

        register_pages()
