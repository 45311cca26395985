"""The site's own search: a static index of Chinese by character pairs, and what a page gives to it."""
