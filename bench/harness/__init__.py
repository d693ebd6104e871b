"""Starts, drives and watches real processes: used by bench/run.py, tests/prove and tests/e2e. Standard library only."""
