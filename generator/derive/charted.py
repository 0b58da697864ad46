"""Which figures of a history are drawn together."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.forms import Label


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures of one section that are drawn together, over the years or stacked as parts of a whole.

    ``cut_by`` are the breaks across which the figures do not measure the same.
    """

    key: str
    section: str
    label: Label
    figures: tuple[str, ...]
    stacked: bool = False
    cut_by: frozenset[str] = frozenset()


CHARTS = (
    Chart(
        "proactive.normative_documents",
        "proactive",
        Label("规范性文件：当年", "Normative documents: in the year"),
        tuple(f"proactive.normative_documents.{key}" for key in ("made", "issued", "repealed")),
        cut_by=frozenset(("form",)),
    ),
    Chart(
        "proactive.normative_documents.total",
        "proactive",
        Label("规范性文件：总数", "Normative documents: in total"),
        tuple(f"proactive.normative_documents.{key}" for key in ("total_published", "in_force")),
        cut_by=frozenset(("form",)),
    ),
    Chart(
        "proactive.licensing",
        "proactive",
        Label("行政许可：处理决定", "Licensing decisions"),
        ("proactive.licensing.decisions",),
        cut_by=frozenset(("form",)),
    ),
    Chart(
        "proactive.penalties",
        "proactive",
        Label("行政处罚、行政强制：处理决定", "Penalty decisions, coercive measures"),
        ("proactive.penalties.decisions", "proactive.coercive_measures.decisions"),
        cut_by=frozenset(("form",)),
    ),
    Chart(
        "proactive.fees",
        "proactive",
        Label("行政事业性收费（万元）", "Fees (10,000 yuan)"),
        ("proactive.fees.amount",),
        cut_by=frozenset(("form",)),
    ),
    Chart(
        "requests.received",
        "requests",
        Label("本年新收申请", "Requests received"),
        ("requests.received",),
    ),
    Chart(
        "requests.outcomes",
        "requests",
        Label("办理结果", "Outcomes"),
        tuple(
            f"requests.{key}"
            for key in (
                "granted",
                "partly_granted",
                "denied",
                "unavailable",
                "not_processed",
                "other_outcome",
            )
        ),
        stacked=True,
    ),
    Chart(
        "requests.carried",
        "requests",
        Label("结转", "Carried over"),
        ("requests.carried_in", "requests.carried_out"),
    ),
    Chart(
        "review",
        "review",
        Label("行政复议、行政诉讼：总计", "Reconsideration and litigation: totals"),
        tuple(
            f"review.{key}.total"
            for key in ("reconsideration", "direct_suit", "suit_after_reconsideration")
        ),
        cut_by=frozenset(("law",)),
    ),
)
