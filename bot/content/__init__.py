"""From the files in dialogues/ to a checked library: the author's compiler. The only home of YAML."""
