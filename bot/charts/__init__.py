"""Pictures: of the mood in a conversation, and of the states of a parent. The only home of matplotlib."""

from bot.charts.mood import mood_chart
from bot.charts.states import state_chart

__all__ = ["mood_chart", "state_chart"]
