import torch

import itertools
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
Point = namedtuple("Point", "x grad")
print(Point(1, 2), Counter("aab"), deque([1], maxlen=3), OrderedDict(a=1))
groups = defaultdict(list)
for key, value in itertools.product("ab", range(2)):
    groups[key].append(value)
print(dict(groups), list(itertools.chain([1], [2])), list(zip([1], [2])))
