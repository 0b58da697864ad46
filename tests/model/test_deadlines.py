from dataclasses import replace
from datetime import date

import pytest

from generator.model.deadlines import deadline, in_time, last_day
from tests import samples


@pytest.mark.parametrize(
    ("level", "kind", "last"),
    [
        ("county", "government", date(2025, 3, 31)),
        ("province", "government", date(2025, 3, 31)),
        ("county", "office", date(2025, 1, 31)),
        ("prefecture", "department", date(2025, 1, 31)),
        ("township", "government", None),
        ("township", "department", None),
    ],
)
def test_article_49_names_departments_and_governments_from_the_county_up(
    level: str, kind: str, last: date | None
) -> None:
    found = deadline(level, kind)
    assert (found.of(2024) if found else None) == last
    body = replace(samples.bodies()["51"], level=level, kind=kind)
    assert last_day(body, 2024) == last


@pytest.mark.parametrize(
    ("published", "signed", "expected"),
    [
        (date(2025, 3, 31), None, True),
        (date(2025, 4, 1), date(2025, 1, 1), False),
        (None, date(2025, 4, 1), False),
        (None, date(2025, 3, 31), None),
        (None, None, None),
    ],
)
def test_a_signature_in_time_does_not_show_publication_in_time(
    published: date | None, signed: date | None, expected: bool | None
) -> None:
    report = replace(samples.reports()[2], published=published, signed=signed)
    assert in_time(report, date(2025, 3, 31)) is expected
