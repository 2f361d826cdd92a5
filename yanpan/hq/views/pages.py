"""The pages of the headquarters, as they stand in the menu."""

from django.utils.translation import gettext_lazy as _

from yanpan.hq.views import alarms
from yanpan.hq.views.finders import register_finders
from yanpan.hq.views.words import register_hq_words
from yanpan.shell.alarms import register_alarm
from yanpan.shell.navigation import Page, register_page

PAGES = (
    Page("hq:desk", _("Desk"), "hq.get_desk", "duty", 10, home=1),
    Page("hq:log", _("Duty log"), "hq.list_log", "duty", 12),
    Page("hq:rapid_reports", _("Rapid reports"), "hq.list_rapid_reports", "duty", 14),
    Page("hq:report_at_once", _("Report at once"), "hq.report_at_once", "duty", 15, phone=True),
    Page("hq:papers", _("Papers from above"), "hq.list_papers", "duty", 17),
    Page("hq:day", _("The day"), "hq.get_day", "duty", 11),
    Page("hq:shift", _("Hand-over of the shift"), "hq.list_open_things", "duty", 13),
    Page("hq:items", _("Items"), "hq.list_items", "duty", 20, home=35),
    Page("hq:sheets", _("Order sheets"), "hq.list_sheets", "meeting", 30),
    Page("hq:documents", _("Papers issued"), "hq.list_documents", "meeting", 31),
    Page("hq:reports", _("My reports"), "hq.list_own_reports", "duty", 15, home=34),
    Page("hq:villages", _("Villages' daily report"), "hq.get_village_report", "duty", 16, phone=True),
    Page("hq:report_matrix", _("Who has reported"), "hq.get_report_matrix", "meeting", 5),
    Page("hq:meetings", _("Meetings"), "hq.list_meetings", "meeting", 25),
    Page("hq:directory", _("Contact directory"), "hq.list_contacts", "duty", 60),
    Page("hq:rota", _("Rota"), "hq.list_turns", "duty", 61),
    Page("hq:line_forms", _("Forms of the lines"), "hq.list_line_forms", "foundations", 60),
    Page("hq:cut_offs", _("Cut-off"), "indicators.list_cut_offs", "meeting", 10),
    Page("hq:briefs", _("Briefs"), "hq.get_brief", "meeting", 20),
    Page("hq:timeliness", _("7-1-7 timeliness"), "hq.get_timeliness", "meeting", 40),
)


def register_pages() -> None:
    """Called once, when the headquarters is ready."""
    for page in PAGES:
        register_page(page)
    register_hq_words()
    register_alarm(alarms.RIGHT, alarms.urgent_medical)
    register_finders()
