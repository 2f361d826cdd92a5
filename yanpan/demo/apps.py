from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "yanpan.demo"
    label = "demo"
