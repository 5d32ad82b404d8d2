"""What a compiled template calls while it renders: context, variables, loops, results."""
