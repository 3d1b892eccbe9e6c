import torch

from pathlib import Path
folder = Path.cwd() / "out"
folder.mkdir(exist_ok=True)
(folder / "a.txt").write_text("hello", encoding="utf-8")
print([p.name for p in folder.iterdir()], Path("out/a.txt").read_text(encoding="utf-8"), Path.home())
