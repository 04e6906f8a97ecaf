"""Benchmarks: one script a question; `README.md` tells the method."""
