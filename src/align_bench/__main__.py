"""`python -m align_bench` is the command `align-bench`."""

import sys

from align_bench.cli import main

sys.exit(main())
