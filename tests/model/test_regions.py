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
