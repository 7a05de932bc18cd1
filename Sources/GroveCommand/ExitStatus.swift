// The exit statuses of the command line.
