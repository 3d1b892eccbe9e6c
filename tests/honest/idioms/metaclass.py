import torch

class Registry(type):
    known = {}
    def __new__(mcs, name, bases, namespace):
        made = super().__new__(mcs, name, bases, namespace)
        mcs.known[name] = made
        return made
class Base(metaclass=Registry):
    pass
class Child(Base):
    def __init_subclass__(cls):
        pass
print(Registry.known, Child.__mro__, Base.__subclasses__())
