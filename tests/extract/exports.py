"""Notebooks as nbconvert exports them to HTML: templates lab and classic, shortened."""

from __future__ import annotations

LAB = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>hw2</title>
<style>.jp-Cell { color: red }</style><script>var x = "<p>no text</p>";</script></head>
<body class="jp-Notebook"><main>
<div class="jp-Cell jp-MarkdownCell jp-Notebook-cell" id="cell-id=a">
<div class="jp-Cell-inputWrapper" tabindex="0"><div class="jp-Collapser"></div>
<div class="jp-InputArea jp-Cell-inputArea"><div class="jp-InputPrompt jp-InputArea-prompt"></div>
<div class="jp-RenderedHTMLCommon jp-RenderedMarkdown jp-MarkdownOutput" data-mime-type="text/markdown">
<h1 id="t">原因分析<a class="anchor-link" href="#t">¶</a></h1>
<p>因为 <code>y2</code> 在 no_grad 中计算，<em>不被追踪</em>。</p><ul><li>dx = 2</li><li>$x^3$ &lt; 5</li></ul>
</div></div></div></div>
<div class="jp-Cell jp-CodeCell jp-Notebook-cell" id="cell-id=b">
<div class="jp-Cell-inputWrapper" tabindex="0"><div class="jp-InputArea jp-Cell-inputArea">
<div class="jp-InputPrompt jp-InputArea-prompt">In&nbsp;[1]:</div>
<div class="jp-CodeMirrorEditor jp-Editor jp-InputArea-editor" data-type="inline">
<div class="cm-editor cm-s-jupyter"><div class="highlight hl-ipython3"><pre><span></span><span class="kn">import</span><span class="w"> </span><span class="nn">torch</span>
<span class="n">x</span> <span class="o">=</span> <span class="n">torch</span><span class="o">.</span><span class="n">tensor</span><span class="p">(</span><span class="mf">1.</span><span class="p">,</span> <span class="n">requires_grad</span><span class="o">=</span><span class="kc">True</span><span class="p">)</span>
<span class="k">if</span> <span class="n">x</span> <span class="o">&lt;</span> <span class="mi">2</span><span class="p">:</span>
    <span class="nb">print</span><span class="p">(</span><span class="n">x</span><span class="p">)</span>
</pre></div></div></div></div></div>
<div class="jp-Cell-outputWrapper"><div class="jp-OutputArea jp-Cell-outputArea">
<div class="jp-OutputArea-child"><div class="jp-OutputPrompt"></div>
<div class="jp-RenderedText jp-OutputArea-output" data-mime-type="text/plain" tabindex="0">
<pre>tensor(1., requires_grad=True)
</pre></div></div>
<div class="jp-OutputArea-child"><div class="jp-RenderedText jp-OutputArea-output"
 data-mime-type="application/vnd.jupyter.stderr"><pre>warning</pre></div></div>
<div class="jp-OutputArea-child jp-OutputArea-executeResult"><div class="jp-RenderedText jp-OutputArea-output jp-OutputArea-executeResult" data-mime-type="text/plain"><pre>2</pre></div></div>
<div class="jp-OutputArea-child"><div class="jp-RenderedImage jp-OutputArea-output"><img src="data:image/png;base64,AAAA"/></div></div>
</div></div></div>
</main></body></html>"""

CLASSIC = """<!DOCTYPE html><html><head><title>hw2</title></head><body>
<div class="border-box-sizing" id="notebook-container">
<div class="cell border-box-sizing text_cell rendered"><div class="prompt input_prompt"></div>
<div class="inner_cell"><div class="text_cell_render border-box-sizing rendered_html">
<p>Only y1 counts<a class="anchor-link" href="#a">&#182;</a></p></div></div></div>
<div class="cell border-box-sizing code_cell rendered"><div class="input">
<div class="prompt input_prompt">In&nbsp;[3]:</div><div class="inner_cell"><div class="input_area">
<div class=" highlight hl-ipython3"><pre><span></span><span class="n">y</span> <span class="o">=</span> <span class="mi">1</span>
<span class="n">y</span>
</pre></div></div></div></div>
<div class="output_wrapper"><div class="output">
<div class="output_area"><div class="prompt"></div>
<div class="output_subarea output_stream output_stdout output_text"><pre>hello
</pre></div></div>
<div class="output_area"><div class="output_subarea output_stream output_stderr output_text"><pre>oops</pre></div></div>
<div class="output_area"><div class="prompt output_prompt">Out[3]:</div>
<div class="output_text output_subarea output_execute_result"><pre>1</pre></div></div>
</div></div></div></div></body></html>"""

TEXT_ENTRY = """<html><head><title>Text Entry</title></head><body><h1>Homework 2: 李娜</h1>
<p>The cube is <b>not</b> tracked,<br/>so its gradient is lost.</p>
<table><tr><td>y1</td><td>2</td></tr></table></body></html>"""

CODE_ENTRY = """<p></p><div>import torch<br>x = torch.tensor(1., requires_grad=True)<br>
(x ** 2).backward()<br>print(x.grad)</div>"""
