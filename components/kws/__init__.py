"""The vocabulary that the stages share. Knows no TensorFlow, no Kubeflow and no MLflow."""
