"""The use cases of a teacher who practises, and the ports they need. Knows no Telegram, page or table."""
