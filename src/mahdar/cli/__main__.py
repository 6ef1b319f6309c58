"""``python -m mahdar.cli`` is the ``mahdar`` command."""

from mahdar.cli import main

main()
