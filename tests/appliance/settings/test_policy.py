from appliance.settings.policy import PolicySettings


def test_a_visit_type_differs_only_where_it_says_so() -> None:
    policy = PolicySettings.model_validate(
        {
            "default": {"notice_move_hours": 48, "max_moves": 3},
            "visit_types": {"cleaning": {"notice_move_hours": 12}, "laser": {"max_moves": None}},
        }
    )
    cleaning, laser = policy.rules_for("cleaning"), policy.rules_for("laser")
    assert (cleaning.notice_move_hours, cleaning.max_moves) == (12, 3)
    assert (laser.notice_move_hours, laser.max_moves) == (48, None)
