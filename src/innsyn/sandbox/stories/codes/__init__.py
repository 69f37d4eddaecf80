"""The codes the stories use, with their Norwegian names. Small excerpts: enough for these lives, never a whole code system."""
