"""The browser libraries and fonts in the tree are the pinned ones, each with its licence."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def vendor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools/vendor.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(vendor: ModuleType, tmp_path: Path) -> Path:
    """A shell folder with hash list and libraries; the fonts as links, they are large."""
    shutil.copytree(vendor.SHELL / "static/vendor", tmp_path / "static/vendor")
    (tmp_path / "papers/fonts").mkdir(parents=True)
    for font in (vendor.SHELL / "papers/fonts").iterdir():
        (tmp_path / "papers/fonts" / font.name).symlink_to(font)
    return tmp_path


def test_every_vendored_file_is_as_listed(vendor: ModuleType) -> None:
    assert vendor.check() == []


def test_a_changed_a_missing_and_an_unlisted_file_are_named(vendor: ModuleType, copy: Path) -> None:
    with (copy / "static/vendor/htmx.min.js").open("a") as script:
        script.write(";")
    (copy / "papers/fonts/NotoSansSC-Bold.ttf").unlink()
    (copy / "static/vendor/extra.js").write_text("")
    found = vendor.check(copy)
    assert [line.split(":")[0] for line in found] == [
        "papers/fonts/NotoSansSC-Bold.ttf",
        "static/vendor/extra.js",
        "static/vendor/htmx.min.js",
    ]


def test_every_package_is_pinned_by_hash_and_comes_with_its_licence(vendor: ModuleType) -> None:
    for package in vendor.read_lock()["packages"]:
        assert package["integrity"].startswith("sha512-")
        assert any("LICENSE" in target or "OFL" in target for target in package["files"].values())


def test_the_page_of_third_parties_names_every_package_with_version_and_licence(vendor: ModuleType) -> None:
    lines = (ROOT / "docs/third_party.md").read_text("utf-8").splitlines()
    for package in vendor.read_lock()["packages"]:
        row = next(line for line in lines if f"`{package['name']}`" in line)
        assert package["version"] in row and package["licence"] in row


@pytest.mark.parametrize("arguments", [["--chek"], ["--check", "x"]])
def test_wrong_use_is_one_line_and_code_2(
    vendor: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert vendor.main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
