"""The pages of the trainer's room, for trainers and for teachers. They decide nothing: the use cases do."""
