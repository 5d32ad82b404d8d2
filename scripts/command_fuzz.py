"""Run every command, with random options, in mutated and hostile projects.

    python -m scripts.command_fuzz [FIRST] [COUNT]

Templates, fixtures, contracts and configuration are mutated; names, links, pipes and folders stand
where files should; arguments and environment are made from each command's own options. Commands
run in forked workers, within 1 GB of memory and 5 s of CPU each. An input fails if the command ends
as a bug (70) or with a code that is none of ours, prints a traceback or an escape sequence, or has
to be killed. Exit 1 if any did; the seed of a failed input is printed, and ``SEED 1`` repeats it.
"""

import contextlib
import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import click
from inbox_toolkit.cli.commands import COMMANDS
from inbox_toolkit.cli.error_boundary import run_command
from inbox_toolkit.cli.main import inbox

from tests.support.mutations import base_project, mutants, own_templates

CPU_SECONDS = 5
MEMORY = 1024**3
"""Bytes of address space of a worker."""

BATCH = 100
"""Inputs of one worker."""

REPORT_EVERY = 1_000

OUR_CODES = range(6)
SERVERS = {"sandbox": "--help", "preview": "--build"}
"""Commands that serve until they are stopped, and the option with which they end."""

NEVER = {"--watch", "--open", "--host", "--port"}
"""Options with which a command does not end, or reaches beyond its folder."""

GOOD = [
    "t",
    "t",
    "ada",
    "standard",
    "t/ada",
    "templates/t.json.liquid",
    ".",
    "id:1",
    "HEAD",
    "unsafe-in-json",
]
NAMES = [
    "t/standard", "ada/standard", "templates", "..",
    "", " ", "-", "--", "-x", "nowhere", "nowhere/x", "a\nb", "\x1b[2J", "\u202eevil", "::error::x", "x" * 300,
    "{{ x }}", "*", "t*", "[", "T", "t.fr", "\u00e9", "\ud83d\ude00", "\udcff", "a/b/c/d", "fr", "me",
    "ada@example.com", "email:a@b", "trigger.count=3", "customer.x={", "x=1", "all",
]  # fmt: skip
NUMBERS = [
    "1",
    "1",
    "2",
    "3",
    "5",
    "0",
    "-1",
    "99999999999999999999",
    "1e9",
    "NaN",
    "0x10",
    "1.5",
    "",
]
ENVIRONMENT: Mapping[str, list[str]] = {
    "HOME": ["/nonexistent", "", "x" * 300, "."],
    "XDG_CONFIG_HOME": ["/nonexistent", ".", "x" * 5000],
    "CUSTOMERIO_APP_API_KEY": ["", "key", "k\ney", "\u00e9", " " * 40, "x" * 100_000],
    "CIO_API_URL": ["http://127.0.0.1:1", "", "http://", "ftp://x", "http://[", "https://a b", "\udcff"],
    "CIO_REGION": ["us", "eu", "mars", ""],
    "COLUMNS": ["0", "1", "-5", "x", "99999999"],
    "NO_COLOR": ["1", ""],
    "FORCE_COLOR": ["1"],
    "GITHUB_ACTIONS": ["true"],
    "GITHUB_STEP_SUMMARY": ["/nonexistent/x", "."],
    "EDITOR": ["false", "'"],
    "TZ": ["Mars/Base", "Europe/Paris"],
    "LANG": ["C", "xx"],
}  # fmt: skip
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(slots=True)
class Outcome:
    """What all inputs came to."""

    codes: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    killed: int = 0
    largest: int = 0
    """Kilobytes of the largest worker."""


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """One input: arguments after ``inbox``, and what the environment has besides."""

    args: list[str]
    environment: dict[str, str]


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it; those of groups as well."""
    context = click.Context(inbox)
    for name in COMMANDS:
        command = inbox.get_command(context, name)
        assert command is not None, name
        yield (name,), command
        if isinstance(command, click.Group):
            for inner, below in command.commands.items():
                yield (name, inner), below


def fuzzed(random: Random, known: list[tuple[tuple[str, ...], click.Command]]) -> Fuzzed:
    """Return random arguments of a random command."""
    words, command = random.choice(known)
    args = list(words)
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            count = random.choice((0, 1, 1, 1, 2)) if parameter.nargs != 1 else 1
            args += [_value(random, parameter) for _ in range(count)]
        elif not NEVER & set(parameter.opts) and (parameter.required or random.random() < 0.15):
            args += _option(random, parameter) if "--project" not in parameter.opts else []
    if random.random() < 0.02:
        args += ["--project", random.choice(NAMES)]
    if random.random() < 0.03:
        args.insert(random.randrange(len(args) + 1), random.choice(NAMES))
    server = SERVERS.get(args[0])
    if server is not None or args[0] not in COMMANDS:
        args += [server or "--help", *(["site"] if server == "--build" else [])]
    chosen = random.sample(sorted(ENVIRONMENT), random.choice((0, 0, 1, 3)))
    return Fuzzed(args, {name: random.choice(ENVIRONMENT[name]) for name in chosen})


def _option(random: Random, parameter: click.Parameter) -> list[str]:
    name = random.choice([*parameter.opts, *parameter.secondary_opts])
    if getattr(parameter, "is_flag", False) or getattr(parameter, "count", False):
        return [name]
    return [name, *(_value(random, parameter) for _ in range(parameter.nargs))]


def _value(random: Random, parameter: click.Parameter) -> str:
    kind = parameter.type
    if isinstance(kind, click.Choice) and random.random() < 0.9:
        return str(random.choice(list(kind.choices)))
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return random.choice(NUMBERS)
    return random.choice(GOOD if random.random() < 0.8 else NAMES)


# --- the project ---------------------------------------------------------------------------------


def make_project(random: Random, folder: Path, base: Path, others: list[str]) -> None:
    """Copy the base project into a folder, and do something to it."""
    shutil.copytree(base, folder, symlinks=True)
    changes = mutants(random, base, others)
    for _ in range(random.choice((0, 1, 1, 2))):
        for name, text in next(changes).files.items():
            (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    for _ in range(random.choice((0, 0, 1, 2))):
        with contextlib.suppress(OSError, ValueError):
            _disturb(random, folder)


def _disturb(random: Random, folder: Path) -> None:
    """Put something odd where the project has a file, or where it may have one."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parents = sorted({path.parent for path in files})
    old, new = random.choice(files), random.choice(parents) / f"{random.choice(NAMES)}.json"
    match random.randrange(9):
        case 0:
            new.write_text(random.choice(["{}", "", "[]", '{"properties": {}}']), encoding="utf-8")
        case 1:
            old.unlink()
        case 2:
            old.unlink()
            old.mkdir()
        case 3:
            old.unlink()
            old.symlink_to(random.choice(["/etc/passwd", "/dev/zero", str(old), "..", files[0]]))
        case 4:
            old.unlink()
            os.mkfifo(old)
        case 5:
            old.write_bytes(random.randbytes(random.choice((0, 1, 100, 10_000))))
        case 6:
            old.write_text("[" * random.choice((50, 1_000, 100_000)), encoding="utf-8")
        case 7:
            shutil.copy(old, new)
        case _:
            text = json.dumps({random.choice(NAMES): random.choice(NAMES) for _ in range(5)})
            old.write_text(text, encoding="utf-8")


# --- running -------------------------------------------------------------------------------------


def run_one(seed: int, base: Path, place: Path, others: list[str]) -> tuple[int, str]:
    """Run the input of a seed; return the exit code, and what is wrong with what it did."""
    random = Random(seed)
    folder = place / "p"
    make_project(random, folder, base, others)
    found = fuzzed(random, list(commands()))
    kept = dict(os.environ)
    os.environ.update({"HOME": str(place), "CIO_API_URL": "http://127.0.0.1:1"})
    os.environ.update(found.environment)
    os.chdir(folder)
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run_command(inbox, found.args)
            out.flush()
            err.flush()
    finally:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(kept)
        shutil.rmtree(folder, ignore_errors=True)
    shown = [one.buffer.getvalue().decode("utf-8", "replace") for one in (out, err)]  # type: ignore[attr-defined]
    wrong = _wrong(code, "".join(shown))
    return code, f"{wrong}: seed {seed}: {found}\n{shown[1][-1500:]}" if wrong else ""


def _wrong(code: int, shown: str) -> str:
    if code not in OUR_CODES:
        return f"exit {code}"
    if "Traceback (most recent" in shown:
        return "traceback"
    return "escape sequence" if "\x1b" in _COLOR.sub("", shown) else ""


def _limit_cpu() -> None:
    """Let the system kill this process where the next input takes too long."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    signal.alarm(600)  # for what waits and takes no time; a busy machine is no fault


def _work(first: int, last: int, base: Path, report: int, others: list[str]) -> None:
    """Run a batch in this process, and write a line for each input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for the process
    with tempfile.TemporaryDirectory(prefix="inbox-fuzz-") as place:
        for seed in range(first, last):
            _limit_cpu()
            try:
                code, wrong = run_one(seed, base, Path(place), others)
            except BaseException as error:  # noqa: BLE001 - nothing may leave a command
                code, wrong = 70, f"raised {type(error).__name__}: seed {seed}"
            line = json.dumps([seed, code, wrong]) + "\n"
            os.write(report, line.encode())


def fuzz(first: int, count: int, outcome: Outcome, base: Path) -> None:
    """Run the inputs of ``count`` seeds in workers, one after the other."""
    others = own_templates()
    at, end = first, first + count
    while at < end:
        last = min(at + BATCH, end)
        reader, writer = os.pipe()
        worker = os.fork()
        if not worker:
            os.close(reader)
            _work(at, last, base, writer, others)
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as lines:
            for line in lines:
                at, code, wrong = json.loads(line)
                outcome.codes[code] += 1
                if wrong:
                    print(wrong, flush=True)
                    outcome.failures.append(wrong)
                at += 1
        _, status, used = os.wait4(worker, 0)
        outcome.largest = max(outcome.largest, used.ru_maxrss)
        if status:
            wrong = f"killed by {os.waitstatus_to_exitcode(status)}: seed {at}"
            print(wrong, flush=True)
            outcome.failures.append(wrong)
            outcome.killed += 1
            at += 1


def _summary(outcome: Outcome) -> str:
    codes = ", ".join(f"{code}: {number}" for code, number in sorted(outcome.codes.items()))
    return (
        f"{outcome.codes.total() + outcome.killed} inputs, exit codes {codes}; "
        f"{len(outcome.failures)} failed, {outcome.killed} killed, "
        f"largest worker {outcome.largest // 1024} MB"
    )


def _no_wait(_: float) -> None:
    """Return at once: retries wait, and nothing of theirs is looked at."""


def main() -> int:
    first, count = (int(one) for one in [*sys.argv[1:], "0", "20000"][:2])
    outcome = Outcome()
    time.sleep = _no_wait  # before the commands that wait are imported
    with tempfile.TemporaryDirectory(prefix="inbox-fuzz-base-") as name:
        base = base_project(Path(name) / "base", with_translation=True)
        for at in range(first, first + count, REPORT_EVERY):
            fuzz(at, min(REPORT_EVERY, first + count - at), outcome, base)
            print(_summary(outcome), flush=True)
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
