"""Findings do not depend on how the contributions are cut into batches."""

from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.package import write_package
from civiscope.runs.synthesis.pipeline import find
from civiscope.runs.synthesis.telling import tell
from civiscope.tables import read_contributions


@pytest.fixture
def cut(source, columns, tmp_path):
    """Return a function that writes the consultation in row groups of a size."""
    whole = read_contributions(source, tmp_path / "whole.parquet", columns=columns)

    def write(rows):
        path = tmp_path / f"{rows}.parquet"
        pq.write_table(pq.read_table(whole.path), path, row_group_size=rows)
        return replace(whole, path=path)

    return write


@pytest.mark.parametrize("rows", [11, 300])
def test_batches_of_any_size_give_the_same_files(cut, published, quick, tmp_path, rows):
    contributions = cut(rows)
    folder = tmp_path / "out"
    folder.mkdir()

    with open_executor() as executor:
        findings = find(
            contributions,
            settings=quick,
            executor=executor,
            progress=lambda _stage, _done, _total: None,
        )
    synthesis = tell(findings, quick)
    write_package(findings, synthesis, quick, {}, folder)

    assert synthesis == published[1]
    for path in published[0].glob("*.csv"):
        assert (folder / path.name).read_bytes() == path.read_bytes(), path.name
    assert (folder / "report.html").read_bytes() == (published[0] / "report.html").read_bytes()
