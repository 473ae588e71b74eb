"""Oefenouder: a parent to practise with. The folders below are the architecture; see docs/architecture.md."""
