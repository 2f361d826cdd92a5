from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yanpan.base.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.notices import comments, operations, queries  # noqa: F401
