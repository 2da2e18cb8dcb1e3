"""How quick the hot pages are, as ratios against a bare Flask page in the same run; nothing here is a test."""
