"""From the model to what a document says. In: a roadmap and its survey's figures. Out: the names a template may use."""
