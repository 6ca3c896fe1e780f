import grp
import os
import pwd

from appliance.accounts import Account, account, group_id, members, own_account, user_of

ME = pwd.getpwuid(os.geteuid())


def test_a_user_by_name() -> None:
    assert account(ME.pw_name) == Account(ME.pw_name, ME.pw_uid, ME.pw_gid)
    assert account("nobody-of-this-name") is None


def test_only_root_becomes_another_user() -> None:
    assert own_account(ME.pw_name, effective=0) == account(ME.pw_name)
    assert own_account(ME.pw_name, effective=1000) is None


def test_groups_and_who_is_in_them() -> None:
    assert group_id(None) is group_id("no-such-group-here") is None
    assert group_id(grp.getgrgid(ME.pw_gid).gr_name) == ME.pw_gid
    assert ME.pw_uid in members(ME.pw_gid)
    assert Account("x", 1, 2).within(3, None) == Account("x", 1, 2, (3,))


def test_whose_a_running_process_is() -> None:
    assert user_of(os.getpid()) == ME.pw_name
    assert user_of(2**22 + 1) is None
