from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "yanpan.base.sync"
    label = "sync"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.sync import operations, queries, rounds  # noqa: F401
