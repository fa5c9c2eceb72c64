"""The parts of a device's figures: identity, health, agreement with the host, latency."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from kws.core.params import Range
from kws.model.reports.report import Count, NonNegativeFloat, PositiveFloat, PositiveInt, Share


@dataclass(frozen=True)
class Identity:
    """Board, system, kernel and runtimes of a device.

    Attributes:
        model: of the board, or of the processor if there is no device tree.
        board: model in the device tree; None if there is no device tree.
        machine: architecture, such as `aarch64`.
        cpus: number of processors.
        os, kernel: their names and versions; `os` is None if the device does not name it.
        python, numpy, ai_edge_litert: versions.
    """

    model: str
    board: str | None
    machine: str
    cpus: int
    os: str | None
    kernel: str
    python: str
    numpy: str
    ai_edge_litert: str


@dataclass(frozen=True)
class Throttling:
    """The reasons for which the firmware slows the processor down, now and since boot."""

    now: tuple[str, ...]
    since_boot: tuple[str, ...]


@dataclass(frozen=True)
class Health:
    """The state of a device; None for what it does not report.

    Attributes:
        governor: of the processor's frequency.
        frequency_mhz: of the processor.
        temperature_c: of the processor.
        throttled: by `vcgencmd get_throttled`.
        load_1min: mean number of runnable processes in the last minute.
    """

    governor: str | None
    frequency_mhz: float | None
    temperature_c: float | None
    throttled: Throttling | None
    load_1min: NonNegativeFloat


@dataclass(frozen=True)
class HealthAround:
    """The state of the device before and after the measurement."""

    before: Health
    after: Health


@dataclass(frozen=True)
class Protocol:
    """The settings of the measurement: numbers of warm-up and measured clips, threads, windows and their length."""

    warmup_clips: Count
    measured_clips: PositiveInt
    threads: PositiveInt
    windows: PositiveInt
    window_s: PositiveFloat


@dataclass(frozen=True)
class Agreement:
    """The comparison of the device's answers with the host's.

    Attributes:
        n, same: number of clips, and of those with the same answer.
        different: the clips with another answer.
        inexact: the clips with another integer in the output; None if the output is float.
        max_steps: largest difference, in steps of the output; None if the output is float.
    """

    n: PositiveInt
    same: Count
    different: tuple[str, ...]
    inexact: tuple[str, ...] | None
    max_steps: Annotated[int | None, Range(0)]

    def problems(self) -> Iterator[str]:
        """Yield a line if the numbers of same and different answers do not add up to `n`."""
        if self.same + len(self.different) != self.n:
            yield f"same: expected {self.n - len(self.different)} as of n and different, got {self.same}"


@dataclass(frozen=True)
class Quantiles:
    """Milliseconds of one part: `median` of the windows' medians, the others of all clips."""

    median: PositiveFloat
    p90: PositiveFloat
    p95: PositiveFloat
    p99: PositiveFloat
    max: PositiveFloat

    def problems(self) -> Iterator[str]:
        """Yield a line if a higher quantile is smaller."""
        if not self.p90 <= self.p95 <= self.p99 <= self.max:
            yield f"p90: expected p90 ≤ p95 ≤ p99 ≤ max, got {self.p90}, {self.p95}, {self.p99}, {self.max}"


@dataclass(frozen=True)
class Latency:
    """The latency of a clip, from waveform to answer, by part."""

    front_end: Quantiles
    invoke: Quantiles
    total: Quantiles


@dataclass(frozen=True)
class Histogram:
    """The number of clips by latency.

    Attributes:
        edges_ms: the n + 1 edges, at equal ratios.
        front_end, invoke, total: the n counts of clips between two edges.
    """

    edges_ms: tuple[PositiveFloat, ...]
    front_end: tuple[Count, ...]
    invoke: tuple[Count, ...]
    total: tuple[Count, ...]

    def problems(self) -> Iterator[str]:
        """Yield a line if the edges do not rise, and for each part that does not count every clip once."""
        if list(self.edges_ms) != sorted(self.edges_ms):
            yield "edges_ms: expected rising numbers, got others"
        for part, counts in (("front_end", self.front_end), ("invoke", self.invoke), ("total", self.total)):
            if (len(counts), sum(counts)) != (len(self.edges_ms) - 1, sum(self.total)):
                expected = f"{len(self.edges_ms) - 1} counts of {sum(self.total)} clips"
                yield f"{part}: expected {expected}, got {len(counts)} of {sum(counts)}"


@dataclass(frozen=True)
class Windows:
    """The windows' medians of `total` in milliseconds, and their spread, (max − min) / median."""

    median_ms: tuple[PositiveFloat, ...]
    spread: NonNegativeFloat


@dataclass(frozen=True)
class InstructionCount:
    """The number of counted clips, and their mean number of instructions, by part."""

    clips: PositiveInt
    front_end: PositiveInt
    invoke: PositiveInt
    total: PositiveInt


@dataclass(frozen=True)
class Measurement:
    """The measurements by a device of itself; those of an emulator are reported but not judged.

    Attributes:
        core: the processor core that measured.
        latency_ms: by the device's clock.
        windows: medians of the windows, and their spread.
        cold_start_ms, model_load_ms: from process start to the first answer; loading alone.
        peak_memory_bytes, other_cpu_share: of the agent; of other processes while it measured, of all cores.
        health: its state before and after.
    """

    core: Count
    latency_ms: Latency
    windows: Windows
    cold_start_ms: PositiveFloat
    model_load_ms: PositiveFloat
    peak_memory_bytes: PositiveInt
    other_cpu_share: Share
    health: HealthAround
