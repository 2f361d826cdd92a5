from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yanpan.base.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.people import operations, queries  # noqa: F401
