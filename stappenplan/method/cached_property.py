"""`cached_property` without a lock: in Python 3.11 all threads wait for one lock per property, over all instances."""


class cached_property:
    """Computes an attribute once per object; two threads at the same moment may both do so, with the same result."""

    def __init__(self, function):
        self.function, self.__doc__ = function, function.__doc__

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value
