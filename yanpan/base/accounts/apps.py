from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "yanpan.base.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What is behind the gate is known from the start: tokens, roles and tests ask the registry.
        from yanpan.base.accounts import (  # noqa: F401
            directory,
            drill_cards,
            first_passwords,
            operations,
            queries,
            saved_views,
            setting_up,
        )
