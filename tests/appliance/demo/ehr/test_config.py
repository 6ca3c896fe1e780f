import pytest

from appliance.demo.ehr.app import create_ehr
from appliance.demo.ehr.config import EhrConfig


def test_an_unknown_dialect_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="generic, generic-noetag, generic-nonatomic, oracle, epic, athena, ihe-sched"):
        create_ehr(EhrConfig(dialect="klingon"))
