"""Which case is on screen, read from whatever a page says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.project_state import Key, ProjectState
from inbox_toolkit.preview.views.selection import Selection, selection_of, watched_selection


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
    assert selection_of({"template": "t", "data": "d"}, ["x=1"]) == Selection(
        "t", data="d", changes=("x=1",)
    )


def test_what_a_page_watches_is_four_names() -> None:
    assert watched_selection('["t","p","d","l"]') == Selection("t", "p", "d", "l")


@given(
    st.one_of(st.text(), st.sampled_from(["[]", '["","","",""]', "[1,2,3,4]", '["a","b"]', "{}"]))
)
def test_anything_else_watches_nothing(text: str) -> None:
    found = watched_selection(text)
    assert found is None or found.template
