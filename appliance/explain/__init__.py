"""Why the clinic's policy allows, refuses or hands to a person: each rule, its value, its line, its outcome."""
