"""How an office words its papers: text with placeholders, version after version, refused with all that is wrong."""

import threading

import pytest
from django.db import connection

from tests.world import CITY, COUNTY, NOW, actor_with, make_city, unit
from yanpan.base.documents.keeping import Draft, check, draft, redraft, sign
from yanpan.base.documents.models import Document, PaperWording
from yanpan.base.documents.office_wordings import get_wording, wording_at, write_wording
from yanpan.base.documents.reading import says, view_document
from yanpan.base.documents.wording import Wording, worded, wording_kinds, wording_problems
from yanpan.kernel.errors import Missing, Refused, Stale

pytestmark = pytest.mark.django_db
SAID = Draft("交办单", {"owner": "召陵区"})


def texts(**changes: str) -> dict[str, str]:
    return {**worded("order_sheet").texts, **changes}


def reworded(version: int = 0, *, at: str = CITY, **changes: str) -> PaperWording:
    return write_wording(
        actor_with("documents.write_wording", unit_key=at),
        body_key=at,
        kind="order_sheet",
        version=version,
        texts=texts(**changes),
        reason="统一用语",
        now=NOW,
    )


def test_the_houses_own_wording_of_every_kind_is_in_order() -> None:
    for kind in wording_kinds():
        assert wording_problems(kind, worded(kind.key).texts) == [], kind.key


def test_facts_are_put_in_once_and_braces_in_them_stay_braces() -> None:
    said = Wording(0, {"title": "关于{owner}的交办单（{owner}）{nothing}"})
    assert said.say("title", owner="{due}") == "关于{due}的交办单（{due}）"


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = texts(
        title="",
        opening="交你单位办理 {owner.name}",
        closing="请于{hour}前办结{",
        by_word="已口头交办",
        refusal="电话13812345678",
        label_due="{owner}",
        copies="抄" * 300,
    )
    del wrong["feedback"]
    wrong["nonsense"] = "x"
    with pytest.raises(Refused) as refused:
        write_wording(
            actor_with("documents.write_wording", unit_key=CITY),
            body_key=CITY,
            kind="order_sheet",
            version=0,
            texts=wrong,
            reason="",
            now=NOW,
        )
    assert set(str(refused.value.facts["problems"]).split(",")) == {
        "feedback:part_missing",
        "nonsense:unknown_part",
        "title:empty",
        "opening:placeholder_missing:count",
        "opening:odd_brace",
        "closing:unknown_placeholder:hour",
        "closing:odd_brace",
        "by_word:placeholder_missing:hour",
        "refusal:identifier",
        "label_due:unknown_placeholder:owner",
        "copies:too_long",
        "reason:reason_too_short",
    }
    assert not PaperWording.objects.exists()


def test_versions_follow_each_other_and_the_earlier_are_kept() -> None:
    reworded(title="工作交办单")
    reworded(1, title="工作交办单（试行）")
    reader = actor_with("documents.get_wording", unit_key=CITY)
    view = get_wording(reader, body_key=CITY, kind="order_sheet", now=NOW)
    assert (view.newest, view.wording.texts["title"]) == (2, "工作交办单（试行）")
    assert [line.version for line in view.history] == [2, 1]
    for version, title in ((0, "交办单"), (1, "工作交办单")):
        earlier = get_wording(reader, body_key=CITY, kind="order_sheet", version=version, now=NOW)
        assert earlier.wording.texts["title"] == title
    with pytest.raises(Missing):
        get_wording(reader, body_key=CITY, kind="order_sheet", version=3, now=NOW)
    with pytest.raises(Missing):
        get_wording(reader, body_key=CITY, kind="ode", now=NOW)


def test_edited_by_two_the_second_is_told() -> None:
    reworded(title="工作交办单")
    with pytest.raises(Stale, match="wording_changed"):
        reworded(title="任务交办单")
    assert PaperWording.objects.get().texts["title"] == "工作交办单"


def test_nothing_changed_makes_no_version() -> None:
    with pytest.raises(Refused, match="wording_unchanged"):
        reworded()


def test_an_office_words_its_own_papers_only() -> None:
    reworded(at=COUNTY, title="区级交办单")
    assert wording_at(CITY, "order_sheet", NOW).texts["title"] == "交办单"
    county = actor_with("documents.write_wording", unit_key=COUNTY)
    with pytest.raises(Missing):
        write_wording(
            county, body_key=CITY, kind="order_sheet", version=0, texts=texts(), reason="统一用语", now=NOW
        )


def test_a_paper_keeps_the_wording_it_was_drafted_with() -> None:
    document = draft(unit(CITY).pk, "order_sheet", SAID, by="drafter", drill=False, now=NOW)
    reworded(title="工作交办单")
    assert view_document(document).wording.texts["title"] == "交办单"
    redraft(document, SAID, by="drafter", now=NOW)
    check(document, by="checker", now=NOW)
    sign(document, by="signer", now=NOW)
    reworded(1, title="任务交办单")
    document.refresh_from_db()
    kept = view_document(document).wording
    assert (kept.version, kept.texts["title"]) == (1, "工作交办单")
    assert says(document) == dict(SAID.text)


def test_the_signature_fixes_the_wording_too() -> None:
    reworded(title="工作交办单")
    document = draft(unit(CITY).pk, "order_sheet", SAID, by="drafter", drill=False, now=NOW)
    check(document, by="checker", now=NOW)
    sign(document, by="signer", now=NOW)
    Document.objects.filter(id=document.id).update(wording={**document.wording, "title": "通报"})
    document.refresh_from_db()
    with pytest.raises(Refused, match="document_was_changed"):
        says(document)


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_one_moment_make_one_version() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer")
    told: list[str] = []
    make_city()  # a test that commits empties the tables afterwards

    def write(title: str) -> None:
        try:
            reworded(title=title)
            told.append("kept")
        except Stale as stale:
            told.append(stale.code)
        finally:
            connection.close()

    both = [threading.Thread(target=write, args=(title,)) for title in ("甲", "乙")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["kept", "wording_changed"]
    assert PaperWording.objects.count() == 1
