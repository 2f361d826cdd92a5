from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "yanpan.streams.supervision"
    label = "supervision"

    def ready(self) -> None:
        from yanpan.streams.supervision import jobs, receivers, reports  # noqa: F401
        from yanpan.streams.supervision.views.pages import register_pages
        from yanpan.streams.supervision.views.words import register_room_words

        register_room_words()
        register_pages()
