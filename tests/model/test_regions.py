from generator.model.regions import load_regions


def test_every_division_of_2023_is_there() -> None:
    regions = load_regions()
    levels = [region.level for region in regions.by_code.values()]
    assert [levels.count(level) for level in ("province", "prefecture", "county", "township")] == [
        31,
        342,
        2978,
        41352,
    ]


def test_a_path_leads_from_the_province_down() -> None:
    names = [region.name for region in load_regions().path("510422102")]
    assert names == ["四川省", "攀枝花市", "盐边县", "渔门镇"]
    assert load_regions().address("510422102") == "sichuan/panzhihua/yanbian"


def test_no_two_siblings_share_an_address() -> None:
    regions = load_regions()
    for children in regions.children.values():
        slugs = [region.slug for region in children if region.slug]
        assert len(set(slugs)) == len(slugs)
    addresses = [regions.address(code) for code, region in regions.by_code.items() if region.slug]
    assert len(set(addresses)) == len(addresses)


def test_slugs_are_plain_and_the_two_shanxi_differ() -> None:
    regions = load_regions()
    slugs = [region.slug for region in regions.by_code.values() if region.slug]
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in slugs)
    assert (regions["14"].slug, regions["61"].slug) == ("shanxi", "shaanxi")


def test_divisions_of_statistics_have_no_government() -> None:
    regions = load_regions()
    governed = regions.governed
    for code in ("51", "5104", "510422", "510422102", "110101", "330383", "460202", "469005"):
        assert code in governed, regions[code].name
    for code in (
        "1101",  # 市辖区
        "5002",  # 县
        "4290",  # 省直辖县级行政区划
        "441900",  # 东莞市, again below itself
        "620201",  # 嘉峪关市, likewise
        "130171",  # a development zone
        "460322",  # 南沙群岛
        "632857",  # 大柴旦行政委员会
        "350527",  # 金门县, again below itself
        "350527000",
        "330383198",  # villages without a township
        "110115403",  # a development zone below a county
    ):
        assert code not in governed, code


def test_almost_every_town_and_county_is_governed() -> None:
    governed = load_regions().governed
    counts = {length: sum(len(code) == length for code in governed) for length in (2, 4, 6, 9)}
    assert counts == {2: 31, 4: 333, 6: 2845, 9: 38630}
