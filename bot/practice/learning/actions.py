"""Which action or typed answer belongs to which use case of learning over weeks."""

from collections.abc import Awaitable, Callable, Mapping

from bot.practice import beginning
from bot.practice.learning import plan, progress, reminders, sure, tasks
from bot.practice.messages import Messages

Handler = Callable[..., Awaitable[Messages]]

ACTIONS: Mapping[tuple[str, int], Handler] = {
    ("warmup", 0): beginning.choose_warm_up,
    ("warmup", 1): beginning.warm_up,
    ("astray", 0): beginning.choose_astray,
    ("astray", 1): beginning.astray,
    ("plain", 1): beginning.plain,
    ("sure:before", 2): sure.before,
    ("sure:after", 1): sure.after,
    ("progress", 0): progress.show,
    ("progress", 1): progress.show_module,
    ("focus", 1): progress.choose_focus,
    ("focus", 2): progress.choose_focus,
    ("plan", 0): plan.show,
    ("goal", 1): plan.ask_goal,
    ("goal:drop", 1): plan.drop_goal,
    ("look", 2): plan.look_back,
    ("task", 0): tasks.ask,
    ("task:in", 2): tasks.due_in,
    ("task:date", 1): tasks.ask_date,
    ("task:remind", 1): tasks.remind,
    ("task:done", 1): tasks.finish,
    ("task:drop", 1): tasks.drop,
    ("remind", 0): reminders.show,
    ("remind:day", 1): reminders.ask_time,
    ("remind:at", 2): reminders.at_time,
    ("remind:off", 0): reminders.off,
    ("silence", 1): reminders.silence_on,
    ("silence:off", 0): reminders.silence_off,
}
"""What answers an action, by its name and the number of its arguments."""

TYPED: Mapping[tuple[str, int], Handler] = {
    (plan.GOAL, 1): plan.write_goal,
    (tasks.TASK, 0): tasks.write,
    (tasks.TASK_DATE, 1): tasks.write_date,
    (reminders.REMIND, 1): reminders.write_time,
}
"""What takes the next message, by what the teacher was asked; the message comes behind the arguments."""
