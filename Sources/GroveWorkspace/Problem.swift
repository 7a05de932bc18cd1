// What was odd in the files of a workspace, and what was done about it.
