"""Which case is on screen, read from whatever a page says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import Key, ProjectState
from inbox_toolkit.preview.views.selection import Selection, selection_of, watched_selection
from inbox_toolkit.preview.wire import CaseQuery


def test_names_lead_to_the_case(state: ProjectState) -> None:
    wanted = Selection("order_shipped", "grace", "resend", changes=("trigger.order_id=7",))
    case = wanted.case_on(state)
    assert (case.profile.name, case.data_name) == ("grace", "resend")
    assert case.message_data["order_id"] == 7
    assert wanted.key == Key("order_shipped", "grace", "resend")


def test_a_translation_is_a_template_of_its_own(state: ProjectState) -> None:
    wanted = Selection("welcome", "ada", language="fr")
    assert wanted.template_on(state).language == "fr"
    assert wanted.key == Key("welcome.fr", "ada", "none")


def test_an_unknown_template_is_answered_with_the_nearest(state: ProjectState) -> None:
    with pytest.raises(UsageError) as caught:
        Selection("order_shiped").template_on(state)
    assert caught.value.help == "did you mean `order_shipped`?"


def test_another_case_of_the_same_template() -> None:
    wanted = Selection("t", "a", "b", "fr", ("trigger.x=1",))
    assert wanted.at("c/d") == Selection("t", "c", "d", "fr")
    assert wanted.at("c") == Selection("t", "c", "", "fr")


def test_a_question_is_a_selection() -> None:
    query = CaseQuery("t", data="d", set=("x=1",), unset=("trigger.y",))
    assert selection_of(query) == Selection("t", data="d", changes=("x=1",), removed=("trigger.y",))
    assert selection_of(query).is_what_if
    assert not selection_of(CaseQuery("t")).is_what_if


def test_a_page_watches_a_case_with_its_what_if_values() -> None:
    text = '{"template":"t","profile":"p","data":"d","language":"l","set":["a=1"],"unset":["b"]}'
    assert watched_selection(text) == Selection("t", "p", "d", "l", ("a=1",), ("b",))
    assert watched_selection('{"template":"t"}') == Selection("t")


def test_an_absent_value_is_part_of_the_case(state: ProjectState) -> None:
    wanted = Selection("order_shipped", "ada", "standard", removed=("trigger.order_id",))
    assert "order_id" not in wanted.case_on(state).message_data


@given(
    st.one_of(
        st.text(), st.sampled_from(["[]", '{"template":""}', "[1,2,3,4]", '{"template":7}', "{}"])
    )
)
def test_anything_else_watches_nothing(text: str) -> None:
    found = watched_selection(text)
    assert found is None or found.template
