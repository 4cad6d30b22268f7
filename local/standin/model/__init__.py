"""The stand-in's classifier, trained on `local/corpus`."""
