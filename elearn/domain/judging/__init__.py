"""Without this room a milestone could not be judged: the steps from an entry to a finding, lowest first.

record (what was known on a day) → entries (what one entry says) → tallies (what entries come to) → verbs (one place
a verb) → scope and objections (where it looks, and why not) → sieve (what counts) → waivers, requirements (modifiers
on top) → signing (who may close) → heritage, bench (windows and milestones together) → renewals, standing (where each
milestone is) → steps, bundles.
"""
