"""The pages of what exists once, as they stand in the menu."""

from django.utils.translation import gettext_lazy as _

from yanpan.shell.navigation import Page, register_page

PAGES = (
    Page("shell:handovers", _("Hand-overs"), "tasks.list_waiting", "duty", 30, home=20),
    Page("shell:calls", _("Call list"), "notices.list_calls", "duty", 40),
    Page("shell:from_phones", _("From the phones"), "sync.list_devices", "duty", 45),
    Page("shell:units", _("Units"), "", "foundations", 10, home=90),
    Page("shell:events", _("Events"), "", "foundations", 20),
    Page("shell:packs", _("Policy packs"), "", "foundations", 30),
    Page("shell:jobs", _("Jobs"), "jobs.list_jobs", "foundations", 40, home=40),
    Page("shell:village_phones", _("Village phones"), "accounts.list_village_phones", "administration", 10),
    Page("shell:accounts", _("Accounts"), "accounts.list_accounts", "administration", 20, home=30),
    Page("shell:tokens", _("Machine tokens"), "accounts.list_tokens", "administration", 30),
    Page("shell:roles", _("Roles and rights"), "", "administration", 40),
    Page("shell:audit", _("Audit"), "gate.list_audit_lines", "administration", 50, home=10),
)


def register_pages() -> None:
    for page in PAGES:
        register_page(page)
