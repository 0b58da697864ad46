import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.paragraphs import paragraph


@pytest.mark.parametrize(
    "text",
    [
        "（一）主动公开方面。",
        "(五) 监督保障方面。",
        "（一）存在问题",
        "（二）下一步改进措施",
        "（二）依申请公开方面",
    ],
)
def test_an_enumerated_line_of_its_own_is_a_heading(text: str) -> None:
    assert paragraph(text).is_heading


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("(二)依申请公开情况。2024年,没有收到申请。", "(二)依申请公开情况。"),
        ("1.强化组织领导。为进一步深化，由分管领导具体指导。", "1.强化组织领导。"),
    ],
)
def test_a_heading_may_run_into_its_paragraph(text: str, lead: str) -> None:
    found = paragraph(text)
    assert (found.lead, found.is_heading) == (lead, False)


@pytest.mark.parametrize(
    "text",
    [
        "无。",
        "2023 年未收取信息处理费。",
        "3.5万元的费用。",
        "（一）加强领导，完善政务信息公开机制。为使公开不流于形式。",
        "1.部分部门对政府信息公开工作重要性认识不足、重视不够，一些需主动公开的信息更新不够及时全面。",
    ],
)
def test_other_paragraphs_have_no_heading(text: str) -> None:
    assert paragraph(text).lead == ""


@given(st.text("（）()一二三十、.．0123，。：；公开情况 ", max_size=60))
def test_the_parts_always_join_to_the_text(text: str) -> None:
    found = paragraph(text)
    assert found.lead + found.rest == text
