"""What speaks for a name and against it, in nats, and where that is enough."""

THRESHOLD = 3.5
LEAST = THRESHOLD - 1e-6
"""For sums in another order."""
BESIDE = 4.5
"""A name beside another one in a list: 张建国、李志强."""
CELL = 8.0
"""A cell in a column of names."""
LABELLED = 6.0
"""A value that fills its label alone: 督办人：支援朝."""
UNHEARD = 10.0
"""The cost of a surname that the table does not have, behind a label such as 经办人："""
FRAMED = 12.0
"""Evidence that leaves no doubt: 时任, ，男，."""
DOUBT = 2.0
"""Evidence of at most this before a name lets a confession behind it decide."""
DEED = 2.5
CONFESSED = 6.8
BOTH = 3.8
SELDOM = 7.5
PLAIN = 5.4
"""Evidence behind a name that a place does not have."""
ALONE = 2.0
"""Nothing but a mark behind a name that stands behind a role."""
SUBJECT = 1.2
"""Three signs that begin a clause before a verb of persons."""
ROLE, RARE, RARER = 4.0, 6.0, 2.0
"""Behind a role a rare surname counts like one of middling cost."""
FULL = 4.0
"""Evidence behind a name that needs no deed."""
POST = 5.0
"""From this weight on a word behind a name is a post."""
