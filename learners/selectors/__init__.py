"""Reads about learners."""
