"""A bot in a process of its own, to be killed: `python -m tests.chat.one_bot URL TOKEN FOLDER`.

Its practice counts what each teacher says, in the transaction of the turn, and answers with the number.
"""

import asyncio
import signal
import sys
from dataclasses import replace
from pathlib import Path

from bot.chat.runner import BotRunner
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import Teacher, Unit
from tests.chat.house import TEXTS, Script, WallClock, draw, open_store


class Counter(Script):
    async def say(self, unit: Unit, teacher: Teacher, text: str, *, key: str) -> Messages:
        number = int(teacher.helped or 0) + 1
        await unit.save_teacher(replace(teacher, helped=str(number)))
        return (Message(Voice.PARENT, f"{number}: {text}"),)


async def main(url: str, token: str, folder: Path) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with open_store(folder) as store:
        runner = BotRunner(
            token=token,
            api_url=url,
            practice=Counter(),
            store=store,
            texts=TEXTS,
            clock=WallClock(),
            draw=draw,
            delay=0,
            long_poll=2,
        )
        await runner.start()
        await runner.run_until(stop)
        await runner.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
