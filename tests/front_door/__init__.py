"""What users write, checked by mypy and run by `test_front_door`: the types of the front door are held to."""
