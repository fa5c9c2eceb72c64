"""The registry's service, as mlflow/registry.yaml describes it, for every command that asks it."""

from collections.abc import Iterator
from contextlib import contextmanager

from components.register import RegisterParams
from kws.core.params import parse
from kws.core.yaml import read_section
from kws.registry.policy import REGISTRY, PromoteParams, Service
from kws.tracking.client import connect
from kws.tracking.runtime import MlflowClient

ADVICE = "nothing was lost: when MLflow answers again, the same command finishes the job"


@contextmanager
def open_service(advice: str = ADVICE) -> Iterator[tuple[MlflowClient, Service]]:
    """Open the store, and the service that the policy describes.

    Args:
        advice: what to do if MLflow does not answer.

    Raises:
        ParamsError: the policy is missing or damaged.
        TrackingError: MLflow cannot be reached or refuses.
    """
    register = parse(RegisterParams, read_section(REGISTRY, "register"), f"{REGISTRY}, section register")
    promote = parse(PromoteParams, read_section(REGISTRY, "promote"), f"{REGISTRY}, section promote")
    with connect(advice) as client:
        yield client, Service(register.model, register.alias, promote)
