"""A browser, and data sets of the shape of R's for the estimators that are compared on R's own."""

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from requirements import browser_path

COLUMNS = "stype,dnum,snum,sch.wide,awards,api00,api99,enroll,api.stu,pw,fpc,fpc1,fpc2"


@pytest.fixture(scope="module")
def browser():
    """Open the browser of this machine."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def small_data(tmp_path):
    """Write data sets of the shape of R's, with made-up schools."""
    rng = np.random.default_rng(7)
    lines = [COLUMNS]
    for school in range(60):
        kind = "EHM"[school % 3]
        api = 500 + int(rng.integers(300))
        answers = ["No", "Yes"][int(rng.integers(2))], ["No", "Yes"][int(rng.integers(2))]
        enroll = 300 + int(rng.integers(900))
        measures = f"{api},{api - 20 + int(rng.integers(40))},{enroll},{enroll - 30}"
        district = school // 5
        lines.append(f"{kind},{district},{school},{answers[0]},{answers[1]},{measures},3,200,90,6")
    for name in ("apistrat", "apiclus1", "apiclus2", "apisrs", "apipop"):
        # Each school stands for three, so that totals are near those of the sample.
        rows = lines + lines[1:] * 2 * (name == "apipop")
        (tmp_path / f"{name}.csv").write_text("\n".join(rows), encoding="utf-8")
    editions = ["type,siren,edition,fpc,w,y"]
    editions += [
        f"com,{place},{2018 + 3 * (place % 2)},90,3,{place % 3 // 2}" for place in range(40)
    ]
    (tmp_path / "overlapping-editions.csv").write_text("\n".join(editions), encoding="utf-8")
    (tmp_path / "expected.tsv").write_text("strat.mean.api00.est\t1\n", encoding="utf-8")
    return tmp_path
