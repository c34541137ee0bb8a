"""Where results go: to a file, a folder or stdout, for programs or for people."""
