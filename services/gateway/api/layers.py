"""Fails closed: whatever goes wrong in a part of the gateway becomes a refusal that names the part and nothing else."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from services.gateway.refusals import CallRefused, LayerFailed

_LOG = logging.getLogger(__name__)


@contextmanager
def layer(name: str) -> Iterator[None]:
    """Run a part of the gateway.

    Raises:
        CallRefused: the part refused the call, or failed (`LayerFailed`); an exception's own words are dropped.
    """
    try:
        yield
    except CallRefused:
        raise
    except Exception as error:  # noqa: BLE001 any fault of a layer must refuse the call
        _LOG.error("the gateway's %s failed: %s", name, type(error).__name__)
        raise LayerFailed(name) from None
