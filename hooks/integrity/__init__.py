"""清风: typed records in, a checked catalogue and derived pages out. See site.build for the way through."""
