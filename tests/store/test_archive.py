import os
from pathlib import Path

import pytest

from generator.model.regions import load_regions
from generator.store.archive import canonical, folder_of, load_archive
from tests import samples

YUMEN = "sichuan/panzhihua/510422102"


def messages(root: Path) -> list[str]:
    problems = load_archive(root)[1]
    assert all(problem.zh for problem in problems)
    return [str(problem).replace(root.as_posix(), "reports") for problem in problems]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_archive_is_loaded_in_the_order_of_ids_and_years(archive_dir: Path) -> None:
    archive, problems = load_archive(archive_dir)
    assert problems == []
    assert archive is not None
    assert [entry.body.value.id for entry in archive.entries] == sorted(samples.bodies())
    assert [doc.value.year for doc in archive.by_id["510422102"].reports] == [2020, 2023, 2024]


@pytest.mark.parametrize(
    ("code", "body", "folder"),
    [
        ("51", "51", "sichuan/51"),
        ("5104", "5104", "sichuan/panzhihua/5104"),
        ("510422102", "510422102", YUMEN),
        ("511303", "511303-x", "sichuan/nanchong/511303-x"),
        ("419001110", "419001110", "henan/shengzhixia/419001110"),
    ],
)
def test_a_body_has_one_folder(code: str, body: str, folder: str) -> None:
    assert folder_of(code, body, load_regions()) == folder


def test_a_report_in_the_wrong_place_is_an_error(archive_dir: Path) -> None:
    folder = archive_dir / YUMEN
    edit(folder / "2024.yaml", "year: 2024", "year: 2022")
    edit(folder / "2023.yaml", 'body: "510422102"', 'body: "51"')
    assert messages(archive_dir) == [
        f"reports/{YUMEN}/2023.yaml:2:7: error S3: body: found 51, expected 510422102 as the path says",
        f"reports/{YUMEN}/2024.yaml:3:7: error S3: year: found 2022, expected 2024 as the path says",
        f"reports/{YUMEN}/2024.yaml:12:9: error S4: source.copy: found 2024.source.txt, "
        "expected 2022.source.txt or the like",
    ]


def test_a_copy_that_is_missing_or_changed_is_an_error(archive_dir: Path) -> None:
    folder = archive_dir / YUMEN
    (folder / "2020.source.txt").unlink()
    (folder / "2024.source.txt").write_text("改过的原文。\n", encoding="utf-8")
    found = messages(archive_dir)
    assert len(found) == 2
    assert "error S4: source.copy: found no file 2020.source.txt beside this one" in found[0]
    assert "error S4: source.sha256: found " in found[1]


def test_a_body_in_the_wrong_folder_or_of_the_wrong_level_is_an_error(archive_dir: Path) -> None:
    edit(archive_dir / YUMEN / "body.yaml", "level: township", "level: county")
    (archive_dir / "sichuan/51").rename(archive_dir / "sichuan/52")
    found = messages(archive_dir)
    assert (
        "reports/sichuan/52/body.yaml:2:5: error S3: id: found in sichuan/52, expected in sichuan/51: move the folder"
        in found
    )
    assert (
        f"reports/{YUMEN}/body.yaml:7:8: error S3: level: found county, expected township for code 510422102"
        in found
    )


def test_an_unknown_division_code_is_an_error(archive_dir: Path) -> None:
    edit(archive_dir / YUMEN / "body.yaml", 'code: "510422102"', 'code: "999999999"')
    assert messages(archive_dir) == [
        f"reports/{YUMEN}/body.yaml:9:7: error S3: code: found 999999999, expected a division code of regions.csv"
    ]


def test_stray_files_and_folders_without_a_body_are_errors(archive_dir: Path) -> None:
    (archive_dir / YUMEN / "2024.yml").write_text("", encoding="utf-8")
    (archive_dir / YUMEN / "2019.source.txt").write_text("", encoding="utf-8")
    (archive_dir / "sichuan/nobody").mkdir()
    (archive_dir / "sichuan/nobody/2024.yaml").write_text("a: 1\n", encoding="utf-8")
    found = messages(archive_dir)
    assert sum("error S3: found file" in message for message in found) == 2
    assert any("error S3: found no body.yaml in this folder" in message for message in found)


def test_one_body_in_two_folders_is_an_error(archive_dir: Path) -> None:
    copy = archive_dir / "sichuan/panzhihua/zz"
    copy.mkdir()
    (copy / "body.yaml").write_bytes((archive_dir / YUMEN / "body.yaml").read_bytes())
    assert len(messages(archive_dir)) == 1


def test_a_missing_archive_is_a_problem_and_an_empty_one_is_not(tmp_path: Path) -> None:
    assert len(load_archive(tmp_path / "nowhere")[1]) == 1
    archive, problems = load_archive(tmp_path)
    assert (archive and archive.entries, problems) == ((), [])


def test_the_canonical_text_names_the_schema_from_any_depth(archive_dir: Path) -> None:
    for folder, way in ((YUMEN, "../../../"), ("sichuan/51", "../../")):
        text, problems = canonical(archive_dir / folder / "2024.yaml", archive_dir)
        assert problems == []
        assert text is not None
        assert text.startswith(f"# yaml-language-server: $schema={way}report.schema.json\n")


def test_what_is_no_file_is_refused_and_not_read(archive_dir: Path) -> None:
    os.mkfifo(archive_dir / "sichuan/51/2019.yaml")  # whoever reads it waits for ever
    archive, problems = load_archive(archive_dir)
    assert archive is None
    assert [problem.rule for problem in problems] == ["S3"]
    assert "no regular file" in str(problems[0])


def test_a_link_is_refused_and_not_followed(archive_dir: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    copy = archive_dir / YUMEN / "2024.source.txt"
    copy.unlink()
    copy.symlink_to(secret)
    [found] = messages(archive_dir)
    assert "error S3: found a link" in found
    assert "secret" not in found
