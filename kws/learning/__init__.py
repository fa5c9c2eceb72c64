"""Networks and their training, in the only room that imports TensorFlow."""
