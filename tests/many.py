"""How often what depends on chance or on timing is tried: a few times in every run, many times by `make races`."""

import os

RACES = int(os.environ.get("RACES", "200"))
TAMPERINGS = RACES * 10 if RACES > 200 else RACES
