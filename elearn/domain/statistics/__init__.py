"""Without this package nobody could say how well a quiz tells apart those who know from those who do not yet.

The formulas are those published for Moodle's quiz statistics (docs.moodle.org/dev/Quiz_statistics_calculations),
with sample variances; each function names its own. Marks are counted in whole parts of one common unit, so that a
variance is nothing exactly when it is nothing, and the order of the learners never shows in the last decimal.
"""
