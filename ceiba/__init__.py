"""The whole house: each package is a floor and rests only on those below it; ARCHITECTURE.md draws them."""


def __getattr__(name: str) -> str:
    """Answer ``ceiba.__version__``; late, because only `ceiba --version` asks and the look-up costs time."""
    if name == "__version__":
        from importlib.metadata import version

        return version("ceiba")
    raise AttributeError(name)
