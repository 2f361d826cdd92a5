from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "yanpan.base.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.upkeep import operations, queries  # noqa: F401
