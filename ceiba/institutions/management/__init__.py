"""Commands of the people who run an installation, as Django knows them."""
