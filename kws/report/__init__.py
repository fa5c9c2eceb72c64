"""Everything known of one candidate: its report, a page that needs no other file, and its model card."""
