"""Without this room a milestone could not be judged: the steps from an entry to a finding, lowest first.

record (what was known on a day) → entries (what one entry says) → tallies (what entries come to)
→ verbs (one place a verb) → sieve (what counts, and why not) → requirements (modifiers on top)
→ signing (who may close) → bench (windows and milestones together) → renewals, steps, bundles.
"""
