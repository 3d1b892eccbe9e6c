"""The generated class is a class: the same each time, and no two of it alike."""

from __future__ import annotations

import ast
import json
import xml.etree.ElementTree as ET

import pytest

from benchmarks.generator import generate
from benchmarks.plot import chart, fit


def test_the_same_seed_gives_the_same_class_and_another_seed_another() -> None:
    first = [generate(1, number) for number in range(50)]
    assert first == [generate(1, number) for number in range(50)]
    assert first != [generate(2, number) for number in range(50)]


def test_no_two_are_copies() -> None:
    made = [generate(0, number) for number in range(400)]
    assert len({one.name for one in made}) == 400
    assert len({one.data for one in made}) == 400


def test_programs_are_varied_and_nearly_all_of_them_parse() -> None:
    trees, broken, notebooks = set(), 0, 0
    for number in range(300):
        made = generate(0, number)
        code = made.data.decode()
        if made.name.endswith(".ipynb"):
            notebooks += 1
            cells = json.loads(code)["cells"]
            code = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
        try:
            trees.add(ast.dump(ast.parse(code)))
        except SyntaxError:
            broken += 1
    assert len(trees) > 200
    assert 0 < broken < 30
    assert 100 < notebooks < 200


def test_a_straight_line_is_found_and_drawn() -> None:
    points = [(float(x), 3.0 * x + 2) for x in range(10)]
    line = fit(points)
    assert line.slope == pytest.approx(3)
    assert line.intercept == pytest.approx(2)
    assert line.r_squared == pytest.approx(1)
    drawing = ET.fromstring(chart(points, "a < b", "x", "y"))
    assert len(drawing.findall(".//{*}circle")) == 10
