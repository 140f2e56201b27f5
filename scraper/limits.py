"""A risky parse in a child process, with limits of time and memory, and nothing left behind."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extract.document import ReadError

MEGABYTE = 1 << 20
SECONDS = 120  # 500 pages of text take less than a third of it
# Address space, not memory in use: an office program alone maps more than 1 GB.
MEMORY = 4096 * MEGABYTE
FILE_SIZE = 1024 * MEGABYTE  # what a child may write, its pages as pictures included
ROOT = Path(__file__).resolve().parent.parent


def run_apart(
    task: str,
    data: bytes,
    options: Mapping[str, Any] | None = None,
    *,
    name: str,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Any:
    """What `module:function(data, **options)` answers, run in a process of its own.

    The answer travels as JSON: a child that a file has taken over can hand back words and
    numbers only. The child works in an empty folder that is removed with all its processes.
    Raises ReadError with the reason, `name` before it.
    """
    with TemporaryDirectory(prefix="rakor-") as folder:
        command = [sys.executable, "-m", "scraper.limits", task, json.dumps(options or {})]
        process = subprocess.Popen(
            [*command, str(memory), str(int(seconds) + 1)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        try:
            out, told = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ReadError(
                f"{name}: takes more than {seconds:.0f} seconds to read; split it or print it anew"
            ) from None
        finally:
            _end(process)
    return _answer(name, process.returncode, out, told, memory)


def _environment(folder: str) -> dict[str, str]:
    """Little of the parent's environment: no proxies, no settings, one thread."""
    path = os.environ.get("PATH", os.defpath)
    kept = {"PATH": path, "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**kept, **threads, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and all that it has started; they are one process group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _answer(name: str, code: int, out: bytes, told: bytes, memory: int) -> Any:
    if code == 0 and out:
        answer = json.loads(out)
        if "error" in answer:
            raise ReadError(f"{name}: {answer['error']}")
        return answer["value"]
    if code == -signal.SIGXCPU:
        raise ReadError(f"{name}: takes too long to read; split it or print it anew")
    last = told.decode(errors="replace").strip().split("\n")[-1][:200]
    raise ReadError(
        f"{name}: its reader broke down ({last or f'exit {code}'}), within "
        f"{memory // MEGABYTE} MB; the file is damaged or made to do harm"
    )


# ---- in the child ------------------------------------------------------------------------------


def main(arguments: list[str]) -> None:
    """Run one task on standard input and write its answer as JSON to standard output."""
    task, options, memory, seconds = arguments
    _limit(int(memory), int(seconds))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not get between the answers
    module, _, function = task.partition(":")
    data = sys.stdin.buffer.read()
    try:
        run = getattr(importlib.import_module(module), function)
        answer = {"value": run(data, **json.loads(options))}
    except ReadError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": f"needs more than {int(memory) // MEGABYTE} MB of memory; split it"}
    answers.write(json.dumps(answer, ensure_ascii=True).encode())
    answers.close()


def _limit(memory: int, seconds: int) -> None:
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    )
    for which, most in limits:
        ceiling = resource.getrlimit(which)[1]
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(which, (most, most))


if __name__ == "__main__":
    main(sys.argv[1:])
