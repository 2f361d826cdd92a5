from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "yanpan.streams.verification"
    label = "verification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yanpan.streams.verification import field, jobs, receivers, reports  # noqa: F401
        from yanpan.streams.verification.views.pages import register_pages
        from yanpan.streams.verification.views.words import register_room_words

        register_room_words()
        register_pages()
