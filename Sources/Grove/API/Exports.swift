// What `import Grove` also brings: the syntax module, whose diagnostics and trees are part of the API.

@_exported public import GroveSyntax
