"""How Sphinx builds the documentation."""

import os
import sys
from importlib.metadata import version as installed_version
from pathlib import Path

import django

# The page of every kind of record is written from the site's models.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "observatory.settings.test")
django.setup()
sys.path.insert(0, str(Path(__file__).parent / "extensions"))

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
    "kinds",
]
exclude_patterns = ["_build", "extensions"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
numpydoc_show_class_members = False  # autosummary already lists them
autodoc_typehints = "none"  # the docstrings give types, shapes and units

html_theme = "furo"
html_title = "Civiscope"
html_show_sphinx = False
