from services.llama.tally import Outcome, Tally


def test_what_prometheus_reads() -> None:
    tally = Tally()
    tally.add(Outcome.USED)
    tally.add(Outcome.USED)
    tally.add("late")
    tally.wait(0.2)
    tally.wait(9)
    lines = tally.lines()
    assert 'sealdesk_adviser_messages_total{outcome="used"} 2' in lines
    assert 'sealdesk_adviser_messages_total{outcome="late"} 1' in lines
    assert 'sealdesk_adviser_seconds_bucket{le="0.1"} 0' in lines
    assert 'sealdesk_adviser_seconds_bucket{le="0.25"} 1' in lines
    assert 'sealdesk_adviser_seconds_bucket{le="+Inf"} 2' in lines
    assert "sealdesk_adviser_seconds_sum 9.200000" in lines
