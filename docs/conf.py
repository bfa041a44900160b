"""How Sphinx builds the documentation."""

from importlib.metadata import version as installed_version

project = "Civiscope"
author = "The Civiscope contributors"
project_copyright = "The Civiscope contributors, EUPL-1.2"
version = release = installed_version("civiscope")
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
numpydoc_show_class_members = False  # autosummary already lists them
autodoc_typehints = "none"  # the docstrings give types, shapes and units
nitpicky = False

html_theme = "furo"
html_title = "Civiscope"
html_show_sphinx = False
