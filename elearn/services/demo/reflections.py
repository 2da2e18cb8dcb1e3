"""Without these every shared review of the demo would be remembered in the same words."""

REFLECTIONS = (
    "I waited longer than felt natural, and it was the wait that let her find it herself. "
    "Next time I want to say less before we look.",
    "We looked at four seconds three times over. The third time she laughed and said: he was asking me.",
    "I had prepared six clips and we needed two. I notice how much I want to show, and how little is enough.",
    "It was a hard week for them and the film was short. That she turned towards him at all is what we looked at.",
    "I gave the answer before the question had reached her. When I kept quiet she saw more than I had.",
    "Father and grandmother watched with us. I had to hold back three people’s views, mine first of all.",
    "She named the moment without me: I did nothing and he came back. I only asked what she felt just then.",
    "Once I would have corrected the way she held the bottle. Today I saw his hand on hers and began there.",
)
"""What a learner may write after a shared review, one for each film in turn."""
