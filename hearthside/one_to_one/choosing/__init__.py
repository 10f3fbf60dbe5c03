"""Two people choose each other: what supporters bring, picking, answering, beginning, ending, handing over."""
