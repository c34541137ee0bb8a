"""vCards as they are: their lines, what these mean, and two changed ones made one."""
