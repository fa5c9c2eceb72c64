"""`reports/device.json`: the answers of devices to the test clips, their latency and health."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, ClassVar, Literal

from kws.core.params import Range
from kws.model.reports.measurement import (
    Agreement,
    HealthAround,
    Histogram,
    Identity,
    InstructionCount,
    Latency,
    Measurement,
    Protocol,
    Windows,
)
from kws.model.reports.report import Count, Params, PositiveInt, Report, Sha256, Share, check_accuracy

# On an emulated device the latency is not measured but modelled from the instructions, and has another key.
MODELLED = "modelled_latency_ms"
MEASURED = "latency_ms"

EMULATED = "emulated"


def latency_key(kind: str) -> str:
    """Get the key of the latency in the report of a kind of device."""
    return MODELLED if kind == EMULATED else MEASURED


# What is below `emulation` in the report of an emulated device, and beside the rest in that of any other.
_OF_MEASURED = tuple(field.name for field in fields(Measurement))
_OF_EMULATED = (MODELLED, "instructions", "emulation")


class _Figures:
    """The figures of one device, or the worst of several, and the rules that they meet."""

    latency_ms: Latency | None
    modelled_latency_ms: Latency | None
    errors: int
    accuracy: float
    agreement: Agreement
    valid: bool
    reasons: tuple[str, ...]

    @property
    def latency(self) -> Latency:
        """The latency that counts: modelled for an emulated device, measured for any other."""
        found = self.modelled_latency_ms or self.latency_ms
        assert found is not None, "refused by the reader"
        return found

    def problems(self) -> Iterator[str]:
        """Yield a line for each figure that the kind of device has not, or lacks, and for missing reasons."""
        yield from check_accuracy(self.accuracy, self.errors, self.agreement.n)
        if self.valid == bool(self.reasons):
            yield f"valid: expected {not self.reasons} beside {len(self.reasons)} reasons, got {self.valid}"
        expected, other = _OF_MEASURED, _OF_EMULATED
        if self.modelled_latency_ms is not None:
            expected, other = other, expected
        yield from (f"{name}: missing" for name in expected if getattr(self, name) is None)
        yield from (f"{name}: unknown beside {expected[0]}" for name in other if getattr(self, name) is not None)


@dataclass(frozen=True, kw_only=True)
class Target(_Figures):
    """One device's figures, as in `DeviceReport`.

    Attributes:
        target: name of the device.
        latency_histogram: of the times behind `latency`; None in reports of earlier versions.
    """

    target: str
    device: Identity
    core: Annotated[int | None, Range(0)] = None
    errors: Count
    accuracy: Share
    agreement: Agreement
    latency_ms: Latency | None = None
    latency_histogram: Histogram | None = None
    windows: Windows | None = None
    cold_start_ms: Annotated[float | None, Range(0, open_below=True)] = None
    model_load_ms: Annotated[float | None, Range(0, open_below=True)] = None
    peak_memory_bytes: Annotated[int | None, Range(1)] = None
    other_cpu_share: Annotated[float | None, Range(0, 1)] = None
    health: HealthAround | None = None
    valid: bool
    reasons: tuple[str, ...]
    modelled_latency_ms: Latency | None = None
    instructions: dict[str, InstructionCount] | None = None
    emulation: Measurement | None = None


@dataclass(frozen=True, kw_only=True)
class DeviceReport(_Figures, Report):
    """The answers and figures of devices; of several devices, each figure is that of the worst.

    Attributes:
        kind, protocol, params: kind of device and settings of the measurement.
        model_sha256, data_sha256, front_end_sha256: hashes of the model, data and front end that were measured.
        n, errors, accuracy, agreement: the answers, and the clips on which they differ from the host's.
        device: identity of the device.
        core … health: as in `Measurement`; None for an emulated device.
        valid, reasons: whether the measurement counts, and the reasons if not.
        modelled_latency_ms: of the counted clips' instructions on a Cortex-A72, at a billion per second.
        instructions: by processor.
        emulation: the emulator's own measurement. The last three are None for any other device.
        targets: these figures for each device.
    """

    NAME: ClassVar = "a device report"
    STAGE: ClassVar = "validate"

    kind: Literal["local", "raspberry-pi", "emulated"]
    protocol: Protocol
    model_sha256: Sha256
    data_sha256: Sha256
    front_end_sha256: Sha256
    n: PositiveInt
    device: Identity
    core: Annotated[int | None, Range(0)] = None
    errors: Count
    accuracy: Share
    agreement: Agreement
    latency_ms: Latency | None = None
    windows: Windows | None = None
    cold_start_ms: Annotated[float | None, Range(0, open_below=True)] = None
    model_load_ms: Annotated[float | None, Range(0, open_below=True)] = None
    peak_memory_bytes: Annotated[int | None, Range(1)] = None
    other_cpu_share: Annotated[float | None, Range(0, 1)] = None
    health: HealthAround | None = None
    valid: bool
    reasons: tuple[str, ...]
    modelled_latency_ms: Latency | None = None
    instructions: dict[str, InstructionCount] | None = None
    emulation: Measurement | None = None
    targets: tuple[Target, ...]
    params: Params

    @property
    def latency_key(self) -> str:
        """The key of the latency that counts."""
        return latency_key(self.kind)

    def problems(self) -> Iterator[str]:
        """Yield a line for each figure that does not fit the kind of device or the number of clips."""
        yield from super().problems()
        if self.agreement.n != self.n:
            yield f"agreement.n: expected n = {self.n}, got {self.agreement.n}"
        if (self.kind == EMULATED) != (self.modelled_latency_ms is not None):
            yield f"{self.latency_key}: missing of kind {self.kind}"
        if not self.targets:
            yield "targets: expected at least one, got none"
