"""The pages of what exists once, as they stand in the menu."""

from django.utils.translation import gettext_lazy as _

from yanpan.shell.alarms import register_alarm
from yanpan.shell.navigation import Page, register_page
from yanpan.shell.views import running

PAGES = (
    Page("shell:handovers", _("Hand-overs"), "tasks.list_waiting", "duty", 30, home=20),
    Page("shell:calls", _("Call list"), "notices.list_calls", "duty", 40),
    Page("shell:comments_to_us", _("Comments to us"), "notices.list_addressed", "duty", 42),
    Page("shell:from_phones", _("From the phones"), "sync.list_devices", "duty", 45),
    Page("shell:units", _("Units"), "", "foundations", 10, home=90),
    Page("shell:events", _("Events"), "", "foundations", 20),
    Page("shell:procedures", _("Procedures"), "documents.list_procedures", "foundations", 25, phone=True),
    Page("shell:packs", _("Policy packs"), "", "foundations", 30),
    Page("shell:jobs", _("Jobs"), "jobs.list_jobs", "foundations", 40, home=40),
    Page("shell:setup", _("For my city"), "gate.list_first_acts", "administration", 5, home=25),
    Page("shell:village_phones", _("Village phones"), "accounts.list_village_phones", "administration", 10),
    Page("shell:accounts", _("Accounts"), "accounts.list_accounts", "administration", 20, home=30),
    Page("shell:tokens", _("Machine tokens"), "accounts.list_tokens", "administration", 30),
    Page("shell:roles", _("Roles and rights"), "", "administration", 40),
    Page("shell:running", _("Running"), "upkeep.get_running", "administration", 45, home=45),
    Page("shell:audit", _("Audit"), "gate.list_audit_lines", "administration", 50, home=10),
)


def register_pages() -> None:
    register_alarm(running.ALARMS, running.first_alarm)
    for page in PAGES:
        register_page(page)
