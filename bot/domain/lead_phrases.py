"""Phrases that republishing sites put in front of a story; they belong to the site, not to the story."""

LEAD_PHRASES = (
    "It has been recently reported that",
    "It has recently been reported that",
    "It has been reported that",
    "According to recent reports",
)
