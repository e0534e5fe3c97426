"""The second wave of layouts and injuries, written without a look at how the first one is read."""
