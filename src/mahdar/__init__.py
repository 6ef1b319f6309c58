"""mahdar (محضر): reads Arabic reports of diplomatic contacts and keeps the record of them."""

__version__ = "0.1.0"
