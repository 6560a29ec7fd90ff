"""The sentence encoder, run by ONNX Runtime."""
