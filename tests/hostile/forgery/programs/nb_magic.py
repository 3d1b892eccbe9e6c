# tries: a magic of the student's own runs another program
# outcome: no_full_marks
# as: notebook
from IPython.core.magic import register_cell_magic
@register_cell_magic
def solve(line, cell):
    print("tensor(2.)")
# %%
%%solve
x.grad
