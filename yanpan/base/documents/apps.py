from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "yanpan.base.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.documents import procedure_reading, procedures  # noqa: F401
