from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "yanpan.streams.verification"
    label = "verification"

    def ready(self) -> None:
        from yanpan.streams.verification import jobs, receivers, reports  # noqa: F401
