"""How long the body takes: ``pytest tests/benchmarks/bench_body.py --benchmark-only``."""

from stretchbook.body.kinematics import place_body
from stretchbook.body.muscles import muscle_lengths


def test_muscle_lengths(benchmark):
    """One posture's muscle lengths take under a millisecond."""
    muscle_lengths()
    benchmark(muscle_lengths, hip_flexion=93, hip_abduction=21, knee_flexion=33, lumbar_flexion=37)
    assert benchmark.stats["median"] < 1e-3


def test_place_body(benchmark):
    """Placing the whole body in a posture takes a few milliseconds."""
    benchmark(place_body, {"left": {"hip_flex": 90.0}})
    assert benchmark.stats["median"] < 2e-2
