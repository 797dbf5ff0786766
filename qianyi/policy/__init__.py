"""What a policy document says, as typed data: packs of TOML, a county's own changes, and how both are checked."""
