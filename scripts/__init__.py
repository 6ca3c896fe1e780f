"""What a developer runs: lint rules, benchmarks, generated documentation."""
