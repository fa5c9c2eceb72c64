"""A missing program is reported on one line, with what to do."""

from pathlib import Path

import pytest

from kws.core.errors import EmulatorError
from kws.emulator.programs import require, run_program


def test_a_missing_program_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(
        EmulatorError, match=r"expected the program qemu-aarch64, found none: apt-get install qemu-user$"
    ):
        require("qemu-aarch64")


def test_another_user_than_root_is_told_to_use_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    with pytest.raises(EmulatorError, match=r"expected root.*sudo"):
        require(root=True)


def test_another_system_than_linux_is_told_what_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")

    with pytest.raises(EmulatorError, match="expected Linux, got darwin"):
        require()


def test_a_program_that_fails_is_quoted_by_its_last_line() -> None:
    with pytest.raises(EmulatorError, match=r"expected sh to end well, got: it is Sunday$"):
        run_program(["sh", "-c", "echo hello >&2; echo it is Sunday >&2; exit 3"])


def test_a_program_that_fails_without_a_word_is_quoted_by_its_status() -> None:
    with pytest.raises(EmulatorError, match=r"got: status 3$"):
        run_program(["sh", "-c", "exit 3"])
