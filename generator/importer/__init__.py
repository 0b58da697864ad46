"""From a downloaded document to a draft of a report: read, repair, recognise, read values, build."""
