"""``python -m kakudo``."""

import sys

from kakudo.cli import main

sys.exit(main())
