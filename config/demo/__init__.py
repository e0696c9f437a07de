"""The sample schools of `make demo`. Everything in them is invented and says so."""
