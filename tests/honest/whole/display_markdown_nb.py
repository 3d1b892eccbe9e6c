# as: notebook
from IPython.display import display, Markdown, HTML, clear_output
import torch
display(Markdown('# Answer'), HTML('<b>x</b>'))
# %%
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
display(x.grad)
clear_output()
# %%
In[1], Out, _
get_ipython().run_line_magic('who', '')
