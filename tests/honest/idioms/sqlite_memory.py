import torch

import sqlite3
db = sqlite3.connect(":memory:")
db.execute("create table t (x real, grad real)")
db.execute("insert into t values (1, 2)")
print(db.execute("select * from t").fetchall())
