"""Items (交办事项): proposed or decided, dispatched with a sheet, done with evidence, checked by another."""
