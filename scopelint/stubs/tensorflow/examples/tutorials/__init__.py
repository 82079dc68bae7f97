"""`tensorflow.examples.tutorials`: data of tutorials."""
