"""Many pictures side by side: in this process, in several, or on a cluster."""
