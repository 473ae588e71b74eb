"""Names of things that authors define; the code passes them on and never knows one by heart."""

from typing import NewType

MoveId = NewType("MoveId", str)
TopicId = NewType("TopicId", str)
PersonaId = NewType("PersonaId", str)
StateId = NewType("StateId", str)
RuleId = NewType("RuleId", str)
FlagId = NewType("FlagId", str)
EventId = NewType("EventId", str)
GrantId = NewType("GrantId", str)
OutcomeId = NewType("OutcomeId", str)
LineId = NewType("LineId", str)
TechniqueId = NewType("TechniqueId", str)
ModuleId = NewType("ModuleId", str)
