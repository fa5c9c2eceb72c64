"""Schedules of the pipeline: Kubeflow's recurring runs."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import kfp_server_api as api

from kws.core.errors import ParamsError

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}

# Kubeflow has one more field in front, the seconds.
CRON_FIELDS = 5


@dataclass(frozen=True)
class Trigger:
    """When to start runs: by `cron` or by `every_s`, and the other is None.

    Attributes:
        cron: six fields, seconds first, in the server's time zone.
        every_s: seconds from one start to the next.
    """

    cron: str | None
    every_s: int | None

    @classmethod
    def parse(cls, cron: str | None, every: str | None) -> "Trigger":
        """Parse `0 2 * * *`, as in a crontab, or an interval such as `12h`.

        Raises:
            ParamsError: both or neither is given, or one is malformed.
        """
        if (cron is None) == (every is None):
            raise ParamsError(
                "expected --cron or --every, got both" if cron else "expected --cron or --every, got none"
            )
        return cls(None if cron is None else _six_fields(cron), None if every is None else _seconds(every))

    def as_kubeflow(self) -> api.V2beta1Trigger:
        """Convert to Kubeflow's trigger."""
        if self.cron is not None:
            return api.V2beta1Trigger(cron_schedule=api.V2beta1CronSchedule(cron=self.cron))
        return api.V2beta1Trigger(periodic_schedule=api.V2beta1PeriodicSchedule(interval_second=str(self.every_s)))

    def __str__(self) -> str:
        return f"cron {self.cron}" if self.cron is not None else f"every {self.every_s} s"


@dataclass(frozen=True)
class Schedule:
    """A recurring run.

    Attributes:
        schedule_id, name, experiment_id: Kubeflow's.
        trigger: when it starts a run.
        enabled: whether it starts runs.
        created: when it was created.
    """

    schedule_id: str
    name: str
    experiment_id: str
    trigger: Trigger
    enabled: bool
    created: datetime | None


def parse_schedule(found: Any) -> Schedule:
    """Parse Kubeflow's V2beta1RecurringRun."""
    cron, periodic = found.trigger.cron_schedule, found.trigger.periodic_schedule
    return Schedule(
        schedule_id=found.recurring_run_id,
        name=found.display_name,
        experiment_id=found.experiment_id,
        trigger=Trigger(cron.cron, None) if cron else Trigger(None, int(periodic.interval_second)),
        enabled=found.status == "ENABLED",
        created=found.created_at,
    )


def _six_fields(cron: str) -> str:
    fields = cron.split()
    if len(fields) not in (CRON_FIELDS, CRON_FIELDS + 1):
        raise ParamsError(f"--cron: expected five fields as in a crontab, like '0 2 * * *', got {cron!r}")
    return " ".join(fields if len(fields) > CRON_FIELDS else ["0", *fields])


def _seconds(every: str) -> int:
    match = re.fullmatch(r"([1-9][0-9]*)([smhdw])", every)
    if not match:
        raise ParamsError(f"--every: expected a number and s, m, h, d or w, like 12h, got {every!r}")
    return int(match[1]) * _SECONDS[match[2]]
