"""Run the command line as ``python -m civiscope``."""

from civiscope.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
