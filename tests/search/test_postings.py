"""The inverted index finds every run of characters that stands in a text."""

from hypothesis import given
from hypothesis import strategies as st

from generator.search.normal import is_word, joined
from generator.search.packing import packed, varint
from generator.search.postings import OFTEN, PINYIN, Postings, bucket, encoded
from tests.search.decoding import Reading, candidates, entries, unpacked

TEXTS = st.lists(st.text("公开申请信息化镇，。 2a", max_size=40), min_size=1, max_size=12)


@given(st.sets(st.integers(0, 999)), st.integers(1000, 5000))
def test_a_list_comes_back_from_its_bytes(numbers: set[int], size: int) -> None:
    data = encoded(sorted(numbers), size)
    reading = Reading(data)
    assert reading.numbers() == sorted(numbers)
    assert reading.at == len(data)
    assert len(data) <= (size + 7) // 8 + 3


@given(st.integers(0, 2**40))
def test_a_number_comes_back_from_its_bytes(number: int) -> None:
    assert Reading(varint(number)).varint() == number


@given(st.binary(), st.binary(max_size=32_000))
def test_what_is_packed_comes_back(data: bytes, known: bytes) -> None:
    assert unpacked(packed(data, known), known) == data


@given(TEXTS, st.data())
def test_what_stands_in_a_text_is_found_and_a_pair_nowhere_else(
    texts: list[str], data: st.DataObject
) -> None:
    held = [joined([text]) for text in texts]
    postings = Postings()
    for text in held:
        postings.add_document(text)
    files = postings.buckets()
    text = data.draw(st.sampled_from(held))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    wanted = text[start : start + data.draw(st.integers(1, 6))]
    if wanted and all(map(is_word, wanted)):
        there = {number for number, each in enumerate(held) if wanted in each}
        assert there <= candidates(files, wanted)
        if len(wanted) <= 2:
            assert there == candidates(files, wanted)


def test_a_gram_knows_where_it_stands_often_and_which_bodies_are_called_so() -> None:
    postings = Postings()
    postings.add_body("渔门镇", ["yumen"])
    postings.add_document("公开" * OFTEN)
    postings.add_document("公开")
    found: dict[str, tuple[list[int], list[int], list[int]]] = {}
    for file in postings.buckets():
        found |= entries(file)
    assert found["公开"] == ([0, 1], [0], [])
    assert found["渔门"] == ([], [], [0])
    assert found[f"{PINYIN}yumen"] == ([], [], [0])


def test_punctuation_is_not_in_the_index() -> None:
    postings = Postings()
    postings.add_document(joined(["公开，申请", "目录"]))
    keys = {key for file in postings.buckets() for key in entries(file)}
    assert keys == {*"公开申请目录", "公开", "申请", "目录"}


def test_a_key_is_in_the_file_that_its_hash_names() -> None:
    postings = Postings()
    for first in range(0x4E00, 0x5200):
        postings.add_document("".join(map(chr, range(first, first + 40))))
    files = postings.buckets()
    assert len(files) > 1
    for number, file in enumerate(files):
        assert all(bucket(key, len(files)) == number for key in entries(file))
    assert bucket("", 1 << 32) == 0x811C9DC5
    assert bucket("foobar", 1 << 32) == 0xBF9CF968  # of the published test vectors of FNV-1a
