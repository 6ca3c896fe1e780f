"""What a compliance officer stands before an auditor with: controls, probes, evidence, agreements, the verifier."""
