"""Whatever becomes of a project's files under a careless hand, nothing crashes on them.

`make fuzz` runs 50,000 mutants, with every report format, contracts and types.
"""

from pathlib import Path
from random import Random

import pytest

from tests.support.mutations import base_project, mutants, validate_mutant

SEEDS, MUTANTS = 8, 250


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return base_project(tmp_path_factory.mktemp("mutants"), with_translation=False)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_mutated_files_crash_nothing(folder: Path, seed: int) -> None:
    refused = 0
    found = mutants(Random(seed), folder, [])
    for _, mutant in zip(range(MUTANTS), found, strict=False):
        try:
            refused += validate_mutant(folder, mutant, thorough=False) is None
        except Exception as error:
            error.add_note(mutant.text)
            raise
    assert refused < MUTANTS / 2
