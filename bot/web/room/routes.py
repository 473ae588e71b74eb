"""Which page of the room stands where."""

from starlette.routing import Route

from bot.web.room import deeds, exports, teacher, trainer
from bot.web.room.calls import page

ROUTES = [
    Route("/do/{deed}", deeds.act, methods=["POST"]),
    Route("/join", teacher.show_join),
    Route("/join", teacher.join, methods=["POST"]),
    Route("/join/{code}", teacher.show_join),
    Route("/join/trainer/{code}", teacher.show_join_trainer),
    Route("/mine", page(teacher.show_mine, reviews=False)),
    Route("/mine/talk/{session}", page(teacher.show_preview, reviews=False)),
    Route("/mine/device", page(teacher.show_device, reviews=False)),
    Route("/room", page(trainer.show_room)),
    Route("/room/people", page(trainer.show_people)),
    Route("/room/talk/{session}", page(trainer.show_talk)),
    Route("/room/talk/{session}/line/{turn}", page(trainer.show_correction)),
    Route("/room/talk/{session}/present/{turn}", page(trainer.present_moment)),
    Route("/room/talk/{session}/talk.csv", page(exports.talk_csv)),
    Route("/room/talk/{session}/talk.json", page(exports.talk_json)),
    Route("/room/talk/{session}/talk.pdf", page(exports.talk_pdf)),
    Route("/room/{group}", page(trainer.show_overview)),
    Route("/room/{group}/group", page(trainer.show_group)),
    Route("/room/{group}/talks", page(trainer.show_talks)),
    Route("/room/{group}/present", page(trainer.present_group)),
    Route("/room/{group}/teacher/{teacher}", page(trainer.show_progress)),
    Route("/room/{group}/talks.csv", page(exports.group_csv)),
    Route("/room/{group}/group.json", page(exports.group_json)),
]
"""In this order: what is more particular stands first."""
