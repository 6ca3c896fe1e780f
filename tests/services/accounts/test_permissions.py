"""Who may what, as data."""

import pytest

from services.accounts.errors import NotPermitted
from services.accounts.model import Role
from services.accounts.permissions import GRANTS, MEANINGS, Permission, permissions_of, permits, require, roles_with


def test_every_permission_has_a_meaning_and_somebody_who_has_it() -> None:
    assert set(MEANINGS) == set(Permission)
    assert set(GRANTS) == set(Role)
    assert all(roles_with(each) for each in Permission)


def test_the_audit_log_is_open_to_those_alone_whose_work_it_is() -> None:
    assert MEANINGS[Permission.SEE_AUDIT].phi
    assert roles_with(Permission.SEE_AUDIT) == [Role.COMPLIANCE, Role.SECURITY_OFFICER]


def test_it_reads_no_health_information() -> None:
    assert not [each for each in GRANTS[Role.IT] if MEANINGS[each].phi]


@pytest.mark.parametrize(
    "permission",
    [
        Permission.EXPORT_AUDIT,
        Permission.OPERATE_KEYS,
        Permission.SHRED_KEYS,
        Permission.PLACE_HOLDS,
        Permission.REVIEW_BREAK_GLASS,
    ],
)
def test_what_reaches_far_asks_for_the_second_factor_again(permission: Permission) -> None:
    assert MEANINGS[permission].step_up


def test_emergency_access_neither_exports_nor_touches_keys_holds_or_its_own_review() -> None:
    assert not [each for each in GRANTS[Role.BREAK_GLASS] if MEANINGS[each].step_up]


def test_several_roles_have_what_each_of_them_has() -> None:
    assert permissions_of({Role.IT, Role.FRONT_DESK}) == GRANTS[Role.IT] | GRANTS[Role.FRONT_DESK]
    assert not permits((), Permission.WORK_CASES)


def test_a_refusal_says_what_it_was_and_who_may() -> None:
    require([Role.COMPLIANCE], Permission.SEE_AUDIT)
    with pytest.raises(NotPermitted) as refused:
        require([Role.IT], Permission.SEE_AUDIT)
    assert refused.value.what == "Your roles do not let you search and read the audit log. Nothing was done."
    assert refused.value.do == "Ask somebody with one of these roles: compliance, security_officer."
