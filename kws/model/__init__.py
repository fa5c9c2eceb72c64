"""The TFLite model, the spotter that answers with it, and the files that pass from stage to stage."""
