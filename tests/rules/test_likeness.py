"""Likeness is found through an index: right for the few that are alike, and not by all pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules import likeness_index
from generator.rules.likeness_index import LikenessIndex, Text, texts_of
from tests.rules import build

WORDS = [chr(0x4E00 + 97 * i) + chr(0x5000 + 53 * i) + chr(0x6000 + 31 * i) for i in range(200)]


def prose(seed: int) -> str:
    """Thirty clauses of nine characters that share none with another seed's."""
    words = [WORDS[(seed * 7 + i * 13 + i * seed) % 200] for i in range(90)]
    mark = chr(0x4E00 + seed)
    clauses = [mark + "".join(words[i : i + 3]) for i in range(0, 90, 3)]
    return "，".join(clauses) + "。各级机关认真贯彻落实有关要求。"


def index_of(*texts: dict[str, str]) -> tuple[LikenessIndex, dict[str, Text]]:
    """The index of texts by body, of the newest year first."""
    reports = [
        (
            build.report(body=name, year=2024 - age, prose={"overview": text}),
            build.body(id=name, name=name),
        )
        for age, of_year in enumerate(texts)
        for name, text in of_year.items()
    ]
    index = LikenessIndex((report, body, texts_of(report, body)) for report, body in reports)
    found = {report.body: index.text(report, "overview") for report, _ in reports}
    return index, {name: text for name, text in found.items() if text is not None}


def test_the_copy_is_found_among_many() -> None:
    texts = {f"body-{n}": prose(n) for n in range(300)}
    texts["copy"] = prose(123).replace("各级机关", "全镇机关")
    index, found = index_of(texts)
    alike = index.of_other_body(found["copy"])
    assert alike is not None
    assert (alike.other.body, alike.share > 0.9) == ("body-123", True)
    assert index.of_other_body(found["body-7"]) is None


def test_names_digits_headings_and_statutory_phrases_do_not_count() -> None:
    one, other = (
        f"（一）主动公开情况。\n{name}严格执行《中华人民共和国政府信息公开条例》，坚持以公开为常态，{prose(5)}发布{n}条信息在网站。"
        for name, n in (("甲镇", 12), ("乙镇", 345))
    )
    _, found = index_of({"甲镇": one, "乙镇": other})
    assert found["甲镇"].clauses == found["乙镇"].clauses
    assert not any("条例" in clause or "公开为常态" in clause for clause in found["甲镇"].clauses)


def test_a_clause_of_everybody_costs_no_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"body-{n}": prose(n) for n in range(300)}
    texts["copy"] = prose(123)
    index, found = index_of(texts)
    shared = "各级机关认真贯彻落实有关要求"
    assert all(shared in text.clauses for text in found.values())
    compared: list[Text] = []
    share = likeness_index._share  # noqa: SLF001

    def counted(one: Text, other: Text) -> float:
        compared.append(other)
        return share(one, other)

    monkeypatch.setattr(likeness_index, "_share", counted)
    assert index.of_other_body(found["body-299"]) is None
    assert not compared
    assert index.of_other_body(found["copy"]) is not None
    assert len(compared) == 1


@given(
    st.lists(
        st.tuples(st.frozensets(st.integers(0, 14), min_size=7), st.integers(2020, 2022)),
        min_size=2,
        max_size=60,
    )
)
def test_the_most_alike_of_all_is_found_where_most_is_not_even_compared(
    texts: list[tuple[frozenset[int], int]],
) -> None:
    clauses = [word * (4 + n % 5) for n, word in enumerate(WORDS)]
    reports = [
        (
            build.report(
                body=f"body-{n}",
                year=year,
                prose={"overview": "".join(f"{clauses[i]}，" for i in sorted(held))},
            ),
            build.body(id=f"body-{n}", name=f"body-{n}"),
        )
        for n, (held, year) in enumerate(texts)
    ]
    index = LikenessIndex((report, body, texts_of(report, body)) for report, body in reports)
    found = [text for report, _ in reports if (text := index.text(report, "overview"))]
    for text in found:
        shares = {
            other: likeness_index._share(text, other)  # noqa: SLF001
            for other in found
            if other.body != text.body and other.year <= text.year
        }
        most = max(shares, key=lambda o: (shares[o], o.year, o.body), default=None)
        alike = index.of_other_body(text)
        if most is None or shares[most] < likeness_index.ALIKE:
            assert alike is None
        else:
            assert alike == likeness_index.Alike(most, shares[most])


def test_what_is_alike_is_found_where_everybody_holds_the_same_clauses() -> None:
    of_all = "".join(f"{WORDS[i] * 7}，" for i in range(20))
    rare = WORDS[30] * 7
    # What is published later is no candidate.
    later = {f"body-{n:03}": of_all for n in range(40)} | {f"other-{n:03}": rare for n in range(39)}
    index, found = index_of(later, {"found": of_all + rare, "last": of_all + rare})
    alike = index.of_other_body(found["last"])
    assert alike is not None
    assert (alike.other.body, alike.share) == ("found", 1)
