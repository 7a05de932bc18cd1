// The formats in which a result can be written.
