"""The look: page shell, components, template tags, static files, the manual's pages. Never asks who is there."""
