"""The tables of pages that show figures, places and papers, as they are taken along: no person stands in them.

Tables with persons are in `operations.exports`: they leave by the export rule.
"""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yanpan.base.places.queries import UnitView
from yanpan.kernel.quantities import Share
from yanpan.shell.spreadsheets.tables import Table
from yanpan.shell.words import answer_word, job_state_word
from yanpan.streams.verification.queries import BatchView
from yanpan.streams.verification.queries.homes import HomeCounts
from yanpan.streams.verification.queries.letters.cards import LetterCard
from yanpan.streams.verification.queries.replies import ReplyDesk
from yanpan.streams.verification.queries.spot_rates import SpotRate
from yanpan.streams.verification.queries.sweep.holes import HoleCounts, HoleView
from yanpan.streams.verification.queries.sweep.places import PlaceCounts, PlaceView
from yanpan.streams.verification.queries.sweep.sentinels import ReferralView, SentinelView
from yanpan.streams.verification.queries.sweep.sweeps import Households, SweepView
from yanpan.streams.verification.queries.topics import TopicView
from yanpan.streams.verification.templatetags import letter_words, reply_words, sweep_words
from yanpan.streams.verification.templatetags.verification_words import BATCH_STATES, SOURCES, word_in


def _list_state(one: BatchView) -> str:
    state = word_in(BATCH_STATES, one.state)
    is_stopped = one.state == "confirmed" and one.work is not None and one.work.is_over
    return f"{state}, {job_state_word(one.work.state)}" if is_stopped and one.work else state


LISTS: Table[BatchView] = Table(
    _("Lists"),
    (
        (_("Received"), lambda one: one.received_at),
        (_("File"), lambda one: one.file_name),
        (_("Source"), lambda one: word_in(SOURCES, one.source)),
        (_("Sender"), lambda one: one.sender),
        (_("Topic"), lambda one: one.topic),
        (_("State"), _list_state),
        (_("Rows"), lambda one: one.person_rows),
        (_("Accepted"), lambda one: one.counts["accepted"]),
        (_("Duplicate rows"), lambda one: one.counts["duplicate"]),
        (_("Matched"), lambda one: one.counts["matched"]),
        (_("For a clerk"), lambda one: one.counts["review"]),
        (_("Held"), lambda one: one.counts["held"]),
        (_("Returned"), lambda one: one.counts["refused"]),
        (_("Unit"), lambda one: one.unit_name),
    ),
)


def _reply_state(one: ReplyDesk) -> str:
    if one.reply_id is None and one.file_gone:
        return _now("file destroyed")
    if one.reply_id is None and one.batch_state != "taken_in":
        return word_in(BATCH_STATES, one.batch_state)
    state = word_in(reply_words.STATES, one.state)
    return f"{word_in(reply_words.KINDS, one.kind)}, {state}" if one.reply_id else state


REPLIES: Table[ReplyDesk] = Table(
    _("Replies"),
    (
        (_("Reply due"), lambda one: one.due_at),
        (_("File"), lambda one: one.file_name),
        (_("Source"), lambda one: word_in(SOURCES, one.source)),
        (_("Sender"), lambda one: one.sender),
        (_("State"), _reply_state),
        (_("Rows"), lambda one: one.rows),
        (_("Answered"), lambda one: one.answered),
        (_("First sent"), lambda one: one.sent_at),
        (_("Unit"), lambda one: one.unit_name),
    ),
)

LETTERS: Table[LetterCard] = Table(
    _("Letters"),
    (
        (_("Number of the letter"), lambda one: one.document.number or _("draft")),
        (_("City the letter goes to"), lambda one: one.city_name),
        (_("What for"), lambda one: word_in(letter_words.PURPOSES, one.purpose)),
        (_("State"), lambda one: word_in(letter_words.STATES, one.document.state)),
        (_("Persons"), lambda one: one.persons),
        (_("Without receipt"), lambda one: None if one.purpose == "withdraw" else one.open),
        (_("Receipt due"), lambda one: one.answer_by),
        (_("Their telephone"), lambda one: one.their_phone),
        (_("Last called"), lambda one: one.called_at),
        (_("Answer"), lambda one: answer_word(one.call_answer) if one.call_answer else None),
        (_("Drafted"), lambda one: one.document.drafted_at),
    ),
)

TOPICS: Table[TopicView] = Table(
    _("Topics"),
    (
        (_("Topic"), lambda one: one.title),
        (_("Place of exposure"), lambda one: one.place),
        (_("Window from"), lambda one: one.window_from),
        (_("Window to"), lambda one: one.window_to),
        (_("Hours to find a person"), lambda one: one.find_hours),
        (_("Place in the queue"), lambda one: one.priority),
        (_("Opened"), lambda one: one.opened_at),
        (_("Closed"), lambda one: one.closed_at),
    ),
)

HOLES: Table[HoleView] = Table(
    _("Holes in the defence"),
    (
        (_("Place"), lambda one: one.spot),
        (_("Rule that was not kept"), lambda one: word_in(sweep_words.RULES, one.rule)),
        (_("Severity"), lambda one: word_in(sweep_words.SEVERITIES, one.severity)),
        (_("How often"), lambda one: one.times),
        (_("State"), lambda one: word_in(sweep_words.HOLE_STATES, one.state)),
        (_("Sent back"), lambda one: one.sent_back),
        (_("Found at"), lambda one: one.found_at),
        (_("To be put right by"), lambda one: one.due_at),
        (_("Who answers for it"), lambda one: one.owner),
        (_("Unit"), lambda one: one.unit),
    ),
)

PLACES: Table[PlaceView] = Table(
    _("Key places"),
    (
        (_("Place"), lambda one: one.title),
        (_("Kind"), lambda one: word_in(sweep_words.PLACE_KINDS, one.kind)),
        (_("Street"), lambda one: one.street),
        (_("Unit"), lambda one: one.unit),
        (_("In business"), lambda one: _("in business") if one.is_open else _("closed down")),
        (_("Visit due on"), lambda one: one.due_on),
        (_("Last visit"), lambda one: one.last_visit_at),
        (
            _("Result"),
            lambda one: word_in(sweep_words.VISIT_RESULTS, one.last_result) if one.last_result else None,
        ),
    ),
)

SENTINELS: Table[SentinelView] = Table(
    _("Fever clinics, pharmacies"),
    (
        (_("Place"), lambda one: one.place.title),
        (_("Kind"), lambda one: word_in(sweep_words.PLACE_KINDS, one.place.kind)),
        (_("Unit"), lambda one: one.place.unit),
        *(
            (word, lambda one, name=name: one.today.numbers.get(name) if one.today else None)
            for name, word in sweep_words.SENTINEL_NUMBERS.items()
        ),
        (_("Reported at"), lambda one: one.today.at if one.today else _("nothing said yet")),
    ),
)

REFERRALS: Table[ReferralView] = Table(
    _("Referrals"),
    (
        (_("Sent by"), lambda one: one.sender),
        (_("Sent to"), lambda one: one.receiver),
        (_("Persons"), lambda one: one.people),
        (_("Sent"), lambda one: one.sent_at),
        (_("to be signed by"), lambda one: one.due_at),
        (_("Persons who came"), lambda one: one.came),
        (_("Signed for"), lambda one: one.received_at),
    ),
)

SWEEPS: Table[SweepView] = Table(
    _("Household sweeps"),
    (
        (_("Sweep"), lambda one: one.title),
        (_("Area"), lambda one: one.area),
        (_("First day"), lambda one: one.from_on),
        (_("Last day"), lambda one: one.to_on),
        (_("Base"), lambda one: word_in(sweep_words.BASES, one.base)),
        (_("Source of the base"), lambda one: one.base_source),
        (_("Closed"), lambda one: one.closed_at),
    ),
)


def _name(pair: tuple[UnitView, object]) -> str:
    return pair[0].name


HOUSEHOLDS: Table[tuple[UnitView, Households]] = Table(
    _("Households"),
    (
        (_("Unit"), _name),
        (_("registered"), lambda pair: pair[1].registered or None),
        (_("households reached"), lambda pair: pair[1].reached),
        (_("share"), lambda pair: Share(pair[1].reached, pair[1].registered)),
        (_("refused"), lambda pair: pair[1].refused),
        (_("exempt"), lambda pair: pair[1].exempt),
        (_("not yet"), lambda pair: pair[1].to_do),
        (_("villages that reported today"), lambda pair: f"{pair[1].today} / {pair[1].villages}"),
    ),
)

SPOT_RATES: Table[SpotRate] = Table(
    _("False closures"),
    (
        (_("Unit"), lambda one: one.unit.name),
        (_("called back"), lambda one: one.counts.made),
        (_("contradicted"), lambda one: one.counts.false),
        (_("rate"), lambda one: Share(one.counts.false, one.counts.made)),
        (_("lower limit"), lambda one: _percent(one.low)),
        (_("upper limit"), lambda one: _percent(one.high)),
        (_("unfounded"), lambda one: one.counts.unfounded),
        (_("not reached"), lambda one: one.counts.not_reached),
        (_("waiting"), lambda one: one.counts.waiting),
        (_("open findings"), lambda one: one.counts.open_findings),
    ),
)


def _percent(part: float | None) -> str | None:
    return None if part is None else f"{100 * part:.1f}%"


HOME_COUNTS: Table[tuple[UnitView, HomeCounts]] = Table(
    _("At home"),
    (
        (_("Unit"), _name),
        (_("at home"), lambda pair: pair[1].at_home),
        (_("to be asked today"), lambda pair: pair[1].due),
        (_("asked"), lambda pair: pair[1].done),
        (_("missed since yesterday"), lambda pair: pair[1].missed_yesterday),
        (_("tests today"), lambda pair: pair[1].tests_today),
        (_("tested"), lambda pair: pair[1].tested_today),
    ),
)

PLACE_COUNTS: Table[tuple[UnitView, PlaceCounts]] = Table(
    _("Key places"),
    (
        (_("Unit"), _name),
        (_("places"), lambda pair: pair[1].places),
        (_("due"), lambda pair: pair[1].due),
        (_("visited today"), lambda pair: pair[1].visited),
        (_("refused"), lambda pair: pair[1].refused),
        (_("closed down"), lambda pair: pair[1].closed),
    ),
)

HOLE_COUNTS: Table[tuple[UnitView, HoleCounts]] = Table(
    _("Holes in the defence"),
    (
        (_("Unit"), _name),
        (_("to be repaired"), lambda pair: pair[1].open),
        (_("past the hour"), lambda pair: pair[1].late),
        (_("to be checked"), lambda pair: pair[1].to_check),
        (_("struck off"), lambda pair: pair[1].closed),
        (_("a second time"), lambda pair: pair[1].again),
    ),
)
