"""The templates that lie in this package: texts put in them are escaped, a missing one fails."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


def template(name: str) -> Template:
    """Return a template of this package, ready to be filled."""
    return _environment().get_template(name)


@cache
def source(name: str) -> str:
    """Return what a file among the templates holds, as it is."""
    folder = files("civiscope.publication").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("civiscope.publication"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
