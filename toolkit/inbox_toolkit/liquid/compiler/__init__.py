"""From nodes to one Python function per template: start at ``compiler.compile_nodes``."""
