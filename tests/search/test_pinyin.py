"""Names are found by their pinyin."""

from generator.search.pinyin import keys


def test_whole_and_first_letters_from_the_beginning_of_the_name() -> None:
    assert {"yumen", "yumenzhen", "ym", "ymz"} <= keys("渔门镇")


def test_a_character_with_two_readings_is_found_under_both() -> None:
    assert {"changle", "zhangle"} <= keys("长乐")


def test_a_name_in_other_letters_has_none() -> None:
    assert keys("ABC 123") == frozenset()
