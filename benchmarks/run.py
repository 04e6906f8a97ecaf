#!/usr/bin/env python3
"""All questions of this folder, or those named, as lines for people or as one JSON object.

    python benchmarks/run.py [--quick] [--json] [sign verify …]

Each script runs in a process of its own, so that none warms the caches of another. A figure is null
where a peer cannot run here. Ends with 1 if a script of ours failed, and then says which.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Question:
    """A script of this folder and the keys of its figures."""

    script: str
    keys: tuple[str, ...]


QUESTIONS = (
    Question("sign", ("sign_vs_pyld", "sign_vs_node")),
    Question("verify", ("verify_vs_pyld", "verify_vs_node")),
    Question("report", ("report_vs_openbadgeslib",)),
    Question("new_shape", ("new_shape_vs_pyld",)),
    Question("bake", ("bake_vs_openbadgeslib",)),
    Question("batch", ("batch_vs_pyld_sign", "worker_rss_mb")),
    Question("growth", ("cost_growth_10k_100k",)),
    Question("revoke", ("revoke_10k_of_1m_s",)),
    Question("results", ("results_20k_x_12_s",)),
    Question("latency", ("single_issue_s",)),
    Question("load", ("wallet_per_second", "verify_per_second")),
)


def main() -> int:
    options = argparse.ArgumentParser(description="Benchmarks; see benchmarks/README.md.")
    options.add_argument("--quick", action="store_true", help="a minute or two instead of many")
    options.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    names = [question.script for question in QUESTIONS]
    options.add_argument("script", nargs="*", choices=[*names, []], help="only these")
    chosen = options.parse_args()
    whole: dict[str, Any] = {}
    details: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in QUESTIONS:
        if chosen.script and question.script not in chosen.script:
            continue
        whole |= dict.fromkeys(question.keys)
        answer = _ask(question, quick=chosen.quick)
        if isinstance(answer, str):
            errors[question.script] = answer
            continue
        details[question.script] = answer.pop("details")
        lines = answer.pop("lines")
        if not chosen.json:
            print("\n".join(lines), flush=True)
        whole |= answer
    whole |= {"quick": chosen.quick, "machine": _machine(), "details": details, "errors": errors}
    if chosen.json:
        print(json.dumps(whole))
    for script, error in errors.items():
        print(f"{script} failed: {error}", file=sys.stderr)
    return 1 if errors else 0


def _ask(question: Question, *, quick: bool) -> dict[str, Any] | str:
    """What the script printed, or the end of its complaint."""
    command = [_python(), "-m", f"benchmarks.{question.script}", "--json"]
    ended = subprocess.run(
        [*command, "--quick"] if quick else command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        return ended.stderr.strip()[-2000:] or f"ended with {ended.returncode}"
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer


def _python() -> str:
    """The running Python if it has what we need, else that of the project's environment."""
    own = ROOT / ".venv" / "bin" / "python"
    if importlib.util.find_spec("pyld") is None and own.exists():
        return str(own)
    return sys.executable


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processor": _processor(),
        "cores": os.cpu_count(),
    }


def _processor() -> str:
    """The model as Linux names it; elsewhere what Python knows."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()


if __name__ == "__main__":
    sys.exit(main())
