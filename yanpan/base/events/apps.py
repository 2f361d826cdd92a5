from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "yanpan.base.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.events import operations, queries  # noqa: F401
