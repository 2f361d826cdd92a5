"""The catalogue tool: keeps what is translated, drops nothing silently, tells what is missing, fuzzy or stale."""

from pathlib import Path

import pytest

from tools import catalogue


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of its own with one Python file and one template."""
    package = tmp_path / "yanpan"
    (package / "shell" / "templates").mkdir(parents=True)
    (package / "shell" / "pages.py").write_text('from x import gettext as _\nTITLE = _("Call list")\n')
    (package / "shell" / "templates" / "page.html").write_text(
        "{% load i18n %}\n  <p>{% translate 'Late' %}\n"
        "    {% blocktranslate count rows=n %}{{ rows }} row{% plural %}{{ rows }} rows{% endblocktranslate %}</p>"
    )
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "PACKAGE", package)
    monkeypatch.setattr(catalogue, "PO", package / "locale" / "django.po")
    monkeypatch.setattr(catalogue, "MO", package / "locale" / "django.mo")
    return package


def _translate(text: str, chinese: str, *, form: str = "msgstr") -> None:
    po = catalogue.PO.read_text("utf-8")
    known = f'msgid "{text}"\n'
    assert known in po
    before, after = po.split(known)
    written = after.replace(form + ' ""', form + ' "' + chinese + '"', 1)
    catalogue.PO.write_text(before + known + written, "utf-8")


def _translate_all() -> None:
    catalogue.renew()
    _translate("Call list", "呼叫清单")
    _translate("Late", "逾期")
    _translate("%(rows)s row", "%(rows)s 条", form="msgstr[0]")
    catalogue.renew()


def test_it_finds_strings_of_python_and_of_templates(package: Path) -> None:
    catalogue.renew()
    assert [fault.partition(" (")[0] for fault in catalogue.faults()] == [
        "missing: 'Call list'",
        "missing: 'Late'",
        "missing: '%(rows)s rows'",
    ]


def test_a_translated_catalogue_is_complete(package: Path) -> None:
    _translate_all()
    assert catalogue.faults() == []
    assert "呼叫清单".encode() in catalogue.MO.read_bytes()


def test_making_it_twice_changes_nothing(package: Path) -> None:
    _translate_all()
    po, mo = catalogue.PO.read_bytes(), catalogue.MO.read_bytes()
    catalogue.renew()
    assert (catalogue.PO.read_bytes(), catalogue.MO.read_bytes()) == (po, mo)


def test_a_string_that_is_gone_is_stale_and_its_translation_comes_back_with_it(package: Path) -> None:
    _translate_all()
    page = package / "shell" / "pages.py"
    source = page.read_text()
    page.write_text("")
    assert catalogue.faults() == ["stale: 'Call list'"]
    catalogue.renew()
    assert catalogue.faults() == []
    page.write_text(source)
    catalogue.renew()
    assert catalogue.faults() == []


def test_a_lost_placeholder_is_found(package: Path) -> None:
    _translate_all()
    catalogue.PO.write_text(catalogue.PO.read_text("utf-8").replace("%(rows)s 条", "条"), "utf-8")
    assert any(fault.startswith("placeholders differ: '%(rows)s rows'") for fault in catalogue.faults())


def test_a_fuzzy_string_is_found(package: Path) -> None:
    _translate_all()
    po = catalogue.PO.read_text("utf-8")
    catalogue.PO.write_text(po.replace('msgid "Late"', '#, fuzzy\nmsgid "Late"'), "utf-8")
    assert "fuzzy: 'Late'" in catalogue.faults()


def test_a_translation_not_compiled_is_found(package: Path) -> None:
    _translate_all()
    _translate_changed = catalogue.PO.read_text("utf-8").replace("逾期", "超时")
    catalogue.PO.write_text(_translate_changed, "utf-8")
    assert catalogue.faults() == ["django.po or django.mo is not up to date; run `make catalogue`"]
