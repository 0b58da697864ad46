"""The workflows: what their steps really do, and what they may."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import commands
from tests import samples
from tests.conftest import ROOT
from tests.corrections.test_issue_form import filled

WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}
FILE = "reports/sichuan/panzhihua/510422102/2024.yaml"


def jobs(workflow: str) -> dict[str, Any]:
    found: dict[str, Any] = WORKFLOWS[workflow]["jobs"]
    return found


def script(workflow: str, job: str, command: str) -> str:
    """The step of a job whose script holds a command."""
    [found] = [s["run"] for s in jobs(workflow)[job]["steps"] if command in s.get("run", "")]
    return str(found)


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    done = subprocess.run(
        ["git", *names, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of the sample archive, with the command where a runner has it."""
    folder = tmp_path / "repository"
    samples.write(folder / "reports")
    (folder / ".gitignore").write_text(".venv\nchange\ncomment\n", encoding="utf-8")
    command = folder / ".venv" / "bin" / "gongkai"
    command.parent.mkdir(parents=True)
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m generator "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "archive")
    return folder


def run(folder: Path, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does."""
    temp = folder.parent / "temp"
    temp.mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", text],
        cwd=folder,
        env={
            **os.environ,
            "RUNNER_TEMP": str(temp),
            "GITHUB_OUTPUT": str(temp / "output"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def correct(repository: Path, body: str) -> str:
    done = run(
        repository,
        script("correction", "change", "gongkai correct"),
        BODY=body,
        ISSUE="https://example.org/issues/7",
    )
    assert done.returncode == 0, done.stderr
    return (repository.parent / "temp" / "output").read_text(encoding="utf-8").strip()


def test_a_filled_form_becomes_a_commit_of_one_file_with_its_log(repository: Path) -> None:
    assert correct(repository, filled().replace("\n", "\r\n")) == "status=0"
    change = repository.parent / "temp" / "change"
    (repository / "change").rename(change)
    git(repository, "checkout", "--quiet", ".")
    done = run(repository, script("correction", "propose", "git apply"), NUMBER="7")
    assert done.returncode == 0, done.stderr
    assert git(repository, "show", "--name-only", "--format=").split() == [FILE]
    assert "https://example.org/issues/7" in git(repository, "show", "HEAD")
    data = script("pull-request", "data", "gongkai changes")
    assert run(repository, data).returncode == 0
    check = run(repository, script("pull-request", "data", "gongkai check"))
    assert check.returncode == 0, check.stderr
    assert "::warning file=reports/" in check.stdout


def test_a_form_that_cannot_be_carried_out_changes_nothing_and_says_why(repository: Path) -> None:
    hostile = filled(present="7", reason="```\n@everyone $(touch /tmp/x) `id`")
    assert correct(repository, hostile) == "status=2"
    assert (repository / "change" / "change.patch").read_bytes() == b""
    told = (repository / "change" / "told.md").read_text(encoding="utf-8")
    assert told.startswith("    ")
    assert all(line.startswith("    ") for line in told.splitlines())


def test_a_change_of_another_file_is_not_proposed(repository: Path) -> None:
    (repository / "reports" / "LICENSE").write_text("mine", encoding="utf-8")
    change = repository.parent / "temp" / "change"
    change.mkdir(parents=True)
    git(repository, "add", "reports/LICENSE")
    (change / "change.patch").write_text(git(repository, "diff", "--cached"), encoding="utf-8")
    git(repository, "reset", "--quiet", "--hard")
    assert run(repository, script("correction", "propose", "git apply"), NUMBER="7").returncode


@pytest.mark.parametrize(("logged", "status"), [(True, 0), (False, 1)])
def test_the_comment_states_the_change_and_the_check_holds_it_to_the_log(
    repository: Path, logged: bool, status: int
) -> None:
    git(repository, "switch", "--quiet", "--create", "theirs")
    if logged:
        correct(repository, filled())
    else:
        path = repository / FILE
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("received: [8,", "received: [7,"), encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "theirs")
    assert run(repository, script("pull-request", "data", "changes")).returncode == status
    git(repository, "update-ref", "refs/pull/7/head", "HEAD")
    git(repository, "switch", "--quiet", "main")
    git(repository, "remote", "add", "origin", str(repository))
    done = run(repository, script("comment", "state", "gongkai changes"), NUMBER="7")
    assert done.returncode == 0, done.stderr
    comment = (repository / "comment" / "comment.md").read_text(encoding="utf-8")
    assert "510422102/2024" in comment
    assert git(repository, "status", "--porcelain") == ""


def test_the_comment_says_what_cannot_be_read(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "theirs")
    path = repository / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("received: [8,", "received: ["), encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "theirs")
    assert run(repository, script("pull-request", "data", "changes")).returncode == 1
    git(repository, "update-ref", "refs/pull/7/head", "HEAD")
    git(repository, "switch", "--quiet", "main")
    git(repository, "remote", "add", "origin", str(repository))
    done = run(repository, script("comment", "state", "gongkai changes"), NUMBER="7")
    assert done.returncode == 0, done.stderr
    comment = (repository / "comment" / "comment.md").read_text(encoding="utf-8")
    assert f"<code>{FILE}:" in comment
    assert "应为有 7 格的列表" in comment


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_step_names_a_command_and_an_action_its_commit(name: str) -> None:
    for job in jobs(name).values():
        for step in job["steps"]:
            for command in re.findall(r"gongkai (\w+)", step.get("run", "")):
                assert command in commands()
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}|", step.get("uses", ""))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_who_runs_code_of_others_cannot_write_and_who_writes_runs_none(name: str) -> None:
    triggers = WORKFLOWS[name][True]  # YAML 1.1 reads "on" so
    for job in jobs(name).values():
        rights = job.get("permissions", WORKFLOWS[name]["permissions"])
        writes = {key for key, right in rights.items() if right == "write"}
        scripts = " ".join(step.get("run", "") for step in job["steps"])
        if "pull_request" in triggers:
            assert not writes
        if "pull_request_target" in triggers or "issues" in triggers:
            assert not (writes and ("make" in scripts.split() or "gongkai" in scripts))
            assert "github.event.pull_request.head" not in str(job)
        assert "secrets." not in str(job)
        assert "${{" not in scripts  # what others write reaches a script as a variable only


GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
case "$1 $2" in
"pr list") printf '%s' "$OPEN" ;;
"pr view") printf '%s' "$REVIEWS" ;;
"pr create") echo https://example.org/pull/12 ;;
esac
"""


@pytest.mark.parametrize(
    ("pull_request", "reviews", "proposed"),
    [("", "0", "pr create"), ("12", "0", "pr edit 12"), ("12", "1", None)],
)
def test_a_proposal_starts_every_check_and_none_that_was_reviewed_is_changed(
    repository: Path, pull_request: str, reviews: str, proposed: str | None
) -> None:
    assert correct(repository, filled()) == "status=0"
    temp = repository.parent / "temp"
    (repository / "change").rename(temp / "change")
    git(repository, "commit", "--quiet", "--all", "--message", "correction")
    origin = repository.parent / "origin.git"
    git(repository, "init", "--quiet", "--bare", str(origin))
    git(repository, "remote", "add", "origin", str(origin))
    tools = repository.parent / "tools"
    tools.mkdir()
    (tools / "gh").write_text(GH, encoding="utf-8")
    (tools / "gh").chmod(0o755)
    log = repository.parent / "gh.log"
    done = run(
        repository,
        script("correction", "propose", "git push"),
        PATH=f"{tools}:{os.environ['PATH']}",
        NUMBER="7",
        OPEN=pull_request,
        REVIEWS=reviews,
        GH_LOG=str(log),
    )
    assert done.returncode == 0, done.stderr
    said = log.read_text(encoding="utf-8")
    pushed = git(repository, "ls-remote", "origin").split()
    if proposed is None:
        assert pushed == []
        assert "issue comment 7 --body-file" in said
        assert "workflow run" not in said
        return
    assert pushed[1:] == ["refs/heads/correction/issue-7"]
    assert proposed in said
    assert re.findall(r"workflow run (.+)", said) == [
        "test.yml --ref correction/issue-7",
        "pull-request.yml --ref correction/issue-7",
        "comment.yml --field number=12",
    ]


@pytest.fixture
def project(repository: Path) -> Path:
    """The repository with what a site is built from."""
    for name in ("docs", "generator"):
        shutil.copytree(
            ROOT / name, repository / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    (repository / "requirements").mkdir()
    (repository / "requirements" / "site.txt").touch()
    shutil.copy(ROOT / "mkdocs.yml", repository)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "project")
    return repository


def sites(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_provinces_that_are_built_apart_are_published_as_the_site_of_one_job(project: Path) -> None:
    temp = project.parent / "temp"
    listed = script("deploy", "build", "gongkai shards")
    assert run(project, listed).returncode == 0
    assert run(project, re.sub(r"--least \d+", "", listed)).returncode == 0
    small, large = (temp / "output").read_text(encoding="utf-8").split("\n")[:2]
    assert small == "provinces=[]"  # one job is enough
    [checkout] = [s for s in jobs("deploy")["shard"]["steps"] if "checkout" in s.get("uses", "")]
    build = script("deploy", "shard", "gongkai site")
    handed_on = project.parent / "shards"
    handed_on.mkdir()
    for province in json.loads(large.removeprefix("provinces=")):
        runner = project.parent / province / "repository"
        git(project, "clone", "--quiet", str(project), str(runner))
        folders = checkout["with"]["sparse-checkout"].replace("${{ matrix.province }}", province)
        git(runner, "sparse-checkout", "set", *folders.split())
        assert [p.name for p in (runner / "reports").iterdir() if p.is_dir()] == [province]
        shutil.copytree(project / ".venv", runner / ".venv")
        done = run(runner, build, PROVINCE=province)
        assert done.returncode == 0, done.stderr
        shutil.rmtree(runner / "build")
        again = run(runner, build, PROVINCE=province)  # what a cache of something older restores
        assert " 0 pieces made" in again.stdout
        shutil.copy(runner / f"{province}.tar", handed_on)
    whole = project.parent / "whole"
    git(project, "clone", "--quiet", str(project), str(whole))
    shutil.copytree(project / ".venv", whole / ".venv")
    assert run(whole, ".venv/bin/gongkai site").returncode == 0
    handed_on.rename(project / "shards")
    done = run(project, script("deploy", "merge", "gongkai merge"))
    assert done.returncode == 0, done.stderr
    assert sites(project / "site") == sites(whole / "site")


def test_what_is_kept_of_a_province_is_of_everything_that_it_is_built_from() -> None:
    [kept] = [s for s in jobs("deploy")["shard"]["steps"] if "actions/cache" in s.get("uses", "")]
    places = re.findall(r"'([^']+)'", kept["with"]["key"])
    assert set(places) == {"docs/**", "generator/**", "mkdocs.yml", "reports/**", "requirements/**"}
    assert "needs.build.outputs.address" in kept["with"]["key"]
    for step in jobs("deploy")["shard"]["steps"]:
        if "run" in step:
            assert step["if"] == "${{ steps.kept.outputs.cache-hit != 'true' }}"


def test_what_is_started_may_be_started() -> None:
    started = re.findall(r"workflow run ([\w-]+)\.yml", str(jobs("correction")))
    assert len(started) == 3
    for name in started:
        assert "workflow_dispatch" in WORKFLOWS[name][True]
