"""Long work that is broken off: by ctrl-C at once and in one line, by any signal without anything left behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.demo.write import write
from generator.site.build import build
from tests.conftest import ROOT, contents
from tests.importer.layouts import web_page
from tests.importer.test_command import REPORT

pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="processes are looked up in /proc"
)
LONG = 60  # seconds after which a test gives up waiting


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic archive in which every report has changed, with its sites before and after."""
    folder = tmp_path_factory.mktemp("interrupted")
    write(folder / "reports", ROOT / "reports", 5, 40)
    build(ROOT, folder / "reports", folder / "before", folder / "build")
    for file in (folder / "reports").glob("*/*/*/[0-9]*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^title: ", "title: 新", text), encoding="utf-8")
    build(ROOT, folder / "reports", folder / "after", folder / "build")
    return folder


def _hears() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what a shell began behind it ignores ctrl-C


def begun(*command: str | Path) -> subprocess.Popen[str]:
    """A command in a session of its own, as a terminal starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *map(str, command)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hears,  # noqa: PLW1509 # nothing else runs in this process
    )


def waited(true: Callable[[], object], seconds: float = LONG) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def members(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = status.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            found.append(int(status.parent.name))
    return found


def interrupted(command: Sequence[str | Path]) -> list[str]:
    """Press ctrl-C at the moment when the work is shared out; what was said after that."""
    process = begun(*command)
    assert waited(lambda: len(members(process.pid)) > 1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=LONG)
    assert process.returncode == 130
    assert waited(lambda: not members(process.pid))
    return said.splitlines()


@pytest.mark.parametrize("name", ["check", "import"])
def test_ctrl_c_ends_a_command_at_once_in_one_line(name: str, tmp_path: Path) -> None:
    if name == "check":
        write(tmp_path / "reports", ROOT / "reports", 5, 400)  # so many that it is not done before
        said = interrupted(["check", "--jobs", "2", "--reports", tmp_path / "reports"])
        assert said == ["interrupted"]
        return
    for number in range(400):
        (tmp_path / f"{number}.html").write_text(web_page(REPORT), encoding="utf-8")
    *_, last = interrupted(["import", "--batch", tmp_path, "--body", "510422102", "--jobs", "2"])
    assert re.search(r"interrupted after \d+ of 400; the same command goes on", last)


def test_ctrl_c_ends_a_command_that_is_still_being_loaded() -> None:
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "generator", "rules"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hears,  # noqa: PLW1509 # nothing else runs in this process
    )
    assert process.stderr is not None
    for line in process.stderr:  # one for each module that is loaded
        if "generator." in line:
            process.send_signal(signal.SIGINT)
            break
    _, said = process.communicate(timeout=LONG)
    assert process.returncode == 130
    *loaded, last = said.splitlines()
    assert last == "interrupted"
    assert all(line.startswith("import time:") for line in loaded)


STAGES: dict[str, Callable[[Path], object]] = {
    "at first": lambda _: True,
    "reading": lambda build: any((build / "read").glob("*/*")),
    "theme": lambda build: (build / "shells").is_dir(),
    "making": lambda build: sum(1 for _ in (build / "site").glob("*/*/*/index.html")) > 2,
    "publishing": lambda build: (build / "fresh").is_dir(),
}


@pytest.mark.parametrize(
    ("stage", "sent"),
    [
        ("at first", signal.SIGTERM),
        ("reading", signal.SIGKILL),
        ("theme", signal.SIGINT),
        ("making", signal.SIGINT),
        ("making", signal.SIGTERM),
        ("making", signal.SIGKILL),
        ("publishing", signal.SIGKILL),
    ],
)
def test_a_build_that_is_broken_off_leaves_the_former_site_and_the_next_completes(
    stage: str, sent: signal.Signals, archive: Path, tmp_path: Path
) -> None:
    before, after = contents(archive / "before"), contents(archive / "after")
    site, workplace = tmp_path / "site", tmp_path / "build"
    command: list[str | Path] = ["site", "--quiet", "--jobs", "2"]
    command += ["--reports", archive / "reports", "--site", site, "--workplace", workplace]
    shutil.copytree(archive / "before", site)
    process = begun(*command)
    assert waited(lambda: STAGES[stage](workplace) or process.poll() is not None)
    if sent == signal.SIGINT:
        os.killpg(process.pid, sent)
    else:
        process.send_signal(sent)  # to the first alone: the others end with it
    _, said = process.communicate(timeout=LONG)
    ended = process.returncode
    assert ended in ((130,) if sent == signal.SIGINT else (-sent, 0))
    assert waited(lambda: not members(process.pid))
    assert said.splitlines() == (["interrupted"] if sent == signal.SIGINT else [])
    assert contents(site) == (after if ended == 0 else before)
    build(ROOT, archive / "reports", site, workplace)
    assert contents(site) == after
