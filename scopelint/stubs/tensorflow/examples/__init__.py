"""`tensorflow.examples`: data of tutorials."""
