"""`python -m pipeline` is the console script."""

import sys


def main() -> None:
    """Runs the command; Ctrl+C before it has begun, too, is no fault."""
    try:
        from pipeline.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
