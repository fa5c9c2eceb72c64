"""The emulated boards: their processor for qemu, and the files in /proc and /sys that describe it.

LiteRT and OpenBLAS choose their kernels by the processor that /proc/cpuinfo and /sys describe, so these must not be the
host's: with an x86 cpuinfo LiteRT crashes, with none XNNPACK is off.
"""

from dataclasses import dataclass
from pathlib import Path

CORES = 4


@dataclass(frozen=True)
class Board:
    """A board with CORES cores.

    Attributes:
        name: on the command line.
        model: full name.
        qemu_cpu: qemu's name of the processor.
        part, variant, revision: Arm's numbers of the processor (MIDR_EL1).
        features: instruction sets beyond the base, by Linux's names.
        max_khz: highest clock rate.
        l2_kib: size of a second-level cache.
        l2_shared: whether all cores share it.
    """

    name: str
    model: str
    qemu_cpu: str
    part: str
    variant: str
    revision: int
    features: str
    max_khz: int
    l2_kib: int
    l2_shared: bool

    def write_files(self, root: Path) -> None:
        """Write the board's /proc/cpuinfo and /sys below `root`."""
        for name, content in self._make_files().items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content + "\n", encoding="utf-8")

    def _make_files(self) -> dict[str, str]:
        cpu, all_cores = "sys/devices/system/cpu", f"0-{CORES - 1}"
        files = {"proc/cpuinfo": self._make_cpuinfo(), f"{cpu}/kernel_max": "255"}
        files |= {f"{cpu}/{name}": all_cores for name in ("possible", "present", "online")}
        for core in range(CORES):
            files |= {
                f"{cpu}/cpu{core}/topology/physical_package_id": "0",
                f"{cpu}/cpu{core}/topology/cluster_cpus_list": all_cores,
                f"{cpu}/cpu{core}/cpufreq/cpuinfo_min_freq": "600000",
                f"{cpu}/cpu{core}/cpufreq/cpuinfo_max_freq": str(self.max_khz),
                f"{cpu}/cpu{core}/cache/index2/level": "2",
                f"{cpu}/cpu{core}/cache/index2/size": f"{self.l2_kib}K",
                f"{cpu}/cpu{core}/cache/index2/shared_cpu_list": all_cores if self.l2_shared else str(core),
            }
        return files

    def _make_cpuinfo(self) -> str:
        core = (
            f"BogoMIPS\t: 108.00\nFeatures\t: {self.features}\nCPU implementer\t: 0x41\nCPU architecture: 8\n"
            f"CPU variant\t: {self.variant}\nCPU part\t: {self.part}\nCPU revision\t: {self.revision}\n\n"
        )
        return "".join(f"processor\t: {number}\n{core}" for number in range(CORES)) + f"Model\t\t: {self.model}"


BOARDS = {
    board.name: board
    for board in (
        Board(
            name="pi-4",
            model="Raspberry Pi 4 Model B, emulated by qemu-user",
            qemu_cpu="cortex-a72",
            part="0xd08",
            variant="0x0",
            revision=3,
            features="fp asimd evtstrm crc32 cpuid",
            max_khz=1_800_000,
            l2_kib=1024,
            l2_shared=True,
        ),
        Board(
            name="pi-5",
            model="Raspberry Pi 5 Model B, emulated by qemu-user",
            qemu_cpu="cortex-a76",
            part="0xd0b",
            variant="0x4",
            revision=1,
            features=(
                "fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp"
            ),
            max_khz=2_400_000,
            l2_kib=512,
            l2_shared=False,
        ),
    )
}
