from generator.model.forms import APPLICANTS, FORMS, LAYOUTS, RESULTS, REVIEW, SECTIONS

OUTCOMES = [
    "granted",
    "partly_granted",
    "denied.state_secret",
    "denied.prohibited_by_law",
    "denied.security_and_stability",
    "denied.third_party_rights",
    "denied.internal_affairs",
    "denied.deliberative",
    "denied.enforcement_files",
    "denied.administrative_query",
    "unavailable.not_held",
    "unavailable.needs_creation",
    "unavailable.still_unclear",
    "not_processed.petition",
    "not_processed.repeated",
    "not_processed.publication",
    "not_processed.excessive",
    "not_processed.reconfirmation",
]
DIVIDED = ["other_outcome.not_corrected", "other_outcome.fee_not_paid", "other_outcome.other"]


def test_the_keys_of_the_request_rows_are_the_contract() -> None:
    rows = {key: [row.key for row in layout.request_rows] for key, layout in LAYOUTS.items()}
    before, after = ["received", "carried_in", *OUTCOMES], ["total", "carried_out"]
    assert rows["2019", False] == [*before, "other_outcome", *after]
    assert rows["2021", True] == [*before, *DIVIDED, *after]
    assert rows["2021", False] == rows["2019", False]
    assert (len(rows["2019", False]), len(rows["2021", True])) == (23, 25)


def test_the_columns_are_the_contract() -> None:
    assert [column.key for column in APPLICANTS] == [
        "natural_person",
        "business",
        "research",
        "welfare",
        "legal_services",
        "other",
        "total",
    ]
    assert [column.key for column in RESULTS] == [
        "upheld",
        "corrected",
        "other",
        "pending",
        "total",
    ]
    assert [row.key for row in REVIEW] == [
        "reconsideration",
        "direct_suit",
        "suit_after_reconsideration",
    ]
    assert [section.key for section in SECTIONS] == [
        "overview",
        "proactive",
        "requests",
        "review",
        "problems",
        "other",
    ]


def test_the_rows_of_proactive_disclosure_are_the_contract() -> None:
    found = {
        form.key: {
            row.key: [column.key for column in article.columns]
            for article in form.articles
            for row in article.rows
        }
        for form in FORMS.values()
    }
    made = ["made", "newly_published", "total_published"]
    handled = ["previous", "change", "decisions"]
    assert found["2019"] == {
        "regulations": made,
        "normative_documents": made,
        "licensing": handled,
        "other_services": handled,
        "penalties": handled,
        "coercive_measures": handled,
        "fees": ["previous", "change"],
        "procurement": ["items", "amount"],
    }
    issued = ["issued", "repealed", "in_force"]
    assert found["2021"] == {
        "regulations": issued,
        "normative_documents": issued,
        "licensing": ["decisions"],
        "penalties": ["decisions"],
        "coercive_measures": ["decisions"],
        "fees": ["amount"],
    }


def test_each_form_is_prescribed_for_its_years() -> None:
    assert [
        [form.key for form in FORMS.values() if form.fits(y)]
        for y in (2018, 2019, 2020, 2021, 2024)
    ] == [
        [],
        ["2019"],
        ["2019"],
        ["2021"],
        ["2021"],
    ]


def test_every_address_stands_once_and_every_row_has_a_label() -> None:
    for layout in LAYOUTS.values():
        assert len(set(layout.addresses)) == len(layout.addresses)
        for address in layout.addresses:
            assert address.rpartition(".")[0] in layout.labels
    assert [len(LAYOUTS[key].addresses) for key in (("2019", False), ("2021", True))] == [198, 200]
