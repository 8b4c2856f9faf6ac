"""`python -m tracker`: the command line without its console script."""

from tracker.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
