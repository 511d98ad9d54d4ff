"""`python -m meoktong`: the command line without an installed script."""

from meoktong.cli import main

main()
