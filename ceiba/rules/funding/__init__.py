"""Rules floor, dimension of funding: does the money add up, obey the law and reach the promises."""
