"""What is known of tags, filters and roots: versions, sources, what is undocumented."""
