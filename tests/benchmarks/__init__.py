"""The figures of the spec's section B: ``python -m tests.benchmarks``."""
