"""What attendance machines and apps export."""
