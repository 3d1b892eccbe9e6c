"""Is the rubric good enough? Mutants of the reference solution, graded.

A mutant is the reference with one mistake that people make with autograd. One that behaves
differently and still gets full marks shows a hole in the rubric; one that loses marks without a
diagnosis shows a student who will not learn why. The idea is mutation analysis (DeMillo, Lipton and
Sayward, "Hints on Test Data Selection", 1978), turned from tests to rubrics.

`operators/` holds the mistakes, one kind a file; `mutants.make` applies them; `judge.judge` grades.
"""
