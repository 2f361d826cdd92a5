from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yanpan.base.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
