from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "yanpan.base.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.tasks import operations, queries, sent  # noqa: F401
