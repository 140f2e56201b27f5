"""One module for each command of `rakor`: arguments and printing, nothing else."""
