"""The TFLite model, the spotter built on it, and the files passed between stages."""
