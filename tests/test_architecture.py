"""The way the data goes is one way, and each thing stands in one place."""

import ast
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "generator"
# Each stage with those that it may know.
KNOWS = {
    "model": set(),
    "problems": {"model"},
    "store": {"model", "problems"},
    "rules": {"model", "problems"},
    "checking": {"model", "store", "rules", "problems"},
    "formats": {"model", "rules", "checking", "problems"},
    "derive": {"model", "store", "rules", "problems"},
    "export": {"model", "store", "rules", "derive", "problems"},
    "render": {"model", "store", "rules", "derive", "problems"},
    "work": set(),
    "across": {"store", "rules", "work"},
    "judging": {"model", "store", "rules", "across", "checking", "work", "problems"},
    "site": {
        "work",
        "judging",
        "model",
        "store",
        "rules",
        "checking",
        "derive",
        "export",
        "render",
        "search",
        "problems",
    },
    "search": {"model", "store", "rules", "derive"},
    "importer": {"work", "model", "store", "problems"},
    "proofing": {"model", "store", "rules", "checking", "importer", "problems"},
    "demo": {"model", "store", "rules", "problems"},
    "corrections": {
        "model",
        "store",
        "derive",
        "rules",
        "render",
        "problems",
        "checking",
        "formats",
    },
}


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def test_a_stage_knows_only_those_before_it() -> None:
    for stage, known in KNOWS.items():
        files = [PACKAGE / f"{stage}.py", *(PACKAGE / stage).rglob("*.py")]
        for file in filter(Path.is_file, files):
            for name in imported(file):
                parts = name.split(".")
                if (
                    parts[0] == "generator"
                    and len(parts) > 1
                    and parts[1] in {*KNOWS, "cli", "commands"}
                ):
                    assert parts[1] in known | {stage}, f"{file}: {name}"


def test_only_the_commands_print() -> None:
    for file in PACKAGE.rglob("*.py"):
        if "commands" not in file.parts and file.name != "cli.py":
            called = {
                node.func.id
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert "print" not in called, file


def test_only_the_site_knows_mkdocs_and_only_the_store_knows_yaml() -> None:
    for file in PACKAGE.rglob("*.py"):
        stage = file.relative_to(PACKAGE).parts[0]
        libraries = {name.split(".")[0] for name in imported(file)}
        assert "mkdocs" not in libraries or stage == "site", file
        assert "yaml" not in libraries or stage == "store", file


def test_the_addresses_of_site_and_repository_stand_in_one_place() -> None:
    places = []
    for path in [
        *PACKAGE.rglob("*.py"),
        *PACKAGE.rglob("*.j2"),
        *ROOT.glob("docs/**/*.*"),
        ROOT / "mkdocs.yml",
    ]:
        if path.suffix in {".py", ".j2", ".md", ".html", ".css", ".js", ".yml"}:
            text = path.read_text(encoding="utf-8")
            if "github.com/gongkai" in text or "gongkai.github.io" in text:
                places.append(path.name)
    assert places == ["mkdocs.yml"]
