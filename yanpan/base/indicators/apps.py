from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "yanpan.base.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.indicators import operations, queries  # noqa: F401
