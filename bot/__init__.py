"""Pressbox answers questions about athletes in the sources' own words."""
