from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yanpan.base.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.jobs import operations, queries  # noqa: F401
