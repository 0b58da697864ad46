"""Both READMEs name every command and every target, and their links lead somewhere."""

import re
from pathlib import Path

import pytest

from generator.cli import commands
from tests.conftest import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_and_target_is_documented(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    for command in commands():
        assert f"| `gongkai {command}" in text
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    for target in set(phony.split()) - {"browser", "clean"}:
        assert f"`make {target}`" in text or f"make {target} " in text, target


@pytest.mark.parametrize("page", [*READMES, ROOT / "ARCHITECTURE.md"], ids=lambda path: path.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_the_architecture_names_every_stage() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for folder in (ROOT / "generator").iterdir():
        if folder.is_dir() and folder.name not in {"data", "__pycache__"}:
            assert f"| `{folder.name}/` |" in text
