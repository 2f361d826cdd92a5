"""The frame: sign-in, accounts, phones, hand-overs, calls, events, jobs, the audit."""

from tests.house.doors.door import ANYBODY, Door

CUTTING = "accounts.revoke_phone"
SHELL = {
    "home": Door(get=ANYBODY),
    "healthz": Door(get=ANYBODY),
    "sign_in": Door(get=ANYBODY, post=ANYBODY),
    "sign_out": Door(post=ANYBODY),
    "change_password": Door(get="accounts.change_password", post="accounts.change_password"),
    "slip_code": Door(get=ANYBODY, post=ANYBODY),
    "enrol_phone": Door(get=ANYBODY, post=ANYBODY, given={"code": "ABCD"}),
    "phone_unlock": Door(get=ANYBODY, post=ANYBODY),
    "units": Door(get=ANYBODY),
    "outline": Door(get=ANYBODY),
    "unit": Door(get=ANYBODY, city_wide=True),
    "duty": Door(get="places.name_duty", post="places.name_duty"),
    "accounts": Door(get="accounts.list_accounts"),
    "open_account": Door(get="accounts.open_account", post="accounts.open_account"),
    "close_account": Door(post="accounts.close_account", given={"username": "commander-411100"}),
    "roles": Door(get=ANYBODY),
    "tokens": Door(get="accounts.list_tokens"),
    "issue_token": Door(get="accounts.issue_token", post="accounts.issue_token"),
    "revoke_token": Door(post="accounts.revoke_token", case="accounts.revoke_token", city_wide=True),
    "village_phones": Door(get="accounts.list_village_phones"),
    "slips": Door(post="accounts.print_slips"),
    "phones_of_unit": Door(get="accounts.list_phones"),
    "revoke_phone": Door(post=CUTTING, case=CUTTING),
    "handovers": Door(get="tasks.list_waiting"),
    "acknowledge_handovers": Door(post="tasks.acknowledge_handovers", may_miss=True),
    "refuse_handovers": Door(get="tasks.refuse_handovers", post="tasks.refuse_handovers", may_miss=True),
    "recall_handovers": Door(post="tasks.recall_handovers", may_miss=True),
    "escalate_handovers": Door(post="tasks.escalate_late"),
    "calls": Door(get="notices.list_calls"),
    "group_copy": Door(get="notices.list_calls"),
    "answer_call": Door(post="notices.answer_call", case="notices.answer_call"),
    "from_phones": Door(get="sync.count_records|sync.list_devices"),
    "field_records": Door(get="sync.receive_records", post=ANYBODY),
    "from_phone": Door(get="sync.get_record", case="sync.get_record"),
    "take_from_phone": Door(post="sync.take_record", case="sync.take_record"),
    "put_away_from_phone": Door(post="sync.put_away_record", case="sync.put_away_record"),
    "events": Door(get=ANYBODY),
    "open_event": Door(get="events.open_event", post="events.open_event"),
    "close_event": Door(
        get="events.close_event", post="events.close_event", case="events.close_event", city_wide=True
    ),
    "change_pack": Door(
        get="events.change_pack", post="events.change_pack", case="events.change_pack", city_wide=True
    ),
    "packs": Door(get=ANYBODY),
    "pack": Door(get=ANYBODY, given={"pack_id": "covid19-8"}),
    "jobs": Door(get="jobs.list_jobs"),
    "job": Door(get="jobs.get_job", case="jobs.get_job"),
    "cancel_job": Door(post="jobs.cancel_job", case="jobs.cancel_job"),
    "retry_job": Door(post="jobs.retry_job", case="jobs.retry_job"),
    "audit": Door(get="gate.list_audit_lines"),
    "verify_audit": Door(post="gate.verify_audit"),
}
