"""The tables and the questions asked of them: the only room that speaks SQL."""
