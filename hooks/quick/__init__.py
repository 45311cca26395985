"""What MkDocs makes of a page, kept across builds and made on all cores. Like main.py it may import mkdocs.

MkDocs' own loop runs as it is: these modules fill in beforehand what the loop would make, and a miss or a doubt takes
MkDocs' own way. Written against MkDocs 1.6.1; tests/site/test_quick.py fails when a function they rely on changes.
"""
