"""What the lines of work report in the drill: invented figures that obey every rule, and who reports them when."""
