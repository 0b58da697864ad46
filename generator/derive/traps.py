"""The known traps of the indicators: why two figures may differ although nothing does."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.forms import Label


@dataclass(frozen=True, slots=True)
class Trap:
    """Why the figures of two bodies or two years may differ although nothing does."""

    key: str
    label: Label
    text: Label


TRAPS = {
    trap.key: trap
    for trap in (
        Trap(
            "splitting",
            Label("一事一申请", "Requests counted apart"),
            Label(
                "一份申请含多项内容时，有的机关计一件，有的按“一事一申请”拆成几件，件数和各项比率因此不可直接比较。",
                "A request with several contents is one request at some bodies and several at others, so "
                "that neither the counts nor the rates compare directly.",
            ),
        ),
        Trap(
            "withdrawals",
            Label("撤回的申请", "Withdrawn requests"),
            Label(
                "表式没有“撤回”一行，各机关多计入“其他处理”；包含“其他处理”的比率随之改变。",
                "The form has no row for withdrawn requests; bodies book them under “handled otherwise”, "
                "which changes every rate that holds it.",
            ),
        ),
        Trap(
            "form",
            Label("表式改变（2020→2021年）", "Change of the form (2020 to 2021)"),
            Label(
                "2021年表式把“其他处理”分为三行，第二部分全部改变；跨越2020年与2021年的变化可能只是填法改变。",
                "The form of 2021 divides “handled otherwise” into three rows and changes all of section 2: "
                "a change between 2020 and 2021 may be one of counting only.",
            ),
        ),
        Trap(
            "law_2024",
            Label("《行政复议法》修订（2024年）", "Revised reconsideration law (2024)"),
            Label(
                "2024年1月1日起，不服不予公开须先申请行政复议，复议增多、直接起诉减少不等于争议增多或减少。",
                "From 1 January 2024 a refusal must go to reconsideration before it can go to court: more "
                "reconsiderations and fewer direct suits do not mean more or fewer disputes.",
            ),
        ),
        Trap(
            "pending",
            Label("尚未审结", "Pending cases"),
            Label(
                "“尚未审结”的案件计在总计里但还没有结果；因此有两种纠正率，一种只除以已审结的，一种除以总计。",
                "Pending cases are in the total without a result yet, so there are two rates: one over the "
                "cases that were decided, one over the total.",
            ),
        ),
        Trap(
            "years",
            Label("结案跨年", "Cases that take more than a year"),
            Label(
                "复议、诉讼的结果往往属于上一年甚至更早的申请，与当年的办理结果不是同一批。",
                "Reconsiderations and suits often concern requests of the year before or earlier: they are "
                "not those whose outcomes the report counts.",
            ),
        ),
        Trap(
            "included",
            Label("汇总范围", "What a government includes"),
            Label(
                "县级以上人民政府的报告有的汇总所属部门和乡镇，有的只计本级；本站因此从不把政府与其下属机关的数字相加。",
                "Some governments add their departments and townships to their own figures, some do not; the "
                "figures of a government and of the bodies below it are never added up here.",
            ),
        ),
        Trap(
            "assessable",
            Label("能核对的才计", "Only what can be judged"),
            Label(
                "空白、缺上年报告或文字未存档时，一项核对无从判断，既不算通过也不算不通过。",
                "Where a cell is blank, last year's report is missing or prose is not archived, a check "
                "cannot be judged, and counts neither as passed nor as failed.",
            ),
        ),
        Trap(
            "townships",
            Label("乡镇没有法定日期", "Townships have no date"),
            Label(
                "《条例》第四十九条没有规定乡镇、街道的公布日期；没有公布日期的报告也不判断。",
                "Article 49 of the Regulations gives no date for townships and subdistricts; reports whose "
                "day of publication is not known are not judged either.",
            ),
        ),
    )
}
