"""The vendors' servers that the simulator plays, by name."""

from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects.athena import Athena
from appliance.demo.ehr.dialects.base import Dialect
from appliance.demo.ehr.dialects.epic import Epic
from appliance.demo.ehr.dialects.generic import Generic, GenericNoEtag, GenericNonAtomic
from appliance.demo.ehr.dialects.ihe_sched import IheSched
from appliance.demo.ehr.dialects.oracle import Oracle

_ALL: tuple[type[Dialect], ...] = (Generic, GenericNoEtag, GenericNonAtomic, Oracle, Epic, Athena, IheSched)
DIALECTS = {dialect.name: dialect for dialect in _ALL}


def dialect_for(config: EhrConfig) -> Dialect:
    """Build the dialect a configuration names.

    Raises:
        ValueError: when there is no such dialect.
    """
    if config.dialect not in DIALECTS:
        raise ValueError(f"dialect {config.dialect!r} is unknown; choose one of {', '.join(DIALECTS)}")
    return DIALECTS[config.dialect](config)
