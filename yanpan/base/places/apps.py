from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "yanpan.base.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.places import bringing, operations, queries, trees  # noqa: F401
