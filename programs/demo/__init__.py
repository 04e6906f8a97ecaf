"""The demo: one program with learners at every stage, made by the same services that people use."""
