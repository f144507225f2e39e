"""How sure the order is: draws of weights and unknown facts, and what would change number one."""
