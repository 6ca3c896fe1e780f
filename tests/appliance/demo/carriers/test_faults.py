from appliance.demo.carriers.faults import Fault, Faults


def test_planned_faults_come_first_then_the_held_one_until_it_is_stopped() -> None:
    faults = Faults()
    faults.held = Fault.TOO_MANY
    faults.plan(Fault.HANG_AFTER, None)
    assert faults.coming() == [Fault.HANG_AFTER]
    assert [faults.next() for _ in range(4)] == [Fault.HANG_AFTER, None, Fault.TOO_MANY, Fault.TOO_MANY]
    faults.plan(Fault.REFUSED)
    faults.stop()
    assert faults.next() is None
