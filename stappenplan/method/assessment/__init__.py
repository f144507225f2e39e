"""Each platform assessed against one profile: knock-outs, criteria with their scores, and its place on a shelf."""
