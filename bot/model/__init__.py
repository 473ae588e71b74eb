"""The words of the project as frozen dataclasses; no behaviour beyond what follows from the fields."""
