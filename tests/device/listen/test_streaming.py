"""Long sounds with known words, played to the listener, and the score of its actions."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from support.project import ROOT

from benchmarks.streaming import PATIENCE_S, Word, heard, noises, recording, rows, score, spoken, word_clips
from kws.core.errors import DatasetError
from kws.device.listen.__main__ import notify_systemd
from kws.device.listen.settings import Action

RATE_HZ = 16_000
WORDS = [Word("go", 2.0, 2.5), Word("stop", 6.0, 6.4)]
COMMAND = [sys.executable, "-m", "kws.device.listen", "--model"]


def test_a_score_counts_hits_misses_false_accepts_and_confusions():
    actions = [Action(1.0, "go", 1), Action(2.9, "go", 1), Action(3.7, "go", 1), Action(6.9, "go", 1)]
    found = score([*WORDS, Word("go", 12.0, 12.5)], actions, 20.0)
    assert (found.words, found.misses, found.confused, found.false_accepts) == (3, 1, 1, 2)
    assert found.latencies_s == (pytest.approx(0.4),)
    assert found.exposure_s == pytest.approx(20 - 1.4 - 3 * PATIENCE_S)


def test_every_action_belongs_to_a_word_or_is_counted():
    rng = np.random.default_rng(0)
    for _ in range(50):
        times = np.sort(rng.uniform(0, 20, 8))
        actions = [Action(float(time), str(rng.choice(["go", "stop"])), 1.0) for time in times]
        found = score(WORDS, actions, 20.0)
        assert len(found.latencies_s) + found.confused + found.false_accepts == len(actions)
        assert len(found.latencies_s) + found.confused + found.misses == len(WORDS)


def test_no_false_accept_in_an_hour_bounds_the_rate_at_three():
    row = score([], [], 3600.0).row("noise")
    assert (row["per hour"], row["at most"]) == (0, pytest.approx(-np.log(0.05)))


def test_a_word_begins_and_ends_where_it_is_loud():
    clip = np.random.default_rng(1).normal(0, 0.005, RATE_HZ).astype(np.float32)
    clip[4_000:9_000] += 0.3
    begin, end = spoken(clip)
    assert begin == pytest.approx(4_000, abs=160)
    assert end == pytest.approx(9_000, abs=160)


def test_a_recording_has_its_words_where_it_says(glides):
    clips = word_clips(glides, ("rise", "fall"), 2)
    assert [label for label, _ in clips] == ["rise", "fall", "rise", "fall"]
    sound, words = recording(clips, np.zeros(1, np.float32), 20, np.random.default_rng(3))
    assert [word.label for word in words] == ["rise", "fall", "rise", "fall"]
    for word in words:
        inside = sound[round(word.start_s * RATE_HZ) : round(word.end_s * RATE_HZ)]
        before = sound[round((word.start_s - 1.5) * RATE_HZ) : round((word.start_s - 1) * RATE_HZ)]
        assert np.abs(inside).max() > 5 * np.abs(before).max()


def test_a_word_without_clips_and_a_folder_without_noise_are_named(glides, tmp_path):
    with pytest.raises(DatasetError, match="expected test clips of sideways, got none"):
        word_clips(glides, ("rise", "sideways"), 2)
    with pytest.raises(DatasetError, match="expected background noises, got none"):
        noises(tmp_path)


def test_systemd_is_notified_once_and_not_before_the_first_sound(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        blocks = notify_systemd([np.zeros(800, np.float32)] * 3)
        with pytest.raises(BlockingIOError):
            systemd.recv(100)
        assert len(list(blocks)) == 3
        assert systemd.recv(100) == b"READY=1"
        with pytest.raises(BlockingIOError):
            systemd.recv(100)


@pytest.mark.slow
def test_words_in_a_stream_are_heard_soon_and_noise_is_not(listener, glides):
    words, hiss, silence = rows(listener, glides, count=15, snr_db=25, minutes=3)
    assert words["words"] == 30
    assert words["hits"] + words["miss"] + words["wrong"] == 30
    assert words["hits"] >= 24
    assert words["wrong"] <= 2
    assert words["false"] <= 3
    # The direction of a glide, which lasts half a second, can be told before its end, and while it is in the window.
    assert -0.5 < words["latency s"] < PATIENCE_S
    assert [hiss["words"], silence["words"]] == [0, 0]
    assert hiss["hours"] == pytest.approx(0.05)
    assert hiss["false"] <= 2
    assert silence["false"] <= 2


@pytest.mark.slow
def test_spoken_words_in_a_stream_are_heard(speech_listener, speech):
    words, *background = rows(speech_listener, speech, count=20, snr_db=25, minutes=0.5)
    assert words["words"] == 40
    assert words["hits"] + words["miss"] + words["wrong"] == 40
    # Far above chance: the action must be for the right word and in time.
    assert words["hits"] >= 20, words
    assert words["wrong"] <= 10, words
    assert -0.5 < words["latency s"] < PATIENCE_S
    assert all(noise["hours"] == pytest.approx(1 / 120) for noise in background)


@pytest.mark.slow
def test_another_rate_and_two_channels_are_heard_as_the_same(listener, glides, tmp_path):
    import soxr

    sound, _ = recording(word_clips(glides, ("rise", "fall"), 5), noises(glides)["hiss"], 25, np.random.default_rng(0))
    expected = heard(listener, sound)
    faster = soxr.resample(sound, RATE_HZ, 44_100)
    pcm = np.repeat(np.rint(faster * 32_767).astype("<i2")[:, None], 2, axis=1).tobytes()
    flags = ["--input", "raw", "--rate", "44100", "--channels", "2"]
    done = subprocess.run([*COMMAND, str(listener), *flags], input=pcm, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(expected) >= 8
    # One answer may be just above or below the threshold.
    assert abs(len(found) - len(expected)) <= 1
    same = [(a.label, b["label"]) for a, b in zip(expected, found, strict=False) if abs(a.time_s - b["time_s"]) < 0.15]
    assert len(same) >= len(expected) - 1
    assert all(label == other for label, other in same)


@pytest.mark.slow
def test_an_action_is_a_line_of_json_as_soon_as_it_happens(listener, glides):
    sound, (word,) = recording(word_clips(glides, ("rise",), 1), np.zeros(1, np.float32), 20, np.random.default_rng(0))
    pcm = np.rint(sound * 32_767).astype("<i2").tobytes()
    command = [*COMMAND, str(listener), "--input", "raw"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        process.stdin.write(pcm)
        process.stdin.flush()
        # The stream goes on, so the line does not wait for its end.
        action = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert set(action) == {"time_s", "label", "probability"}
    assert action["label"] == "rise"
    assert word.covers(Action(**action))
    assert 0.7 <= action["probability"] <= 1


@pytest.mark.slow
def test_an_hour_of_sound_takes_no_more_memory_than_a_minute(listener):
    def peak(minutes):
        command = [*COMMAND, str(listener), "--input", "raw", "--rate", "8000"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT) as process:
            minute = np.random.default_rng(0).integers(-3_000, 3_000, 60 * 8_000).astype("<i2").tobytes()
            for _ in range(minutes):
                process.stdin.write(minute)
            process.stdin.close()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        return 1024 * usage.ru_maxrss

    assert peak(20) < peak(1) + 4_000_000


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_status_0_and_ends_arecord(listener, tmp_path, ending):
    recorder = tmp_path / "arecord"
    recorder.write_text(f"#!/bin/sh\necho $$ >{tmp_path}/pid\nexec cat /dev/zero\n")
    recorder.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    command = ["env", "--default-signal=INT", *COMMAND, str(listener)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment) as process:
        pid = tmp_path / "pid"
        while not (pid.exists() and pid.read_text().endswith("\n")):
            assert process.poll() is None
        process.send_signal(ending)
        assert process.wait(timeout=20) == 0
    recorder, until = Path("/proc", pid.read_text().strip()), time.monotonic() + 10
    # If it is still starting, the end of the pipe ends it.
    while recorder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not recorder.exists()


@pytest.mark.slow
def test_a_missing_model_is_one_line(tmp_path):
    done = subprocess.run([*COMMAND, str(tmp_path)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: expected a model manifest, got ")
