import tempfile
from pathlib import Path

import pytest

from generator.problems import BuildError
from generator.site.build import MARK, build
from tests import samples
from tests.conftest import ROOT, build_site, contents
from tests.pages_read import document

MEMORY = Path("/dev/shm")  # noqa: S108 another file system


def test_every_report_body_region_and_year_has_its_permanent_address(site_dir: Path) -> None:
    pages = {path.parent.relative_to(site_dir).as_posix() for path in site_dir.rglob("index.html")}
    assert pages >= {
        ".",
        "regions",
        "years",
        "years/2024",
        "findings",
        "rules",
        "rules/a1",
        "sichuan",
        "sichuan/panzhihua",
        "sichuan/panzhihua/yanbian",
        "sichuan/51/2024",
        "sichuan/panzhihua/510422102",
        "sichuan/panzhihua/510422102/2024",
        "sichuan/nanchong/511303-zhengfu-bangongshi/2019",
        "about",
        "correct",
        "glossary",
    }


def test_sources_and_data_files_are_served_as_they_are(site_dir: Path) -> None:
    folder = site_dir / "sichuan/panzhihua/510422102"
    assert (folder / "2024.source.txt").read_text(encoding="utf-8") == samples.COPY
    archived = site_dir.parent / "reports/sichuan/panzhihua/510422102/2024.yaml"
    assert (folder / "2024.yaml").read_bytes() == archived.read_bytes()


def test_the_same_archive_gives_the_same_bytes(site_dir: Path, tmp_path: Path) -> None:
    build_site(site_dir.parent / "reports", tmp_path)
    assert contents(tmp_path / "site") == contents(site_dir)


def test_nothing_is_built_from_faulty_data_and_the_former_site_stays(
    archive_dir: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "search").mkdir()
    (site / MARK).write_text("former", encoding="utf-8")
    file = archive_dir / "sichuan/51/2024.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "year: 2024\n", encoding="utf-8")
    built, problems = build(ROOT, archive_dir, site, tmp_path / "build")
    assert built is None
    assert len(problems) == 1
    assert contents(site) == {MARK: b"former"}
    assert {path.name for path in (tmp_path / "build").iterdir()} == {"alike", "read"}


def test_an_acknowledgement_that_matches_no_finding_stops_the_build(
    archive_dir: Path, tmp_path: Path
) -> None:
    file = archive_dir / "sichuan/panzhihua/510422102/2024.yaml"
    lapsed = (
        "acknowledgements:\n  - rule: A1\n    cell: requests.total.total\n"
        '    expected: {requests.total.total: "9"}\n    reason: 原件如此\n    date: 2025-03-01\n'
    )
    file.write_text(file.read_text(encoding="utf-8") + lapsed, encoding="utf-8")
    built, problems = build(ROOT, archive_dir, tmp_path / "site", tmp_path / "build")
    assert built is None
    assert [problem.rule for problem in problems] == ["S6"]
    assert not (tmp_path / "site").exists()


def test_a_failure_of_mkdocs_leaves_the_former_site(
    archive_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "search").mkdir()
    (site / MARK).write_text("former", encoding="utf-8")

    def fail(_: object) -> None:
        raise SystemExit("Aborted")

    monkeypatch.setattr("generator.site.theme.mkdocs_build", fail)
    with pytest.raises(BuildError, match="Aborted"):
        build(ROOT, archive_dir, site, tmp_path / "build")
    assert contents(site) == {MARK: b"former"}


def test_what_is_no_longer_in_the_archive_leaves_the_site(
    archive_dir: Path, tmp_path: Path
) -> None:
    build_site(archive_dir, tmp_path)
    folder = archive_dir / "sichuan/panzhihua/510422102"
    for name in ("2020.yaml", "2020.source.txt"):
        (folder / name).unlink()
    build_site(archive_dir, tmp_path)
    built = tmp_path / "site/sichuan/panzhihua/510422102"
    assert not (built / "2020").exists()
    assert not (built / "2020.source.txt").exists()
    assert (built / "2024/index.html").exists()
    assert not (tmp_path / "site/years/2020").exists()


def test_an_empty_archive_builds(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    build_site(tmp_path / "reports", tmp_path)
    assert (tmp_path / "site/index.html").exists()


def test_the_sitemap_names_every_page_once(site_dir: Path) -> None:
    text = (site_dir / "sitemap.xml").read_text(encoding="utf-8")
    count = sum(1 for _ in site_dir.rglob("index.html"))
    assert text.count("<loc>") == count


def test_a_page_is_titled_with_the_title_of_the_report(site_dir: Path) -> None:
    page = document(site_dir / "sichuan/panzhihua/510422102/2024/index.html")
    assert page.xpath("//h1/text()")[0].strip() == "渔门镇2024年报告"
    assert page.xpath("string(//title)").startswith("渔门镇2024年报告 - ")


def test_a_folder_of_something_else_is_never_replaced(archive_dir: Path, tmp_path: Path) -> None:
    site = tmp_path / "mine"
    site.mkdir()
    (site / "important.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(BuildError, match="something else"):
        build(ROOT, archive_dir, site, tmp_path / "build")
    assert contents(site) == {"important.txt": b"keep"}


@pytest.mark.parametrize(
    ("site", "workplace"),
    [
        ("reports/site", "build"),
        (".", "build"),
        ("site", "reports/build"),
        ("site", "site"),
        ("site", "site/build"),
        ("build/site", "build"),
        ("build/read/site", "build"),
    ],
)
def test_no_folder_may_lie_in_another(
    site: str, workplace: str, archive_dir: Path, tmp_path: Path
) -> None:
    assert archive_dir == tmp_path / "reports"
    before = contents(tmp_path)
    with pytest.raises(BuildError, match="is or lies in"):
        build(ROOT, archive_dir, tmp_path / site, tmp_path / workplace)
    assert contents(tmp_path) == before


def test_no_text_of_the_data_gets_out_of_the_head_of_a_page(site_dir: Path) -> None:
    for path in site_dir.glob("shanxi/datong/140212202/**/index.html"):
        head = document(path).xpath("//head")[0]
        assert all("x=1" not in script.text_content() for script in head.xpath(".//script"))
        [described] = head.xpath("./meta[@name='description']/@content")
        assert described.startswith('"><script>x=1</script><b>郭家窑乡</b>人民政府')


@pytest.mark.parametrize("name", ["sichuan/", "sichuan/panzhihua", ".", "../reports", "nowhere"])
def test_a_province_is_named_by_its_folder_and_nothing_else(
    name: str, archive_dir: Path, tmp_path: Path
) -> None:
    with pytest.raises(BuildError, match="expected one of"):
        build(ROOT, archive_dir, tmp_path / "site", tmp_path / "build", only=name)
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(not MEMORY.is_dir(), reason="needs a second file system")
def test_a_site_may_lie_on_another_file_system_and_behind_a_link(
    archive_dir: Path, tmp_path: Path
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        site = tmp_path / "site"
        (Path(name) / "there").mkdir()
        site.symlink_to(Path(name) / "there")
        build(ROOT, archive_dir, site, tmp_path / "build")
        first = contents(site)
        spoken = archive_dir / "sichuan/panzhihua/510422102/2024.yaml"
        text = spoken.read_text(encoding="utf-8")
        spoken.write_text(text.replace("\ntitle: ", "\ntitle: 新", 1), encoding="utf-8")
        build(ROOT, archive_dir, site, tmp_path / "build")
        assert site.is_symlink()
        assert [path.name for path in Path(name).iterdir()] == ["there"]
        assert contents(site) != first
        build_site(archive_dir, tmp_path / "other")
        assert contents(site) == contents(tmp_path / "other/site")
