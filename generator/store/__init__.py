"""Reports as files: reading with every problem named, one canonical way of writing."""
