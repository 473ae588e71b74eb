"""Run the fake by hand: `python -m tests.fakes.botapi PORT`, then point TELEGRAM_API_URL at it.

`curl -d 'Goedemiddag' localhost:PORT/people/Anna/say` speaks, `…/tap` taps, `/transcript` shows all.
"""

import sys

from tests.fakes.botapi.server import BotApi
from tests.fakes.botapi.world import TOKEN

if __name__ == "__main__":
    api = BotApi(port=int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    sys.stdout.write(f"TELEGRAM_API_URL={api.url} TELEGRAM_BOT_TOKEN={TOKEN}\n")
    sys.stdout.flush()
    api.serve_here()
