// The `grove` executable: everything it does is in GroveCommand, so that tests run it in process.
